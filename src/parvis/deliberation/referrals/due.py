"""Dated work: what ends by itself, then the alerts. Runs every minute, may run twice."""

from parvis.commons.writing.choices import Status as TextStatus
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused

from . import alerts, legal, lifecycle
from .choices import Status
from .lifecycle.working import lapses_on
from .models import Referral


def run(now):
    """Everything that referrals owe today."""
    today = clock.today()
    lapse_overdue(today)
    close_written_votes(today)
    publish_due_opinions(today)
    alerts.send(today)


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
        delay = known_rule(referral.authority, legal.PUBLISH, referral.transmitted_on)
        if apply_delay(delay, referral.transmitted_on) <= today:
            _try(lifecycle.publish_opinion, referral)


def _try(verb, referral):
    """Somebody may have pressed the same verb a second earlier: then there is nothing left to do."""
    try:
        verb(referral, by=None)
    except Refused:
        referral.refresh_from_db()
