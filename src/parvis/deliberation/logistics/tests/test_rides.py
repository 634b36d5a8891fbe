"""Rides shared by members: who is in the car knows who else is, and nobody else does."""

import pytest
from django.urls import reverse

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import user_on
from parvis.deliberation.logistics import lifecycle
from parvis.deliberation.logistics.models import CarpoolOffer, CarpoolSeat
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.core.errors import Refused
from parvis.ground.mailing.models import Message

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"member:logistics:{name}", args=args)


@pytest.fixture
def member(authority, council):
    """(person, account) of members of the council."""

    def make(name):
        user = user_on(Persona.MEMBER, council.scheme_ptr)
        person = PersonFactory(authority=authority, user=user, family_name=name, phone="+33612345678")
        return person, user

    return make


@pytest.fixture
def driver(member):
    return member("Caradeuc")


@pytest.fixture
def offer(here, meeting, driver):
    here.force_login(driver[1])
    answer = here.post(url("offer", meeting.pk), {"leaves_from": "Tournabelle", "leaves_at": "17:45", "seats": "1"})
    assert answer.status_code == 302
    return CarpoolOffer.objects.get()


def test_contacts_are_read_by_the_two_people_only(here, meeting, offer, driver, member):
    (rider, rider_account), (_, other_account) = member("Wittmeyer"), member("Zerroukine")
    here.force_login(rider_account)
    before = here.get(url("rides", meeting.pk)).content.decode()
    assert "Tournabelle" in before
    assert "Caradeuc" not in before
    assert here.post(url("take", offer.pk)).status_code == 302
    assert "Caradeuc" in here.get(url("rides", meeting.pk)).content.decode()
    here.force_login(driver[1])
    assert "Wittmeyer" in here.get(url("rides", meeting.pk)).content.decode()
    here.force_login(other_account)
    page = here.get(url("rides", meeting.pk)).content.decode()
    assert "complète" in page
    assert "Caradeuc" not in page
    assert "Wittmeyer" not in page
    assert here.post(url("take", offer.pk)).status_code == 422
    letter = Message.objects.get(letter="ride_seat_taken")
    assert "Wittmeyer" not in letter.body + letter.subject
    assert CarpoolSeat.objects.get().person == rider


def test_a_seat_is_given_back_and_a_ride_withdrawn(here, meeting, offer, driver, member):
    _, account = member("Wittmeyer")
    here.force_login(account)
    here.post(url("take", offer.pk))
    here.post(url("leave", offer.pk))
    assert not CarpoolSeat.objects.exists()
    here.post(url("take", offer.pk))
    assert here.post(url("withdraw", offer.pk)).status_code == 403
    here.force_login(driver[1])
    here.post(url("withdraw", offer.pk))
    assert not CarpoolOffer.objects.exists()
    assert Message.objects.filter(letter="ride_withdrawn").count() == 1


def test_one_car_each_and_not_in_one_s_own(offer, driver):
    with pytest.raises(Refused, match="déjà un trajet"):
        lifecycle.offer_ride(
            offer.meeting, driver[0], by=driver[1], leaves_from="Ici", leaves_at=offer.leaves_at, seats=1
        )
    with pytest.raises(Refused, match="votre voiture"):
        lifecycle.take_seat(offer, driver[0], by=driver[1])


def test_it_is_too_late_once_the_meeting_began(offer, member, at):
    person, account = member("Wittmeyer")
    at("2026-12-11")
    with pytest.raises(Refused, match="a commencé"):
        lifecycle.take_seat(offer, person, by=account)


def test_members_of_other_bodies_see_no_ride(here, meeting, offer, authority):
    here.force_login(user_with(Persona.RESIDENT, authority))
    assert here.get(url("rides", meeting.pk)).status_code == 403
    assert here.post(url("take", offer.pk)).status_code == 404


def test_the_list_leads_to_the_rides_of_my_meetings(here, meeting, offer, member):
    here.force_login(member("Wittmeyer")[1])
    page = here.get(url("list")).content.decode()
    assert meeting.title in page
    assert "1\xa0trajet offert" in page


def test_the_chair_reads_the_logistics_of_the_body(here, sheet, council):
    here.force_login(user_on(Persona.CHAIR, council.scheme_ptr))
    assert "Nettoyage" in here.get(sheet.get_member_url()).content.decode()
    here.force_login(user_on(Persona.MEMBER, council.scheme_ptr))
    assert here.get(sheet.get_member_url()).status_code == 404
