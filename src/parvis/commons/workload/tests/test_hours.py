"""The arithmetic: exact, whatever the clock does and whatever the rate."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from parvis.commons.workload import fields, hours
from parvis.commons.workload.choices import Kind
from parvis.commons.workload.tests.factories import at
from parvis.ground.core import clock

BACK = dt.date(2026, 10, 24)
"""The Saturday night on which clocks go back."""
FORWARD = dt.date(2026, 3, 28)
"""The Saturday night on which clocks go forward."""

rates = some.fractions(min_value=0, max_value=10, max_denominator=1000)
minutes = some.integers(min_value=0, max_value=16 * 60)
days = some.dates(min_value=dt.date(2020, 1, 1), max_value=dt.date(2040, 12, 31))
times = some.times().map(lambda t: t.replace(second=0, microsecond=0))


@pytest.mark.parametrize(("day", "expected"), [(BACK, 7 * 60), (FORWARD, 5 * 60), (dt.date(2026, 11, 14), 6 * 60)])
def test_a_night_lasts_what_really_passes(day, expected):
    start, end = at(day, 22), at(day + dt.timedelta(days=1), 4)
    assert hours.minutes_between(start, end) == expected
    assert hours.counted(start, end, Kind.SATURDAY, 18) == expected


def test_the_hour_that_comes_twice_is_the_first_one_and_the_one_that_never_comes_moves_on():
    twice = fields.moment(BACK + dt.timedelta(days=1), dt.time(2, 30))
    assert twice.utcoffset() == dt.timedelta(hours=2)
    never = fields.moment(FORWARD + dt.timedelta(days=1), dt.time(2, 30))
    assert never.time() == dt.time(3, 30)


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [
        (at(dt.date(2026, 11, 13), 18), at(dt.date(2026, 11, 13), 20), Kind.EVENING),
        (at(dt.date(2026, 11, 13), 9), at(dt.date(2026, 11, 13), 18), Kind.ORDINARY),
        (at(dt.date(2026, 11, 13), 9), at(dt.date(2026, 11, 13), 18, 1), Kind.EVENING),
        (at(dt.date(2026, 11, 13), 22), at(dt.date(2026, 11, 14), 1), Kind.EVENING),
        (at(dt.date(2026, 11, 14), 9), at(dt.date(2026, 11, 14), 12), Kind.SATURDAY),
        (at(dt.date(2026, 11, 14), 22), at(dt.date(2026, 11, 15), 2), Kind.SATURDAY),
        (at(dt.date(2026, 11, 15), 9), at(dt.date(2026, 11, 15), 12), Kind.SUNDAY),
        (at(dt.date(2026, 11, 11), 9), at(dt.date(2026, 11, 11), 12), Kind.SUNDAY),
    ],
)
def test_a_session_counts_as_the_day_on_which_it_starts(start, end, kind):
    assert hours.kind_of(start, end, 18) == kind


def test_good_friday_is_a_holiday_in_alsace_only():
    start, end = at(dt.date(2026, 4, 3), 9), at(dt.date(2026, 4, 3), 12)
    assert hours.kind_of(start, end, 18) == Kind.ORDINARY
    assert hours.kind_of(start, end, 18, alsace_moselle=True) == Kind.SUNDAY


def test_an_evening_counts_from_the_hour_it_begins_through_midnight():
    day = dt.date(2026, 11, 13)
    assert hours.counted(at(day, 17), at(day + dt.timedelta(days=1), 0, 30), Kind.EVENING, Fraction(37, 2)) == 360


@given(minutes, rates)
def test_a_credit_is_the_nearest_minute(worked, rate):
    assert abs(hours.credit(worked, rate) - worked * rate) <= Fraction(1, 2)


@given(minutes, minutes, rates)
def test_more_work_never_gives_less(one, other, rate):
    assert (hours.credit(one, rate) <= hours.credit(other, rate)) or one > other


@given(some.integers(min_value=0, max_value=10_000).map(lambda n: 3 * n))
def test_four_thirds_of_whole_quarters_are_exact(worked):
    assert hours.credit(worked, Fraction(4, 3)) * 3 == worked * 4


@given(days, times, times)
def test_what_is_typed_lasts_less_than_two_days_and_never_less_than_nothing(day, start, end):
    first, last = fields.moments(day, start, end)
    assert 0 <= hours.minutes_between(first, last) <= 25 * 60
    assert clock.local(first).date() == day


@given(days, some.integers(0, 23), some.integers(1, 16 * 60), some.integers(0, 16 * 60))
def test_a_session_cut_in_two_lasts_as_long(day, hour, whole, cut):
    start = at(day, hour)
    end = clock.local(start.astimezone(dt.UTC) + dt.timedelta(minutes=whole))
    middle = clock.local(start.astimezone(dt.UTC) + dt.timedelta(minutes=min(cut, whole)))
    assert hours.minutes_between(start, middle) + hours.minutes_between(middle, end) == whole


@given(days, some.integers(0, 23), some.integers(1, 16 * 60))
def test_an_evening_never_counts_more_than_it_lasts(day, hour, lasts):
    start = at(day, hour)
    end = clock.local(start.astimezone(dt.UTC) + dt.timedelta(minutes=lasts))
    kind = hours.kind_of(start, end, 18)
    assert 0 < hours.counted(start, end, kind, 18) <= lasts


@given(some.integers(0, 20_000), some.integers(0, 100))
def test_kilometres_are_paid_to_the_nearest_cent(tenths, cents):
    assert abs(hours.mileage_cents(tenths, cents) - Fraction(tenths * cents, 10)) <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("value", "words"), [(2280, "38 h"), (810, "13 h 30"), (45, "45 min"), (0, "0 h"), (-90, "−1 h 30"), (65, "1 h 05")]
)
def test_durations_are_read_as_people_say_them(value, words):
    assert hours.words(value).replace("\u00a0", " ") == words


@pytest.mark.parametrize(("typed", "rate"), [("4/3", Fraction(4, 3)), ("1,5", Fraction(3, 2)), ("2", Fraction(2))])
def test_a_rate_is_read_exactly(typed, rate):
    assert fields.RateField().clean(typed) == rate


@pytest.mark.parametrize("typed", ["", "1/0", "beaucoup", "-1", "11", "1/100000"])
def test_a_rate_that_means_nothing_is_said_so(typed):
    with pytest.raises(fields.forms.ValidationError):
        fields.RateField().clean(typed)
