"""The next step of a file, as its page says it and as the first page of the desk sorts it."""

import datetime as dt

import pytest

from parvis.commons.people.tests.factories import PersonFactory
from parvis.deliberation.referrals import contributions, queries
from parvis.deliberation.referrals.choices import ENDED_ASIDE, Status
from parvis.deliberation.referrals.models import Referral
from parvis.deliberation.referrals.tests.factories import FollowUpReviewFactory, ReferralFactory, ResponseFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import DepartmentFactory
from parvis.ground.core import clock
from parvis.ground.core.gathering import gather

TODAY = dt.date(2026, 11, 16)
LATE = {"transmitted_on": dt.date(2026, 5, 1), "opinion_adopted_on": dt.date(2026, 4, 1)}


def due(user, authority):
    return list(gather(contributions.due(user, authority, clock.today())))


@pytest.mark.parametrize("planned", [None, dt.date(2026, 12, 1)])
@pytest.mark.parametrize("status", Status)
def test_the_database_sorts_by_the_day_that_the_page_says(small, status, planned):
    referral = ReferralFactory(body=small, status=status, adoption_planned_on=planned)
    if status == Status.UNDER_FOLLOW_UP:
        FollowUpReviewFactory(referral=referral, months=12, due_on=dt.date(2028, 3, 22))
        FollowUpReviewFactory(referral=referral, months=6)
    row = Referral.objects.with_next_review().annotate(step_on=queries.next_step_on()).get()
    step = queries.next_step(Referral.objects.get())
    assert row.step_on == (step.when if step else None)
    assert (step is None) == (status in (*ENDED_ASIDE, Status.CLOSED))


@pytest.mark.parametrize("status", [s for s in Status if s not in (*ENDED_ASIDE, Status.CLOSED)])
def test_the_first_page_says_the_same_step_as_the_file(small, officer, authority, status):
    councillor = PersonFactory(authority=authority)
    referral = ReferralFactory(body=small, status=status, referring_councillor=councillor)
    step = queries.next_step(referral)
    (item,) = (i for i in due(officer, authority) if i.url == referral.get_desk_url())
    assert (item.what.lower(), item.who, item.when) == (step.what.lower(), step.who, step.when)
    assert item.label == str(referral)


def test_a_follow_up_comes_a_month_before_its_review_or_to_be_closed(small, officer, authority, at):
    coming, over = ReferralFactory.create_batch(2, body=small, status=Status.UNDER_FOLLOW_UP)
    FollowUpReviewFactory(referral=coming)
    FollowUpReviewFactory(referral=over, held_on=dt.date(2026, 11, 1))
    assert [item.what for item in due(officer, authority)] == ["Clore le suivi"]
    at("2027-08-25T09:00")
    assert {item.what for item in due(officer, authority)} == {"Clore le suivi", "Bilan à 6 mois"}


def test_a_late_answer_is_for_the_officer_the_councillor_and_alone_for_the_director(small, authority, officer):
    ReferralFactory(body=small, status=Status.SUBMITTED)
    ReferralFactory(body=small, status=Status.TRANSMITTED)
    ReferralFactory(body=small, status=Status.TRANSMITTED, answer_due_on=dt.date(2026, 11, 5), **LATE)
    told = "Réponse en retard de 11\xa0jours"
    seen = {persona: due(user_with(persona, authority), authority) for persona in ("councillor", "director")}
    assert sorted((i.what, i.waiting) for i in due(officer, authority)) == [
        ("Accepter ou décliner", True), ("Réponse en retard de 11\xa0jours", False), ("Réponse motivée", True),
    ]  # fmt: skip
    assert sorted((i.what, i.waiting) for i in seen["councillor"]) == [
        ("Accepter ou décliner", True), (told, False), ("Réponse motivée", False),
    ]  # fmt: skip
    assert [(i.what, i.waiting) for i in seen["director"]] == [(told, False)]


def test_drafts_of_others_stay_unseen(small, authority):
    ReferralFactory(body=small, status=Status.DRAFT)
    assert due(user_with(Persona.COUNCILLOR, authority), authority) == []


def test_a_service_answers_its_recommendations(authority):
    response = ResponseFactory(
        recommendation__text__authority=authority, recommendation__text__scheme__authority=authority
    )
    service = DepartmentFactory(authority=authority)
    response.department = service
    response.save()
    agent = user_with(Persona.AGENT, authority, department=service)
    (item,) = due(agent, authority)
    assert (item.what, item.when) == ("Proposer une réponse à vos recommandations", response.referral.answer_due_on)
    ResponseFactory(referral=response.referral, recommendation__text=response.referral.text)
    response.status, response.reasons = "accepted", "Fait en 2027."
    response.save()
    assert due(agent, authority) == []
