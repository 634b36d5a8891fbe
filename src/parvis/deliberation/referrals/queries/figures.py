"""What was asked, answered and done, counted."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q, Subquery

from parvis.commons.commitments.choices import Status as CommitmentStatus

from ..choices import ANSWERED_ON, TRANSMITTED_ON, ResponseStatus
from ..models import RecommendationResponse, Referral


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
    """Opinions transmitted, their recommendations, and what became of them; one query where there is one to count."""
    sent = Referral.objects.of(authority).filter(status__in=TRANSMITTED_ON)
    opinions = sent.order_by().values("authority").annotate(number=Count("pk")).values("number")
    rows = RecommendationResponse.objects.filter(referral__authority=authority, referral__status__in=TRANSMITTED_ON)
    commitment = "commitment__status"
    found = rows.aggregate(
        opinions=Max(Subquery(opinions)),
        recommendations=Count("pk"),
        kept=Count("pk", filter=Q(**{f"{commitment}__in": [CommitmentStatus.DONE, CommitmentStatus.IN_PROGRESS]})),
        refused=Count("pk", filter=Q(status=ResponseStatus.REFUSED, published_on__isnull=False)),
        abandoned=Count("pk", filter=Q(**{commitment: CommitmentStatus.ABANDONED})),
        unanswered=Count("pk", filter=Q(published_on=None)),
    )
    if found["opinions"] is None:  # no recommendation was read, that would have said it
        found["opinions"] = sent.count()
    return Figures(**found)


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
