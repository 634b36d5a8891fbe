"""Dated work: alerts before and after each deadline, and what ends by itself. Runs every minute, may run twice."""

import datetime as dt

from django.db import IntegrityError, transaction

from parvis.commons.schemes.queries import directors_of, group_of, officer_recipients, recipients
from parvis.commons.writing.choices import Status as TextStatus
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused

from . import legal, letters, lifecycle
from .choices import Status
from .lifecycle.working import lapses_on
from .models import FollowUpReview, Referral, Reminder

BEFORE = (3, 10, 30)
"""Days before a deadline on which its owners are told (rule 5 of part B)."""

HORIZON = dt.timedelta(days=max(BEFORE))
WEEKLY = 7


def run(now):
    """Everything that referrals owe today."""
    today = clock.today()
    lapse_overdue(today)
    close_written_votes(today)
    publish_due_opinions(today)
    Alerts(today).send()


def lapse_overdue(today):
    """Referrals whose date passed without an opinion lapse by themselves, unless a vote is running."""
    for referral in Referral.objects.overdue_opinion(today).select_related("body", "authority", "text"):
        voted_on = referral.text_id is not None and referral.text.status == TextStatus.VOTING
        if today > lapses_on(referral) and not voted_on:
            _try(lifecycle.lapse, referral)


def close_written_votes(today):
    """Written votes past their day are closed, and the opinion adopted when quorum and majority are there."""
    rows = Referral.objects.filter(
        status=Status.OPINION_DRAFTING, text__status=TextStatus.VOTING, text__written_procedures__closed_at=None,
        text__written_procedures__closes_on__lt=today,
    )  # fmt: skip
    for referral in rows.select_related("body", "text", "authority").distinct():
        _try(lifecycle.conclude_written_vote, referral)


def publish_due_opinions(today):
    """Opinions that the rules publish some days after their transmission."""
    waiting = Referral.objects.filter(
        transmitted_on__isnull=False, opinion_published_at=None, text__status=TextStatus.ADOPTED
    )
    for referral in waiting.select_related("body", "text", "authority"):
        delay = legal.rule(referral.authority, legal.PUBLISH, referral.transmitted_on)
        if apply_delay(delay, referral.transmitted_on) <= today:
            _try(lifecycle.publish_opinion, referral)


def alert_due(due, today, every=WEEKLY):
    """The alert that a deadline calls for today, as (code, day it fell on), or None.

    Before: the closest of 30, 10, 3 days. After: the day after, then every `every` days; only the last one counts, so
    that a sweep that slept sends one message and not ten.
    """
    if today <= due:
        near = (n for n in BEFORE if due - dt.timedelta(days=n) <= today)
        return next(((f"before-{n}", due - dt.timedelta(days=n)) for n in near), None)
    count = ((today - due).days - 1) // every
    return ("late", due + dt.timedelta(days=1 + count * every))


def last_month(due, today, rule):
    """The last monthly anniversary of the deadline that has passed, None before the first."""
    last, day = None, apply_delay(rule, due)
    while day <= today:
        last, day = day, apply_delay(rule, day)
    return last


def missing_answers(referral):
    """« R3, R7 »: what still has no complete answer, or « aucune »."""
    rows = referral.responses.select_related("recommendation")
    return ", ".join(r.recommendation.code for r in rows if not r.is_complete) or "aucune"


class Alerts:
    """One pass over the deadlines; what was already sent is read once, so that a quiet minute costs a few queries."""

    def __init__(self, today):
        self.today = today
        since = today - dt.timedelta(days=60)
        rows = Reminder.objects.filter(on__gte=since).values_list("referral_id", "code", "on")
        self.told = set(rows)
        self.rules = {}

    def send(self):
        """Opinions expected, answers due or late, reviews to hold."""
        upcoming = (self.today, self.today + HORIZON)
        for referral in _live(Referral.objects.at_work().filter(expected_on__range=upcoming)):
            self.opinion_expected(referral)
        for referral in _live(Referral.objects.awaiting_answer().filter(answer_due_on__lte=upcoming[1])):
            if self.today > referral.answer_due_on:
                self.answer_late(referral)
            else:
                self.answer_expected(referral)
        for review in _reviews(upcoming[1]):
            self.review_expected(review)

    def opinion_expected(self, referral):
        """30, 10 and 3 days before an opinion is expected: the officer and the rapporteur."""
        due = referral.expected_on
        if alert := alert_due(due, self.today):
            self.tell(
                referral, f"opinion-{alert[0]}", alert[1],
                lambda: letters.OpinionExpected(referral, due=due),
                lambda: [*officer_recipients(referral.body), *_known(referral.rapporteur)],
            )  # fmt: skip

    def answer_expected(self, referral):
        """Before the answer is due: the officer, the councillor, the contact in the service."""
        due = referral.answer_due_on
        if alert := alert_due(due, self.today):
            self.tell(
                referral, f"answer-{alert[0]}", alert[1],
                lambda: letters.AnswerExpected(referral, due=due, missing=missing_answers(referral)),
                lambda: [
                    *officer_recipients(referral.body),
                    *_known(referral.referring_councillor, referral.service_contact),
                ],
            )  # fmt: skip

    def answer_late(self, referral):
        """Once late: the officer each week from the day after, the director each month."""
        weekly = self.rule(referral, "referral.late_alert_officer").number
        _, on = alert_due(referral.answer_due_on, self.today, weekly)
        self.tell(referral, "answer-late", on, lambda: _late(referral), lambda: officer_recipients(referral.body))
        monthly = self.rule(referral, "referral.late_alert_director")
        if month := last_month(referral.answer_due_on, self.today, monthly):
            self.tell(
                referral, "answer-late-director", month, lambda: _late(referral),
                lambda: recipients(directors_of(referral.body), referral.authority_id),
            )  # fmt: skip

    def review_expected(self, review):
        """Before each review and every week after its day: the officer."""
        referral = review.referral
        if alert := alert_due(review.due_on, self.today):
            self.tell(
                referral, f"review-{review.months}-{alert[0]}", alert[1],
                lambda: letters.ReviewExpected(referral, review=review, due=review.due_on),
                lambda: officer_recipients(referral.body),
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

    def rule(self, referral, code):
        key = (referral.authority_id, code)
        if key not in self.rules:
            self.rules[key] = legal.rule(referral.authority, code, self.today)
        return self.rules[key]


def _late(referral):
    return letters.AnswerLate(
        referral, due=referral.answer_due_on, late=referral.days_late, missing=missing_answers(referral)
    )


def _known(*people):
    return [person.recipient() for person in people if person]


def _live(rows):
    return rows.select_related("body", "authority", "rapporteur", "referring_councillor", "service_contact")


def _reviews(until):
    rows = FollowUpReview.objects.filter(held_on=None, due_on__lte=until, referral__status=Status.UNDER_FOLLOW_UP)
    return rows.select_related("referral__body", "referral__authority")


def _try(verb, referral):
    """Somebody may have pressed the same verb a second earlier: then there is nothing left to do."""
    try:
        verb(referral, by=None)
    except Refused:
        referral.refresh_from_db()
