"""The work plan and the hearings, where people look for what they have to do."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import user_on
from parvis.deliberation.referrals import contributions, lifecycle
from parvis.deliberation.referrals.choices import Status
from parvis.deliberation.referrals.models import Referral
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.core.gathering import gather

from .factories import HearingFactory, ReferralFactory, WorkStepFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 16)


@pytest.fixture
def working(small):
    return ReferralFactory(body=small, status=Status.IN_PROGRESS)


def due(user, authority):
    return {item.what: item for item in gather(contributions.due(user, authority, TODAY))}


def test_the_stages_and_the_hearings_of_the_month_are_due(working, officer, authority, contact):
    WorkStepFactory(referral=working, owner=contact, due_on=dt.date(2026, 11, 20))
    WorkStepFactory(referral=working, due_on=dt.date(2027, 2, 1), title="Plus tard")
    HearingFactory(referral=working, subject="Le projet")
    items = due(officer, authority)
    stage, hearing = items["Étape de travail à faire"], items["Rendre compte de l’audition"]
    assert (stage.who, stage.when, stage.waiting) == ("Yannick Faureau", dt.date(2026, 11, 20), True)
    assert (hearing.when, hearing.action_label) == (dt.date(2026, 11, 5), "Rendre compte")
    assert "Plus tard" not in str(items)


def test_a_stage_that_nobody_holds_is_the_missions(working, officer, authority):
    WorkStepFactory(referral=working)
    stage = due(officer, authority)["Étape de travail à faire"]
    assert (stage.who, stage.waiting, stage.action_label) == ("la mission participation", False, "Marquer comme faite")


def test_stages_of_a_file_that_is_over_are_due_no_more(small, officer, authority):
    WorkStepFactory(referral=ReferralFactory(body=small, status=Status.LAPSED))
    assert due(officer, authority) == {}


def test_hearings_are_in_the_calendar_of_those_who_see_the_work(working, officer, chair, authority):
    HearingFactory(referral=working, subject="Le projet", at=dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC))
    HearingFactory(referral=working, subject="Annulée", status="cancelled")
    period = (dt.date(2026, 11, 1), dt.date(2026, 12, 1))
    for user in (officer, chair):
        found = [e for e in contributions.calendar(authority, user, *period) if e.kind == "audition"]
        assert [(e.title, e.public) for e in found] == [("Audition : Le projet", False)]
    for user in (None, UserFactory()):
        assert not [e for e in contributions.calendar(authority, user, *period) if e.kind == "audition"]


def test_an_agent_to_whom_a_stage_is_given_finds_it_due_and_does_it(working, contact, authority, client):
    step = WorkStepFactory(referral=working, owner=contact)
    item = due(contact.user, authority)["Étape de travail à faire"]
    assert (item.who, item.waiting, item.action_label) == ("vous", False, "Marquer comme faite")
    client.force_login(contact.user)
    page = client.post(item.action_url, HTTP_HOST=authority.primary_host(), follow=True)
    assert page.status_code == 200
    step.refresh_from_db()
    assert step.done_on == TODAY
    assert "Étape de travail à faire" not in due(contact.user, authority)


def test_another_agent_neither_sees_nor_does_it(working, contact, authority, client):
    step = WorkStepFactory(referral=working, owner=contact)
    other = user_with(Persona.AGENT, authority)
    assert "Étape de travail à faire" not in due(other, authority)
    client.force_login(other)
    path = reverse("desk:referrals:complete_work_step", args=[step.pk])
    assert client.post(path, HTTP_HOST=authority.primary_host()).status_code == 404


def test_a_member_finds_their_stages_in_their_space_and_does_them(working, authority, client):
    member = user_on(Persona.MEMBER, working.body)
    step = WorkStepFactory(referral=working, owner=PersonFactory(authority=authority, user=member))
    WorkStepFactory(referral=working, title="À une autre")
    (task,) = contributions.member_tasks(member, authority)
    assert (task.what, task.when) == ("Étape de travail", step.due_on)
    client.force_login(member)
    host = authority.primary_host()
    page = client.get("/espace-membre/", HTTP_HOST=host).content.decode()
    assert "À faire" in page
    assert f'href="{task.action_url}"' in page
    client.post(reverse("member:referrals:complete_work_step", args=[step.pk]), HTTP_HOST=host)
    step.refresh_from_db()
    assert step.done_on == TODAY


def test_a_rapporteur_finds_the_draft_that_they_owe(working, authority, client):
    member = user_on(Persona.MEMBER, working.body)
    Referral.objects.filter(pk=working.pk).update(rapporteur=PersonFactory(authority=authority, user=member))
    (task,) = contributions.member_tasks(member, authority)
    assert (task.what, task.url) == ("Projet d’avis à ouvrir", working.get_member_url())
    lifecycle.start_drafting(Referral.objects.get(pk=working.pk), by=None)
    (task,) = contributions.member_tasks(member, authority)
    text = Referral.objects.get(pk=working.pk).text
    assert task.action_url == reverse("member:writing:write", args=[text.pk])
    text.status = "voting"
    text.save(update_fields=["status"])
    assert not list(contributions.member_tasks(member, authority))


def test_nobody_waits_for_themself(working, authority, officer):
    (item,) = [i for i in gather(contributions.due(officer, authority, TODAY)) if i.what == "Projet d’avis"]
    assert item.waiting
    Referral.objects.filter(pk=working.pk).update(rapporteur=PersonFactory(authority=authority, user=officer))
    (item,) = [i for i in gather(contributions.due(officer, authority, TODAY)) if i.what == "Projet d’avis"]
    assert not item.waiting
