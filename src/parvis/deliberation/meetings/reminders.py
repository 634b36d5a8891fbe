"""Dated work after a meeting: minutes and actions before and after their day, reminders, summaries. May run twice."""

from functools import partial

from parvis.commons.schemes.queries import directors_of, group_of, officer_recipients, recipients
from parvis.ground.accounts.models import User
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Role
from parvis.ground.core import clock
from parvis.ground.core.dates import add_months, midnight
from parvis.ground.core.jobs import every
from parvis.ground.core.manifest import is_on
from parvis.ground.mailing.alerts import Alerts, Deadline, Rules

from . import letters, lifecycle, minutes_queries
from .choices import UPCOMING, MeetingStatus
from .models import ActionPoint, Meeting, ThreadDigest

LOOK_BACK_MONTHS = 6
"""Nobody is reminded of the minutes of older meetings, taken over from past years."""
MOST = 500


@every(hours=1)
def remind(now):
    """Minutes promised and not handed over; actions promised in meetings and not done."""
    today = clock.local(now).date()
    rules = Rules(today)
    alerts = Alerts(today, rules, family="meetings.")
    for deadline in (*minutes_awaited(today), *actions_awaited(today + rules.longest)):
        alerts.heed(deadline)


def minutes_awaited(today):
    """The minutes of each meeting held, by the day of the rule; officers are told, then directors when late."""
    waiting = (MeetingStatus.HELD, MeetingStatus.MINUTES_DRAFT)
    rows = Meeting.objects.filter(status__in=waiting, starts_at__gte=midnight(add_months(today, -LOOK_BACK_MONTHS)))
    for meeting in _sharing(rows.filter(minutes__handed_on=None).select_related("scheme", "minutes")):
        minutes = minutes_queries.minutes_of(meeting)
        due = minutes.due_on if minutes else minutes_queries.minutes_due_on(meeting)
        yield Deadline(
            meeting, "minutes", due, partial(letters.MinutesExpected, meeting, due=due),
            partial(officer_recipients, meeting.scheme), partial(_directors, meeting), group=letters.group_of(meeting),
            since=meeting.day, short=True,
        )  # fmt: skip


def actions_awaited(until):
    """The actions of meetings that are still to do; whoever does them is told, then the director of what is late."""
    rows = (
        ActionPoint.objects.open()
        .filter(due_on__lte=until)
        .select_related("meeting__authority", "meeting__scheme", "owner", "department")
    )
    for action in rows.order_by("due_on", "pk"):
        if is_on(action.authority, "meetings"):
            yield Deadline(
                action, "action", action.due_on, partial(letters.ActionExpected, action),
                partial(people_told, action), partial(_directors, action.meeting),
                group=group_of(action.meeting.scheme), since=action.meeting.day,
            )  # fmt: skip


def people_told(action):
    """Whoever does it, the agents of its department, and the officers of the scheme."""
    told = [action.owner.recipient()] if action.owner else []
    if action.department_id:
        agents = Role.objects.filter(persona=Persona.AGENT, department=action.department_id).in_force(clock.today())
        told += recipients(User.objects.filter(pk__in=agents.values("user"), is_active=True), action.authority_id)
    return told + officer_recipients(action.meeting.scheme)


@every(hours=1)
def remind_promises(now):
    """A week before a meeting, what was promised at the others."""
    soon = Meeting.objects.filter(
        status__in=UPCOMING, starts_at__gt=now, starts_at__lte=now + lifecycle.thread.REMINDED_BEFORE
    )
    promised = ActionPoint.objects.open().values("meeting__scheme")
    told = lifecycle.thread.ThreadPost.objects.exclude(reminds_before=None).values("reminds_before")
    rows = soon.filter(scheme__in=promised).exclude(pk__in=told).select_related("scheme", "authority")
    for meeting in rows[:MOST]:
        if is_on(meeting.authority, "meetings"):
            lifecycle.remind_promises(meeting)


@every(hours=24)
def send_digests(now):
    """The summary of what members said, to those who asked for it and still read the thread."""
    for digest in ThreadDigest.objects.select_related("scheme", "user", "authority"):
        if is_on(digest.authority, "meetings") and digest.user.has_perm("meetings.read_thread", digest.scheme):
            lifecycle.send_digest(digest, now=now)


def _directors(meeting):
    return recipients(directors_of(meeting.scheme), meeting.authority_id)


def _sharing(rows):
    """The meetings, one authority in hand for all of its own: its rules are read once."""
    authorities = {}
    for meeting in rows.select_related("authority"):
        meeting.authority = authorities.setdefault(meeting.authority_id, meeting.authority)
        if is_on(meeting.authority, "meetings"):
            yield meeting


JOBS = (remind, remind_promises, send_digests)
