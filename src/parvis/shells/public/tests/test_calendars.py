"""Calendars that people subscribe to: the authority's, a body's, one's own."""

import datetime as dt

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from parvis.commons.schemes.tests.factories import SchemeRoleFactory
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.meetings.tests.factories import MeetingFactory
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock
from parvis.shells.public.models import CalendarKey

LONG_AGO = dt.date(2024, 1, 1)


@pytest.fixture
def town(db):
    clock.freeze("2026-11-16T09:00")
    return AuthorityFactory(slug="cerzelles")


@pytest.fixture
def fabrique(town):
    return BodyFactory(authority=town, slug="fabrique", name="Fabrique citoyenne", installed_on=LONG_AGO)


@pytest.fixture
def member(fabrique):
    return SchemeRoleFactory(scheme=fabrique, persona="member").user


def pages(user=None):
    client = Client(HTTP_HOST="cerzelles.localhost")
    if user:
        client.force_login(user)
    return client


def titles(response):
    return {str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(response.content).events}


def meeting(scheme, title, **fields):
    when = timezone.make_aware(dt.datetime(2026, 12, 12, 9))
    return MeetingFactory(scheme=scheme, title=title, starts_at=when, **fields)


def test_a_body_has_its_own_calendar_with_its_public_dates_only(town, fabrique):
    meeting(fabrique, "Plénière 4")
    meeting(fabrique, "Bureau", is_public=False)
    meeting(BodyFactory(authority=town, slug="jeunes", installed_on=LONG_AGO), "Conseil des jeunes")
    assert titles(pages().get(f"/agenda/{fabrique.pk}.ics")) == {"Plénière 4"}
    assert titles(pages().get("/agenda.ics")) == {"Plénière 4", "Conseil des jeunes"}


def test_a_body_without_public_date_or_of_another_authority_has_none(town):
    quiet = BodyFactory(authority=town, slug="discrete", installed_on=LONG_AGO)
    meeting(quiet, "Bureau", is_public=False)
    elsewhere = BodyFactory(slug="ailleurs")
    meeting(elsewhere, "Plénière")
    assert pages().get(f"/agenda/{quiet.pk}.ics").status_code == 404
    assert pages().get(f"/agenda/{elsewhere.pk}.ics").status_code == 404


def test_whoever_has_the_file_already_is_told_so_until_a_date_changes(fabrique):
    found = meeting(fabrique, "Plénière 4")
    first = pages().get("/agenda.ics")
    again = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    assert pages().get("/agenda.ics", **again).status_code == 304
    type(found).objects.filter(pk=found.pk).update(sequence=1, place="Salle des fêtes")
    changed = pages().get("/agenda.ics", **again)
    (event,) = icalendar.Calendar.from_ical(changed.content).events
    assert (changed.status_code, event["SEQUENCE"], str(event["UID"])) == (200, 1, f"{found.uid}@parvis")


def test_a_member_makes_a_private_address_reads_it_without_signing_in_and_revokes_it(town, fabrique, member):
    meeting(fabrique, "Bureau", is_public=False)
    meeting(BodyFactory(authority=town, slug="jeunes", installed_on=LONG_AGO), "Conseil des jeunes")
    pages(member).post("/compte/agenda/")
    row = CalendarKey.objects.get()
    address = f"/compte/agenda/{row.key}.ics"
    assert address in pages(member).get("/compte/agenda/").content.decode()
    answer = pages().get(address)
    assert titles(answer) == {"Bureau"}
    assert answer["Cache-Control"] == "private, no-cache"
    pages(member).post("/compte/agenda/")
    assert pages().get(address).status_code == 404
    address = f"/compte/agenda/{CalendarKey.objects.get().key}.ics"
    pages(member).post("/compte/agenda/", {"revoke": "1"})
    assert pages().get(address).status_code == 404


def test_the_address_of_one_authority_gives_nothing_on_the_host_of_another(town, member):
    pages(member).post("/compte/agenda/")
    AuthorityFactory(slug="orzenne")
    key = CalendarKey.objects.get().key
    assert Client(HTTP_HOST="orzenne.localhost").get(f"/compte/agenda/{key}.ics").status_code == 404


def test_somebody_who_left_has_no_date_left(town, fabrique, member):
    meeting(fabrique, "Bureau", is_public=False)
    pages(member).post("/compte/agenda/")
    address = f"/compte/agenda/{CalendarKey.objects.get().key}.ics"
    UserFactory._meta.model.objects.filter(pk=member.pk).update(is_active=False)
    assert pages().get(address).status_code == 404
