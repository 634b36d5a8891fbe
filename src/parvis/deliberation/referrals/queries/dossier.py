"""The file: everything that its pages read, each thing once."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from parvis.commons.commitments.choices import Status as CommitmentStatus
from parvis.commons.commitments.models import ProgressReport
from parvis.commons.writing.models import Position
from parvis.ground.core import french
from parvis.ground.core.manifest import is_on

from ..choices import ResponseStatus, ReviewState
from ..models import RecommendationResponse, ReviewLine

COMMITMENT_TONES = {
    CommitmentStatus.TO_DO: "wait",
    CommitmentStatus.IN_PROGRESS: "go",
    CommitmentStatus.DONE: "done",
    CommitmentStatus.ABANDONED: "off",
}


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
    parts = [french.sentence(response.reasons)]
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
