"""The pages of logistics: lists, exports, verbs, documents, the panel of a meeting, what is due."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.people.tests.factories import PersonFactory
from parvis.deliberation.logistics import contributions, documents, due, lifecycle
from parvis.deliberation.logistics.choices import Kind, Status
from parvis.deliberation.logistics.models import LogisticNeed
from parvis.deliberation.logistics.tests.factories import (
    LogisticNeedFactory,
    OrderedNeedFactory,
    SpeakerBookingFactory,
    TemplateNeedFactory,
)
from parvis.deliberation.meetings.tests.factories import MeetingFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock
from parvis.ground.core.gathering import gather
from parvis.ground.documents.models import ProducedDocument
from parvis.ground.documents.tree import plain
from parvis.ground.mailing.models import Message

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"desk:logistics:{name}", args=args)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(desk, sheet, count, django_assert_num_queries):
    OrderedNeedFactory.create_batch(count, sheet=sheet)
    for _ in range(count):
        SpeakerBookingFactory(need__sheet=sheet, speaker__person__authority=sheet.authority)
    desk.get(url("list"))
    with django_assert_num_queries(9):
        page = desk.get(url("list"))
    assert page.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_costs_the_same_whatever_it_holds(desk, sheet, count, django_assert_num_queries):
    OrderedNeedFactory.create_batch(count, sheet=sheet)
    desk.get(sheet.get_desk_url())
    with django_assert_num_queries(9):
        page = desk.get(sheet.get_desk_url())
    assert page.status_code == 200


def test_the_list_filters_what_is_red_and_leaves_in_a_file(desk, sheet, at):
    at("2026-11-28")
    page = desk.get(url("list") + "?rouge=true").content.decode()
    assert "Repas" in page
    assert "Nettoyage" not in page
    assert "Nettoyage" in desk.get(url("list") + "?rouge=false").content.decode()
    assert desk.get(url("list") + "?format=csv").status_code == 200


def test_orders_are_read_supplier_by_supplier(desk, meals):
    page = desk.get(url("providers")).content.decode()
    assert page.index("Protocole") < page.index("À personne encore")


@pytest.mark.parametrize("name", ["list", "providers", "sheets", "templates"])
def test_empty_pages_say_what_to_do(desk, name):
    assert desk.get(url(name)).status_code == 200


def test_a_template_is_read_and_taken_away(desk, authority):
    row = TemplateNeedFactory(template__authority=authority)
    assert "10\xa0jours avant" in desk.get(row.template.get_desk_url()).content.decode()
    assert desk.post(url("remove_template", row.template_id)).status_code == 302
    assert desk.get(row.template.get_desk_url()).status_code == 404


def test_each_verb_has_its_page(desk, sheet, meals):
    for name in ("revise_sheet", "add_need", "book_speaker", "lend", "keep_template", "produce_sheet"):
        assert desk.get(url(name, sheet.pk)).status_code == 200, name
    for name in ("revise", "estimate", "meals", "ask", "confirm", "refuse", "cancel", "remove", "produce", "settle"):
        assert desk.get(url(name, meals.pk)).status_code == 200, name
    assert desk.get(meals.get_desk_url()).status_code == 200


def test_what_is_wrong_is_said_next_to_the_field(desk, sheet):
    wrong = {"kind": "room", "label": "Salle", "quantity": "1", "due_on": "2027-01-01"}
    answer = desk.post(url("add_need", sheet.pk), wrong)
    assert answer.status_code == 422
    assert "suit l’événement" in answer.content.decode()
    both = {
        **wrong,
        "due_on": "2026-12-01",
        "provider_label": "Autre",
        "department": OrderedNeedFactory(sheet=sheet).department_id,
    }
    assert "un seul fournisseur" in desk.post(url("add_need", sheet.pk), both).content.decode()


def test_a_department_of_another_authority_cannot_be_asked(desk, sheet):
    elsewhere = OrderedNeedFactory().department_id
    wrong = {"kind": "room", "label": "Salle", "quantity": "1", "due_on": "2026-12-01", "department": elsewhere}
    assert desk.post(url("add_need", sheet.pk), wrong).status_code == 422


def test_the_need_of_another_authority_does_not_exist(desk):
    other = LogisticNeedFactory()
    assert desk.get(other.get_desk_url()).status_code == 404
    assert desk.post(url("confirm", other.pk)).status_code == 404
    assert desk.get(other.sheet.get_desk_url()).status_code == 404


def test_a_meeting_shows_its_logistics(desk, sheet, meals):
    page = desk.get(sheet.meeting.get_desk_url()).content.decode()
    assert "Voir la fiche logistique" in page
    assert "690\xa0€" in page


def test_the_agents_of_the_service_asked_answer_their_order_and_see_no_other(here, meals, officer, sheet):
    agent = user_with(Persona.AGENT, meals.authority, department=meals.department)
    here.force_login(agent)
    assert here.get(meals.get_desk_url()).status_code == 404
    lifecycle.request(meals, by=officer)
    assert here.get(meals.get_desk_url()).status_code == 200
    assert here.get(sheet.get_desk_url()).status_code == 404
    assert here.post(url("cancel", meals.pk), {"reason": "Non."}).status_code == 403
    told = list(gather(contributions.due(agent, meals.authority, clock.today())))
    assert [item.what for item in told] == ["Commande à confirmer"]
    above = here.post(url("confirm", meals.pk), {"cents": "900"}, follow=True).content.decode()
    assert "qui décide" in above
    here.post(url("confirm", meals.pk), {"cents": "690"})
    meals.refresh_from_db()
    assert meals.status == Status.CONFIRMED


def test_officers_find_what_is_to_confirm_in_their_day(officer, meals):
    clock.freeze("2026-11-30T09:00")
    items = list(gather(contributions.due(officer, meals.authority, clock.today())))
    assert any(item.label.startswith("Repas") and item.action_label == "Demander" for item in items)


@pytest.mark.parametrize(
    ("persona", "sees"),
    [(Persona.DIRECTOR, True), (Persona.AUDITOR, True), (Persona.COUNCILLOR, False), (Persona.CABINET, False)],
)
def test_who_reads_logistics(here, sheet, persona, sees):
    here.force_login(user_with(persona, sheet.authority))
    assert here.get(sheet.get_desk_url()).status_code == (200 if sees else 404)
    assert here.get(url("list")).status_code == (200 if sees else 403)
    if sees:
        assert here.post(url("revise_sheet", sheet.pk), {"headcount": "5"}).status_code == 403


def test_the_meal_order_on_paper_holds_counts_only(meals):
    made, _ = documents.meals_document(meals.catering)
    words = plain(made.blocks) if hasattr(made, "blocks") else plain(made)
    for told in ("46", "repas végétarien", "9", "fruits à coque"):
        assert told in words


def test_the_papers_are_produced(desk, sheet, meals, officer):
    person = PersonFactory(authority=sheet.authority, family_name="Hartog")
    booking = lifecycle.book_speaker(
        sheet, by=officer, person=person, topic="Où va la pluie ?", due_on=dt.date(2026, 11, 20), fee_cents=35_000
    )
    for name, pk in (("produce_sheet", sheet.pk), ("produce", meals.pk), ("produce", booking.need_id)):
        assert desk.post(url(name, pk)).status_code == 302
    kinds = set(ProducedDocument.objects.values_list("kind", flat=True))
    assert kinds == {"logistics.sheet", "logistics.meals", "logistics.speaker"}


def test_alerts_leave_once(sheet, meals, officer, at):
    at("2026-11-27")
    for _ in range(2):
        due.remind(clock.now())
    assert Message.objects.filter(letter="logistic_need_due", user=officer, subject__contains="Repas").count() == 1
    at("2026-12-03")
    for _ in range(2):
        due.remind(clock.now())
    letter = Message.objects.get(letter="logistic_event_not_secured")
    assert "Nettoyage après la séance" in letter.body


def test_a_meeting_that_is_ready_alerts_nobody(officer, council, at):
    ready = lifecycle.open_sheet(MeetingFactory(scheme=council.scheme_ptr), by=officer)
    LogisticNeedFactory(sheet=ready, status=Status.CONFIRMED, kind=Kind.ROOM)
    at("2026-12-04")
    due.remind(clock.now())
    assert not Message.objects.exists()


def test_the_figure_of_unconfirmed_needs(sheet, authority):
    assert contributions.open_needs(authority, clock.today()) == LogisticNeed.objects.count() == 7
