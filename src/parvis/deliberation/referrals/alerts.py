"""What is told before and after each deadline of a referral (rule 5 of part B): once each, whoever sweeps."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from parvis.commons.schemes.queries import directors_of, group_of, officer_recipients, recipients, team_recipients
from parvis.commons.writing.choices import Status as TextStatus
from parvis.commons.writing.models import WrittenProcedure
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.defaults import shipped_rules
from parvis.ground.authorities.legal import ALERTS, apply_delay
from parvis.ground.authorities.models import LegalRule
from parvis.ground.core.dates import midnight

from . import legal, letters
from .choices import AT_WORK, OPEN_QUESTIONS, HearingStatus, Status
from .lifecycle.working import members
from .models import FollowUpReview, Hearing, Referral, Reminder, WorkStep

CODES = (*ALERTS, legal.ADMIT, legal.TRANSMIT, legal.LATE_STEP, legal.LATE_OFFICER, legal.LATE_DIRECTOR)


class Rules:
    """The delays of alerts as each authority has them on a day, read by one query."""

    def __init__(self, today):
        rows = LegalRule.objects.in_force(today).filter(code__in=CODES).order_by("valid_from")
        self.written = {(rule.authority_id, rule.code): rule for rule in rows}
        self.shipped = {row["code"]: LegalRule(**row) for row in shipped_rules() if row["code"] in CODES}

    def get(self, authority_id, code):
        """The authority's own rule, else the general one, else what the product ships."""
        return self.written.get((authority_id, code)) or self.written.get((None, code)) or self.shipped[code]

    def before(self, authority_id):
        """How many days before a deadline its owners are told, the nearest first."""
        return tuple(sorted(self.get(authority_id, code).number for code in ALERTS))

    @property
    def longest(self):
        """The earliest that any authority asks to be told."""
        rules = [*self.written.values(), *self.shipped.values()]
        return dt.timedelta(days=max(rule.number for rule in rules if rule.code in ALERTS))


def alert_due(due, today, before, every):
    """The alert that a deadline calls for today, as (code, day it fell on), or None.

    Before: the closest of the days of `before`, nearest first. After: the day after, then every `every` days; only the
    last one counts, so that a sweep that slept sends one message and not ten.
    """
    if today <= due:
        near = (n for n in before if due - dt.timedelta(days=n) <= today)
        return next(((f"before-{n}", due - dt.timedelta(days=n)) for n in near), None)
    count = ((today - due).days - 1) // every
    return ("late", due + dt.timedelta(days=1 + count * every))


def last_month(due, today, rule):
    """The last monthly anniversary of the deadline that has passed, None before the first."""
    last, day = None, apply_delay(rule, due)
    while day <= today:
        last, day = day, apply_delay(rule, day)
    return last


@dataclass(frozen=True)
class Deadline:
    """A day by which something of a referral is awaited, and whom its alerts reach."""

    referral: Referral
    code: str
    due: dt.date
    letter: Callable
    people: Callable
    since: dt.date | None = None
    """The day it began to run: no alert that falls before is sent."""
    short: bool = False
    """A period of a few days: the earliest alert does not suit it."""


class Alerts:
    """One pass over the deadlines; what was already sent is read once, so that a quiet minute costs a few queries."""

    def __init__(self, today):
        self.today, self.rules = today, Rules(today)
        since = today - dt.timedelta(days=60)
        self.told = set(Reminder.objects.filter(on__gte=since).values_list("referral_id", "code", "on"))

    def send(self):
        """Everything that is awaited of a file, from its receipt to the last review."""
        until = self.today + self.rules.longest
        for find in FINDERS:
            for deadline in find(self.rules, self.today, until):
                self.heed(deadline)
        for referral in _live(Referral.objects.awaiting_answer().filter(answer_due_on__lt=self.today)):
            self.answer_late(referral)

    def heed(self, deadline):
        """Before the deadline on the days that the rules give, after it every week."""
        authority = deadline.referral.authority_id
        before = self.rules.before(authority)
        before = before[:-1] if deadline.short else before
        every = self.rules.get(authority, legal.LATE_STEP).number
        alert = alert_due(deadline.due, self.today, before, every)
        if alert and (deadline.since is None or alert[1] >= deadline.since):
            self.tell(deadline.referral, f"{deadline.code}-{alert[0]}", alert[1], deadline.letter, deadline.people)

    def answer_late(self, referral):
        """Once late: the officer each week from the day after, the director each month."""
        weekly = self.rules.get(referral.authority_id, legal.LATE_OFFICER).number
        _, on = alert_due(referral.answer_due_on, self.today, (), weekly)
        self.tell(referral, "answer-late", on, lambda: _late(referral), lambda: officer_recipients(referral.body))
        monthly = self.rules.get(referral.authority_id, legal.LATE_DIRECTOR)
        if month := last_month(referral.answer_due_on, self.today, monthly):
            self.tell(
                referral, "answer-late-director", month, lambda: _late(referral),
                lambda: recipients(directors_of(referral.body), referral.authority_id),
            )  # fmt: skip

    def tell(self, referral, code, on, letter, people):
        """Send an alert once: its mark and its messages are written together."""
        if (referral.pk, code, on) in self.told:
            return
        self.told.add((referral.pk, code, on))
        try:
            with transaction.atomic():
                Reminder.objects.create(referral=referral, code=code, on=on)
                letter().send_to(people(), group=group_of(referral.body))
        except IntegrityError:
            return  # another worker has just sent it


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
        yield Deadline(
            referral, "opinion", referral.expected_on,
            lambda r=referral: letters.OpinionExpected(r, due=r.expected_on),
            lambda r=referral: [*officer_recipients(r.body), *_known(r.rapporteur)],
        )  # fmt: skip


def steps(rules, today, until):
    """A stage of the work plan: whoever holds it, and the officer."""
    rows = WorkStep.objects.filter(done_on=None, due_on__lte=until, referral__status__in=OPEN_QUESTIONS)
    for step in _parts(rows, "owner"):
        yield Deadline(
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
        yield Deadline(
            hearing.referral, f"hearing-{hearing.pk}", day,
            lambda h=hearing, on=day: letters.StepExpected(h.referral, what=f"Audition « {h.subject} »", due=on),
            lambda h=hearing: [*officer_recipients(h.referral.body), *_known(h.referral.rapporteur)],
        )  # fmt: skip


def remarks(rules, today, until):
    """The period for remarks on an opinion ends: the members, the officer."""
    rows = Referral.objects.filter(text__status=TextStatus.COMMENTING, text__comments_until__range=(today, until))
    for referral in _live(rows.filter(status__in=AT_WORK).select_related("text")):
        yield Deadline(
            referral, "remarks", referral.text.comments_until,
            lambda r=referral: letters.PeriodCloses(r, what="Remarques sur l’avis", due=r.text.comments_until),
            lambda r=referral: [*officer_recipients(r.body), *members(r)], short=True,
        )  # fmt: skip


def votes(rules, today, until):
    """A written vote ends: those who have not voted, the officer."""
    rows = WrittenProcedure.objects.filter(closed_at=None, closes_on__range=(today, until))
    rows = rows.filter(text__referral__status=Status.OPINION_DRAFTING)
    for vote in rows.select_related("text__referral__body", "text__referral__authority"):
        yield Deadline(
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
        yield Deadline(
            referral, "answer", referral.answer_due_on,
            lambda r=referral: letters.AnswerExpected(r, due=r.answer_due_on, missing=missing_answers(r)),
            lambda r=referral: [
                *officer_recipients(r.body), *_known(r.referring_councillor, r.service_contact),
            ],
        )  # fmt: skip


def reviews(rules, today, until):
    """A review, before its day and every week after: the officer."""
    rows = FollowUpReview.objects.filter(held_on=None, due_on__lte=until, referral__status=Status.UNDER_FOLLOW_UP)
    for review in _parts(rows):
        yield Deadline(
            review.referral, f"review-{review.months}", review.due_on,
            lambda r=review: letters.ReviewExpected(r.referral, review=r, due=r.due_on),
            lambda r=review: officer_recipients(r.referral.body),
        )  # fmt: skip


FINDERS = (to_decide, opinions, steps, hearings, remarks, votes, to_transmit, answers, reviews)


def missing_answers(referral):
    """« R3, R7 »: what still has no complete answer, or « aucune »."""
    rows = referral.responses.select_related("recommendation")
    return ", ".join(r.recommendation.code for r in rows if not r.is_complete) or "aucune"


def _of_bureau(referral, code, what, due, since):
    return Deadline(
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
