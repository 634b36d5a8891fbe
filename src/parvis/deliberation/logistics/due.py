"""Alerts of logistics: each need before its date, and the whole event seven days before (K05)."""

from django.utils import timezone

from parvis.commons.schemes.queries import directors_of, group_of, officer_recipients, recipients
from parvis.deliberation.meetings.choices import UPCOMING
from parvis.ground.core.dates import midnight, midnight_after
from parvis.ground.core.french import plural
from parvis.ground.core.jobs import every
from parvis.ground.core.manifest import is_on
from parvis.ground.mailing.alerts import Alerts, Deadline, Rules

from .choices import SECURED_BEFORE, UNSECURED
from .letters import EventNotSecured, NeedDue
from .models import EventLogistics, LogisticNeed


@every(hours=1)
def remind(now):
    """Write to those who prepare an event about what nobody confirmed yet. May run twice: each alert goes once."""
    today = timezone.localdate(now)
    rules = Rules(today)
    _remind_needs(today, rules)
    _remind_events(today, rules)


def _remind_needs(today, rules):
    alerts = Alerts(today, rules, family="logistics.logisticneed:")
    rows = LogisticNeed.objects.unsecured().filter(
        due_on__lte=today + rules.longest, sheet__meeting__status__in=UPCOMING
    )
    for need in rows.for_record().select_related("authority"):
        if is_on(need.authority, "logistics"):
            alerts.heed(_confirmation_of(need))


def _confirmation_of(need):
    scheme = need.sheet.meeting.scheme
    return Deadline(
        need, "confirm", need.due_on, lambda: NeedDue(need), lambda: officer_recipients(scheme),
        lambda: recipients(directors_of(scheme), need.authority_id), group=group_of(scheme), since=need.sheet.opened_on,
        short=True,
    )  # fmt: skip


def _remind_events(today, rules):
    """On the day by which everything is confirmed, and no later than the event."""
    alerts = Alerts(today, rules, family="logistics.eventlogistics:")
    near = EventLogistics.objects.filter(
        meeting__status__in=UPCOMING, meeting__starts_at__gte=midnight(today),
        meeting__starts_at__lt=midnight_after(today + SECURED_BEFORE), needs__status__in=UNSECURED,
    )  # fmt: skip
    for sheet in near.distinct().select_related("meeting__scheme", "authority"):
        if is_on(sheet.authority, "logistics"):
            on = sheet.day - SECURED_BEFORE
            alerts.tell(_event(sheet), "not-secured", on, lambda sheet=sheet: officer_recipients(sheet.meeting.scheme))


def _event(sheet):
    return Deadline(
        sheet, "not-secured", sheet.day, lambda: _letter(sheet),
        lambda: officer_recipients(sheet.meeting.scheme), group=group_of(sheet.meeting.scheme),
    )  # fmt: skip


def _letter(sheet):
    needs = list(sheet.needs.unsecured().for_list())
    return EventNotSecured(sheet, missing=plural(len(needs), "besoin"), needs=needs)
