"""Dated work: mandates that begin, mandates that end, renewals to open. Each may run twice."""

from django.utils import timezone

from parvis.ground.core.dates import add_years
from parvis.ground.core.errors import Refused
from parvis.ground.core.jobs import every

from . import alerts, lifecycle
from .choices import IN_OFFICE, INNER_TYPES, MembershipStatus
from .lifecycle import renewals
from .models import Body, Membership

LOOK_AHEAD_YEARS = 3
"""No authority asks to be told of a renewal earlier than that."""


def begin_mandates(now):
    """Those appointed whose day has come, charter signed, take their seat."""
    today = timezone.localdate(now)
    rows = Membership.objects.filter(status=MembershipStatus.APPOINTED, starts_on__lte=today)
    ready = rows.exclude(body__charter_required=True, charter_signed_on=None)
    _each(ready, lambda member: lifecycle.activate(member, by=None))


def end_mandates(now):
    """Those whose last day is past leave, with thanks."""
    over = Membership.objects.filter(status__in=IN_OFFICE, ends_on__lt=timezone.localdate(now))
    _each(over, lambda member: lifecycle.end(member, by=None))


def announce_renewals(now):
    """Nine months before the end of a term, say that the next must be prepared."""
    today = timezone.localdate(now)
    soon = Body.objects.alive().filter(term_ends_on__gte=today, term_ends_on__lte=add_years(today, LOOK_AHEAD_YEARS))
    authorities = {}
    for body in soon.exclude(type__in=INNER_TYPES).select_related("authority"):
        # One authority in hand for all its bodies: its rules are read once.
        body.authority = authorities.setdefault(body.authority_id, body.authority)
        if renewals.alert_due(body, today):
            renewals.alert(body, today)


def _each(rows, act):
    """One transaction a row: one that changed meanwhile stops nothing."""
    for member in rows.select_related("body__parent", "body__authority", "person__user", "authority", "act"):
        try:
            act(member)
        except Refused:
            continue


@every(hours=1)
def remind(now):
    """Deadlines of bodies and of their renewals, before and after their day."""
    alerts.send(timezone.localdate(now))


JOBS = (begin_mandates, end_mandates, announce_renewals, remind)
