import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.ground.core import dates

DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2089, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2026, 12, 11), 3, dt.date(2027, 3, 11)),  # an opinion transmitted on 11 December
        (dt.date(2027, 3, 22), 6, dt.date(2027, 9, 22)),
        (dt.date(2027, 3, 22), 24, dt.date(2029, 3, 22)),
        (dt.date(2026, 3, 22), 9, dt.date(2026, 12, 22)),
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 28)),
        (dt.date(2023, 11, 30), 3, dt.date(2024, 2, 29)),
        (dt.date(2026, 9, 1), -6, dt.date(2026, 3, 1)),
    ],
)
def test_months_end_on_the_same_number_or_on_the_last_day(day, months, expected):
    assert dates.add_months(day, months) == expected


@given(DAYS, st.integers(-240, 240))
def test_a_delay_in_months_never_overflows_its_month(day, months):
    end = dates.add_months(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == min(day.day, calendar.monthrange(end.year, end.month)[1])


def test_a_mandate_of_three_years_ends_on_the_eve():
    assert dates.term_end(dt.date(2026, 9, 26), years=3) == dt.date(2029, 9, 25)


@given(DAYS, st.integers(1, 60))
def test_clear_days_leave_out_both_ends(event, delay):
    sent = dates.last_day_to_send(event, delay)
    assert dates.clear_days_between(sent, event) == delay
    assert dates.clear_days_between(sent + dt.timedelta(days=1), event) == delay - 1


@given(DAYS, st.integers(1, 40))
def test_working_days_go_there_and_back(day, count):
    end = dates.add_working_days(day, count)
    assert dates.is_working_day(end)
    between = sum(dates.is_working_day(day + dt.timedelta(days=n + 1)) for n in range((end - day).days))
    assert between == count


def test_good_friday_is_worked_except_in_alsace_moselle():
    good_friday = dt.date(2026, 4, 3)
    assert dates.is_working_day(good_friday)
    assert not dates.is_working_day(good_friday, alsace_moselle=True)


def test_five_working_days_jump_over_the_eleventh_of_november():
    assert dates.add_working_days(dt.date(2026, 11, 6), 5) == dt.date(2026, 11, 16)


@given(DAYS, st.integers(0, 400))
def test_lateness_is_counted_in_calendar_days(due, late):
    assert dates.days_late(due, due + dt.timedelta(days=late)) == late
    assert dates.days_late(due, due - dt.timedelta(days=late)) == 0
