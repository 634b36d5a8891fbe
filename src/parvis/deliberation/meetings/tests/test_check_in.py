"""The desks at the door: one attendance whatever the order, and a page that needs neither account nor cookie."""

import datetime as dt
import json
import uuid
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from parvis.deliberation.bodies.tests.factories import BodyFactory, MembershipFactory
from parvis.deliberation.meetings import contributions, lifecycle, presence
from parvis.deliberation.meetings.lifecycle import check_in
from parvis.deliberation.meetings.lifecycle.check_in import Noted
from parvis.deliberation.meetings.models import Attendance, CheckInEntry, Meeting
from parvis.deliberation.meetings.public import check_in as pages
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.core.gathering import gather

from .factories import CheckInDeskFactory, ConvocationFactory, MeetingFactory, NeedFactory, ProxyFactory, SiteFactory

T0 = MeetingFactory.starts_at


@pytest.fixture
def meeting(council, at):
    council.proxies_per_member = 1
    council.save()
    members = MembershipFactory.create_batch(4, body=council)
    made = MeetingFactory(scheme=council, status="convened", convened_at=T0 - dt.timedelta(days=14))
    for member in members:
        ConvocationFactory(meeting=made, person=member.person)
    at("2026-12-10T18:20")
    return made


@pytest.fixture
def desks(meeting, officer):
    north, south = (SiteFactory(meeting=meeting) for _ in range(2))
    return [
        lifecycle.open_desk(meeting, by=officer, label="Nord", site=north),
        lifecycle.open_desk(meeting, by=officer, label="Sud", site=south),
    ]


# --- Whatever the order ---------------------------------------------------------------------------


def entry(number, minute, leaves, site, undoes=None):
    return SimpleNamespace(
        client_id=uuid.UUID(int=number + 1), at=T0 + dt.timedelta(minutes=minute), leaves=leaves,
        undoes=None if undoes is None else uuid.UUID(int=undoes + 1), desk=SimpleNamespace(site_id=site),
        settled_by_id=None, outcome="",
    )  # fmt: skip


NOTED = st.lists(
    st.tuples(st.integers(0, 6), st.booleans(), st.sampled_from([1, 2]), st.none() | st.integers(0, 5)), max_size=6
)


@given(NOTED, st.randoms(use_true_random=False))
def test_the_presence_of_somebody_does_not_depend_on_the_order_of_the_entries(rows, chance):
    entries = [entry(number, *row) for number, row in enumerate(rows)]
    mixed = entries[:]
    chance.shuffle(mixed)
    told = presence.read(entries)
    assert presence.read(mixed) == told
    assert set(told.outcomes) == {e.client_id for e in entries}
    assert told.arrived_at is None or told.left_at is None or told.left_at >= told.arrived_at


@pytest.mark.django_db
@given(data=st.data())
def test_any_interleaving_and_any_repetition_gives_the_same_attendance(data):
    """Two desks send what they noted, in pieces, twice, in any order: the list is the same, and within the voices."""
    with transaction.atomic():
        meeting, desks = two_desks()
        called = list(meeting.convocations.order_by("pk"))
        row = st.tuples(st.integers(0, 1), st.integers(0, 3), st.integers(-10, 10), st.booleans())
        noted = [
            (which, Noted(uuid.UUID(int=n + 1), T0 + dt.timedelta(minutes=minute), called[who].pk, leaves=leaves))
            for n, (which, who, minute, leaves) in enumerate(data.draw(st.lists(row, min_size=1, max_size=8)))
        ]
        again = data.draw(st.permutations(noted + noted[: len(noted) // 2]))
        first = played(meeting, desks, noted)
        wiped(meeting)
        assert played(meeting, desks, again) == first
        told = presence.counts(meeting)
        assert told.votes <= told.electors == 4
        transaction.set_rollback(True)


def two_desks():
    body = BodyFactory(proxies_per_member=1)
    meeting = MeetingFactory(scheme=body, status="convened", convened_at=T0 - dt.timedelta(days=14))
    for member in MembershipFactory.create_batch(4, body=body):
        ConvocationFactory(meeting=meeting, person=member.person)
    called = list(meeting.convocations.order_by("pk"))
    ProxyFactory(meeting=meeting, giver=called[0], holder=called[1])
    ProxyFactory(meeting=meeting, giver=called[2], holder=called[3])
    return meeting, [CheckInDeskFactory(meeting=meeting, site=SiteFactory(meeting=meeting)) for _ in range(2)]


def played(meeting, desks, noted):
    for which, one in noted:
        check_in.receive(desks[which], [one])
    columns = ("person", "state", "site", "arrived_at", "left_at")
    return sorted(Attendance.objects.filter(meeting=meeting).values_list(*columns), key=str)


def wiped(meeting):
    CheckInEntry.objects.filter(desk__meeting=meeting).delete()
    Attendance.objects.filter(meeting=meeting).delete()


def test_taken_back_before_or_after_it_is_known_an_entry_says_nothing(meeting, desks):
    who, first, back = meeting.convocations.first(), uuid.uuid4(), uuid.uuid4()
    undo = Noted(back, T0, who.pk, undoes=first)
    lifecycle.receive(desks[0], [undo])
    lifecycle.receive(desks[0], [Noted(first, T0, who.pk)])
    assert not Attendance.objects.filter(state="present").exists()


# --- The page -------------------------------------------------------------------------------------


@pytest.fixture
def door(client):
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


def address(desk, name="check_in"):
    return reverse(f"public:meetings-links:{name}", args=[check_in.token_of(desk)])


def send(client, desk, entries, sent_at=None):
    body = {"sent_at": (sent_at or clock.now()).isoformat(), "entries": entries}
    return client.post(address(desk, "check_in_sync"), json.dumps(body), content_type="application/json")


def arrival(convocation, **fields):
    return {"client_id": str(uuid.uuid4()), "at": clock.now().isoformat(), "convocation": convocation.pk, **fields}


def test_the_page_sets_no_cookie_holds_no_name_and_runs_no_inline_script(door, desks, meeting):
    for name in ("check_in", "check_in_worker", "check_in_manifest"):
        response = door.get(address(desks[0], name))
        assert response.status_code == 200
        assert not response.cookies
        assert meeting.convocations.first().person.family_name not in response.content.decode()
    page = door.get(address(desks[0]))
    policy = page["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "nonce" not in policy
    assert "unsafe" not in policy
    assert "camera=(self)" in page["Permissions-Policy"]
    assert page["Referrer-Policy"] == "no-referrer"


def test_a_desk_is_told_names_and_marks_and_nothing_else(door, desks, meeting):
    NeedFactory(convocation=meeting.convocations.first(), detail="allergie aux arachides")
    told = send(door, desks[0], []).json()
    assert {tuple(sorted(row)) for row in told["names"]} == {("id", "mark", "name")}
    first = meeting.convocations.first()
    body = {"sent_at": clock.now().isoformat(), "entries": [], "known": told["roster"]}
    again = door.post(address(desks[0], "check_in_sync"), json.dumps(body), content_type="application/json").json()
    assert again["names"] is None
    assert told["names"][0]["mark"] != first.key
    assert {row["mark"] for row in told["names"]} == {check_in.mark_of(c.key) for c in meeting.convocations.all()}
    assert "arachides" not in json.dumps(told)
    assert not first.person.email or first.person.email not in json.dumps(told)


def test_the_same_entries_sent_twice_make_one_attendance(door, desks, meeting):
    sent = [arrival(meeting.convocations.first()), arrival(meeting.convocations.last())]
    told = send(door, desks[0], sent).json()
    assert set(told["results"].values()) == {"applied"}
    assert told["counts"]["present"] == 2
    again = send(door, desks[1], [*sent, arrival(meeting.convocations.first(), typed="")]).json()
    assert Attendance.objects.filter(state="present").count() == 2
    assert again["results"][sent[1]["client_id"]] == "applied"
    assert again["inside"][str(meeting.convocations.first().pk)] == 1


def test_a_name_that_is_not_on_the_list_waits_for_the_officer(door, desks):
    stranger = {"client_id": str(uuid.uuid4()), "at": clock.now().isoformat(), "typed": "Jean Passant"}
    assert send(door, desks[0], [stranger]).json()["results"] == {stranger["client_id"]: "unknown"}
    assert CheckInEntry.objects.get().who == "Jean Passant"


def test_a_typed_name_taken_back_waits_for_nobody(door, desks):
    typed = {"client_id": str(uuid.uuid4()), "at": clock.now().isoformat(), "typed": "Jean Passant"}
    back = typed | {"client_id": str(uuid.uuid4()), "undoes": typed["client_id"]}
    assert set(send(door, desks[0], [typed, back]).json()["results"].values()) == {"known"}


def test_only_the_time_elapsed_on_the_device_is_believed(door, desks, meeting):
    wrong = dt.datetime(2031, 1, 1, 12, tzinfo=dt.UTC)
    noted = arrival(meeting.convocations.first(), at=(wrong - dt.timedelta(minutes=5)).isoformat())
    send(door, desks[0], [noted], sent_at=wrong)
    row = Attendance.objects.get(state="present")
    assert row.arrived_at == clock.now() - dt.timedelta(minutes=5)


@pytest.mark.parametrize(
    "bad",
    [
        {}, {"client_id": "x", "at": "2026-12-10T18:00:00Z", "convocation": 1}, "x", None, 7,
        {"client_id": str(uuid.uuid4()), "at": "hier", "convocation": 1},
        {"client_id": str(uuid.uuid4()), "at": "2026-12-10T18:00:00Z", "convocation": {"a": 1}},
        {"client_id": str(uuid.uuid4()), "at": "2026-12-10T18:00:00Z", "convocation": 10**30},
        {"client_id": str(uuid.uuid4()), "at": "2026-12-10T18:00:00Z", "typed": "\x00"},
        {"client_id": str(uuid.uuid4()), "at": "2026-12-10T18:00:00Z", "typed": "\ud800"},
    ],
)  # fmt: skip
def test_an_entry_that_cannot_be_read_holds_back_no_other(door, desks, meeting, bad):
    good = arrival(meeting.convocations.first())
    response = send(door, desks[0], [bad, good])
    assert response.status_code == 200
    assert response.json()["results"][good["client_id"]] == "applied"
    assert Attendance.objects.filter(state="present").count() == 1


def test_what_is_not_an_exchange_is_refused(door, desks):
    where = address(desks[0], "check_in_sync")
    assert door.post(where, "{", content_type="application/json").status_code == 400
    assert door.post(where, "[]", content_type="application/json").status_code == 400
    assert door.post(where, "x" * 300_000, content_type="application/json").status_code == 413
    assert send(door, desks[0], [{}] * 501).status_code == 400
    assert door.get(where).status_code == 405


def closed_session(meeting, officer):
    lifecycle.open_session(meeting, by=officer)
    lifecycle.hold(meeting, by=officer, nothing_decided=True, override="Séance d’information")


def test_a_closed_desk_and_a_closed_meeting_are_told_so_and_nothing_else(door, desks, meeting, officer):
    lifecycle.arrive(meeting.convocations.last(), by=officer)
    lifecycle.close_desk(desks[0], by=officer)
    page = door.get(address(desks[0]))
    assert page.status_code == 410
    assert "check-in" in page.content.decode()
    assert send(door, desks[0], []).json() == {"closed": True, "results": {}}
    assert send(door, desks[1], []).json()["closed"] is False
    closed_session(meeting, officer)
    assert send(door, desks[1], []).json() == {"closed": True, "results": {}}


def test_what_a_door_kept_while_the_session_closed_is_received_then_kept_by_the_officer(door, desks, meeting, officer):
    first, second, third, _ = meeting.convocations.order_by("pk")
    ProxyFactory(meeting=meeting, giver=third, holder=first)
    lifecycle.arrive(second, by=officer)
    cut_off = [arrival(first), arrival(second, leaves=True)]
    closed_session(meeting, officer)
    told = send(door, desks[0], cut_off).json()
    assert told == {"closed": True, "results": {one["client_id"]: "late" for one in cut_off}}
    assert send(door, desks[0], cut_off).json() == told
    meeting.refresh_from_db()
    assert (meeting.present, meeting.proxies) == (1, 0)
    due = {item.what for item in gather(contributions.due(officer, meeting.authority, clock.today()))}
    assert "Saisies d’accueil à départager" in due
    assert lifecycle.keep_late(desks[0], by=officer) == 2
    meeting.refresh_from_db()
    assert (meeting.present, meeting.proxies) == (2, 1)
    states = dict(meeting.attendances.values_list("person", "state"))
    assert [states[c.person_id] for c in (first, second, third)] == ["present", "present", "represented"]
    with pytest.raises(Refused, match="attend"):
        lifecycle.keep_late(desks[0], by=officer)


def test_a_late_entry_set_aside_says_nothing_even_when_another_is_kept(door, desks, meeting, officer):
    first, second = meeting.convocations.order_by("pk")[:2]
    known = arrival(first)
    send(door, desks[0], [known])
    closed_session(meeting, officer)
    back = arrival(first, undoes=known["client_id"])
    send(door, desks[0], [back, arrival(second)])
    undo = CheckInEntry.objects.get(client_id=back["client_id"])
    lifecycle.settle(undo, by=officer, keep=False)
    meeting.refresh_from_db()
    assert meeting.present == 1
    lifecycle.settle(CheckInEntry.objects.get(convocation=second), by=officer, keep=True)
    meeting.refresh_from_db()
    assert meeting.present == 2


def test_nothing_enters_the_list_once_the_minutes_are_approved(door, desks, meeting, officer):
    lifecycle.arrive(meeting.convocations.last(), by=officer)
    closed_session(meeting, officer)
    send(door, desks[0], [arrival(meeting.convocations.first())])
    Meeting.objects.filter(pk=meeting.pk).update(status="minutes_approved")
    late = CheckInEntry.objects.get()
    with pytest.raises(Refused, match="approuvé"):
        lifecycle.settle(late, by=officer, keep=True)
    lifecycle.settle(late, by=officer, keep=False)
    assert late.outcome == "known"


def test_closing_warns_of_a_door_that_went_silent(door, desks, meeting, officer, at):
    lifecycle.arrive(meeting.convocations.last(), by=officer)
    lifecycle.open_session(meeting, by=officer)
    send(door, desks[0], [])
    at("2026-12-10T18:45")
    with pytest.raises(Warned, match="« Nord » n’a rien envoyé depuis 18\xa0h\xa020"):
        lifecycle.hold(meeting, by=officer, nothing_decided=True)
    send(door, desks[0], [arrival(meeting.convocations.first())])
    lifecycle.hold(meeting, by=officer, nothing_decided=True)
    assert meeting.present == 2


def test_somebody_who_is_not_called_is_refused_and_the_device_stops_asking(door, desks):
    stranger = {"client_id": str(uuid.uuid4()), "at": clock.now().isoformat(), "convocation": 10**6}
    assert send(door, desks[0], [stranger]).json()["results"] == {stranger["client_id"]: "refused"}


def test_twenty_four_hours_after_the_end_the_link_is_void(door, desks, at):
    at("2026-12-12T09:00")
    assert door.get(address(desks[0])).status_code == 410
    assert send(door, desks[0], []).status_code == 410
    assert not CheckInEntry.objects.exists()


def test_a_forged_link_and_that_of_another_authority_lead_nowhere(door, desks):
    token = check_in.token_of(desks[0])
    for wrong in (f"{token}x", "1-abc~def", token.replace(str(desks[0].pk), "9", 1)):
        assert door.get(reverse("public:meetings-links:check_in", args=[wrong])).status_code == 404


def test_a_network_that_tries_many_links_is_shown_the_door(door, db, epci, monkeypatch):
    monkeypatch.setattr(pages, "MOST_GUESSES", 1)
    where = reverse("public:meetings-links:check_in", args=["1-abc~def"])
    assert [door.get(where).status_code for _ in range(2)] == [404, 403]


def test_a_desk_that_sends_without_end_is_slowed_down(door, desks, monkeypatch):
    monkeypatch.setattr(pages, "MOST_CALLS", 2)
    assert [send(door, desks[0], []).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("count", [1, 4])
def test_an_exchange_costs_the_same_whatever_it_carries(door, desks, meeting, count, django_assert_max_num_queries):
    entries = [arrival(c) for c in meeting.convocations.all()[:count]]
    with django_assert_max_num_queries(45):
        assert send(door, desks[0], entries).status_code == 200
