"""The bureau decides; an officer does it in its name, and the history says so."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.writing.tests.factories import ready_text
from parvis.deliberation.bodies.access import open_access
from parvis.deliberation.bodies.tests.factories import BodyFactory, InnerBodyFactory, MembershipFactory
from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.choices import Status
from parvis.deliberation.referrals.lifecycle.bureau import chair_of
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.core.errors import Warned
from parvis.ground.journal.models import JournalLine

from .factories import ReferralFactory

pytestmark = pytest.mark.django_db


def admit(referral, *, by, contact, override=""):
    lifecycle.admit(
        referral, rapporteur=referral.body.memberships.first().person, service_contact=contact,
        adoption_planned_on=dt.date(2026, 12, 10), by=by, override=override,
    )  # fmt: skip


@pytest.fixture
def desk(client, officer):
    """The officer, signed in on the authority's host."""
    client.force_login(officer)
    client.defaults |= {"HTTP_HOST": "orzenne.localhost", "SERVER_NAME": "orzenne.localhost"}
    return client


def acts(referral):
    """{verb: in whose name}"""
    rows = JournalLine.objects.filter(object_id=referral.pk, content_type__model="referral").select_related("behalf")
    return {line.verb: line.behalf for line in rows}


def test_an_officer_acts_in_the_name_of_the_chair(small, officer, chair, contact, at):
    taken, left = ReferralFactory.create_batch(2, body=small, status=Status.SUBMITTED)
    written = ReferralFactory(body=small, status=Status.OPINION_DRAFTING)
    ready_text(text=written.text)
    followed = ReferralFactory(body=small, status=Status.UNDER_FOLLOW_UP)
    admit(taken, by=officer, contact=contact)
    lifecycle.decline(left, reason="Le bureau n’a pas le temps.", by=officer)
    at("2026-12-11T09:00")
    lifecycle.adopt_opinion(written, on=dt.date(2026, 12, 10), present=4, in_favour=4, by=officer)
    lifecycle.transmit(written, by=officer)
    lifecycle.close(followed, by=officer)
    done = acts(taken) | acts(left) | acts(written) | acts(followed)
    assert {verb: done[verb] for verb in ("admit", "decline", "adopt_opinion", "transmit", "close")} == dict.fromkeys(
        ("admit", "decline", "adopt_opinion", "transmit", "close"), chair
    )


def test_the_chair_acts_in_nobody_elses_name(small, chair, contact):
    referral = ReferralFactory(body=small, status=Status.SUBMITTED)
    admit(referral, by=chair, contact=contact)
    assert acts(referral)["admit"] is None


@pytest.fixture
def bureau_of_three(authority):
    """A bureau whose president comes last in the alphabet, each with an account."""
    body = BodyFactory(authority=authority)
    InnerBodyFactory(parent=body, type="bureau")
    names = {"bureau": "Abel", "vice_chair": "Mona", "chair": "Zoé"}
    for role, name in names.items():
        row = MembershipFactory(body=body, role=role, person__user=UserFactory(name=name))
        open_access(row, by=None)
    return body


def test_the_bureau_acts_in_the_name_of_its_president(bureau_of_three, officer, contact):
    referral = ReferralFactory(body=bureau_of_three, status=Status.SUBMITTED)
    admit(referral, by=officer, contact=contact)
    assert acts(referral)["admit"].name == "Zoé"


def test_without_a_president_the_vice_president_answers_and_a_simple_member_never_does(
    bureau_of_three, officer, contact
):
    rows = bureau_of_three.memberships
    rows.get(role="chair").delete()
    referral = ReferralFactory(body=bureau_of_three, status=Status.SUBMITTED)
    assert chair_of(referral).name == "Mona"
    rows.get(role="vice_chair").delete()
    with pytest.raises(Warned, match="comment le bureau a décidé"):
        admit(referral, by=officer, contact=contact)


def test_without_a_chairs_account_the_act_asks_how_the_bureau_decided(small, officer, contact, at):
    referral = ReferralFactory(body=small, status=Status.SUBMITTED)
    with pytest.raises(Warned, match="comment le bureau a décidé"):
        admit(referral, by=officer, contact=contact)
    admit(referral, by=officer, contact=contact, override="Bureau du 14 novembre, relevé de décisions.")
    line = JournalLine.objects.get(verb="admit")
    assert (line.cautions, line.reason.text) == (["no_chair_account"], "Bureau du 14 novembre, relevé de décisions.")
    followed = ReferralFactory(body=small, status=Status.UNDER_FOLLOW_UP)
    with pytest.raises(Warned):
        lifecycle.close(followed, by=officer)
    lifecycle.close(followed, by=officer, override="Bureau du 14 novembre.")
    assert followed.status == Status.CLOSED


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("admit", Status.SUBMITTED), ("decline", Status.SUBMITTED), ("adopt", Status.OPINION_DRAFTING),
        ("transmit", Status.OPINION_ADOPTED), ("close", Status.UNDER_FOLLOW_UP),
    ],
)  # fmt: skip
def test_the_page_of_each_act_says_in_whose_name(small, chair, desk, name, status):
    referral = ReferralFactory(body=small, status=status)
    page = desk.get(reverse(f"desk:referrals:{name}", args=[referral.pk])).content.decode()
    assert f"il est écrit au nom de {chair}" in page


def test_the_history_says_in_whose_name(small, chair, officer, desk):
    referral = ReferralFactory(body=small, status=Status.UNDER_FOLLOW_UP)
    desk.post(reverse("desk:referrals:close", args=[referral.pk]))
    page = desk.get(reverse("desk:referrals:detail", args=[referral.pk])).content.decode()
    assert f"{officer}, au nom de {chair}" in page


def test_the_officer_writes_on_the_page_how_the_bureau_decided(small, desk):
    referral = ReferralFactory(body=small, status=Status.UNDER_FOLLOW_UP)
    url = reverse("desk:referrals:close", args=[referral.pk])
    assert "comment le bureau a décidé" in desk.post(url).content.decode()
    desk.post(url, {"override": "Bureau du 14 novembre."})
    referral.refresh_from_db()
    assert referral.status == Status.CLOSED
