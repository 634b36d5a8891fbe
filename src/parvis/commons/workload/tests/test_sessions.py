import datetime as dt
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from parvis.commons.workload import lifecycle, queries
from parvis.commons.workload.choices import AgreementStatus, Kind, SessionStatus
from parvis.commons.workload.models import SaturdayAgreement, WorkSession
from parvis.commons.workload.tests.factories import SessionFactory, at
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.journal.models import JournalLine

pytestmark = pytest.mark.django_db

MONDAY = dt.date(2026, 11, 9)


def plan(officer, authority, on, start=18, hours=2, **more):
    starts_at = at(on, start)
    return lifecycle.plan_session(
        officer, authority, by=officer, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=hours),
        **{"label": "Plénière", **more},
    )  # fmt: skip


def saturdays_of(year, count):
    first = next(d for n in range(1, 8) if (d := dt.date(year, 1, n)).isoweekday() == 6)
    return [first + dt.timedelta(weeks=4 * n) for n in range(count)]


@pytest.mark.usefixtures("_rates")
def test_an_evening_is_credited_at_the_rate_of_its_day(officer, authority):
    session = plan(officer, authority, MONDAY)
    lifecycle.do_session(session, by=officer, starts_at=at(MONDAY, 18), ends_at=at(MONDAY, 22, 15))
    session.refresh_from_db()
    assert (session.status, session.kind) == (SessionStatus.CREDITED, Kind.EVENING)
    assert (session.counted_minutes, session.rate, session.credited_minutes) == (255, 1, 255)


@pytest.mark.usefixtures("_rates")
def test_a_credited_session_keeps_its_rate_when_the_rates_change(officer, authority, director):
    day = dt.date(2026, 11, 7)
    session = plan(officer, authority, day, start=9, hours=4)
    lifecycle.do_session(session, by=officer)
    lifecycle.set_rate(
        authority, by=director, kind="saturday", rate=Fraction(2), valid_from=dt.date(2026, 11, 1), source="Erratum"
    )
    session.refresh_from_db()
    assert (session.rate, session.credited_minutes) == (Fraction(4, 3), 320)


def test_without_a_rate_of_its_own_an_authority_credits_hour_for_hour(officer, authority):
    session = plan(officer, authority, MONDAY)
    lifecycle.do_session(session, by=officer)
    assert queries.balance(officer, authority, clock.today()).minutes == 120


def test_a_day_session_is_noted_and_gives_nothing_back(officer, authority):
    session = plan(officer, authority, MONDAY, start=14)
    lifecycle.do_session(session, by=officer)
    assert (session.kind, session.credited_minutes) == (Kind.ORDINARY, 0)


def test_of_a_late_afternoon_only_the_evening_counts(officer, authority):
    session = plan(officer, authority, MONDAY, start=16, hours=4)
    lifecycle.do_session(session, by=officer)
    assert (session.kind, session.counted_minutes) == (Kind.EVENING, 120)


def test_a_session_still_running_is_not_credited(officer, authority):
    session = plan(officer, authority, dt.date(2026, 11, 20))
    with pytest.raises(Refused, match="pas encore finie"):
        lifecycle.do_session(session, by=officer)


def test_correcting_the_hours_computes_the_credit_again(officer, authority):
    session = plan(officer, authority, MONDAY)
    lifecycle.do_session(session, by=officer)
    lifecycle.correct_session(session, by=officer, starts_at=at(MONDAY, 18), ends_at=at(MONDAY, 22, 15))
    assert queries.balance(officer, authority, clock.today()).minutes == 255


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [((20, 0), (18, 0), "précède"), ((18, 0), (18, 0), "précède"), ((1, 0), (23, 0), "16 heures")],
)
def test_impossible_hours_are_refused(officer, authority, start, end, sentence):
    with pytest.raises(Refused, match=sentence):
        lifecycle.plan_session(
            officer, authority, by=officer, starts_at=at(MONDAY, *start), ends_at=at(MONDAY, *end), label="Atelier"
        )


def test_a_session_says_the_day_on_which_it_starts(officer, authority):
    with pytest.raises(Refused, match="ne commence pas le jour"):
        plan(officer, authority, MONDAY, day=MONDAY + dt.timedelta(days=1))


# --- Overlaps ---


def test_one_does_not_plan_two_sessions_at_once(officer, authority):
    plan(officer, authority, MONDAY)
    with pytest.raises(Refused, match="déjà une séance"):
        plan(officer, authority, MONDAY, start=19)
    assert plan(officer, authority, MONDAY, start=20).pk


def test_a_meeting_stands_over_another_session_but_both_are_not_worked(officer, authority):
    plan(officer, authority, MONDAY, source="meeting:1")
    plan(officer, authority, MONDAY, start=19, source="meeting:2")
    lifecycle.do_session("meeting:1", by=officer)
    assert lifecycle.do_session("meeting:2", by=officer) == []
    second = WorkSession.objects.get(source="meeting:2")
    assert second.status == SessionStatus.PLANNED
    with pytest.raises(Refused, match="déjà une séance"):
        lifecycle.do_session(second, by=officer)


def test_the_database_refuses_what_was_worked_twice_at_once(officer, authority):
    done = {"status": SessionStatus.DONE, "authority": authority}
    SessionFactory(user=officer, **done)
    SessionFactory(user=UserFactory(), **done)
    SessionFactory(user=officer, authority=authority)
    other = SessionFactory(user=officer, authority=authority)
    with pytest.raises(IntegrityError), transaction.atomic():
        SessionFactory(user=officer, **done)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkSession.objects.filter(pk=other.pk).update(status=SessionStatus.DONE)


def test_sessions_that_touch_do_not_overlap(officer, authority):
    first = SessionFactory(user=officer, authority=authority, status=SessionStatus.DONE)
    SessionFactory(user=officer, authority=authority, status=SessionStatus.DONE, starts_at=first.ends_at)
    assert WorkSession.objects.worked().count() == 2


# --- What meetings ask ---


def test_a_source_plans_one_session_and_moves_it_when_asked_again(officer, authority):
    first = plan(officer, authority, MONDAY, source="meeting:12")
    again = plan(officer, authority, MONDAY, start=19, source="meeting:12")
    assert first.pk == again.pk
    assert WorkSession.objects.get().starts_at == at(MONDAY, 19)


def test_a_meeting_moves_cancels_and_closes_the_session_of_each_officer(officer, authority):
    other = UserFactory()
    for user in (officer, other):
        plan(user, authority, MONDAY, source="meeting:12")
    moved = lifecycle.move_session("meeting:12", by=officer, starts_at=at(MONDAY, 19), ends_at=at(MONDAY, 21))
    assert len(moved) == 2
    lifecycle.do_session("meeting:12", by=officer, starts_at=at(MONDAY, 19), ends_at=at(MONDAY, 21, 30))
    assert {s.credited_minutes for s in WorkSession.objects.all()} == {150}
    assert lifecycle.do_session("meeting:12", by=officer) == []
    assert lifecycle.cancel_session("meeting:12", by=officer) == []


def test_a_cancelled_meeting_planned_again_finds_its_session(officer, authority):
    plan(officer, authority, MONDAY, source="meeting:12")
    lifecycle.cancel_session("meeting:12", by=officer)
    plan(officer, authority, MONDAY, source="meeting:12")
    assert WorkSession.objects.get().status == SessionStatus.PLANNED


def test_no_source_moves_nothing(officer, authority):
    session = plan(officer, authority, MONDAY)
    assert lifecycle.cancel_session("", by=officer) == []
    session.refresh_from_db()
    assert session.status == SessionStatus.PLANNED


# --- Ten Saturdays ---


@pytest.fixture
def _ten(officer, authority):
    for day in saturdays_of(2027, 10):
        SessionFactory(user=officer, authority=authority, day=day)


@pytest.mark.usefixtures("_ten")
def test_the_eleventh_saturday_warns_and_asks_the_director(officer, authority):
    eleventh = dt.date(2027, 12, 18)
    assert [c.code for c in queries.saturday_cautions(officer, authority, eleventh)] == ["workload.saturday"]
    with pytest.raises(Warned, match="11e samedi"):
        plan(officer, authority, eleventh, start=9)
    plan(officer, authority, eleventh, start=9, override="Le forum ne peut se tenir qu’alors.")
    request = SaturdayAgreement.objects.get()
    assert (request.day, request.rank, request.status) == (eleventh, 11, AgreementStatus.ASKED)
    assert request.reason == "Le forum ne peut se tenir qu’alors."


@pytest.mark.usefixtures("_ten")
def test_a_meeting_on_the_eleventh_saturday_asks_the_director_by_itself(officer, authority):
    plan(officer, authority, dt.date(2027, 12, 18), start=9, source="meeting:3")
    assert SaturdayAgreement.objects.get().reason == "Plénière"


@pytest.mark.usefixtures("_ten")
def test_a_known_saturday_another_day_and_an_agreed_one_do_not_warn(officer, authority, director):
    assert queries.saturday_cautions(officer, authority, saturdays_of(2027, 1)[0]) == []
    assert queries.saturday_cautions(officer, authority, dt.date(2027, 12, 19)) == []
    assert queries.saturday_cautions(officer, authority, dt.date(2028, 1, 15)) == []
    request = lifecycle.ask_saturday(officer, authority, dt.date(2027, 12, 18), reason="Forum.", by=officer)
    assert queries.saturday_cautions(officer, authority, request.day)
    lifecycle.grant_saturday(request, answer="Une fois.", by=director)
    assert queries.saturday_cautions(officer, authority, request.day) == []


@pytest.mark.usefixtures("_ten")
def test_a_saturday_that_moves_frees_its_place(officer, authority):
    last, eleventh = WorkSession.objects.latest("day"), dt.date(2027, 12, 18)
    lifecycle.move_session(last, by=officer, starts_at=at(eleventh, 9), ends_at=at(eleventh, 12))
    assert not SaturdayAgreement.objects.exists()


@pytest.mark.usefixtures("_ten")
def test_whoever_asks_does_not_answer(officer, authority):
    request = lifecycle.ask_saturday(officer, authority, dt.date(2027, 12, 18), reason="Forum.", by=officer)
    with pytest.raises(Refused, match="elle-même"):
        lifecycle.grant_saturday(request, answer="Oui.", by=officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        SaturdayAgreement.objects.update(decided_by=officer)


@pytest.mark.usefixtures("_ten")
def test_a_refused_saturday_is_not_worked(officer, authority, director):
    session = plan(officer, authority, dt.date(2027, 12, 18), start=9, source="meeting:3")
    request = SaturdayAgreement.objects.get()
    with pytest.raises(Refused, match="motif"):
        lifecycle.refuse_saturday(request, answer=" ", by=director)
    lifecycle.refuse_saturday(request, answer="Reportez à janvier.", by=director)
    session.refresh_from_db()
    assert session.status == SessionStatus.CANCELLED


@pytest.mark.usefixtures("_ten")
def test_a_request_falls_with_the_session_that_asked(officer, authority):
    session = plan(officer, authority, dt.date(2027, 12, 18), start=9, source="meeting:3")
    lifecycle.cancel_session("meeting:3", by=officer)
    assert SaturdayAgreement.objects.get().status == AgreementStatus.WITHDRAWN
    plan(officer, authority, session.day, start=9, source="meeting:3")
    assert SaturdayAgreement.objects.filter(status=AgreementStatus.ASKED).count() == 1


@pytest.mark.usefixtures("_ten")
def test_the_journal_holds_the_request_and_the_answer_without_hours_or_reasons(officer, authority, director):
    request = lifecycle.ask_saturday(officer, authority, dt.date(2027, 12, 18), reason="Forum.", by=officer)
    lifecycle.grant_saturday(request, answer="Une fois.", by=director)
    lines = JournalLine.objects.about(request)
    assert [(line.verb, line.actor) for line in lines] == [("grant", director), ("ask_saturday", officer)]
    assert all(line.facts == {} and not line.reason_hash for line in lines)


def test_asking_without_need_is_refused(officer, authority):
    with pytest.raises(Refused, match="ne dépasse pas"):
        lifecycle.ask_saturday(officer, authority, dt.date(2026, 12, 19), reason="Forum.", by=officer)
    with pytest.raises(Refused, match="pas un samedi"):
        lifecycle.ask_saturday(officer, authority, dt.date(2026, 12, 18), reason="Forum.", by=officer)
