"""Whatever a page says was sent, left; whoever must act heard of it."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.following.models import code_of
from parvis.commons.following.tests.factories import FollowFactory
from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.writing import lifecycle as writing
from parvis.commons.writing.tests.factories import VersionFactory
from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.choices import Kind, Status
from parvis.deliberation.referrals.lifecycle.following import Line
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.lifecycle import delegate
from parvis.ground.authorities.tests.factories import DepartmentFactory, RoleFactory
from parvis.ground.mailing.models import Message

from .factories import ReferralFactory

pytestmark = pytest.mark.django_db

HEARD_AT = dt.datetime(2026, 11, 20, 17, tzinfo=dt.UTC)


@pytest.fixture
def desk(client, officer):
    """The officer, signed in on the authority's host."""
    client.force_login(officer)
    client.defaults |= {"HTTP_HOST": "orzenne.localhost", "SERVER_NAME": "orzenne.localhost"}
    return client


def told(letter):
    return set(Message.objects.filter(letter=f"referrals.{letter}").values_list("email", flat=True))


@pytest.fixture
def working(small):
    return ReferralFactory(body=small, status=Status.IN_PROGRESS)


@pytest.fixture
def asked(small, chair, service, at):
    """Transmitted, with a recommendation to a service, and no contact named."""
    referral = ReferralFactory(body=small, status=Status.OPINION_DRAFTING)
    VersionFactory(text=referral.text)
    writing.add_recommendation(referral.text, statement="Faire.", addressee=service, by=chair)
    at("2026-12-11T09:00")
    lifecycle.adopt_opinion(referral, on=dt.date(2026, 12, 10), present=4, in_favour=4, by=chair)
    return referral


def test_guests_are_invited_at_their_address_and_told_when_it_is_cancelled(working, officer):
    hearing = lifecycle.plan_hearing(
        working, at=HEARD_AT, subject="Le projet", by=officer,
        guests=[("Mme Ardouin", "caue@exemple.invalid"), ("M. Le Bihan", "bihan@exemple.invalid"), ("Mme Sans", "")],
    )  # fmt: skip
    assert told("guest_invitation") == {"caue@exemple.invalid", "bihan@exemple.invalid"}
    lifecycle.cancel_hearing(hearing, reason="Le service est retenu.", by=officer)
    assert told("hearing_cancelled") == told("hearing_invitation") | told("guest_invitation")
    body = Message.objects.filter(letter="referrals.hearing_cancelled").first().body
    assert "Raison : Le service est retenu." in body


def test_a_page_does_not_say_invited_whom_no_message_reached(working, desk):
    said = {"subject": "Le projet", "at": "2026-11-20T18:00", "guests": "Mme Ardouin, CAUE"}
    page = desk.post(reverse("desk:referrals:plan_hearing", args=[working.pk]), said, follow=True)
    assert "Rien n’est envoyé à Mme Ardouin, CAUE" in page.content.decode()


def test_agents_of_the_service_heard_are_invited_before_its_address(working, officer, authority):
    service = DepartmentFactory(authority=authority, email="service@exemple.invalid")
    lifecycle.plan_hearing(working, at=HEARD_AT, subject="Le projet", department=service, by=officer)
    assert "service@exemple.invalid" in told("hearing_invitation")
    agent = RoleFactory(authority=authority, persona=Persona.AGENT, department=service).user
    Message.objects.all().delete()
    lifecycle.plan_hearing(working, at=HEARD_AT, subject="Le projet", department=service, by=officer)
    assert agent.email in told("hearing_invitation")
    assert "service@exemple.invalid" not in told("hearing_invitation")


def test_services_are_asked_at_transmission_even_when_no_contact_is_named(asked, chair, authority, service):
    agent = RoleFactory(authority=authority, persona=Persona.AGENT, department=service).user
    lead = DepartmentFactory(authority=authority, email="lead@exemple.invalid")
    asked.lead_department = lead
    asked.save()
    lifecycle.transmit(asked, by=chair)
    assert told("answer_asked") == {agent.email, "lead@exemple.invalid"}


def test_a_proposal_reaches_whoever_signs_the_answer(asked, chair, councillor, officer, desk, authority):
    lifecycle.transmit(asked, by=chair)
    response = asked.responses.get()
    lifecycle.propose_answer(response, status="accepted", reasons="Dès 2027.", by=officer)
    assert told("answer_proposed") == {councillor.email}
    elected = PersonFactory(authority=authority, given_name="Inès", family_name="Vauquelin", email="ines@exemple.org")
    asked.referring_councillor = elected
    asked.save()
    said = {"status": "accepted", "reasons": "Dès 2027."}
    page = desk.post(reverse("desk:referrals:propose", args=[response.pk]), said, follow=True)
    assert told("answer_proposed") == {councillor.email, "ines@exemple.org"}
    assert "La proposition est envoyée à : Inès Vauquelin." in page.content.decode()


def test_a_page_does_not_say_sent_a_proposal_that_nobody_receives(asked, chair, desk):
    lifecycle.transmit(asked, by=chair)
    said = {"status": "accepted", "reasons": "Dès 2027."}
    url = reverse("desk:referrals:propose", args=[asked.responses.get().pk])
    assert "Personne n’est prévenu" in desk.post(url, said, follow=True).content.decode()


def test_typing_a_draft_gives_no_right_to_take_the_question_back(small, authority, councillor, officer, chair):
    typist = user_with(Persona.AGENT, authority)
    signed = PersonFactory(authority=authority, user=councillor)
    referral = ReferralFactory(body=small, status=Status.SUBMITTED, drafted_by=typist, requested_by=signed)
    another = user_with(Persona.COUNCILLOR, authority)
    may = {
        u: u.has_perm("referrals.withdraw_referral", referral) for u in (typist, another, chair, councillor, officer)
    }
    assert list(may.values()) == [False, False, False, True, True]


def test_the_delegate_of_the_author_and_the_bureau_of_a_self_referral_take_it_back(small, authority, councillor, chair):
    secretary = UserFactory()
    delegate(authority, principal=councillor, delegate=secretary, act="submit", by=councillor)
    signed = PersonFactory(authority=authority, user=councillor)
    referral = ReferralFactory(body=small, status=Status.SUBMITTED, requested_by=signed)
    own = ReferralFactory(body=small, status=Status.SUBMITTED, kind=Kind.SELF_REFERRAL)
    assert secretary.has_perm("referrals.withdraw_referral", referral)
    assert not secretary.has_perm("referrals.withdraw_referral", own)
    assert chair.has_perm("referrals.withdraw_referral", own)


def test_whoever_follows_the_question_hears_of_each_published_step(asked, chair, councillor, officer, authority, at):
    follow = FollowFactory(authority=authority, about=code_of(asked))
    lifecycle.transmit(asked, by=chair)
    lifecycle.enter_answer(
        asked.responses.get(), status="accepted", reasons="Dès 2027.", revision=0, department=None,
        due_on=dt.date(2027, 12, 31), by=officer,
    )  # fmt: skip
    asked.responses.update(department=asked.text.recommendations.get().addressee)
    lifecycle.answer(asked, presented_on=dt.date(2026, 12, 11), by=councillor)
    review = asked.reviews.first()
    line = Line(asked.text.recommendations.get(), "in_progress", "Les études sont lancées.")
    at("2027-06-12T09:00")
    lifecycle.hold_review(review, lines=[line], summary_html="<p>Tout avance.</p>", by=officer)
    told = Message.objects.filter(letter="following.news", email=follow.email).order_by("pk")
    assert [m.subject.partition(" : ")[0] for m in told] == ["Un avis", "La réponse", review.label]
    assert "Tout avance." in told.last().body


def test_whoever_follows_hears_that_a_question_ended_without_opinion(small, councillor, authority):
    referral = ReferralFactory(body=small, status=Status.SUBMITTED)
    FollowFactory(authority=authority, about=code_of(referral))
    lifecycle.withdraw(referral, reason="Le projet est abandonné.", by=councillor)
    assert "Le projet est abandonné." in Message.objects.get(letter="following.news").body


def test_the_public_page_leads_to_the_follow_by_mail(small, client, authority):
    referral = ReferralFactory(body=small, status=Status.SUBMITTED)
    host = authority.primary_host()
    page = client.get(referral.get_absolute_url(), HTTP_HOST=host).content.decode()
    assert f"/suivi/saisine/{referral.pk}/" in page
    assert client.get(f"/suivi/saisine/{referral.pk}/", HTTP_HOST=host).status_code == 200
    draft = ReferralFactory(body=small)
    assert client.get(f"/suivi/saisine/{draft.pk}/", HTTP_HOST=host).status_code == 404
