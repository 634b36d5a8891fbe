"""What is owed, from rows: the figures of a year, recoveries, trips."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from parvis.commons.workload import hours, lifecycle, queries, sheets
from parvis.commons.workload.choices import SessionStatus, UseStatus, Vehicle
from parvis.commons.workload.models import RecoveryUse, Trip, WorkSession
from parvis.commons.workload.tests.factories import SessionFactory, TripFactory, UseFactory, at
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.tests.factories import LegalRuleFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused, Warned

pytestmark = pytest.mark.django_db


def credited(user, authority, day, minutes, **more):
    return SessionFactory(
        user=user, authority=authority, day=day, status=SessionStatus.CREDITED, counted_minutes=minutes,
        rate_numerator=1, rate_denominator=1, credited_minutes=minutes, **more,
    )  # fmt: skip


@pytest.mark.usefixtures("_rates")
def test_eleven_evenings_and_three_saturdays_give_thirty_eight_hours(officer, authority):
    for n in range(11):
        _worked(officer, authority, dt.date(2026, 1, 5) + dt.timedelta(weeks=n), 18, 2)
    for n in range(3):
        _worked(officer, authority, dt.date(2026, 4, 4) + dt.timedelta(weeks=4 * n), 9, 4)
    lifecycle.use_recovery(officer, authority, by=officer, day=dt.date(2026, 7, 6), minutes=1440)
    lifecycle.use_recovery(officer, authority, by=officer, day=dt.date(2026, 7, 7), minutes=30)
    found = queries.balance(officer, authority, clock.today())
    assert [hours.words(n).replace("\u00a0", " ") for n in (found.credited, found.used, found.minutes)] == [
        "38 h", "24 h 30", "13 h 30",
    ]  # fmt: skip
    assert sheets.month_of(officer, authority, clock.today()).evenings == "11\u00a0soirées"
    assert sheets.month_of(officer, authority, clock.today()).saturdays == "3\u00a0samedis sur 10"


def _worked(officer, authority, day, hour, lasts):
    start = at(day, hour)
    session = lifecycle.plan_session(
        officer, authority, by=officer, starts_at=start, ends_at=start + dt.timedelta(hours=lasts), label="Séance"
    )
    lifecycle.do_session(session, by=officer)


@given(some.lists(some.tuples(some.integers(1, 960), some.integers(0, 900)), max_size=6))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_balance_is_the_sum_of_the_lines_that_people_read(officer, authority, lines):
    WorkSession.objects.all().delete()
    RecoveryUse.objects.all().delete()
    for n, (earned, used) in enumerate(lines):
        credited(officer, authority, dt.date(2026, 1, 1) + dt.timedelta(days=n), earned)
        if used:
            UseFactory(user=officer, authority=authority, day=dt.date(2026, 2, 1), minutes=used)
    found = queries.balance(officer, authority, clock.today())
    assert found.minutes == sum(earned - used for earned, used in lines)


def test_what_is_older_than_the_time_rows_are_kept_no_longer_counts(officer, authority):
    credited(officer, authority, dt.date(2021, 11, 15), 120)
    credited(officer, authority, dt.date(2021, 11, 16), 60)
    assert queries.balance(officer, authority, dt.date(2026, 11, 16)).minutes == 60


def test_nobody_else_s_hours_count(officer, authority, director):
    credited(UserFactory(), authority, dt.date(2026, 11, 2), 120)
    credited(officer, director.roles.first().authority.__class__.objects.first(), dt.date(2025, 11, 2), 60)
    assert queries.balance(director, authority, clock.today()).minutes == 0


# --- Recoveries ---


def test_taking_more_than_is_left_asks_for_a_reason(officer, authority):
    credited(officer, authority, dt.date(2026, 11, 2), 120)
    with pytest.raises(Warned, match="2\u00a0h"):
        lifecycle.use_recovery(officer, authority, by=officer, day=dt.date(2026, 11, 20), minutes=121)
    use = lifecycle.use_recovery(
        officer, authority, by=officer, day=dt.date(2026, 11, 20), minutes=121, override="La direction est d’accord."
    )
    assert use.status == UseStatus.PLANNED


def test_what_is_asked_for_a_coming_day_is_no_longer_free_and_not_yet_used(officer, authority):
    credited(officer, authority, dt.date(2026, 11, 2), 120)
    use = lifecycle.use_recovery(officer, authority, by=officer, day=dt.date(2026, 11, 20), minutes=90)
    found = queries.balance(officer, authority, clock.today())
    assert (found.minutes, found.planned, found.free) == (120, 90, 30)
    with pytest.raises(Refused, match="pas encore venu"):
        lifecycle.take(use, by=officer)
    clock.freeze("2026-11-20T09:00")
    lifecycle.take(use, by=officer)
    assert queries.balance(officer, authority, clock.today()).minutes == 30
    lifecycle.give_back(use, by=officer)
    assert queries.balance(officer, authority, clock.today()).minutes == 120


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_a_recovery_lasts_something_and_a_day_at_most(officer, authority, minutes):
    with pytest.raises(Refused):
        lifecycle.use_recovery(officer, authority, by=officer, day=clock.today(), minutes=minutes)


# --- Trips ---


def test_only_one_s_own_car_is_paid_for_at_the_rate_of_its_day(authority, officer):
    LegalRuleFactory(
        authority=authority, code="workload.kilometre_rate", value="41.5", unit="cents",
        valid_from=dt.date(2026, 11, 1),
    )  # fmt: skip
    october = TripFactory(user=officer, authority=authority, day=dt.date(2026, 10, 31))
    november = TripFactory(user=officer, authority=authority, day=dt.date(2026, 11, 2), km_tenths=361)
    shared = TripFactory(user=officer, authority=authority, vehicle=Vehicle.SERVICE)
    paid = dict(queries.mileage([october, november, shared], authority))
    assert paid == {october: 1152, november: 1498, shared: 0}


def test_a_trip_of_a_session_is_written_once(officer, authority):
    day = dt.date(2026, 11, 10)
    session = SessionFactory(user=officer, authority=authority, day=day)
    lifecycle.note_session(
        session, by=officer, starts_at=at(day, 18), ends_at=at(day, 22, 15), km_tenths=360, origin="Saint-Aubin",
        destination="Marsanne",
    )  # fmt: skip
    trip = Trip.objects.get()
    assert (trip.day, trip.km_tenths, trip.purpose, session.credited_minutes) == (day, 360, session.label, 255)


@pytest.mark.parametrize(
    "wrong", [{"km_tenths": 0}, {"km_tenths": 20_001}, {"origin": " "}, {"day": dt.date(2026, 11, 17)}]
)
def test_a_trip_that_makes_no_sense_is_refused(officer, authority, wrong):
    values = {
        "day": dt.date(2026, 11, 10), "origin": "Ici", "destination": "Là", "km_tenths": 100, "purpose": "Atelier",
    }  # fmt: skip
    with pytest.raises(Refused):
        lifecycle.record_trip(officer, authority, by=officer, **values | wrong)


# --- The team ---


def test_the_load_of_the_team_is_three_sums_per_officer(authority, officer):
    other = user_with("officer", authority)
    credited(officer, authority, dt.date(2026, 11, 2), 130)
    SessionFactory(user=officer, authority=authority, day=dt.date(2026, 11, 20))
    UseFactory(user=officer, authority=authority, day=dt.date(2026, 11, 3), minutes=60)
    SessionFactory(user=officer, authority=authority, day=dt.date(2026, 12, 4))
    rows = {row.user: (row.planned, row.credited, row.used) for row in sheets.team_month(authority, clock.today())}
    assert rows == {officer: (120, 130, 60), other: (0, 0, 0)}


def test_a_rate_of_three_decimals_stays_exact():
    assert hours.credit(1000, Fraction(1, 3)) == 333
