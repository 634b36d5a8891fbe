"""Passing over a warning is for the roles that answer for it (rule 2 of part B), and leaves a reason."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.schemes.tests.factories import user_on
from parvis.deliberation.referrals.choices import Status
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import DelegationFactory
from parvis.ground.journal.models import JournalLine

from .factories import ReferralFactory

pytestmark = pytest.mark.django_db

REASON = "Calendrier de l’État."


@pytest.fixture
def councillor(authority):
    return user_with(Persona.COUNCILLOR, authority)


@pytest.fixture
def delegate(authority, councillor):
    """An agent who hands referrals over for the elected member, and does not answer for what the rules warn of."""
    agent = user_with(Persona.AGENT, authority)
    DelegationFactory(authority=authority, principal=councillor, delegate=agent)
    return agent


@pytest.fixture
def press(client):
    def post(user, name, referral):
        client.force_login(user)
        path = reverse(f"desk:referrals:{name}", args=[referral.pk])
        return client.post(path, {"override": REASON}, HTTP_HOST="orzenne.localhost")

    return post


def too_soon(body, author):
    return ReferralFactory(body=body, expected_on=dt.date(2026, 12, 1), drafted_by=author)


def test_whoever_may_not_pass_over_a_warning_is_told_who_may(press, small, delegate):
    referral = too_soon(small, delegate)
    page = press(delegate, "submit", referral)
    words = page.content.decode().replace("\u00a0", " ")
    assert page.status_code == 422
    assert "moins de 8 semaines" in words
    assert "Adressez-vous à la présidence de l’instance" in words
    assert 'name="override"' not in words
    referral.refresh_from_db()
    assert referral.status == Status.DRAFT


def test_the_reason_for_passing_over_a_warning_is_kept_with_its_author(press, small, councillor):
    referral = too_soon(small, councillor)
    assert press(councillor, "submit", referral).status_code == 302
    line = JournalLine.objects.get(verb="submit")
    assert (line.actor, line.reason.text) == (councillor, REASON)
    assert line.cautions


@pytest.mark.parametrize("persona", [Persona.OFFICER, Persona.CHAIR])
def test_the_team_of_a_body_starts_the_work_and_leaves_its_warnings_to_the_bureau(press, small, persona):
    referral = ReferralFactory(body=small, status=Status.ADMITTED)
    user = user_on(persona, small.scheme_ptr)
    assert user.has_perm("referrals.overrule_referral", referral) == (persona == Persona.CHAIR)
    if persona == Persona.OFFICER:
        assert press(user, "start", referral).status_code == 422
