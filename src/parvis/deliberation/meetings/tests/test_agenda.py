"""The agenda, what members ask of it, and the *déroulé*."""

import datetime as dt

import pytest

from parvis.commons.people.tests.factories import PersonFactory
from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.models import PlanTemplate
from parvis.ground.core.errors import Refused, Warned

from .factories import ConvocationFactory, DecisionFactory, MeetingFactory, PlanStepFactory


@pytest.fixture
def meeting(council):
    return MeetingFactory(scheme=council)


def titles(meeting):
    return [(item.number, item.title) for item in meeting.items.all()]


def test_the_first_item_opens_the_agenda_and_items_are_numbered(meeting, officer):
    lifecycle.add_item(meeting, by=officer, title="Plan climat", minutes=40, expected="opinion")
    lifecycle.add_item(meeting, by=officer, title="Questions diverses")
    assert meeting.status == "agenda_draft"
    assert titles(meeting) == [(1, "Plan climat"), (2, "Questions diverses")]


def test_an_item_changes_place_and_the_others_close_up(meeting, officer):
    for title in ("A", "B", "C"):
        lifecycle.add_item(meeting, by=officer, title=title)
    last = meeting.items.get(title="C")
    lifecycle.place_item(last, 1, by=officer)
    assert titles(meeting) == [(1, "C"), (2, "A"), (3, "B")]
    lifecycle.remove_item(meeting.items.get(title="A"), by=officer)
    assert titles(meeting) == [(1, "C"), (2, "B")]


def test_an_item_with_a_decision_stays(meeting, officer):
    item = lifecycle.add_item(meeting, by=officer, title="Vœu")
    DecisionFactory(meeting=meeting, item=item)
    with pytest.raises(Refused, match="décision"):
        lifecycle.remove_item(item, by=officer)


def test_once_convened_and_the_notice_run_out_a_new_item_needs_a_reason(meeting, officer, at):
    at("2026-12-05")
    ConvocationFactory(meeting=meeting)
    meeting.status, meeting.convened_at = "convened", dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)
    meeting.save()
    with pytest.raises(Warned):
        lifecycle.add_item(meeting, by=officer, title="Urgence")
    lifecycle.add_item(meeting, by=officer, title="Urgence", override="Arrêté de péril reçu hier.")
    assert meeting.items.count() == 1


def test_a_member_proposes_until_the_day_set_and_reads_the_answer(meeting, officer, at):
    meeting.proposals_until = dt.date(2026, 11, 20)
    meeting.save()
    member = PersonFactory(authority=meeting.authority)
    proposal = lifecycle.propose_item(meeting, by=officer, person=member, title="Les cars du soir", reason="Trop tôt.")
    with pytest.raises(Refused, match="pourquoi"):
        lifecycle.decline_proposal(proposal, by=officer, answer="")
    item = lifecycle.take_up_proposal(proposal, by=officer, minutes=15)
    assert (proposal.status, proposal.item) == ("taken_up", item)
    with pytest.raises(Refused, match="déjà reçu une réponse"):
        lifecycle.decline_proposal(proposal, by=officer, answer="Non.")
    at("2026-11-21")
    with pytest.raises(Refused, match="reçues jusqu’au 20"):
        lifecycle.propose_item(meeting, by=officer, person=member, title="Autre")


def test_a_deroule_is_kept_and_used_again(meeting, officer, council):
    for title, minutes in (("Accueil", 20), ("Tables", 90), ("Mise en commun", 30)):
        lifecycle.add_step(meeting, by=officer, title=title, minutes=minutes)
    lifecycle.place_step(meeting.plan_steps.get(title="Mise en commun"), 2, by=officer)
    template = lifecycle.keep_plan(meeting, by=officer, name="Plénière du soir")
    with pytest.raises(Refused, match="existe déjà"):
        lifecycle.keep_plan(meeting, by=officer, name="Plénière du soir")
    other = MeetingFactory(scheme=council)
    lifecycle.clone_plan(other, template, by=officer)
    assert [(s.position, s.title) for s in other.plan_steps.all()] == [
        (1, "Accueil"), (2, "Mise en commun"), (3, "Tables"),
    ]  # fmt: skip
    assert PlanTemplate.objects.get().steps.count() == 3


def test_the_agenda_of_a_past_meeting_does_not_change(council, officer):
    held = MeetingFactory(scheme=council, status="held", present=20)
    step = PlanStepFactory(meeting=held)
    for act in (
        lambda: lifecycle.add_item(held, by=officer, title="Trop tard"),
        lambda: lifecycle.remove_step(step, by=officer),
    ):
        with pytest.raises(Refused, match="passée ou annulée"):
            act()
