"""What a day, a month and a team look like: read once, shown on the page and printed in the statements."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from parvis.commons.schemes.models import SchemeRole
from parvis.ground.accounts.models import User
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Role
from parvis.ground.core import clock, french
from parvis.ground.core.manifest import calendar_of

from . import queries
from .choices import Kind, UseStatus
from .models import RecoveryUse, WorkSession


@dataclass
class DayLines:
    """What one day holds."""

    day: dt.date
    sessions: list = field(default_factory=list)
    uses: list = field(default_factory=list)
    trips: list = field(default_factory=list)

    @property
    def credited(self):
        return sum(session.credited_minutes or 0 for session in self.sessions)

    @property
    def used(self):
        return sum(use.minutes for use in self.uses if use.status == UseStatus.TAKEN)

    @property
    def km_tenths(self):
        return sum(trip.km_tenths for trip in self.trips)


def days_between(user, authority, first, last):
    """The days of a period on which something happened or is planned, in order; three queries in all."""
    days = defaultdict(list)
    sessions = WorkSession.objects.of(authority).of_user(user).held().between(first, last).select_related("scheme")
    uses = RecoveryUse.objects.of(authority).of_user(user).between(first, last).exclude(status=UseStatus.CANCELLED)
    for name, rows in (
        ("sessions", sessions.order_by("starts_at", "pk")),
        ("uses", uses.order_by("pk")),
        ("trips", queries.trips_of(user, authority, first, last)),
    ):
        for row in rows:
            days[row.day].append((name, row))
    return [_lines(day, days[day]) for day in sorted(days)]


def _lines(day, found):
    lines = DayLines(day)
    for name, row in found:
        getattr(lines, name).append(row)
    return lines


def clashes(sessions):
    """The planned sessions that share some time with another one of the same list: one cannot be at both."""
    found = set()
    for one in sessions:
        for other in sessions:
            if one is not other and one.starts_at < other.ends_at and other.starts_at < one.ends_at:
                found.add(one.pk)
    return found


def events_of(user, authority, day):
    """The dates that features put in the calendar of this person for one day, in order."""
    given = calendar_of(authority, user, day, day)
    return [entry for entry in given if entry.day <= day <= entry.last_day]


# --- Counters ---


def saturday_words(done, planned, limit):
    """« 8 samedis sur 10, 2 prévus »."""
    words = f"{french.plural(done, 'samedi')} sur {limit}"
    return f"{words}, {french.plural(planned, 'prévu')}" if planned else words


def evening_words(done, planned):
    """« 11 soirées, 1 prévue »."""
    words = french.plural(done, "soirée")
    return f"{words}, {french.plural(planned, 'prévue')}" if planned else words


@dataclass(frozen=True)
class Month:
    """A month of an officer, with the counters of its year."""

    first: dt.date
    last: dt.date
    days: list
    balance: queries.Balance
    evenings: str
    saturdays: str
    saturdays_left: int

    @property
    def credited(self):
        return sum(day.credited for day in self.days)

    @property
    def used(self):
        return sum(day.used for day in self.days)

    @property
    def km_tenths(self):
        return sum(day.km_tenths for day in self.days)

    @property
    def trips(self):
        return [trip for day in self.days for trip in day.trips]


def month_of(user, authority, day):
    """Everything of one month, for its page and for its statements."""
    first, last = queries.month_of(day)
    counts = queries.counters(user, authority, last)
    limit = queries.saturday_limit(authority, last)
    done, planned = queries.saturday_count(user, authority, last)
    return Month(
        first, last, days_between(user, authority, first, last),
        queries.balance(user, authority, min(last, clock.today())),
        evening_words(*counts[Kind.EVENING]), saturday_words(done, planned, limit), limit - done - planned,
    )  # fmt: skip


# --- The team ---


@dataclass(frozen=True)
class Load:
    """What the director reads of one officer for a month: three sums and nothing else."""

    user: User
    planned: int
    credited: int
    used: int


def team(authority):
    """The officers of the authority, on the whole of it or on one of its schemes."""
    today = clock.today()
    on_authority = Role.objects.filter(authority=authority, persona=Persona.OFFICER).in_force(today)
    on_schemes = SchemeRole.objects.filter(authority=authority, persona=Persona.OFFICER).in_force(today)
    held = Q(pk__in=on_authority.values("user")) | Q(pk__in=on_schemes.values("user"))
    return User.objects.filter(held, is_active=True).order_by("name", "pk")


def team_month(authority, day):
    """The load of each officer for the month of this day."""
    load = queries.team_load(authority, *queries.month_of(day))
    return [Load(user, **load[user.pk]) for user in team(authority)]
