"""Who reads, prepares, approves and signs a referral, cell by cell (matrix E.2)."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.schemes.tests.factories import user_on
from parvis.commons.writing.tests.factories import RecommendationFactory
from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.choices import ResponseStatus, Status
from parvis.deliberation.referrals.models import RecommendationResponse, Referral
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import STAFF, Persona
from parvis.ground.authorities.tests.factories import RoleFactory
from parvis.ground.core.errors import Refused
from parvis.ground.journal.models import JournalLine

from .factories import ReferralFactory

pytestmark = pytest.mark.django_db

PREPARERS = {Persona.OFFICER, Persona.COUNCILLOR}
ANSWER_READERS = {*PREPARERS, Persona.DIRECTOR, Persona.CABINET, Persona.AUDITOR}


def may(user, verb, referral):
    return user.has_perm(f"referrals.{verb}_referral", referral)


def written(response, by):
    """The answer to one recommendation, whole."""
    lifecycle.enter_answer(
        response, status=ResponseStatus.REFUSED, reasons="Le coût dépasse le budget.", by=by, revision=response.revision
    )
    response.refresh_from_db()


@pytest.fixture
def awaited(small, service, at):
    """An opinion transmitted, with one recommendation to answer."""
    at("2027-01-04T09:00")
    referral = ReferralFactory(body=small, status=Status.TRANSMITTED, lead_department=service)
    asked = RecommendationFactory(text=referral.text, addressee=service)
    RecommendationResponse.objects.create(referral=referral, recommendation=asked, department=service)
    return referral


@pytest.fixture
def asked(authority, service):
    return RoleFactory(authority=authority, persona=Persona.AGENT, department=service).user


# --- The opinion ----------------------------------------------------------------------------------


def test_the_service_asked_reads_the_draft_opinion_and_another_does_not(client, authority, small, service, asked):
    referral = ReferralFactory(body=small, status=Status.OPINION_DRAFTING, lead_department=service)
    apart = user_with(Persona.AGENT, authority)
    page = reverse("desk:referrals:opinion", args=[referral.pk])
    seen = []
    for agent in (asked, apart):
        client.force_login(agent)
        seen.append(client.get(page, HTTP_HOST="orzenne.localhost").status_code)
    assert seen == [200, 404]


@pytest.mark.parametrize("persona", STAFF)
def test_an_opinion_sent_is_read_by_whoever_works_here_even_before_it_is_published(awaited, persona):
    awaited.opinion_published_at = None
    assert may(user_with(persona, awaited.authority), "read_opinion", awaited)
    writing = ReferralFactory(body=awaited.body, status=Status.OPINION_DRAFTING)
    assert may(user_with(persona, awaited.authority), "read_opinion", writing) == (
        persona in (Persona.OFFICER, Persona.AUDITOR)
    )


# --- The reasoned response ------------------------------------------------------------------------


@pytest.mark.parametrize("persona", Persona.values)
def test_who_reads_prepares_approves_and_signs_an_answer(awaited, persona):
    user = user_with(persona, awaited.authority)
    assert may(user, "see_answer", awaited) == (persona in ANSWER_READERS)
    assert may(user, "draft_answer", awaited) == (persona in PREPARERS)
    assert may(user, "enter_answer", awaited) == (persona in PREPARERS)
    assert may(user, "approve_answer", awaited) == (persona == Persona.DIRECTOR)
    assert may(user, "answer", awaited) == (persona == Persona.COUNCILLOR)


def test_those_of_the_body_alone_have_the_same_rights_on_it(small, awaited):
    elected, officer = (user_on(persona, small) for persona in (Persona.COUNCILLOR, Persona.OFFICER))
    assert may(elected, "answer", awaited)
    assert may(officer, "enter_answer", awaited)
    assert not may(officer, "answer", awaited)
    lifecycle.acknowledge(awaited, by=elected)
    assert awaited.status == Status.ACKNOWLEDGED


def test_the_direction_approves_what_is_written_and_nothing_else(awaited, director, councillor):
    response = awaited.responses.get()
    with pytest.raises(Refused, match="il manque le sens"):
        lifecycle.approve_answer(awaited, by=director)
    written(response, councillor)
    lifecycle.approve_answer(awaited, by=director)
    kept = Referral.objects.get(pk=awaited.pk)
    assert (kept.answer_approved_by, kept.answer_approved_on) == (director, dt.date(2027, 1, 4))
    written(response, councillor)
    kept.refresh_from_db()
    assert kept.answer_approved_by is None, "other words, another approval"


@pytest.mark.parametrize("approved", [True, False])
def test_an_answer_is_signed_with_or_without_an_approval_and_the_journal_says_which(
    awaited, director, councillor, approved
):
    written(awaited.responses.get(), councillor)
    if approved:
        lifecycle.approve_answer(awaited, by=director)
    lifecycle.answer(awaited, by=councillor, presented_on=dt.date(2027, 1, 4))
    assert JournalLine.objects.get(verb="answer").facts["approved"] is approved
    with pytest.raises(Refused, match="entre la transmission"):
        lifecycle.approve_answer(awaited, by=director)


def test_a_member_follows_an_opinion_down_to_its_promise(client, awaited, councillor):
    row = awaited.responses.get()
    lifecycle.enter_answer(
        row, status=ResponseStatus.ACCEPTED, reasons="Le budget est voté.", by=councillor, revision=row.revision,
        department=row.department, due_on=dt.date(2027, 9, 1),
    )  # fmt: skip
    lifecycle.answer(awaited, by=councillor, presented_on=dt.date(2027, 1, 4))
    row.refresh_from_db()
    promise = row.commitment.get_member_url()
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    for persona in (Persona.MEMBER, Persona.CHAIR):
        client.force_login(user_on(persona, awaited.body))
        assert f'href="{promise}"' in client.get(awaited.get_member_url()).content.decode()
        assert client.get(promise).status_code == 200


# --- The perimeter and the state ------------------------------------------------------------------


def test_the_officer_of_a_body_does_there_what_the_mission_does(small):
    officer = user_on(Persona.OFFICER, small)
    referral = ReferralFactory(body=small, status=Status.SUBMITTED)
    assert officer.has_perm("referrals.list_referral", small.authority)
    assert all(may(officer, verb, referral) for verb in ("decide", "start_drafting", "adopt", "transmit", "withdraw"))


@pytest.mark.parametrize("status", Status.values)
def test_a_question_is_withdrawn_between_its_receipt_and_the_opinion(small, officer, status):
    in_hand = (Status.SUBMITTED, Status.ADMITTED, Status.IN_PROGRESS, Status.OPINION_DRAFTING)
    assert may(officer, "withdraw", ReferralFactory(body=small, status=status)) == (status in in_hand)
