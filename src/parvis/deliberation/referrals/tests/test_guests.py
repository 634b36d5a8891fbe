"""People heard who have no account: each their own invitation, their own private page."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from parvis.accountability.privacy.erasure import erase
from parvis.accountability.privacy.subjects import subject_of
from parvis.commons.people.tests.factories import PersonFactory
from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.choices import Status
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core.errors import Refused
from parvis.ground.mailing.models import Message

from .factories import ReferralFactory

pytestmark = pytest.mark.django_db
HEARD_AT = dt.datetime(2026, 11, 20, 17, tzinfo=dt.UTC)
TWO = [("Mme Ardouin, CAUE", "ardouin@exemple.invalid"), ("M. Le Bihan", "bihan@exemple.invalid")]


@pytest.fixture
def hearing(small, officer):
    working = ReferralFactory(body=small, status=Status.IN_PROGRESS)
    return lifecycle.plan_hearing(working, at=HEARD_AT, subject="Le projet", place="Virazelle", guests=TWO, by=officer)


@pytest.fixture
def visitor(client, authority):
    client.defaults["HTTP_HOST"] = authority.primary_host()
    return client


@pytest.fixture
def desk(visitor, officer):
    visitor.force_login(officer)
    return visitor


def path_in(message):
    return re.search(r"https?://[^/\s]+(/saisines/audition/\S+)", message.body)[1]


def test_each_guest_has_a_page_of_their_own(hearing, visitor):
    paths = {m.name: path_in(m) for m in Message.objects.filter(letter="referrals.guest_invitation")}
    assert len(set(paths.values())) == 2
    page = visitor.get(paths["M. Le Bihan"])
    assert "M. Le Bihan" in page.content.decode()
    assert "Mme Ardouin" not in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex"
    assert "no-store" in page["Cache-Control"]


def test_a_guest_says_whether_they_come_and_the_desk_sees_it(hearing, desk):
    guest = hearing.guests.first()
    desk.post(guest.get_absolute_url(), {"answer": "coming"})
    guest.refresh_from_db()
    assert (guest.answer, guest.answered_at is not None) == ("coming", True)
    page = desk.get(reverse("desk:referrals:work", args=[hearing.referral_id])).content.decode()
    assert "viendra" in page
    assert "pas encore répondu" in page


def test_the_date_goes_into_the_calendar_of_the_guest(hearing, visitor):
    page = visitor.get(f"{hearing.guests.first().get_absolute_url()}agenda.ics").content.decode()
    assert "SUMMARY:Audition" in page
    assert "Virazelle" in page


def test_a_link_that_nobody_sent_opens_nothing(hearing, visitor):
    assert visitor.get("/saisines/audition/faux/").status_code == 404
    elsewhere = AuthorityFactory().primary_host()
    assert visitor.get(hearing.guests.first().get_absolute_url(), HTTP_HOST=elsewhere).status_code == 404


def test_once_cancelled_nobody_answers_any_more(hearing, visitor, officer):
    lifecycle.cancel_hearing(hearing, reason="Le service est retenu.", by=officer)
    guest = hearing.guests.first()
    assert "annulée" in visitor.get(guest.get_absolute_url()).content.decode()
    assert visitor.post(guest.get_absolute_url(), {"answer": "coming"}).status_code == 422


def test_one_more_person_may_be_invited_until_the_day(hearing, officer):
    lifecycle.invite_guest(hearing, name="Mme Roux", email="roux@exemple.invalid", by=officer)
    assert Message.objects.filter(email="roux@exemple.invalid").count() == 1
    with pytest.raises(Refused, match="déjà invitée"):
        lifecycle.invite_guest(hearing, name="Mme R.", email="Roux@exemple.invalid", by=officer)
    lifecycle.hold_hearing(hearing, report_html="<p>Tout est dit.</p>", by=officer)
    with pytest.raises(Refused, match="plus à venir"):
        lifecycle.invite_guest(hearing, name="M. Tard", by=officer)


def test_the_form_reads_one_guest_a_line(desk, small):
    working = ReferralFactory(body=small, status=Status.IN_PROGRESS)
    url = reverse("desk:referrals:plan_hearing", args=[working.pk])
    said = {"subject": "Le projet", "at": "2026-11-20T18:00"}
    wrong = desk.post(url, {**said, "guests": "Mme Ardouin, ardouin@\nM. Le Bihan"})
    assert "n’est pas une adresse électronique" in wrong.content.decode()
    desk.post(url, {**said, "guests": "Mme Ardouin, CAUE, ardouin@exemple.invalid\nM. Le Bihan, pêcheur"})
    guests = working.hearings.get().guests.values_list("name", "email")
    assert list(guests) == [("Mme Ardouin, CAUE", "ardouin@exemple.invalid"), ("M. Le Bihan, pêcheur", "")]


def test_erasure_finds_a_guest_by_their_address(hearing, authority, officer):
    person = PersonFactory(authority=authority, email="ardouin@exemple.invalid")
    erase(subject_of(authority, person=person), by=officer)
    assert hearing.guests.values_list("name", "email")[0] == ("(nom effacé)", "")
