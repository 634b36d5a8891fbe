"""What several pages and readers ask about referrals."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from parvis.commons.commitments.choices import OPEN as OPEN_COMMITMENTS
from parvis.commons.commitments.choices import Status as CommitmentStatus
from parvis.commons.writing.models import Text
from parvis.deliberation.meetings.queries import next_plenary
from parvis.ground.core import french

from .choices import (
    ADOPTED_ON,
    ANSWERED_ON,
    AT_WORK,
    AWAITING_ANSWER,
    ENDED_ASIDE,
    REVIEW_TONES,
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


def next_step(referral):
    """What is awaited, of whom, for when; None once the file is over."""
    rapporteur = str(referral.rapporteur or "le rapporteur ou la rapporteure")
    bureau = f"le bureau de {referral.body.said}"
    councillor = str(referral.referring_councillor or "l’élu référent ou l’élue référente")
    planned = referral.adoption_planned_on or referral.expected_on
    steps = {
        Status.DRAFT: ("transmettre la saisine", "son auteur", None, {OFFICER}),
        Status.SUBMITTED: ("accepter ou décliner", bureau, referral.expected_on, {BUREAU, OFFICER}),
        Status.ADMITTED: ("première séance ou audition", rapporteur, planned, {OFFICER}),
        Status.IN_PROGRESS: ("projet d’avis", rapporteur, planned, {OFFICER}),
        Status.OPINION_DRAFTING: ("adoption de l’avis", referral.body.said, planned, {OFFICER, BUREAU}),
        Status.OPINION_ADOPTED: ("transmettre l’avis", bureau, None, {BUREAU, OFFICER}),
        Status.TRANSMITTED: ("réponse motivée", councillor, referral.answer_due_on, {COUNCILLOR, OFFICER, DIRECTOR}),
        Status.ACKNOWLEDGED: ("réponse motivée", councillor, referral.answer_due_on, {COUNCILLOR, OFFICER, DIRECTOR}),
        Status.ANSWERED: ("prendre acte de la réponse", bureau, None, {BUREAU}),
    }
    if referral.status == Status.UNDER_FOLLOW_UP:
        return _next_review(referral)
    found = steps.get(referral.status)
    return Next(*found[:3], mine=frozenset(found[3])) if found else None


def _next_review(referral):
    waiting = [r for r in referral.reviews.all() if r.held_on is None]
    if not waiting:
        return Next("clore le suivi", f"le bureau de {referral.body.said}", mine=frozenset({BUREAU, OFFICER}))
    review = min(waiting, key=lambda r: r.due_on)
    return Next(review.label.lower(), "la mission participation", review.due_on, frozenset({OFFICER}))


def proposed_plenary(referral):
    """The last plenary of the body before the opinion is expected; None when none is in the calendar."""
    if referral.expected_on is None:
        return None
    return next_plenary(referral.body, before=referral.expected_on)


# --- Recommendations, answers, what became of them ------------------------------------------------


def answer_rows(referral):
    """Each recommendation with its answer and where it stands today, ready for the table of answers.

    Before publication the answer is not there; late ones say so (the answer was promised).
    """
    answered = referral.answered_on is not None
    return [_answer_row(r, referral, answered) for r in responses_of(referral)]


def responses_of(referral):
    """The answers in the order of the recommendations, with their commitment and latest review line."""
    lines = ReviewLine.objects.filter(review__held_on__isnull=False).order_by("-review__due_on")
    return (
        RecommendationResponse.objects.filter(referral=referral)
        .select_related("recommendation__addressee", "department", "commitment")
        .prefetch_related(Prefetch("recommendation__review_lines", queryset=lines, to_attr="latest_lines"))
        .order_by("recommendation__number")
    )


def _answer_row(response, referral, answered):
    row = response.recommendation
    base = {
        "number": row.number, "code": row.code, "text": row.statement, "addressee": row.addressee_name,
        "response": response,
    }  # fmt: skip
    if not answered:
        late = referral.days_late
        return base | {"answer_status": "", "answer_tone": "late" if late else "wait"}
    return base | {
        "answer_status": response.get_status_display(), "answer_tone": response.tone,
        "answer": answer_words(response), **today_of(response),
    }  # fmt: skip


def answer_words(response):
    """The reasons, then who does it, when, with how much."""
    parts = [response.reasons]
    if response.department_id and response.status != ResponseStatus.REFUSED:
        parts.append(f"Service : {response.department}.")
    if response.due_on:
        parts.append(f"Échéance : {french.plain_date(response.due_on)}.")
    if response.budget_cents:
        parts.append(f"Budget : {french.money(response.budget_cents)}.")
    return " ".join(parts)


def today_of(response):
    """Where a recommendation stands today: the commitment if there is one, else the last review."""
    lines = getattr(response.recommendation, "latest_lines", [])
    note = lines[0].text if lines else ""
    commitment = response.commitment
    if commitment is not None:
        late = commitment.is_late
        words = "en retard" if late else commitment.get_status_display()
        note = commitment.public_reason or note
        url = commitment.get_absolute_url() if commitment.is_public else ""
        return {"today": words, "today_tone": "late" if late else COMMITMENT_TONES[commitment.status], "note": note,
                "url": url}  # fmt: skip
    if lines:
        return {"today": lines[0].get_state_display(), "today_tone": REVIEW_TONES[lines[0].state], "note": note}
    if response.status == ResponseStatus.REFUSED:
        return {"today": ReviewState.REFUSED.label, "today_tone": "off", "note": ""}
    return {"today": "", "today_tone": "", "note": ""}


def reviews_of(referral):
    """The reviews with their lines."""
    lines = ReviewLine.objects.select_related("recommendation", "evidence").order_by("recommendation__number")
    return referral.reviews.prefetch_related(Prefetch("lines", queryset=lines)).order_by("due_on")


# --- The opinion ----------------------------------------------------------------------------------


def opinion_of(referral):
    """The text of the opinion with what surrounds it, in few queries; None while nothing is written."""
    if referral.text_id is None:
        return None
    return (
        Text.objects.select_related("adoption", "plain_row", "rapporteur", "scheme")
        .prefetch_related("recommendations__addressee", "minority_positions__holders", "divergences__positions")
        .get(pk=referral.text_id)
    )


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


def story(referral, opinion, rows, reviews):
    """The five steps of a referral as the public page tells them."""
    steps = [_question(referral), _work(referral), _opinion(referral, opinion), _answer(referral, rows),
             _follow_up(referral, reviews)]  # fmt: skip
    return _ended(referral, steps) if referral.status in ENDED_ASIDE else steps


def _question(referral):
    current = referral.status == Status.SUBMITTED
    return {
        "title": "La question", "state": "current" if current else "done",
        "when": referral.expected_on if current else referral.submitted_at,
        "when_words": "avis attendu avant le", "summary": "Lire la saisine",
        "template": "referrals/public/question.html", "context": {"referral": referral}, "open": current,
    }  # fmt: skip


def _work(referral):
    state = "current" if referral.status in AT_WORK else "done" if referral.started_at else "next"
    hearings = [h for h in referral.hearings.all() if h.status == "held"] if referral.started_at else []
    context = {"referral": referral, "hearings": hearings, "contributions": referral.contributions.count()}
    return {
        "title": "Les travaux", "state": state,
        "when": referral.expected_on if state == "current" else referral.started_at if state == "done" else None,
        "when_words": "avis attendu avant le", "summary": "Voir les travaux",
        "template": "referrals/public/work.html" if state != "next" else "", "context": context,
        "text": "" if state != "next" else "Le bureau de l’instance n’a pas encore accepté la question.",
    }  # fmt: skip


def _opinion(referral, opinion):
    if referral.opinion_is_public and opinion is not None:
        return {
            "title": "L’avis", "state": "done", "when": referral.opinion_adopted_on, "summary": "Lire l’avis",
            "template": "referrals/public/opinion.html", "context": {"referral": referral, "text": opinion},
        }  # fmt: skip
    adopted = referral.status in ADOPTED_ON
    return {
        "title": "L’avis", "state": "current" if adopted else "next",
        "when": referral.opinion_adopted_on if adopted else referral.adoption_planned_on,
        "when_words": "adopté le" if adopted else "adoption prévue le",
        "text": "L’avis est adopté ; il sera publié avec sa transmission." if adopted else "",
    }  # fmt: skip


def _answer(referral, rows):
    if referral.status not in TRANSMITTED_ON:
        return {"title": "La réponse", "state": "next", "when": None,
                "when_words": "Trois mois au plus après la transmission de l’avis"}  # fmt: skip
    done = referral.answered_on is not None
    return {
        "title": "La réponse", "state": "done" if done else "current",
        "when": referral.answered_on if done else referral.answer_due_on,
        "when_words": "promise pour le" if referral.days_late else "attendue avant le",
        "late": late_words(referral), "summary": "Voir chaque recommandation et sa réponse",
        "template": "referrals/public/answers.html" if rows else "",
        "context": {"referral": referral, "rows": rows}, "open": True,
    }  # fmt: skip


def _follow_up(referral, reviews):
    held = [r for r in reviews if r.held_on]
    waiting = [r for r in reviews if not r.held_on]
    if referral.status == Status.CLOSED:
        state, when = "done", referral.closed_on
    elif referral.status == Status.UNDER_FOLLOW_UP:
        state, when = "current", waiting[0].due_on if waiting else None
    else:
        state, when = "next", None
    return {
        "title": "Les suites", "state": state, "when": when,
        "when_words": "prochain bilan le" if state == "current" else "Six, douze et vingt-quatre mois après la réponse",
        "template": "referrals/public/reviews.html" if reviews else "", "summary": "Voir les bilans",
        "context": {"referral": referral, "held": held, "waiting": waiting},
    }  # fmt: skip


def _ended(referral, steps):
    """A question declined, withdrawn or lapsed: what was done, then how it ended."""
    done = [s for s in steps if s["state"] == "done"]
    words = {
        Status.DECLINED: "L’instance ne rend pas d’avis" if referral.no_opinion else "L’instance décline la question",
        Status.WITHDRAWN: "La question est retirée",
        Status.LAPSED: "Aucun avis n’a été rendu à temps",
    }
    end = {
        "title": words[referral.status], "state": "done", "when": referral.ended_on, "summary": "Lire le motif",
        "template": "referrals/public/end.html", "context": {"referral": referral}, "open": True,
    }  # fmt: skip
    return [*done, end]


def late_words(referral):
    """« En retard de 47 jours », said plainly; empty when on time."""
    late = referral.days_late
    if not late:
        return ""
    said = french.plural(late, "jour")
    if referral.status in AWAITING_ANSWER:
        return f"Réponse en retard de {said}"
    return f"Réponse donnée avec {said} de retard"


def asked_by(referral):
    """Who asks, in words: « Luc Castérande, au conseil de développement »."""
    body = referral.body.name
    if referral.requested_by_id:
        return f"{referral.requested_by.full_name}, à l’instance : {body}"
    return f"Auto-saisine : {body}" if referral.is_self_referral else f"Question posée à l’instance : {body}"


def open_commitments(referral):
    """How many promises of this referral are still open."""
    return referral.responses.filter(commitment__status__in=OPEN_COMMITMENTS).count()


def reviews_due(authority, until):
    """Reviews not held, due by a day, on live files."""
    rows = FollowUpReview.objects.filter(
        held_on=None, due_on__lte=until, referral__authority=authority, referral__status=Status.UNDER_FOLLOW_UP
    )
    return rows.select_related("referral__body").order_by("due_on")


def midnight(day):
    """The first moment of a day, in the local time zone."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
