"""Search finds what a verb changed, and never what the person may not see."""

import datetime as dt

import pytest

from parvis.commons.schemes.tests.factories import user_on
from parvis.commons.writing.tests.factories import RecommendationFactory, VersionFactory
from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.choices import Status
from parvis.ground.accounts.visitor import Visitor
from parvis.ground.authorities.choices import Persona
from parvis.ground.search.index import search

from .factories import ReferralFactory

pytestmark = pytest.mark.django_db


def found(user, authority, words):
    return [entry.title for entry in search(user, authority, words)]


def test_a_draft_is_found_by_those_who_write_it_and_by_nobody_else(
    small, authority, officer, director, councillor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        referral = lifecycle.draft(small, kind="referral", title="Plan", question="Quelle eau ?", by=councillor)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.revise(referral, by=councillor, question="Quels arrosages ?")
    assert found(officer, authority, "arrosage") == ["Plan"]
    assert found(councillor, authority, "arrosage") == ["Plan"]
    assert found(officer, authority, "eau") == []
    assert found(director, authority, "arrosage") == []
    assert found(Visitor(), authority, "arrosage") == []


def test_the_question_is_found_by_everybody_once_received(
    small, authority, councillor, django_capture_on_commit_callbacks
):
    referral = ReferralFactory(body=small, question="Où planter des haies ?", drafted_by=councillor)
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.submit(referral, by=councillor)
    assert found(Visitor(), authority, "haie") == [referral.title]


def test_the_words_of_the_opinion_are_found_in_public_once_published(
    small, authority, chair, at, django_capture_on_commit_callbacks
):
    referral = ReferralFactory(body=small, status=Status.OPINION_DRAFTING)
    with django_capture_on_commit_callbacks(execute=True):
        VersionFactory(text=referral.text, html="<p>Des chaudières collectives.</p>")
        RecommendationFactory(text=referral.text, statement="Isoler les combles.")
    member = user_on(Persona.MEMBER, small)
    assert found(member, authority, "chaudière") == [referral.text.title]
    assert found(Visitor(), authority, "chaudière") == []
    at("2026-12-11T09:00")
    with django_capture_on_commit_callbacks(execute=True):
        lifecycle.adopt_opinion(referral, on=dt.date(2026, 12, 10), present=4, in_favour=4, by=chair)
        lifecycle.transmit(referral, by=chair)
    assert found(Visitor(), authority, "chaudière combles") == [referral.title]
