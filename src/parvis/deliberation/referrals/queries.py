"""What several pages and readers ask about referrals."""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Case, Count, DateField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from parvis.commons.commitments.choices import OPEN as OPEN_COMMITMENTS
from parvis.commons.commitments.choices import Status as CommitmentStatus
from parvis.commons.commitments.models import ProgressReport
from parvis.commons.writing.models import Position
from parvis.deliberation.meetings.queries import next_plenary
from parvis.ground.authorities.legal import delay_words, delays_words
from parvis.ground.core import clock, french
from parvis.ground.core.manifest import is_on

from . import legal
from .choices import (
    ADOPTED_ON,
    ANSWERED_ON,
    AT_WORK,
    AWAITING_ANSWER,
    ENDED_ASIDE,
    TRANSMITTED_ON,
    ResponseStatus,
    ReviewState,
    Status,
)
from .models import FollowUpReview, RecommendationResponse, Referral, ReviewLine

COMMITMENT_TONES = {
    CommitmentStatus.TO_DO: "wait",
    CommitmentStatus.IN_PROGRESS: "go",
    CommitmentStatus.DONE: "done",
    CommitmentStatus.ABANDONED: "off",
}


@dataclass(frozen=True)
class Next:
    """The next step of a referral: what, whose, by when."""

    what: str
    who: str = ""
    when: dt.date | None = None
    mine: frozenset = field(default_factory=frozenset)  # personas who hold it


OFFICER, BUREAU, COUNCILLOR, DIRECTOR = "officer", "chair", "councillor", "director"


def _author(referral):
    return "son auteur"


def _bureau(referral):
    return f"le bureau de {referral.body.said}"


def _body(referral):
    return referral.body.said


def _rapporteur(referral):
    return str(referral.rapporteur or "le rapporteur ou la rapporteure")


def _councillor(referral):
    return str(referral.referring_councillor or "l’élu référent ou l’élue référente")


EXPECTED, PLANNED, PROMISED = ("expected_on",), ("adoption_planned_on", "expected_on"), ("answer_due_on",)

AHEAD = {
    Status.DRAFT: ("transmettre la saisine", _author, (), {OFFICER}),
    Status.SUBMITTED: ("accepter ou décliner", _bureau, EXPECTED, {BUREAU, OFFICER}),
    Status.ADMITTED: ("première séance ou audition", _rapporteur, PLANNED, {OFFICER}),
    Status.IN_PROGRESS: ("projet d’avis", _rapporteur, PLANNED, {OFFICER}),
    Status.OPINION_DRAFTING: ("adoption de l’avis", _body, PLANNED, {OFFICER, BUREAU}),
    Status.OPINION_ADOPTED: ("transmettre l’avis", _bureau, (), {BUREAU, OFFICER}),
    Status.TRANSMITTED: ("réponse motivée", _councillor, PROMISED, {COUNCILLOR, OFFICER, DIRECTOR}),
    Status.ACKNOWLEDGED: ("réponse motivée", _councillor, PROMISED, {COUNCILLOR, OFFICER, DIRECTOR}),
    Status.ANSWERED: ("prendre acte de la réponse", _bureau, (), {BUREAU}),
}
"""What comes next in each state: what, whose move, by which of its dates (the first that is known), held by whom.

A file in follow-up waits for its next review instead.
"""


def next_step(referral):
    """What is awaited, of whom, for when; None once the file is over."""
    if referral.status == Status.UNDER_FOLLOW_UP:
        return _next_review(referral)
    if referral.status not in AHEAD:
        return None
    what, who, dates, personas = AHEAD[referral.status]
    when = next(filter(None, (getattr(referral, name) for name in dates)), None)
    return Next(what, who(referral), when, frozenset(personas))


def next_step_on():
    """The day of `next_step`, for the database to sort by; rows come `with_next_review`."""
    whens = [When(status=Status.UNDER_FOLLOW_UP, then="next_review_on")]
    for dates, day in ((EXPECTED, "expected_on"), (PLANNED, Coalesce(*PLANNED)), (PROMISED, "answer_due_on")):
        whens.append(When(status__in=[s for s, (_, _, asked, _) in AHEAD.items() if asked == dates], then=day))
    return Case(*whens, output_field=DateField())


def _next_review(referral):
    review = next_review(referral)
    if review is None:
        return Next("clore le suivi", f"le bureau de {referral.body.said}", mine=frozenset({BUREAU, OFFICER}))
    return Next(review.label.lower(), "la mission participation", review.due_on, frozenset({OFFICER}))


def next_review(referral):
    """The first review not held yet; a record page knows it without asking (see `with_next_review`)."""
    if hasattr(referral, "next_review_on"):
        months, due_on = referral.next_review_months, referral.next_review_on
        if due_on is None:
            return None
        return FollowUpReview(pk=referral.next_review_id, referral=referral, months=months, due_on=due_on)
    return next((review for review in referral.review_list if review.held_on is None), None)


def proposed_plenary(referral):
    """The last plenary of the body before the opinion is expected; None when none is in the calendar."""
    if referral.expected_on is None:
        return None
    return next_plenary(referral.body, before=referral.expected_on)


# --- The file: everything that its pages read, each thing once ------------------------------------


@dataclass(frozen=True)
class Stand:
    """A minority position as pages show it."""

    title: str
    html: str
    holders: tuple
    votes: tuple


class Dossier:
    """What stands around a referral, read when it is asked for, in one query each."""

    def __init__(self, referral):
        self.referral, self.text = referral, referral.text

    @cached_property
    def version(self):
        """The last version of the opinion."""
        return self.text.latest if self.text else None

    @cached_property
    def recommendations(self):
        """The numbered recommendations with their addressee."""
        if "responses" in self.__dict__:
            return [r.recommendation for r in self.responses]
        return list(self.text.recommendations.select_related("addressee")) if self.text else []

    @cached_property
    def positions(self):
        """The minority positions with the names of those who hold them."""
        if self.text is None:
            return []
        fields = ("pk", "title", "html", "in_favour", "against", "abstentions")
        rows = self.text.minority_positions.order_by("pk", "holders__family_name")
        found = {}
        for *values, given, family in rows.values_list(*fields, "holders__given_name", "holders__family_name"):
            names = found.setdefault(tuple(values), [])
            if family:
                names.append(f"{given} {family}".strip())
        return [Stand(t, html, tuple(names), tuple(votes)) for (_, t, html, *votes), names in found.items()]

    @cached_property
    def divergences(self):
        """[(subject, its positions)] of the disagreements kept visible."""
        found = {}
        sides = Position.objects.filter(divergence__text=self.text).select_related("divergence") if self.text else ()
        for side in sides:
            found.setdefault(side.divergence, []).append(side)
        return [(divergence.subject, sides) for divergence, sides in found.items()]

    @cached_property
    def lines(self):
        """What the reviews said of each recommendation, latest review first."""
        rows = ReviewLine.objects.filter(review__referral=self.referral, review__held_on__isnull=False)
        return list(rows.select_related("recommendation", "evidence", "review").order_by("-review__due_on"))

    @cached_property
    def reviews(self):
        """The reviews in the order of their dates, each with its lines."""
        rows = self.referral.review_list
        for review in rows:
            said = [line for line in self.lines if line.review_id == review.pk] if review.held_on else []
            review.said = sorted(said, key=lambda line: line.recommendation.number)
        return rows

    @cached_property
    def responses(self):
        """The answers in the order of the recommendations, each with the latest word of a review."""
        rows = RecommendationResponse.objects.filter(referral=self.referral).order_by("recommendation__number")
        told = ProgressReport.objects.filter(commitment=OuterRef("commitment")).order_by("-at", "-pk")
        rows = rows.annotate(last_report=Subquery(told.values("text")[:1]))
        found = list(rows.select_related("recommendation__addressee", "department", "commitment"))
        latest = {line.recommendation_id: line for line in reversed(self.lines)} if self.referral.answered_on else {}
        for response in found:
            response.latest_line = latest.get(response.recommendation_id)
        return found

    @cached_property
    def rows(self):
        """Each recommendation with its answer and where it stands today, ready for the table of answers."""
        return [_answer_row(response, self.referral) for response in self.responses]


def dossier_of(referral):
    """The dossier of a referral, one for the whole page."""
    if "dossier" not in referral.__dict__:
        referral.__dict__["dossier"] = Dossier(referral)
    return referral.__dict__["dossier"]


def answer_rows(referral):
    """Rows of the table of answers. Before publication the answer is not there; late ones say so."""
    return dossier_of(referral).rows


def _answer_row(response, referral):
    row = response.recommendation
    base = {
        "number": row.number, "code": row.code, "text": row.statement, "addressee": row.addressee_name,
        "response": response,
    }  # fmt: skip
    if referral.answered_on is None:
        late = referral.days_late
        return base | {"answer_status": "", "answer_tone": "late" if late else "wait"}
    return base | {
        "answer_status": response.get_status_display(), "answer_tone": response.tone,
        "answer": answer_words(response), **today_of(response, linked=is_on(referral.authority, "commitments")),
    }  # fmt: skip


def answer_words(response):
    """The reasons, then who does it, when, with how much."""
    parts = [response.reasons]
    if response.department_id and response.status != ResponseStatus.REFUSED:
        parts.append(_("En charge : {who}.").format(who=response.department))
    if response.due_on:
        parts.append(_("Échéance : {day}.").format(day=french.plain_date(response.due_on)))
    if response.budget_cents:
        parts.append(_("Budget : {sum}.").format(sum=french.money(response.budget_cents)))
    return " ".join(parts)


def today_of(response, *, linked):
    """Where a recommendation stands today: the commitment if there is one (`linked` to its page), else the last review.

    A review writes on the commitment too: the last report of the commitment is never older than its line.
    """
    line = response.latest_line
    note = response.last_report or (line.text if line else "")
    commitment = response.commitment
    if commitment is not None:
        late = commitment.is_late
        words = _("en retard") if late else commitment.get_status_display()
        note = commitment.public_reason or note
        url = commitment.get_absolute_url() if linked and commitment.is_public else ""
        return {"today": words, "today_tone": "late" if late else COMMITMENT_TONES[commitment.status], "note": note,
                "url": url}  # fmt: skip
    if line:
        return {"today": line.get_state_display(), "today_tone": line.tone, "note": note}
    if response.status == ResponseStatus.REFUSED:
        return {"today": ReviewState.REFUSED.label, "today_tone": "off", "note": ""}
    return {"today": "", "today_tone": "", "note": ""}


# --- Figures --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figures:
    """What was asked, answered and done on one authority."""

    opinions: int
    recommendations: int
    kept: int
    refused: int
    abandoned: int
    unanswered: int

    @property
    def under_study(self):
        return self.recommendations - self.kept - self.refused - self.abandoned - self.unanswered


def figures(authority):
    """Opinions transmitted, their recommendations, and what became of them; two queries."""
    opinions = Referral.objects.of(authority).filter(status__in=TRANSMITTED_ON).count()
    rows = RecommendationResponse.objects.filter(referral__authority=authority, referral__status__in=TRANSMITTED_ON)
    commitment = "commitment__status"
    found = rows.aggregate(
        recommendations=Count("pk"),
        kept=Count("pk", filter=Q(**{f"{commitment}__in": [CommitmentStatus.DONE, CommitmentStatus.IN_PROGRESS]})),
        refused=Count("pk", filter=Q(status=ResponseStatus.REFUSED, published_on__isnull=False)),
        abandoned=Count("pk", filter=Q(**{commitment: CommitmentStatus.ABANDONED})),
        unanswered=Count("pk", filter=Q(published_on=None)),
    )
    return Figures(opinions=opinions, **found)


def answers_on_time(authority, on):
    """(answered on time, answers due by that day): the promise of the charter, kept or not."""
    due = Referral.objects.of(authority).filter(answer_due_on__lte=on, status__in=TRANSMITTED_ON)
    rows = due.values_list("answer_due_on", "answered_on")
    return sum(1 for promised, done in rows if done and done <= promised), len(rows)


def accepted_share(authority, on):
    """(accepted or accepted in part, recommendations answered by that day)."""
    rows = RecommendationResponse.objects.filter(referral__authority=authority, published_on__lte=on)
    accepted = rows.filter(status__in=(ResponseStatus.ACCEPTED, ResponseStatus.PARTLY)).count()
    return accepted, rows.count()


def median_delay(authority, on):
    """Median number of days between the transmission of an opinion and its answer; None without any."""
    rows = Referral.objects.of(authority).filter(answered_on__lte=on, status__in=ANSWERED_ON)
    days = sorted((done - sent).days for sent, done in rows.values_list("transmitted_on", "answered_on"))
    if not days:
        return None
    middle = len(days) // 2
    return days[middle] if len(days) % 2 else (days[middle - 1] + days[middle]) / 2


# --- The public story -----------------------------------------------------------------------------


def story(referral):
    """The five steps of a referral as the public page tells them."""
    steps = [tell(referral) for tell in (_question, _work, _opinion, _answer, _follow_up)]
    return _ended(referral, steps) if referral.status in ENDED_ASIDE else steps


def _question(referral):
    current = referral.status == Status.SUBMITTED
    return {
        "title": _("La question"), "state": "current" if current else "done",
        "when": referral.expected_on if current else referral.submitted_at,
        "when_words": _("avis attendu avant le"), "summary": _("Lire la saisine"),
        "template": "referrals/public/question.html", "context": {"referral": referral}, "open": current,
    }  # fmt: skip


def _work(referral):
    state = "current" if referral.status in AT_WORK else "done" if referral.started_at else "next"
    held = referral.hearings.filter(status="held").select_related("department")
    hearings = held if referral.started_at else []
    context = {"referral": referral, "hearings": hearings, "contributions": referral.contributions.count()}
    return {
        "title": _("Les travaux"), "state": state,
        "when": referral.expected_on if state == "current" else referral.started_at if state == "done" else None,
        "when_words": _("avis attendu avant le"), "summary": _("Voir les travaux"),
        "template": "referrals/public/work.html" if state != "next" else "", "context": context,
        "text": "" if state != "next" else _("Le bureau de l’instance n’a pas encore accepté la question."),
    }  # fmt: skip


def _opinion(referral):
    if referral.opinion_is_public and referral.text:
        return {
            "title": _("L’avis"), "state": "done", "when": referral.opinion_adopted_on, "summary": _("Lire l’avis"),
            "template": "referrals/public/opinion.html",
            "context": {
                "referral": referral, "text": referral.text, "dossier": dossier_of(referral),
                "show_names": not referral.body.names_by_consent,
            },
        }  # fmt: skip
    adopted = referral.status in ADOPTED_ON
    return {
        "title": _("L’avis"), "state": "current" if adopted else "next",
        "when": referral.opinion_adopted_on if adopted else referral.adoption_planned_on,
        "when_words": _("adopté le") if adopted else _("adoption prévue le"),
        "text": _("L’avis est adopté ; il sera publié avec sa transmission.") if adopted else "",
    }  # fmt: skip


def _answer(referral):
    if referral.status not in TRANSMITTED_ON:
        words = _("{delay} au plus après la transmission de l’avis").format(delay=answer_delay(referral))
        return {"title": _("La réponse"), "state": "next", "when": None, "when_words": words}
    done = referral.answered_on is not None
    rows = answer_rows(referral) if referral.opinion_is_public else []
    return {
        "title": _("La réponse"), "state": "done" if done else "current",
        "when": referral.answered_on if done else referral.answer_due_on,
        "when_words": _("promise pour le") if referral.days_late else _("attendue avant le"),
        "late": late_words(referral), "summary": _("Voir chaque recommandation et sa réponse"),
        "template": "referrals/public/answers.html" if rows else "",
        "context": {"referral": referral, "rows": rows}, "open": True,
    }  # fmt: skip


def _follow_up(referral):
    reviews = dossier_of(referral).reviews if referral.answered_on else []
    held = [r for r in reviews if r.held_on]
    waiting = [] if referral.is_over else [r for r in reviews if not r.held_on]
    if referral.status == Status.CLOSED:
        state, when = "done", referral.closed_on
    elif referral.status == Status.UNDER_FOLLOW_UP:
        state, when = "current", waiting[0].due_on if waiting else None
    else:
        state, when = "next", None
    return {
        "title": _("Les suites"), "state": state, "when": when,
        "when_words": _("prochain bilan le") if state == "current" else _promised_reviews(referral, state),
        "template": "referrals/public/reviews.html" if reviews else "", "summary": _("Voir les bilans"),
        "context": {"referral": referral, "held": held, "waiting": waiting},
    }  # fmt: skip


def _promised_reviews(referral, state):
    return _("{delays} après la réponse").format(delays=review_delays(referral)) if state == "next" else ""


def answer_delay(referral):
    """« 3 mois »: what the rules of the authority promise today."""
    return delay_words(legal.rule(referral.authority, legal.ANSWER, clock.today()))


def review_delays(referral):
    """« 6, 12 et 24 mois », by the rules of the day of the answer, or of today before it."""
    day = referral.answered_on or clock.today()
    return delays_words([legal.rule(referral.authority, code, day) for code in legal.REVIEWS])


def _ended(referral, steps):
    """A question declined, withdrawn or lapsed: what was done, then how it ended."""
    done = [s for s in steps if s["state"] == "done"]
    declined = _("L’instance ne rend pas d’avis") if referral.no_opinion else _("L’instance décline la question")
    words = {
        Status.DECLINED: declined,
        Status.WITHDRAWN: _("La question est retirée"),
        Status.LAPSED: _("Aucun avis n’a été rendu à temps"),
    }
    end = {
        "title": words[referral.status], "state": "done", "when": referral.ended_on, "summary": _("Lire le motif"),
        "template": "referrals/public/end.html", "context": {"referral": referral}, "open": True,
    }  # fmt: skip
    return [*done, end]


def late_words(referral):
    """« En retard de 47 jours », said plainly; empty when on time."""
    late = referral.days_late
    if not late:
        return ""
    said = french.plural(late, _("jour"), _("jours"))
    if referral.status in AWAITING_ANSWER:
        return _("Réponse en retard de {days}").format(days=said)
    return _("Réponse donnée avec {days} de retard").format(days=said)


def asked_by(referral):
    """Who asks, in words: « Luc Castérande, au conseil de développement »."""
    body = referral.body.name
    if referral.requested_by_id:
        return _("{who}, à l’instance : {body}").format(who=referral.requested_by.full_name, body=body)
    words = _("Auto-saisine : {body}") if referral.is_self_referral else _("Question posée à l’instance : {body}")
    return words.format(body=body)


def open_commitments(referral):
    """How many promises of this referral are still open."""
    return referral.responses.filter(commitment__status__in=OPEN_COMMITMENTS).count()
