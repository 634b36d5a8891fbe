"""Balances, counters and totals: each computed in one place, from rows."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, Sum

from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.models import LegalRule
from parvis.ground.core.dates import add_months
from parvis.ground.core.errors import Caution
from parvis.ground.core.gathering import light_rows

from .choices import (
    KEPT_MONTHS,
    WORKED,
    AgreementStatus,
    Kind,
    SessionStatus,
    UseStatus,
    Vehicle,
)
from .hours import mileage_cents
from .legal import EVENING_FROM, KILOMETRE_RATE, SATURDAYS
from .models import SATURDAY, RecoveryRate, RecoveryUse, SaturdayAgreement, Trip, WorkSession

HOUR_FOR_HOUR = {Kind.ORDINARY: Fraction(0), Kind.EVENING: Fraction(1), Kind.SATURDAY: Fraction(1),
                 Kind.SUNDAY: Fraction(1)}  # fmt: skip
"""What holds as long as the authority has not set its rates."""


# --- Rules of the day ---


def evening_from(authority, on):
    """The hour at which an evening begins, exact: 18, or 37/2 for half past six."""
    return Fraction(known_rule(authority, EVENING_FROM, on).value)


def saturday_limit(authority, on):
    """How many Saturdays a year one works without asking."""
    return int(known_rule(authority, SATURDAYS, on).value)


def kilometre_rate(authority, on):
    """Cents for one kilometre in one's own car, that day."""
    return Fraction(known_rule(authority, KILOMETRE_RATE, on).value)


def rate_on(authority, kind, on):
    """The recovery rate of a kind of session that day; hour for hour while the authority has set none."""
    row = RecoveryRate.objects.of(authority).filter(kind=kind).in_force(on).first()
    return row.rate if row else HOUR_FOR_HOUR[Kind(kind)]


# --- Balance ---


@dataclass(frozen=True)
class Balance:
    """Minutes credited, used, and left on a day; `planned` are asked for and not taken yet."""

    credited: int
    used: int
    planned: int = 0

    @property
    def minutes(self):
        return self.credited - self.used

    @property
    def free(self):
        """What may still be asked for."""
        return self.minutes - self.planned


def balance(user, authority, on):
    """What an officer is owed that day.

    Counts the rows of the last five years, which is how long they are kept: a purge never moves a balance.
    """
    since = add_months(on, -KEPT_MONTHS)
    sessions = WorkSession.objects.of(authority).of_user(user).between(since, on)
    credited = sessions.aggregate(sum=Sum("credited_minutes"))["sum"] or 0
    uses = RecoveryUse.objects.of(authority).of_user(user).filter(day__gte=since)
    found = uses.aggregate(
        used=Sum("minutes", filter=Q(status=UseStatus.TAKEN, day__lte=on)),
        planned=Sum("minutes", filter=Q(status=UseStatus.PLANNED)),
    )
    return Balance(credited, found["used"] or 0, found["planned"] or 0)


# --- Saturdays ---


def year_of(day):
    return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)


def saturdays(user, authority, day, *, but=None):
    """The Saturdays of the year of `day` that this officer has worked or is to work, in order, each once.

    `but` leaves out what is being moved: a session, or the source of one (« meeting:12 »).
    """
    rows = WorkSession.objects.of(authority).of_user(user).held().between(*year_of(day)).saturdays()
    if but:
        rows = rows.exclude(source=but) if isinstance(but, str) else rows.exclude(pk=but.pk)
    return list(rows.order_by("day").values_list("day", flat=True).distinct())


def agreement_on(user, authority, day):
    """The request that stands for this Saturday, asked or granted; None without one."""
    return SaturdayAgreement.objects.of(authority).of_user(user).standing().filter(day=day).first()


def saturday_cautions(user, authority, day, *, but=None):
    """The caution of `one_too_many` for somebody. Empty on other days."""
    if day.isoweekday() != SATURDAY:
        return []
    known, agreement = saturdays(user, authority, day, but=but), agreement_on(user, authority, day)
    agreed = agreement is not None and agreement.status == AgreementStatus.GRANTED
    return one_too_many(day, known, saturday_limit(authority, day), agreed=agreed)


def one_too_many(day, known, limit, *, agreed):
    """A caution when this Saturday would be one more than the rule, unless the director agreed.

    `known` are the other Saturdays of its year; a Saturday already among them adds none.
    """
    rank = 0 if day in known or day.isoweekday() != SATURDAY else len(set(known)) + 1
    if rank <= limit or agreed:
        return []
    return [
        Caution(
            "workload.saturday",
            f"Ce serait le {rank}e samedi travaillé de {day.year}, pour {limit} prévus : "
            "l’accord de la direction est nécessaire.",
        )
    ]


def saturday_sources(user, authority, day, *, but):
    """What `one_too_many` asks, for a question asked with others: the other Saturdays, the agreement given."""
    if day.isoweekday() != SATURDAY:
        return light_rows(WorkSession.objects.none(), "day"), light_rows(SaturdayAgreement.objects.none(), "day")
    days = WorkSession.objects.of(authority).of_user(user).held().between(*year_of(day)).saturdays().exclude(source=but)
    given = SaturdayAgreement.objects.of(authority).of_user(user).filter(day=day, status=AgreementStatus.GRANTED)
    return light_rows(days.order_by("day"), "day"), light_rows(given.order_by("pk"), "day")


def saturday_count(user, authority, on):
    """Saturdays of the year of this day, as (done, to come): the week-end's day counts, whatever its kind."""
    rows = WorkSession.objects.of(authority).of_user(user).held().between(*year_of(on)).saturdays().order_by()
    worked = set(rows.filter(status__in=WORKED).values_list("day", flat=True))
    held = set(rows.values_list("day", flat=True))
    return len(worked), len(held - worked)


# --- A month, a team ---


def month_of(day):
    """The first and the last day of a month."""
    first = day.replace(day=1)
    return first, add_months(first, 1) - dt.timedelta(days=1)


def counters(user, authority, on):
    """How many evenings and Saturdays of the year, done and to come: {kind: (done, planned)}."""
    rows = WorkSession.objects.of(authority).of_user(user).held().between(*year_of(on)).order_by()
    found = rows.values("kind").annotate(
        done=Count("day", distinct=True, filter=~Q(status=SessionStatus.PLANNED)),
        planned=Count("day", distinct=True, filter=Q(status=SessionStatus.PLANNED)),
    )
    counts = {row["kind"]: (row["done"], row["planned"]) for row in found}
    return {kind: counts.get(kind, (0, 0)) for kind in Kind.values}


def team_load(authority, first, last):
    """For each officer, what the month holds, in minutes: {user id: {planned, credited, used}}; no other detail."""
    load = defaultdict(lambda: {"planned": 0, "credited": 0, "used": 0})
    for session in (
        WorkSession.objects.of(authority)
        .held()
        .between(first, last)
        .only("user", "starts_at", "ends_at", "status", "credited_minutes")
    ):
        credited = session.status == SessionStatus.CREDITED
        load[session.user_id]["credited" if credited else "planned"] += (
            session.credited_minutes if credited else session.minutes
        )
    uses = RecoveryUse.objects.of(authority).taken().between(first, last).order_by()
    for row in uses.values("user").annotate(sum=Sum("minutes")):
        load[row["user"]]["used"] = row["sum"]
    return load


# --- The road ---


class KilometreRates:
    """The rate by kilometre of every day, read once: the authority's own row before the general one, the latest."""

    def __init__(self, authority):
        self.authority = authority
        rows = LegalRule.objects.of(authority).filter(code=KILOMETRE_RATE)
        self.rows = sorted(rows, key=lambda row: (row.authority_id is not None, row.valid_from), reverse=True)

    def on(self, day):
        held = (r for r in self.rows if r.valid_from <= day and (r.valid_to is None or day <= r.valid_to))
        found = next(held, None)
        return Fraction(found.value) if found else kilometre_rate(self.authority, day)


def mileage(trips, authority):
    """Trips with what each gives back, [(trip, cents)]: only one's own car is paid for, at the rate of the day."""
    rates = KilometreRates(authority)

    def paid(trip):
        return mileage_cents(trip.km_tenths, rates.on(trip.day)) if trip.vehicle == Vehicle.PERSONAL else 0

    return [(trip, paid(trip)) for trip in trips]


def trips_of(user, authority, first, last):
    """The journeys of these days, with their scheme."""
    rows = Trip.objects.of(authority).of_user(user).between(first, last)
    return rows.for_list().order_by("day", "pk")
