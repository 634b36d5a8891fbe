"""Planning, agenda and *déroulé* through the pages of the desk."""

import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.commons.workload.tests.factories import AgreementFactory, SessionFactory
from parvis.deliberation.bodies.tests.factories import MembershipFactory
from parvis.deliberation.meetings.models import Meeting, MeetingSeries
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import AvoidedPeriodFactory, ElectionFactory
from parvis.ground.core import clock
from parvis.ground.documents.models import ProducedDocument

from .factories import AgendaItemFactory, ItemProposalFactory, MeetingFactory, PlanStepFactory

CHRISTMAS = dt.datetime(2026, 12, 25, 9, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def desk(epci):
    load_rules()


def signed_in(user):
    client = Client(HTTP_HOST="orzenne.localhost")
    client.force_login(user)
    return client


@pytest.fixture
def client(officer):
    return signed_in(officer)


@pytest.fixture
def meeting(council):
    return MeetingFactory(scheme=council, ends_at=dt.datetime(2026, 12, 10, 20, 30, tzinfo=dt.UTC))


def page(name, *args):
    return reverse(f"desk:meetings:{name}", args=args)


def test_an_agenda_is_written_from_the_record(client, meeting):
    sent = client.post(page("add_item", meeting.pk), {"title": "Plan climat", "expected": "opinion", "minutes": 40})
    assert sent.status_code == 302
    item = meeting.items.get()
    client.post(page("revise_item", item.pk), {"title": "Plan climat : avis", "expected": "vote", "minutes": 30})
    shown = client.get(page("detail", meeting.pk)).content.decode()
    assert "Plan climat : avis" in shown
    assert "30 minutes annoncées" in shown
    client.post(page("remove_item", item.pk))
    assert not meeting.items.exists()


@pytest.mark.parametrize(
    ("status", "day", "leads"),
    [
        ("planned", "2026-11-16", "Ajouter un point"),
        ("agenda_draft", "2026-11-16", "Convoquer"),
        ("convened", "2026-11-16", "Suivre les réponses"),
        ("convened", "2026-12-10", "Ouvrir la séance"),
        ("planned", "2026-12-10", "Enregistrer les présences"),
        ("agenda_draft", "2026-12-11", "Enregistrer les présences"),
        ("in_session", "2026-12-10", "Enregistrer les présences"),
    ],
)
def test_the_main_action_is_the_next_step_of_that_day(client, meeting, at, status, day, leads):
    Meeting.objects.filter(pk=meeting.pk).update(status=status, convened_at=meeting.starts_at)
    at(day)
    offers = client.get(page("detail", meeting.pk)).context["verbs"]
    assert offers[0].label == leads
    assert offers[0].leads


def test_who_will_preside_and_whether_the_agenda_shows_are_written_on_the_meeting(client, meeting, council):
    deputy = MembershipFactory(body=council).person
    form = client.get(page("change", meeting.pk)).context["form"]
    assert form.initial["agenda_is_public"] is True
    kept = {"kind": "plenary", "title": meeting.title, "starts_at": "2026-12-10T18:30", "ends_at": "2026-12-10T21:30"}
    client.post(page("change", meeting.pk), {**kept, "chair": deputy.pk})
    meeting.refresh_from_db()
    assert (meeting.chair, meeting.secretary, meeting.agenda_is_public) == (deputy, None, False)
    assert deputy.full_name in client.get(page("detail", meeting.pk)).content.decode()


def test_the_deroule_says_when_it_exceeds_the_slot_and_is_printed(client, meeting):
    PlanStepFactory(meeting=meeting, title="Tables", minutes=150, material="feutres, nappes")
    PlanStepFactory(meeting=meeting, title="Mise en commun", minutes=60, material="feutres")
    shown = client.get(page("plan", meeting.pk)).content.decode().replace("\xa0", " ")
    assert "2 séquences, 210 minutes : 30 minutes de trop pour le créneau." in shown
    assert shown.count("<li>feutres</li>") == 1
    client.post(page("produce_plan", meeting.pk))
    assert set(ProducedDocument.objects.values_list("kind", flat=True)) == {"meetings.plan"}


@pytest.mark.parametrize(("status", "invites"), [("planned", True), ("cancelled", False)])
def test_only_a_meeting_to_come_asks_for_sequences(client, council, status, invites):
    meeting = MeetingFactory(scheme=council, status=status)
    shown = html.unescape(client.get(page("plan", meeting.pk)).content.decode())
    assert ("Ajouter une séquence" in shown) is invites
    assert ("Cette réunion n’a pas eu de déroulé." in shown) is not invites
    PlanStepFactory(meeting=meeting)
    shown = client.get(page("plan", meeting.pk)).content.decode()
    assert (page("add_step", meeting.pk) in shown) is invites
    assert page("keep_plan", meeting.pk) in shown


def test_a_member_proposal_is_answered(client, meeting):
    proposal = ItemProposalFactory(meeting=meeting)
    assert client.post(page("decline_proposal", proposal.pk), {"answer": ""}).status_code == 422
    client.post(page("take_up_proposal", proposal.pk), {"expected": "debate", "minutes": 15, "answer": "Bonne idée."})
    proposal.refresh_from_db()
    assert (proposal.status, proposal.item.title) == ("taken_up", "Les horaires des cars le soir")


def test_a_series_is_planned_from_its_form(client, council):
    form = {
        "scheme": council.pk, "kind": "plenary", "title": "Samedi du conseil", "rank": "2", "weekday": "SA",
        "starts_on": "2027-01-01", "ends_on": "2027-03-31", "starts_at": "09:00", "ends_at": "13:00",
        "place": "La Fontaine",
    }  # fmt: skip
    assert client.post(page("create_series"), {**form, "ends_at": "08:00"}).status_code == 422
    assert not Meeting.objects.exists()
    client.post(page("create_series"), form)
    series = MeetingSeries.objects.get()
    assert [str(m.day) for m in series.meetings.all()] == ["2027-01-09", "2027-02-13", "2027-03-13"]
    shown = client.get(series.get_desk_url()).content.decode()
    assert "Samedi du conseil" in shown
    client.post(page("leave_out", series.pk), {"day": "2027-02-13", "reason": "Vacances"})
    assert series.meetings.get(occurrence_on="2027-02-13").status == "cancelled"


def test_the_video_link_of_a_public_meeting_is_for_its_people_only(council, epci, officer):
    meeting = MeetingFactory(scheme=council, video_url="https://visio.exemple.fr/c2d")
    assert "visio.exemple.fr" in signed_in(officer).get(page("detail", meeting.pk)).content.decode()
    agent = user_with("agent", epci)
    assert "visio.exemple.fr" not in signed_in(agent).get(page("detail", meeting.pk)).content.decode()


def warnings_of(client, meeting):
    shown = html.unescape(client.get(page("detail", meeting.pk)).content.decode()).replace("\xa0", " ")
    found = re.search(r'aria-labelledby="titre-date">.*?<ul>(.*?)</ul>', shown, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", found[1]) if found else []


@pytest.fixture
def saturday(council):
    return MeetingFactory(scheme=council, starts_at=dt.datetime(2026, 12, 26, 9, tzinfo=dt.UTC))


def test_the_record_says_what_is_still_difficult_in_its_date(client, council, saturday, officer, epci):
    assert warnings_of(client, saturday) == []
    AvoidedPeriodFactory(authority=epci, starts_on=dt.date(2026, 12, 19), ends_on=dt.date(2027, 1, 3))
    ElectionFactory(authority=epci, name="Municipales", first_round=dt.date(2027, 3, 14), second_round=None)
    other = MeetingFactory(scheme=council, title="Bureau", starts_at=saturday.starts_at + dt.timedelta(minutes=30))
    for week in range(10):
        SessionFactory(user=officer, authority=epci, day=dt.date(2026, 1, 3) + dt.timedelta(weeks=week))
    during, reserve, conflict, beyond = warnings_of(client, saturday)
    assert "tombe pendant" in during
    assert "réserve électorale (Municipales" in reserve
    assert conflict == "Une autre réunion a lieu au même moment : Bureau (samedi 26 décembre 2026, 10 h 30)."
    assert beyond.startswith("Ce serait le 11e samedi travaillé de 2026, pour 10 prévus")
    Meeting.objects.filter(pk=other.pk).update(status="cancelled")
    director = user_with("director", epci)
    answered = {"status": "granted", "decided_by": director, "decided_at": clock.now(), "answer": "Oui."}
    AgreementFactory(user=officer, authority=epci, day=saturday.day, **answered)
    assert warnings_of(client, saturday) == [during, reserve]


def test_the_record_says_a_public_holiday(client, council):
    assert "jour férié" in warnings_of(client, MeetingFactory(scheme=council, starts_at=CHRISTMAS))[0]


def test_nobody_reads_the_saturdays_of_somebody_else(council, saturday, officer, epci):
    for week in range(10):
        SessionFactory(user=officer, authority=epci, day=dt.date(2026, 1, 3) + dt.timedelta(weeks=week))
    colleague = user_with("officer", epci)
    assert warnings_of(signed_in(colleague), saturday) == []


def test_a_date_that_is_past_warns_no_more_nor_whoever_may_not_change_it(client, council, epci):
    past = MeetingFactory(scheme=council, starts_at=CHRISTMAS, status="cancelled")
    assert warnings_of(client, past) == []
    to_come = MeetingFactory(scheme=council, starts_at=CHRISTMAS)
    assert warnings_of(signed_in(user_with("auditor", epci)), to_come) == []


def test_the_warnings_of_a_date_cost_no_query(client, council, saturday, epci, django_assert_num_queries):
    client.get(page("detail", saturday.pk))
    with CaptureQueriesContext(connection) as quiet:
        client.get(page("detail", saturday.pk))
    for label in ("Vacances de Noël", "Foire", "Fermeture du siège"):
        AvoidedPeriodFactory(authority=epci, label=label, starts_on=saturday.day, ends_on=saturday.day)
    MeetingFactory.create_batch(3, scheme=council, starts_at=saturday.starts_at)
    with django_assert_num_queries(len(quiet)):
        assert len(warnings_of(client, saturday)) == 6


def test_the_record_asks_a_constant_number_of_queries(client, meeting, django_assert_max_num_queries):
    client.get(page("detail", meeting.pk))
    AgendaItemFactory.create_batch(15, meeting=meeting)
    ItemProposalFactory.create_batch(5, meeting=meeting)
    with django_assert_max_num_queries(22):
        client.get(page("detail", meeting.pk))
