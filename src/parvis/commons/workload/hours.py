"""The arithmetic of hours: durations on the real clock, kinds, exact rates, one way to round.

Everything is an integer number of minutes or an exact fraction; nothing passes through a decimal approximation.
"""

import datetime as dt
from fractions import Fraction

from parvis.ground.core import clock
from parvis.ground.core.dates import midnight, public_holidays
from parvis.ground.core.french import NBSP, number

from .choices import Kind

HALF = Fraction(1, 2)
SATURDAY, SUNDAY = 5, 6


def minutes_between(starts_at, ends_at):
    """Whole minutes that really pass: 22 h to 4 h lasts seven hours on the night when clocks go back.

    Two local moments subtract as if no clock ever changed; in universal time they cannot.
    """
    return int((ends_at.astimezone(dt.UTC) - starts_at.astimezone(dt.UTC)).total_seconds() // 60)


def rounded(exact):
    """The nearest integer, a half going up: 2,5 minutes count for 3."""
    return int((exact + HALF) // 1)


def credit(minutes, rate):
    """Minutes of recovery for minutes worked: the exact product, rounded once to the nearest minute, a half up.

    Each session is rounded by itself, so that a balance is the sum of the lines that people read.
    """
    return rounded(minutes * rate)


def evening_of(day, hour):
    """The moment at which the evening of a day begins; `hour` is a number of hours, 18 or 18.5."""
    whole = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=int(Fraction(hour) * 60))
    return midnight(day).replace(hour=whole.hour, minute=whole.minute)


def kind_of(starts_at, ends_at, evening_from, *, alsace_moselle=False):
    """What a session counts as: by the day on which it starts, then by whether it goes on into the evening."""
    day = clock.local(starts_at).date()
    if day.weekday() == SUNDAY or day in public_holidays(day.year, alsace_moselle):
        return Kind.SUNDAY
    if day.weekday() == SATURDAY:
        return Kind.SATURDAY
    return Kind.EVENING if minutes_between(evening_of(day, evening_from), ends_at) > 0 else Kind.ORDINARY


def counted(starts_at, ends_at, kind, evening_from):
    """The minutes that give right to recovery: of an evening those after the hour it begins, all of a week-end."""
    if kind == Kind.EVENING:
        evening = evening_of(clock.local(starts_at).date(), evening_from)
        starts_at = max(starts_at.astimezone(dt.UTC), evening.astimezone(dt.UTC))
    return minutes_between(starts_at, ends_at)


def mileage_cents(km_tenths, cents_per_km):
    """What kilometres give back, in cents: the exact product, rounded to the nearest cent, a half up."""
    return rounded(Fraction(km_tenths, 10) * Fraction(cents_per_km))


def words(minutes):
    """« 13 h 30 », « 38 h », « 45 min », « −2 h »; a negative balance keeps its sign."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else ""
    if not hours:
        return f"{sign}{rest}{NBSP}min" if rest else f"0{NBSP}h"
    tail = f"{NBSP}{rest:02d}" if rest else ""
    return f"{sign}{number(hours)}{NBSP}h{tail}"


def km_words(tenths):
    """« 36 km », « 12,5 km »."""
    whole, rest = divmod(tenths, 10)
    return f"{number(whole)}{f',{rest}' if rest else ''}{NBSP}km"
