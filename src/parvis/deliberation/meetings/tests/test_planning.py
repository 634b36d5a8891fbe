"""Setting dates: what warns, what is told, series across the change of hour."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from parvis.commons.workload.models import SaturdayAgreement, WorkSession
from parvis.deliberation.bodies.tests.factories import BodyFactory, MembershipFactory
from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.lifecycle.planning import dates_of
from parvis.deliberation.meetings.models import Meeting, MeetingSeries, Sending
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import AvoidedPeriodFactory, ElectionFactory
from parvis.ground.core.dates import clear_days_between, last_day_to_send
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.journal.models import JournalLine

from .factories import MeetingFactory, MeetingSeriesFactory


def moment(text):
    return timezone.make_aware(dt.datetime.fromisoformat(text))


@pytest.fixture(autouse=True)
def rules(db):
    load_rules()


def codes(warned):
    return {caution.code for caution in warned.value.cautions}


def test_a_date_in_the_school_holidays_warns_and_may_be_kept_with_a_reason(council, officer):
    AvoidedPeriodFactory(authority=council.authority)
    asked = {"kind": "plenary", "title": "Plénière de fin d’année", "starts_at": moment("2026-12-19T10:00")}
    with pytest.raises(Warned) as warned:
        lifecycle.plan(council, by=officer, **asked)
    assert "meeting.school" in codes(warned)
    assert "vacances de noël, zone b" in str(warned.value.cautions[0].message).lower()
    meeting = lifecycle.plan(council, by=officer, override="Les membres l’ont choisi.", **asked)
    assert JournalLine.objects.filter(verb="plan", object_id=meeting.pk).get().cautions == ["meeting.school"]


def test_a_date_in_the_electoral_reserve_warns(council, officer):
    ElectionFactory(authority=council.authority, first_round=dt.date(2027, 3, 14), second_round=None)
    with pytest.raises(Warned) as warned:
        lifecycle.plan(council, by=officer, kind="plenary", title="Plénière", starts_at=moment("2026-12-10T18:30"))
    assert codes(warned) == {"meeting.reserve"}


def test_another_body_at_the_same_hour_warns(council, officer):
    other = BodyFactory(authority=council.authority, name="Conseil des jeunes", slug="jeunes")
    MeetingFactory(scheme=other, starts_at=moment("2026-12-10T19:00"))
    with pytest.raises(Warned) as warned:
        lifecycle.plan(council, by=officer, kind="plenary", title="Plénière", starts_at=moment("2026-12-10T18:30"))
    assert codes(warned) == {"meeting.conflict"}


def test_the_evening_of_a_meeting_is_planned_moved_and_given_up_with_it(council, officer):
    meeting = lifecycle.plan(
        council, by=officer, kind="plenary", title="Plénière", starts_at=moment("2026-12-10T18:30"),
        ends_at=moment("2026-12-10T21:00"),
    )  # fmt: skip
    session = WorkSession.objects.get(source=f"meeting:{meeting.pk}")
    assert (session.kind, session.day) == ("evening", dt.date(2026, 12, 10))
    lifecycle.change(meeting, by=officer, starts_at=moment("2026-12-12T09:00"), ends_at=moment("2026-12-12T12:00"))
    session.refresh_from_db()
    assert (session.kind, session.day) == ("saturday", dt.date(2026, 12, 12))
    lifecycle.cancel(meeting, by=officer, reason="Salle fermée.")
    session.refresh_from_db()
    assert session.status == "cancelled"


def test_the_director_reads_why_a_saturday_beyond_the_rule_is_asked(council, officer, monkeypatch):
    monkeypatch.setattr("parvis.commons.workload.queries.saturday_limit", lambda authority, on: 0)
    asked = {"kind": "plenary", "title": "Atelier", "starts_at": moment("2026-12-12T09:00")}
    with pytest.raises(Warned, match="samedi"):
        lifecycle.plan(council, by=officer, **asked)
    lifecycle.plan(council, by=officer, override="La salle n’est libre que ce jour-là.", **asked)
    assert SaturdayAgreement.objects.get().reason == "La salle n’est libre que ce jour-là."


def test_the_sequence_counts_what_left_and_not_what_changed_before_anybody_was_told(council, officer):
    meeting = lifecycle.plan(
        council, by=officer, kind="plenary", title="Plénière", starts_at=moment("2026-12-10T18:30")
    )
    lifecycle.change(meeting, by=officer, place="Salle des fêtes")
    lifecycle.add_site(meeting, by=officer, label="Site nord", place="Mairie annexe")
    assert meeting.sequence == 0
    MembershipFactory(body=council)
    lifecycle.save_the_date(meeting, by=officer)
    meeting.refresh_from_db()
    lifecycle.change(meeting, by=officer, title="Plénière de décembre")
    assert meeting.sequence == 0
    lifecycle.change(meeting, by=officer, place="Salle du conseil")
    assert meeting.sequence == 1
    assert set(Sending.objects.values_list("sequence", flat=True)) == {0, 1}


def test_a_postponed_meeting_takes_a_new_date_and_must_be_convened_again(council, officer):
    meeting = MeetingFactory(scheme=council, status="convened", convened_at=moment("2026-11-10T09:00"), sequence=1)
    with pytest.raises(Refused, match="pourquoi"):
        lifecycle.postpone(meeting, by=officer, reason=" ")
    lifecycle.postpone(meeting, by=officer, reason="Intempéries.")
    assert (meeting.status, meeting.sequence) == ("postponed", 2)
    lifecycle.resume(meeting, by=officer, starts_at=moment("2027-01-14T18:30"))
    assert (meeting.status, meeting.sequence, meeting.convened_at) == ("agenda_draft", 3, None)


def test_a_series_keeps_its_local_hour_across_the_change_of_hour(council, officer):
    series = lifecycle.plan_series(
        council, by=officer, title="Un samedi par mois", kind="plenary", rule="FREQ=MONTHLY;BYDAY=2SA",
        starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2027, 6, 30), starts_at=dt.time(9), ends_at=dt.time(13),
        override="Le 8 mai convient aux membres.",
    )  # fmt: skip
    starts = [timezone.localtime(m.starts_at) for m in series.meetings.order_by("starts_at")]
    assert [s.date().isoformat() for s in starts] == [
        "2027-01-09", "2027-02-13", "2027-03-13", "2027-04-10", "2027-05-08", "2027-06-12",
    ]  # fmt: skip
    assert {s.hour for s in starts} == {9}
    assert len({s.utcoffset() for s in starts}) == 2


def test_the_saturdays_of_a_series_count_one_after_the_other(council, officer):
    with pytest.raises(Warned) as warned:
        lifecycle.plan_series(
            council, by=officer, title="Atelier du samedi", kind="workshop", rule="FREQ=MONTHLY;BYDAY=2SA",
            starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2027, 12, 31), starts_at=dt.time(9), ends_at=dt.time(12),
            place="Maison de quartier",
        )  # fmt: skip
    ranks = [c.message[:22] for c in warned.value.cautions if c.code == "workload.saturday"]
    assert ranks == ["Ce serait le 11e samed", "Ce serait le 12e samed"]
    assert not Meeting.objects.filter(title="Atelier du samedi").exists()


def test_a_series_warns_of_each_difficult_date_before_anything_is_written(council, officer):
    asked = {
        "title": "Un samedi par mois", "kind": "plenary", "rule": "FREQ=MONTHLY;BYDAY=2SA",
        "starts_on": dt.date(2027, 5, 1), "ends_on": dt.date(2027, 5, 31), "starts_at": dt.time(9),
        "ends_at": dt.time(13),
    }  # fmt: skip
    AvoidedPeriodFactory(
        authority=council.authority, kind="local", label="Fête du fleuve", zone="", starts_on=dt.date(2027, 5, 8),
        ends_on=dt.date(2027, 5, 9),
    )  # fmt: skip
    with pytest.raises(Warned) as warned:
        lifecycle.plan_series(council, by=officer, **asked)
    assert codes(warned) == {"meeting.holiday", "meeting.local"}
    assert not MeetingSeries.objects.exists()
    assert not Meeting.objects.exists()


def test_an_exception_cancels_the_meeting_of_that_day(council, officer):
    series = lifecycle.plan_series(
        council, by=officer, title="Bureau", kind="bureau", rule="FREQ=WEEKLY;BYDAY=TU",
        starts_on=dt.date(2027, 2, 1), ends_on=dt.date(2027, 2, 28), starts_at=dt.time(18), ends_at=dt.time(20),
    )  # fmt: skip
    with pytest.raises(Refused, match="n’est pas une date de cette série"):
        lifecycle.leave_out(series, dt.date(2027, 2, 3), by=officer, reason="Grève")
    lifecycle.leave_out(series, dt.date(2027, 2, 9), by=officer, reason="Grève")
    assert series.meetings.get(occurrence_on=dt.date(2027, 2, 9)).status == "cancelled"
    assert dt.date(2027, 2, 9) not in dates_of(series)


@pytest.mark.parametrize("rule", ["n’importe quoi", "FREQ=DAILY"])
def test_a_rule_that_cannot_be_read_or_gives_too_much_is_refused(council, rule):
    with pytest.raises(Refused):
        dates_of(MeetingSeriesFactory.build(scheme=council, authority=council.authority, rule=rule))


def test_another_site_counts_one_more_sending_and_its_name_is_not_given_twice(council, officer):
    meeting = MeetingFactory(scheme=council, status="convened", convened_at=moment("2026-11-10T09:00"))
    lifecycle.add_site(meeting, by=officer, label="Site nord", place="Mairie annexe")
    assert meeting.sequence == 1
    with pytest.raises(Refused, match="porte déjà ce nom"):
        lifecycle.add_site(meeting, by=officer, label="Site nord", place="Ailleurs")


@given(event=st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)), notice=st.integers(0, 60))
def test_the_last_day_to_send_leaves_exactly_the_clear_days_asked(event, notice):
    last = last_day_to_send(event, notice)
    assert clear_days_between(last, event) == notice
    assert clear_days_between(last + dt.timedelta(days=1), event) == max(notice - 1, 0)
