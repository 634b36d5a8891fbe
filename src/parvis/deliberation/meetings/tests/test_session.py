"""The day of a meeting: doors, presences, quorum, closing (B.3)."""

import datetime as dt
from collections import Counter
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from parvis.commons.workload.choices import SessionStatus
from parvis.commons.workload.models import WorkSession
from parvis.deliberation.bodies.tests.factories import BodyFactory, MembershipFactory
from parvis.deliberation.meetings import lifecycle, presence
from parvis.deliberation.meetings.lifecycle import check_in
from parvis.deliberation.meetings.lifecycle.check_in import Noted
from parvis.deliberation.meetings.models import Attendance, CheckInEntry, Meeting, Proxy
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.journal.models import JournalLine

from .factories import ConvocationFactory, DecisionFactory, MeetingFactory, SiteFactory, VoteFactory

EVENING = "2026-12-10T18:20"


@pytest.fixture
def members(council):
    council.proxies_per_member = 1
    council.quorum_numerator, council.quorum_denominator = 1, 2
    council.save()
    return MembershipFactory.create_batch(6, body=council)


@pytest.fixture
def convened(council, members, at):
    """A plenary of six, convened, on its evening."""
    meeting = MeetingFactory(
        scheme=council, status="convened", convened_at=dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC), place="Virazelle"
    )
    for member in members:
        ConvocationFactory(meeting=meeting, person=member.person)
    at(EVENING)
    return meeting


@pytest.fixture
def session(convened, officer):
    lifecycle.open_session(convened, by=officer)
    return convened


def called(meeting, number):
    return meeting.convocations.order_by("pk")[number]


def proxy(meeting, giver, holder):
    return Proxy.objects.create(
        meeting=meeting, giver=called(meeting, giver), holder=called(meeting, holder), given_at=meeting.convened_at
    )


def states(meeting):
    return list(meeting.attendances.order_by("pk").values_list("state", flat=True))


def test_the_list_is_prepared_from_what_people_answered(convened, officer):
    answers = ("excused", "proxy", "yes")
    for number, said in enumerate(answers):
        row = called(convened, number)
        row.answer, row.answered_at = said, convened.convened_at
        row.save()
    lifecycle.open_session(convened, by=officer)
    assert states(convened) == ["excused", "represented", "absent", "absent", "absent", "absent"]
    assert (convened.status, convened.electors, convened.quorum_needed) == ("in_session", 6, 3)


def test_a_session_opens_on_its_day(council, officer):
    meeting = MeetingFactory(scheme=council, status="convened", convened_at=dt.datetime(2026, 11, 2, tzinfo=dt.UTC))
    with pytest.raises(Refused, match="avant"):
        lifecycle.open_session(meeting, by=officer)


def test_a_proxy_counts_only_with_its_holder_there_and_its_giver_away(session, officer):
    proxy(session, giver=0, holder=1)
    assert presence.counts(session).votes == 0
    lifecycle.arrive(called(session, 1), by=officer)
    told = presence.counts(session)
    assert (told.present, told.proxies, told.has_quorum, told.missing) == (1, 1, False, 1)
    lifecycle.arrive(called(session, 0), by=officer)
    assert (presence.counts(session).present, presence.counts(session).proxies) == (2, 0)
    lifecycle.leave(called(session, 0), by=officer)
    lifecycle.leave(called(session, 1), by=officer)
    assert presence.counts(session).votes == 0
    assert presence.counts(session).gone == 2


def test_a_holder_carries_no_more_than_the_rules_allow(session, officer):
    lifecycle.arrive(called(session, 1), by=officer)
    lifecycle.hand_proxy(called(session, 0), called(session, 1), by=officer)
    with pytest.raises(Refused, match="1\u00a0pouvoir"):
        lifecycle.hand_proxy(called(session, 2), called(session, 1), by=officer)
    proxy(session, giver=3, holder=1)
    assert presence.counts(session).proxies == 1


def test_whoever_carries_a_proxy_is_in_the_room(session, officer):
    with pytest.raises(Refused, match="l’arrivée"):
        lifecycle.hand_proxy(called(session, 0), called(session, 1), by=officer)
    lifecycle.arrive(called(session, 1), by=officer)
    lifecycle.leave(called(session, 1), by=officer)
    with pytest.raises(Refused, match="l’arrivée"):
        lifecycle.hand_proxy(called(session, 0), called(session, 1), by=officer)
    assert not Proxy.objects.exists()


def test_a_substitute_sits_only_while_the_holder_is_away(convened, members, council, officer):
    substitute = MembershipFactory(body=council, role="substitute", substitute_of=members[0])
    ConvocationFactory(meeting=convened, person=substitute.person, kind="substitute")
    convened.convocations.filter(person=members[0].person).update(answer="no", answered_at=convened.convened_at)
    lifecycle.open_session(convened, by=officer)
    lifecycle.arrive(convened.convocations.get(person=substitute.person), by=officer)
    assert presence.counts(convened).present == 1
    lifecycle.arrive(called(convened, 0), by=officer)
    told = presence.counts(convened)
    assert (told.present, told.guests) == (1, 1)


@pytest.mark.django_db
@given(data=st.data())
def test_voices_never_exceed_those_who_may_vote(data):
    """Whoever is there, whatever the proxies and the substitutes: each elector has one voice, or none."""
    with transaction.atomic():
        meeting, people, allowed = room_of_six()
        inside = data.draw(st.sets(st.sampled_from(people)))
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, person=person, state="present" if person in inside else "absent")
            for person in people
        )
        calls = list(meeting.convocations.all())
        for giver in data.draw(st.sets(st.sampled_from(calls))):
            holder = data.draw(st.sampled_from([call for call in calls if call != giver]))
            Proxy.objects.create(meeting=meeting, giver=giver, holder=holder, given_at=meeting.convened_at)
        told, voices = presence.counts(meeting), presence.voices(meeting)
        assert told.votes == len(voices) <= told.electors == 4
        assert len({voice.person_id for voice in voices}) == len(voices)
        assert {voice.by_id for voice in voices} <= {person.pk for person in inside}
        held = Counter(voice.by_id for voice in voices if voice.is_proxy)
        assert max(held.values(), default=0) <= allowed
        transaction.set_rollback(True)


def room_of_six():
    """(a meeting of four members and two substitutes, its people, proxies allowed)."""
    body = BodyFactory(proxies_per_member=2)
    members = MembershipFactory.create_batch(4, body=body)
    members += [MembershipFactory(body=body, role="substitute", substitute_of=holder) for holder in members[:2]]
    meeting = MeetingFactory(scheme=body, status="convened", convened_at=dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC))
    for member in members:
        ConvocationFactory(
            meeting=meeting, person=member.person, kind="substitute" if member.is_substitute else "member"
        )
    return meeting, [member.person for member in members], body.proxies_per_member


def test_pressing_twice_changes_nothing_and_a_mistake_is_taken_back(session, officer):
    first = lifecycle.arrive(called(session, 0), by=officer)
    lifecycle.arrive(called(session, 0), by=officer)
    assert Attendance.objects.get(pk=first.pk).arrived_at == first.arrived_at
    assert JournalLine.objects.filter(verb="arrive").count() == 1
    lifecycle.take_back(called(session, 0), by=officer)
    assert states(session)[0] == "absent"
    with pytest.raises(Refused, match="présente"):
        lifecycle.leave(called(session, 0), by=officer)


def test_without_quorum_the_same_people_are_called_again_and_need_none(session, council, officer):
    council.second_without_quorum = True
    council.save()
    lifecycle.add_item(session, by=officer, title="Plan climat")
    lifecycle.arrive(called(session, 0), by=officer)
    again = lifecycle.miss_quorum(
        session, by=officer, starts_at=session.starts_at + dt.timedelta(days=6), override="Date du bureau"
    )
    assert session.status == "not_quorate"
    assert (again.second_of, again.quorum_waived, again.status) == (session, True, "agenda_draft")
    assert [item.title for item in again.items.all()] == ["Plan climat"]
    assert presence.counts(again).quorum is None
    with pytest.raises(Refused, match="déjà prévue"):
        lifecycle.call_again(session, by=officer, starts_at=again.starts_at)


def test_with_quorum_nobody_sends_the_room_home(session, officer):
    for number in range(3):
        lifecycle.arrive(called(session, number), by=officer)
    with pytest.raises(Refused, match="quorum est atteint"):
        lifecycle.miss_quorum(session, by=officer)


def test_a_session_closes_once_its_decisions_are_typed_or_said_to_be_none(session, officer, at):
    with pytest.raises(Refused, match="décisions"):
        lifecycle.hold(session, by=officer)
    with pytest.raises(Refused, match="émargement"):
        lifecycle.hold(session, by=officer, nothing_decided=True)
    proxy(session, giver=5, holder=0)
    for number in range(4):
        lifecycle.arrive(called(session, number), by=officer)
    at("2026-12-10T19:30")
    lifecycle.leave(called(session, 3), by=officer)
    vote = VoteFactory(meeting=session, mode="recorded", status="open")
    with pytest.raises(Refused, match="1\u00a0vote est ouvert"):
        lifecycle.hold(session, by=officer, nothing_decided=True)
    vote.delete()
    DecisionFactory(meeting=session)
    at("2026-12-10T21:00")
    lifecycle.hold(session, by=officer)
    assert (session.present, session.proxies, session.status) == (4, 1, "held")
    assert states(session) == ["present"] * 4 + ["absent", "represented"]
    with pytest.raises(Refused, match="clôture"):
        lifecycle.arrive(called(session, 4), by=officer)


def test_counts_typed_by_hand_still_warn_of_the_quorum(session, officer):
    with pytest.raises(Warned, match="2\xa0voix présentes ou représentées sur 3"):
        lifecycle.hold(session, by=officer, present=1, proxies=1, nothing_decided=True)
    lifecycle.hold(session, by=officer, present=1, proxies=1, nothing_decided=True, override="Séance d’information")
    assert session.votes == 2


def test_closing_credits_the_hours_of_the_officer(council, officer, at):
    meeting = lifecycle.plan(
        council, by=officer, kind="plenary", title="Plénière", starts_at=MeetingFactory.starts_at,
        ends_at=MeetingFactory.starts_at + dt.timedelta(hours=2),
    )  # fmt: skip
    at("2026-12-10T21:00")
    lifecycle.hold(meeting, by=officer, present=0)
    session = WorkSession.objects.get(source=f"meeting:{meeting.pk}")
    assert session.status != SessionStatus.PLANNED
    assert meeting.held_at is not None


# --- Desks ----------------------------------------------------------------------------------------


def test_a_desk_opens_once_people_are_called_and_its_link_is_its_own(convened, officer, epci):
    desk = lifecycle.open_desk(convened, by=officer, label="Porte nord", site=SiteFactory(meeting=convened))
    with pytest.raises(Refused, match="déjà ce nom"):
        lifecycle.open_desk(convened, by=officer, label="Porte nord")
    token = check_in.token_of(desk)
    assert check_in.desk_of(token, epci) == desk
    assert check_in.desk_of(token[:-1] + ("A" if token[-1] != "A" else "B"), epci) is None
    assert check_in.is_open(desk)
    lifecycle.close_desk(desk, by=officer)
    assert not check_in.is_open(check_in.desk_of(token, epci))


def test_two_desks_with_two_sites_are_settled_by_the_officer(convened, officer):
    north = lifecycle.open_desk(convened, by=officer, label="Nord", site=SiteFactory(meeting=convened))
    south = lifecycle.open_desk(convened, by=officer, label="Sud", site=SiteFactory(meeting=convened))
    who = called(convened, 0)
    first, second = uuid4(), uuid4()
    moment = convened.starts_at
    lifecycle.receive(north, [Noted(first, moment, who.pk)])
    told = lifecycle.receive(south, [Noted(second, moment + dt.timedelta(minutes=1), who.pk)])
    assert told == {second: "conflict"}
    assert Attendance.objects.get(person=who.person).site == north.site
    lifecycle.settle(CheckInEntry.objects.get(client_id=second), by=officer, keep=True)
    assert Attendance.objects.get(person=who.person).site == south.site
    assert Attendance.objects.filter(state="present").count() == 1
    with pytest.raises(Refused, match="départagée"):
        lifecycle.settle(CheckInEntry.objects.get(client_id=first), by=officer, keep=True)


def test_what_a_desk_sends_after_the_end_waits_for_the_officer(session, officer):
    desk = lifecycle.open_desk(session, by=officer, label="Nord")
    lifecycle.hold(session, by=officer, present=6, nothing_decided=True)
    late = uuid4()
    assert lifecycle.receive(desk, [Noted(late, session.starts_at, called(session, 0).pk)]) == {late: "late"}
    assert not Attendance.objects.filter(state="present").exists()
    assert Meeting.objects.get(pk=session.pk).present == 6
