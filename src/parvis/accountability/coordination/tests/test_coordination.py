"""The macro board, the month of all bodies, what overlaps, the monthly meeting."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from parvis.accountability.coordination import lifecycle, queries
from parvis.accountability.coordination.models import Topic
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.meetings.tests.factories import MeetingFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import AuthorityFactory, AvoidedPeriodFactory, TerritoryFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.documents.models import ProducedDocument

from .factories import BoardNoteFactory, SolicitationFactory, TopicFactory

TODAY = dt.date(2026, 11, 16)


@pytest.fixture
def town(db):
    clock.freeze("2026-11-16T09:00")
    load_rules()
    return AuthorityFactory(slug="cerzelles")


@pytest.fixture
def officer(town):
    return user_with("officer", town)


@pytest.fixture
def fabrique(town):
    return BodyFactory(authority=town, name="Fabrique citoyenne", slug="fabrique")


@pytest.fixture
def ormeaux(town):
    return BodyFactory(authority=town, name="Conseil de quartier des Ormeaux", slug="ormeaux")


def moment(text):
    return timezone.make_aware(dt.datetime.fromisoformat(text))


def pages(user):
    client = Client(HTTP_HOST="cerzelles.localhost")
    client.force_login(user)
    return client


def test_a_body_shows_its_next_meeting_and_what_the_mission_says_of_it(town, fabrique, officer):
    MeetingFactory(scheme=fabrique, title="Plénière 4", starts_at=moment("2026-12-12T09:00"))
    MeetingFactory(scheme=fabrique, title="Plénière 5", starts_at=moment("2027-01-16T09:00"))
    lifecycle.say(fabrique, by=officer, risk="Salle réservée deux fois")
    lifecycle.say(fabrique, by=officer, risk="", help="Un second animateur")
    (line,) = queries.board(town)
    assert line.state == fabrique.get_status_display()
    assert (line.next_row.milestone, line.next_row.milestone_on) == ("Plénière 4", dt.date(2026, 12, 12))
    assert (line.risks, line.helps) == ([], ["Un second animateur"])


def test_a_commission_that_meets_says_where_it_stands_as_its_body_does(town, fabrique):
    commission = BodyFactory(authority=town, name="Gouvernance", parent=fabrique, type="commission")
    assert [line.scheme.name for line in queries.board(town)] == ["Fabrique citoyenne"]
    MeetingFactory(scheme=commission, starts_at=moment("2026-12-12T09:00"))
    assert [line.state for line in queries.board(town)] == ["en exercice", "en exercice"]


def test_two_bodies_at_the_same_hour_a_shared_subject_and_a_tired_public_overlap(town, fabrique, ormeaux, officer):
    MeetingFactory(scheme=fabrique, title="Atelier", starts_at=moment("2026-12-10T19:00"))
    MeetingFactory(scheme=ormeaux, title="Conseil de quartier", starts_at=moment("2026-12-10T19:30"))
    MeetingFactory(scheme=ormeaux, title="Annulée", starts_at=moment("2026-12-10T19:00"), status="cancelled")
    TopicFactory(authority=town, title="Les arbres", schemes=[fabrique, ormeaux])
    TopicFactory(authority=town, title="Le marché", schemes=[ormeaux])
    for day in (1, 10, 20, 30):
        SolicitationFactory(authority=town, on=dt.date(2026, 10, day), audience="Hauts-Pins")
    SolicitationFactory(authority=town, on=dt.date(2026, 6, 1), audience="Hauts-Pins")
    found = queries.overlaps(town, officer, TODAY, TODAY + dt.timedelta(days=40))
    assert [(row.kind, len(row.who)) for row in found if row.kind != "public"] == [("date", 2), ("subject", 2)]
    assert [row.what.replace("\xa0", " ") for row in found if row.kind == "public"] == [
        "Hauts-Pins : 4 sollicitations en 60 jours"
    ]
    later = queries.overlaps(town, officer, dt.date(2026, 12, 5), dt.date(2027, 1, 5))
    assert not [row for row in later if row.kind == "public"], "two months after the first one, nobody is tired"


def test_a_topic_is_raised_entrusted_shared_and_closed_with_what_was_agreed(town, fabrique, officer):
    with pytest.raises(Refused, match="au moins une instance"):
        lifecycle.raise_topic(town, by=officer, title="Les arbres", schemes=[])
    topic = lifecycle.raise_topic(town, by=officer, title="Les arbres", schemes=[fabrique])
    with pytest.raises(Refused, match="qui porte"):
        lifecycle.assign_topic(topic, by=officer, owner=None)
    with pytest.raises(Refused, match="convenu"):
        lifecycle.close_topic(topic, by=officer, outcome=" ")
    lifecycle.close_topic(topic, by=officer, outcome="La Fabrique s’en saisit.")
    lifecycle.reopen_topic(topic, by=officer, reason="Nouvelle demande.")
    assert Topic.objects.get().status == "raised"


def test_people_asked_are_named_by_a_district_or_a_public(town, officer):
    with pytest.raises(Refused, match="qui a été sollicité"):
        lifecycle.note_solicitation(town, by=officer, on=TODAY, what="Enquête")
    row = lifecycle.note_solicitation(
        town, by=officer, on=TODAY, what="Enquête", territory=TerritoryFactory(authority=town, name="Hauts-Pins")
    )
    assert row.whom == "Hauts-Pins"


def test_the_month_tells_each_date_twice_in_a_grid_and_in_a_list(town, fabrique, officer):
    MeetingFactory(scheme=fabrique, title="Plénière 4", starts_at=moment("2026-12-12T09:00"))
    shown = pages(officer).get(reverse("desk:coordination:month"), {"mois": "2026-12"}).content.decode()
    assert shown.count("Plénière 4") == 2
    assert "décembre 2026" in shown
    assert pages(officer).get(reverse("desk:coordination:month"), {"mois": "n’importe quoi"}).status_code == 200


def test_the_board_is_written_from_its_pages_and_produced(town, fabrique, officer):
    client = pages(officer)
    client.post(reverse("desk:coordination:raise_topic"), {"title": "Les arbres", "schemes": [fabrique.pk]})
    client.post(reverse("desk:coordination:say", args=[fabrique.pk]), {"risk": "Budget", "help": ""})
    client.post(
        reverse("desk:coordination:note_solicitation"), {"on": "2026-11-02", "what": "Enquête", "audience": "Gare"}
    )
    assert "Les arbres" in client.get(reverse("desk:coordination:topics")).content.decode()
    assert "Budget" in client.get(reverse("desk:coordination:board")).content.decode()
    assert "aucun public ne se recoupe" in client.get(reverse("desk:coordination:overlaps")).content.decode()
    told = client.post(reverse("desk:coordination:produce"), follow=True).content.decode()
    made = [made.stored for made in ProducedDocument.objects.filter(kind="coordination.board")]
    assert len(made) == 3
    assert all(stored.get_absolute_url() in told for stored in made)
    assert client.get(made[0].get_absolute_url()).status_code == 200
    assert "Enquête" in client.get(reverse("desk:coordination:solicitations")).content.decode()


def test_the_board_asks_the_same_number_of_queries_whatever_the_bodies(town, officer, django_assert_max_num_queries):
    client = pages(officer)
    client.get(reverse("desk:coordination:board"))
    for n in range(8):
        body = BodyFactory(authority=town, slug=f"i{n}")
        MeetingFactory(scheme=body, starts_at=moment("2026-12-12T09:00"))
        TopicFactory(authority=town, schemes=[body])
        BoardNoteFactory(scheme=body)
    for name in ("board", "month"):
        with django_assert_max_num_queries(12):
            client.get(reverse(f"desk:coordination:{name}"))


def test_an_agent_does_not_read_the_board(town, fabrique):
    assert pages(user_with("agent", town)).get(reverse("desk:coordination:board")).status_code == 403


def test_the_month_shows_the_days_on_which_nobody_should_be_convened(town, officer):
    AvoidedPeriodFactory(
        authority=town, label="Vacances de Noël", starts_on=dt.date(2026, 12, 19), ends_on=dt.date(2027, 1, 3)
    )
    days = {day: why for week in queries.month(town, officer, dt.date(2026, 12, 1)) for day, _, _, why in week}
    assert days[dt.date(2026, 12, 20)] == "Vacances de Noël"
    assert days[dt.date(2026, 12, 25)] == "Noël"
    assert days[dt.date(2026, 12, 10)] == ""
