"""What is told before and after each deadline of a referral (rule 5 of part B): once each, whoever sweeps."""

import datetime as dt

from django.utils import timezone

from parvis.commons.schemes.queries import directors_of, group_of, officer_recipients, recipients, team_recipients
from parvis.commons.writing.choices import Status as TextStatus
from parvis.commons.writing.models import WrittenProcedure
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core.dates import midnight
from parvis.ground.mailing.alerts import Alerts, Deadline, Rules

from . import legal, letters
from .choices import AT_WORK, OPEN_QUESTIONS, HearingStatus, Status
from .lifecycle.working import members
from .models import FollowUpReview, Hearing, Referral, WorkStep

CODES = (legal.ADMIT, legal.TRANSMIT, legal.LATE_STEP, legal.LATE_OFFICER, legal.LATE_DIRECTOR)


def send(today):
    """Everything that is awaited of a file, from its receipt to the last review."""
    rules = Rules(today, CODES)
    alerts = Alerts(today, rules, family="referrals.")
    for find in FINDERS:
        for deadline in find(rules, today, today + rules.longest):
            alerts.heed(deadline)


def awaited(referral, code, due, letter, people, **fields):
    """A deadline of a referral, under the heading of its body."""
    return Deadline(
        referral, code, due, letter, people, group=group_of(referral.body), **{"late": legal.LATE_STEP, **fields}
    )


# --- What is awaited, in the order of the life of a file -------------------------------------------


def to_decide(rules, today, until):
    """A question received: the bureau accepts it or declines it."""
    for referral in _live(Referral.objects.filter(status=Status.SUBMITTED)):
        received = timezone.localdate(referral.submitted_at)
        due = apply_delay(rules.get(referral.authority_id, legal.ADMIT), received)
        yield _of_bureau(referral, "decide", "Saisine à accepter ou décliner", due, received)


def opinions(rules, today, until):
    """An opinion, before the day on which it is expected and after: the officer and the rapporteur."""
    for referral in _live(Referral.objects.at_work().filter(expected_on__lte=until)):
        yield awaited(
            referral, "opinion", referral.expected_on,
            lambda r=referral: letters.OpinionExpected(r, due=r.expected_on),
            lambda r=referral: [*officer_recipients(r.body), *_known(r.rapporteur)],
        )  # fmt: skip


def steps(rules, today, until):
    """A stage of the work plan: whoever holds it, and the officer."""
    rows = WorkStep.objects.filter(done_on=None, due_on__lte=until, referral__status__in=OPEN_QUESTIONS)
    for step in _parts(rows, "owner"):
        yield awaited(
            step.referral, f"step-{step.pk}", step.due_on,
            lambda s=step: letters.StepExpected(s.referral, what=f"Étape de travail « {s.title} »", due=s.due_on),
            lambda s=step: [*officer_recipients(s.referral.body), *_known(s.owner)],
        )  # fmt: skip


def hearings(rules, today, until):
    """A hearing to hold, then to write up: the officer and the rapporteur."""
    rows = Hearing.objects.filter(
        status=HearingStatus.PLANNED, at__lt=midnight(until + dt.timedelta(days=1)), referral__status__in=OPEN_QUESTIONS
    )
    for hearing in _parts(rows, "referral__rapporteur"):
        day = timezone.localdate(hearing.at)
        yield awaited(
            hearing.referral, f"hearing-{hearing.pk}", day,
            lambda h=hearing, on=day: letters.StepExpected(h.referral, what=f"Audition « {h.subject} »", due=on),
            lambda h=hearing: [*officer_recipients(h.referral.body), *_known(h.referral.rapporteur)],
        )  # fmt: skip


def remarks(rules, today, until):
    """The period for remarks on an opinion ends: the members, the officer."""
    rows = Referral.objects.filter(text__status=TextStatus.COMMENTING, text__comments_until__range=(today, until))
    for referral in _live(rows.filter(status__in=AT_WORK).select_related("text")):
        yield awaited(
            referral, "remarks", referral.text.comments_until,
            lambda r=referral: letters.PeriodCloses(r, what="Remarques sur l’avis", due=r.text.comments_until),
            lambda r=referral: [*officer_recipients(r.body), *members(r)], short=True,
        )  # fmt: skip


def votes(rules, today, until):
    """A written vote ends: those who have not voted, the officer."""
    rows = WrittenProcedure.objects.filter(closed_at=None, closes_on__range=(today, until))
    rows = rows.filter(text__referral__status=Status.OPINION_DRAFTING)
    for vote in rows.select_related("text__referral__body", "text__referral__authority"):
        yield awaited(
            vote.text.referral, f"vote-{vote.pk}", vote.closes_on,
            lambda v=vote: letters.PeriodCloses(v.text.referral, what="Vote par écrit sur l’avis", due=v.closes_on),
            lambda v=vote: [*officer_recipients(v.text.referral.body), *_silent(v)], since=vote.opens_on, short=True,
        )  # fmt: skip


def to_transmit(rules, today, until):
    """An opinion adopted: the bureau sends it."""
    for referral in _live(Referral.objects.filter(status=Status.OPINION_ADOPTED)):
        adopted = referral.opinion_adopted_on
        due = apply_delay(rules.get(referral.authority_id, legal.TRANSMIT), adopted)
        yield _of_bureau(referral, "transmit", "Avis à transmettre", due, adopted)


def answers(rules, today, until):
    """An answer, before it is due: the officer, the councillor, the contact in the service."""
    for referral in _live(Referral.objects.awaiting_answer().filter(answer_due_on__range=(today, until))):
        yield awaited(
            referral, "answer", referral.answer_due_on,
            lambda r=referral: letters.AnswerExpected(r, due=r.answer_due_on, missing=missing_answers(r)),
            lambda r=referral: [
                *officer_recipients(r.body), *_known(r.referring_councillor, r.service_contact),
            ],
        )  # fmt: skip


def late_answers(rules, today, until):
    """An answer that is late: the officer each week from the day after, the director each month."""
    for referral in _live(Referral.objects.awaiting_answer().filter(answer_due_on__lt=today)):
        yield awaited(
            referral, "answer", referral.answer_due_on, lambda r=referral: _late(r),
            lambda r=referral: officer_recipients(r.body),
            directors=lambda r=referral: recipients(directors_of(r.body), r.authority_id),
            late=legal.LATE_OFFICER, late_for_directors=legal.LATE_DIRECTOR,
        )  # fmt: skip


def reviews(rules, today, until):
    """A review, before its day and every week after: the officer; the director each month once it is late."""
    rows = FollowUpReview.objects.filter(held_on=None, due_on__lte=until, referral__status=Status.UNDER_FOLLOW_UP)
    for review in _parts(rows):
        yield awaited(
            review.referral, f"review-{review.months}", review.due_on,
            lambda r=review: letters.ReviewExpected(r.referral, review=r, due=r.due_on),
            lambda r=review: officer_recipients(r.referral.body),
            directors=lambda r=review: recipients(directors_of(r.referral.body), r.referral.authority_id),
        )  # fmt: skip


FINDERS = (to_decide, opinions, steps, hearings, remarks, votes, to_transmit, answers, late_answers, reviews)


def missing_answers(referral):
    """« R3, R7 »: what still has no complete answer, or « aucune »."""
    rows = referral.responses.select_related("recommendation")
    return ", ".join(r.recommendation.code for r in rows if not r.is_complete) or "aucune"


def _of_bureau(referral, code, what, due, since):
    return awaited(
        referral, code, due, lambda: letters.StepExpected(referral, what=what, due=due),
        lambda: [*officer_recipients(referral.body), *team_recipients(referral.body, Persona.CHAIR)], since=since,
    )  # fmt: skip


def _late(referral):
    return letters.AnswerLate(
        referral, due=referral.answer_due_on, late=referral.days_late, missing=missing_answers(referral)
    )


def _silent(procedure):
    """Whoever may still vote."""
    waiting = procedure.votes.filter(choice="").select_related("person")
    return [vote.person.recipient() for vote in waiting]


def _known(*people):
    return [person.recipient() for person in people if person]


def _live(rows):
    return rows.select_related("body", "authority", "rapporteur", "referring_councillor", "service_contact")


def _parts(rows, *more):
    return rows.select_related("referral__body", "referral__authority", *more)
