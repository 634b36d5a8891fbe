"""The letters of a mandate announce only what will happen."""

import datetime as dt

import pytest

from parvis.deliberation.bodies import documents, lifecycle, welcome_documents
from parvis.deliberation.bodies.tests.factories import BodyFactory, MembershipFactory
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import LegalRuleFactory
from parvis.ground.documents import tree
from parvis.ground.mailing.models import Message

TODAY = dt.date(2026, 11, 16)


@pytest.fixture
def body(epci, at):
    at("2026-11-16")
    return BodyFactory(authority=epci)


def letter(member):
    return tree.plain(documents.appointment_letter(member, on=TODAY)[0].blocks).replace("\u00a0", " ")


def named(body, **fields):
    return MembershipFactory(body=body, **{"status": "appointed", "charter_signed_on": None, **fields})


def test_a_charter_is_announced_where_the_body_asks_for_one(body):
    assert "un kit d’accueil, avec la charte du membre à signer" in letter(named(body))


def test_no_charter_is_announced_where_the_body_asks_for_none(body):
    body.charter_required = False
    assert "Vous recevrez un kit d’accueil. Je vous remercie" in letter(named(body))


def test_what_was_given_already_is_not_announced_again(body):
    assert "il vous reste à la signer" in letter(named(body, invited_on=TODAY))
    signed = letter(named(body, invited_on=TODAY, charter_signed_on=TODAY))
    assert "charte" not in signed
    assert "kit" not in signed


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Votre mandat commence le 26 septembre 2026 et prend fin le 25 septembre 2029."),
        ({"starts_on": None, "ends_on": None}, "le jour de l’installation, qui vous sera annoncé et dure 36 mois."),
        ({"ends_on": None}, "commence le 26 septembre 2026 et dure 36 mois."),
    ],
)
def test_the_duration_is_said_as_far_as_it_is_known(body, fields, said):
    assert said in letter(named(body, **fields))


def test_whoever_takes_a_seat_is_told_of_the_charter_only_when_it_waits(body, officer):
    body.charter_required = False
    body.save()
    holder = MembershipFactory(body=body)
    successor = MembershipFactory(body=BodyFactory(authority=body.authority), person__user=UserFactory()).person
    lifecycle.resign(holder, by=officer, on=TODAY)
    lifecycle.replace(holder, by=officer, successor=successor, appointed_by="Bureau du 12 novembre")
    assert "charte" not in Message.objects.get(letter="bodies.seat_taken").body


def test_the_reviews_of_the_charter_are_said_with_their_own_units(body):
    load_rules()
    LegalRuleFactory(authority=body.authority, code="follow_up.first_review", value=90, unit="days")
    charter = tree.plain(welcome_documents.charter(body, on=TODAY)[0].blocks).replace("\u00a0", " ")
    assert "90 jours, 12 mois et 24 mois après la réponse" in charter
