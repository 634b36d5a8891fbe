"""A meeting from the date to the count of who came."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from parvis.commons.schemes.tests.factories import user_on
from parvis.deliberation.bodies.tests.factories import BodyFactory, MembershipFactory
from parvis.deliberation.meetings import contributions, lifecycle, queries
from parvis.deliberation.meetings.feature import feature
from parvis.deliberation.meetings.models import Meeting
from parvis.deliberation.meetings.tests.factories import AgendaItemFactory, MeetingFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.core.gathering import gather
from parvis.ground.journal.models import JournalLine
from parvis.ground.mailing.models import Message


def at_paris(*moment):
    return timezone.make_aware(dt.datetime(*moment))


def plenary(council, day=10, month=12, **fields):
    return MeetingFactory(scheme=council, starts_at=at_paris(2026, month, day, 18, 30), **fields)


def ready(council, *day, **fields):
    """A plenary with an agenda, to be convened."""
    meeting = plenary(council, *day, status="agenda_draft", **fields)
    AgendaItemFactory(meeting=meeting, number=1)
    return meeting


def test_the_plenary_before_the_expected_date_is_proposed(council):
    plenary(council, 20, 11)
    wanted = plenary(council)
    MeetingFactory(scheme=council, kind="commission", starts_at=at_paris(2027, 1, 12, 19))
    MeetingFactory(scheme=council, starts_at=at_paris(2027, 2, 4, 18, 30))
    plenary(council, 18, 12, status="cancelled")
    assert queries.next_plenary(council, before=dt.date(2027, 1, 29)) == wanted
    assert queries.next_plenary(council, before=dt.date(2026, 11, 19)) is None


def test_a_date_on_a_holiday_or_over_another_meeting_warns(council, officer):
    plenary(council)
    with pytest.raises(Warned, match="au même moment"):
        lifecycle.plan(council, by=officer, kind="bureau", title="Bureau", starts_at=at_paris(2026, 12, 10, 19))
    with pytest.raises(Warned, match="férié"):
        lifecycle.plan(council, by=officer, kind="bureau", title="Bureau", starts_at=at_paris(2026, 12, 25, 10))
    meeting = lifecycle.plan(
        council,
        by=officer,
        kind="bureau",
        title="Bureau",
        starts_at=at_paris(2026, 12, 25, 10),
        override="Choix du bureau",
    )
    assert JournalLine.objects.about(meeting).first().cautions == ["meeting.holiday"]


def test_a_meeting_is_convened_with_a_place_and_in_time(council, officer):
    meeting = ready(council, 24, 11)
    with pytest.raises(Refused, match="lieu"):
        lifecycle.convene(meeting, by=officer)
    meeting.place = "Marsanne-d’Orzenne"
    meeting.save()
    with pytest.raises(Warned, match=r"10\sjours francs"):
        lifecycle.convene(meeting, by=officer)
    lifecycle.convene(meeting, by=officer, override="Calendrier du PCAET")
    assert (meeting.status, meeting.sequence) == ("convened", 0)


def test_two_people_convene_at_once_and_one_is_told(council, officer):
    meeting = ready(council, place="Virazelle")
    stale = Meeting.objects.get(pk=meeting.pk)
    lifecycle.convene(meeting, by=officer)
    with pytest.raises(Refused):
        lifecycle.convene(stale, by=officer)


def test_quorum_counts_the_present_and_their_proxies(council, officer, at):
    """AS02, step 4: 51 present and 6 proxies out of 72; half are needed."""
    MembershipFactory.create_batch(12, body=council)
    meeting = plenary(council, place="Marsanne-d’Orzenne")
    with pytest.raises(Refused, match="attendez"):
        lifecycle.hold(meeting, by=officer, present=8)
    at("2026-12-10T21:00")
    with pytest.raises(Refused, match=r"12\smembres"):
        lifecycle.hold(meeting, by=officer, present=12, proxies=1)
    with pytest.raises(Refused, match="1\u00a0pouvoir"):
        lifecycle.hold(meeting, by=officer, present=2, proxies=3)
    with pytest.raises(Warned, match="quorum"):
        lifecycle.hold(meeting, by=officer, present=4, proxies=1)
    lifecycle.hold(meeting, by=officer, present=5, proxies=1)
    assert (meeting.electors, meeting.quorum_needed, meeting.votes, meeting.has_quorum) == (12, 6, 6, True)
    assert meeting.quorum_words == "quorum atteint : 6 pour 6"


def test_a_cancelled_meeting_keeps_its_reason_and_counts_a_sending(council, officer):
    meeting = ready(council, place="Virazelle")
    lifecycle.convene(meeting, by=officer)
    with pytest.raises(Refused):
        lifecycle.cancel(meeting, by=officer, reason=" ")
    lifecycle.cancel(meeting, by=officer, reason="Intempéries")
    assert (meeting.status, meeting.sequence) == ("cancelled", 1)
    with pytest.raises(Refused):
        lifecycle.change(meeting, by=officer, title="Autre")


def test_a_change_after_the_convocation_counts_one_more_sending(council, officer):
    meeting = ready(council, place="Virazelle")
    lifecycle.convene(meeting, by=officer)
    lifecycle.change(meeting, by=officer, place="Tournabelle")
    assert meeting.sequence == 1
    with pytest.raises(Refused, match="précède"):
        lifecycle.change(meeting, by=officer, ends_at=meeting.starts_at)


def test_the_database_keeps_the_count_and_the_order(council):
    for bad in ({"status": "held"}, {"status": "convened"}, {"present": 5, "proxies": 3, "electors": 7}, {"title": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            plenary(council, **bad)


def test_the_agenda_shows_public_meetings_to_all_and_closed_ones_to_members(council, epci):
    plenary(council, place="Virazelle")
    closed = MeetingFactory(scheme=council, title="Bureau", is_public=False, starts_at=at_paris(2026, 11, 24, 18))
    period = (dt.date(2026, 11, 1), dt.date(2026, 12, 31))
    entries = list(contributions.calendar(epci, None, *period))
    assert [(e.state, e.place, e.url) for e in entries] == [("tentative", "Virazelle", "/instances/c2d/")]
    member = user_on("member", council.scheme_ptr)
    assert {e.title for e in contributions.calendar(epci, member, *period)} >= {"Bureau"}
    agent = user_with("agent", epci)
    assert closed.title not in {e.title for e in contributions.calendar(epci, agent, *period)}


def test_what_is_due_counts_the_notice_and_the_forgotten_presences(council, officer, epci):
    plenary(council)
    MeetingFactory(scheme=council, title="Bureau d’octobre", starts_at=at_paris(2026, 10, 6, 18))
    found = {(i.what, i.when) for i in gather(contributions.due(officer, epci, dt.date(2026, 11, 16)))}
    assert found == {
        ("Convocation à envoyer", dt.date(2026, 11, 29)),
        ("Date à retenir à envoyer", dt.date(2026, 11, 10)),
        ("Présences à enregistrer", dt.date(2026, 10, 6)),
    }


def test_lists_tell_the_same_truth_as_rules(council, epci, officer):
    plenary(council)
    MeetingFactory(scheme=council, is_public=False)
    MeetingFactory(is_public=False)
    for user in (officer, user_with("agent", epci), user_with("auditor", epci), user_on("member", council.scheme_ptr)):
        seen = set(Meeting.objects.visible_to(user))
        assert seen == {m for m in Meeting.objects.all() if user.has_perm("meetings.view_meeting", m)}


def test_figures_of_the_year(council, epci):
    for present in (6, 9):
        plenary(council, 6, 10, status="held", present=present, electors=10)
    values = {i.code: i.value(epci, dt.date(2026, 11, 16)) for i in feature.indicators}
    assert (values["meetings.held"], values["meetings.attendance"]) == (2, 75.0)


def test_search_keeps_closed_meetings_from_the_public(council):
    source = feature.search[0]
    assert "public" in source.audience(plenary(council))
    closed = source.audience(MeetingFactory(scheme=council, is_public=False))
    assert "public" not in closed
    assert f"scheme:{council.pk}" in closed


@pytest.fixture
def desk(client, officer, council):
    client.force_login(officer)
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


def url(name, *args):
    return reverse(f"desk:meetings:{name}", args=args)


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_costs_the_same_whatever_its_length(desk, council, count, django_assert_max_num_queries):
    MeetingFactory.create_batch(count, scheme=council)
    with django_assert_max_num_queries(12):
        assert desk.get(url("list")).status_code == 200


def test_a_meeting_goes_through_its_pages(desk, council, at):
    MembershipFactory.create_batch(4, body=council)
    planned = desk.post(
        url("create"),
        {
            "scheme": council.pk,
            "kind": "plenary",
            "title": "Plénière",
            "starts_at": "2026-12-10T18:30",
            "place": "Virazelle",
        },
    )
    meeting = Meeting.objects.get()
    assert planned.url == meeting.get_desk_url()
    assert "Virazelle" in desk.get(planned.url).content.decode()
    desk.post(
        url("change", meeting.pk),
        {"kind": "plenary", "title": "Plénière d’hiver", "starts_at": "2026-12-10T18:30", "place": "Virazelle"},
    )
    desk.post(url("add_item", meeting.pk), {"title": "Plan climat", "expected": "debate"})
    desk.post(url("convene", meeting.pk))
    at("2026-12-10T21:00")
    page = desk.post(url("hold", meeting.pk), {"present": 3, "proxies": 1}, follow=True).content.decode()
    assert "quorum atteint : 4 pour 2" in page
    assert "Plénière d’hiver" in page


def test_bad_dates_are_said_beside_the_field(desk, council):
    page = desk.post(
        url("create"),
        {
            "scheme": council.pk,
            "kind": "plenary",
            "title": "P",
            "starts_at": "2026-12-10T18:30",
            "ends_at": "2026-12-10T17:00",
        },
    )
    assert page.status_code == 422
    assert "précède son début" in page.content.decode()


def test_cancelling_asks_why(desk, council):
    meeting = plenary(council)
    assert desk.get(url("cancel", meeting.pk)).status_code == 200
    assert desk.post(url("cancel", meeting.pk), {"reason": ""}).status_code == 422
    desk.post(url("cancel", meeting.pk), {"reason": "Intempéries"})
    meeting.refresh_from_db()
    assert meeting.status == "cancelled"


def test_a_closed_meeting_is_hidden_from_agents_and_from_other_authorities(client, desk, council, epci):
    closed = MeetingFactory(scheme=council, is_public=False)
    other = MeetingFactory(scheme=BodyFactory())
    assert desk.get(url("detail", other.pk)).status_code == 404
    client.force_login(user_with("agent", epci))
    assert client.get(url("detail", closed.pk)).status_code == 404
    assert client.get(url("create")).status_code == 403


def test_the_meetings_of_a_body_are_on_its_pages(desk, council, client):
    plenary(council, title="Plénière de décembre")
    MeetingFactory(scheme=council, title="Bureau fermé", is_public=False)
    works = desk.get(reverse("desk:bodies:works", args=[council.pk])).content.decode()
    assert "Plénière de décembre" in works
    assert "Bureau fermé" in works
    client.logout()
    public = client.get("/instances/c2d/").content.decode()
    assert "Plénière de décembre" in public
    assert "Bureau fermé" not in public


def test_whoever_joins_a_body_reads_of_its_closed_meetings_too(council):
    plenary(council, title="Plénière de décembre")
    MeetingFactory(scheme=council, title="Bureau fermé", is_public=False, starts_at=at_paris(2027, 1, 12, 19))
    MeetingFactory(scheme=council, title="Réunion passée", starts_at=at_paris(2026, 1, 12, 19))
    MeetingFactory(scheme=council, title="Réunion annulée", status="cancelled")
    (chapter,) = contributions.scheme_chapters(council)
    first, second = (line.replace("\xa0", " ") for line in chapter.lines)
    assert first.startswith("jeudi 10 décembre 2026, 18 h 30 : Plénière de décembre")
    assert "Bureau fermé" in second


def test_the_pages_say_to_whom_the_product_writes(client, council, officer):
    MembershipFactory.create_batch(2, body=council)
    meeting = ready(council, place="Halle")
    client.force_login(officer)
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    address = reverse("desk:meetings:convene", args=[meeting.pk])
    assert "2\u00a0membres en exercice" in client.get(address).content.decode()
    page = client.post(address, follow=True).content.decode()
    assert "2\u00a0convocations : tout part à l’instant." in page
    assert Message.objects.count() == 2
    gone = client.post(reverse("desk:meetings:cancel", args=[meeting.pk]), {"reason": "Salle inondée"}, follow=True)
    assert "La réunion est annulée. 2\u00a0personnes sont prévenues." in gone.content.decode()
