"""The life of a need, its money, and what happens when its meeting moves."""

import datetime as dt

import pytest

from parvis.commons.finance import queries as finance
from parvis.commons.finance.choices import ExpenseStatus
from parvis.commons.people.tests.factories import PersonFactory
from parvis.deliberation.logistics import lifecycle, queries
from parvis.deliberation.logistics.choices import Kind, Status
from parvis.deliberation.logistics.models import EventLogistics, LogisticNeed, NeedTemplate
from parvis.deliberation.logistics.tests.factories import LogisticNeedFactory
from parvis.deliberation.meetings import lifecycle as meetings
from parvis.ground.authorities.tests.factories import VenueFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.journal.models import JournalLine
from parvis.ground.mailing.models import Message

pytestmark = pytest.mark.django_db


def asked(need, officer):
    lifecycle.request(need, by=officer)
    return need


def test_a_meeting_has_one_sheet(sheet, meeting, officer):
    with pytest.raises(Refused, match="déjà ouverte"):
        lifecycle.open_sheet(meeting, by=officer)
    assert EventLogistics.objects.count() == 1


def test_dates_are_counted_backwards(sheet):
    assert {need.kind: need.due_on for need in sheet.needs.all()} == {
        Kind.ROOM: dt.date(2026, 11, 10), Kind.AUDIOVISUAL: dt.date(2026, 11, 25),
        Kind.CATERING: dt.date(2026, 11, 30), Kind.SECURITY: dt.date(2026, 11, 30),
        Kind.PRINTING: dt.date(2026, 12, 3), Kind.SIGNAGE: dt.date(2026, 12, 3), Kind.CLEANING: dt.date(2026, 12, 3),
    }  # fmt: skip


def test_a_template_keeps_the_delays_and_the_providers(sheet, meals, officer):
    template = lifecycle.keep_template(sheet, by=officer, name="Plénière du soir")
    row = template.needs.get(kind=Kind.CATERING)
    assert (row.days_before, row.department, row.quantity) == (10, meals.department, 46)
    with pytest.raises(Refused, match="déjà ce nom"):
        lifecycle.keep_template(sheet, by=officer, name="Plénière du soir")
    lifecycle.remove_template(template, by=officer)
    assert not NeedTemplate.objects.exists()


def test_an_order_leaves_only_towards_somebody(sheet, officer):
    need = sheet.needs.get(kind=Kind.ROOM)
    with pytest.raises(Refused, match="à qui"):
        lifecycle.request(need, by=officer)
    catering = sheet.needs.get(kind=Kind.CATERING)
    lifecycle.revise_need(catering, by=officer, provider_label="Traiteur")
    with pytest.raises(Refused, match="nombre de repas"):
        lifecycle.request(catering, by=officer)


def test_a_meal_order_says_no_more_special_meals_than_meals(meals, officer):
    with pytest.raises(Refused, match="50 pour 46"):
        lifecycle.order_meals(meals, by=officer, headcount=46, counts={("diet", "vegan"): 50})
    assert meals.catering.counts.count() == 4


def test_a_need_is_confirmed_only_once(meals, officer):
    asked(meals, officer)
    stale = LogisticNeed.objects.get(pk=meals.pk)
    lifecycle.confirm(meals, by=officer)
    with pytest.raises(Refused):
        lifecycle.confirm(stale, by=officer)
    assert finance.total(finance.figures(meals.line.budget)).committed == 69_000


def test_a_supplier_who_asks_more_than_the_estimate_waits_for_the_officer(meals, officer, line):
    asked(meals, officer)
    assert lifecycle.accept(meals, cents=75_000) is False
    meals.refresh_from_db()
    assert (meals.status, meals.quoted_cents, meals.expense.status) == (
        Status.REQUESTED, 75_000, ExpenseStatus.ESTIMATED,
    )  # fmt: skip
    assert "à accepter ou non" in Message.objects.get(letter="logistic_order_answered").subject
    lifecycle.confirm(meals, by=officer)
    assert finance.figures_of_line(line).committed == 75_000


def test_a_line_without_money_warns_the_officer_and_never_the_supplier(meals, officer, line):
    line.voted_cents = 10_000
    line.save()
    meals = LogisticNeed.objects.get(pk=meals.pk)
    asked(meals, officer)
    assert lifecycle.accept(meals, cents=60_000) is False
    with pytest.raises(Warned, match="dépasserait"):
        lifecycle.confirm(meals, by=officer)
    meals.refresh_from_db()
    assert meals.status == Status.REQUESTED
    lifecycle.confirm(meals, by=officer, override="Virement voté demain.")
    assert finance.figures_of_line(line).committed == 60_000


def test_a_refusal_gives_the_money_back_to_the_estimate(meals, officer, line):
    asked(meals, officer)
    lifecycle.confirm(meals, by=officer)
    lifecycle.refuse(meals, by=officer, reason="Cuisine en panne.")
    found = finance.figures_of_line(line)
    assert (found.committed, found.estimated, meals.status) == (0, 69_000, Status.REFUSED)
    lifecycle.reconsider(meals, by=officer)
    assert (meals.status, meals.key, meals.requested_on) == (Status.DRAFT, None, None)


def test_what_is_cancelled_weighs_nothing_and_is_told(meals, officer, line):
    asked(meals, officer)
    lifecycle.confirm(meals, by=officer)
    lifecycle.cancel_need(meals, by=officer, reason="Séance sans repas.")
    assert finance.figures_of_line(line).committed == 0
    assert "Séance sans repas." in Message.objects.get(letter="logistic_order_cancelled").body
    assert meals.cost_cents == 0


def test_an_invoice_settles_and_a_payment_may_come_later(meals, officer, line, at):
    asked(meals, officer)
    lifecycle.confirm(meals, by=officer)
    lifecycle.deliver(meals, by=officer)
    with pytest.raises(Refused, match="numéro"):
        lifecycle.settle(meals, by=officer)
    lifecycle.settle(meals, by=officer, number="F-12", cents=68_000)
    found = finance.figures_of_line(line)
    assert (found.invoiced, found.paid, meals.cost_cents) == (68_000, 0, 68_000)


def test_nothing_due_leaves_no_estimate_behind(meals, officer, line):
    asked(meals, officer)
    assert lifecycle.accept(meals, cents=0) is True
    assert finance.figures_of_line(line).estimated == 0


def test_equipment_comes_back(sheet, officer):
    loan = lifecycle.lend(
        sheet, by=officer, what="Vingt tables", due_on=dt.date(2026, 11, 20), out_on=dt.date(2026, 11, 15),
        back_on=dt.date(2026, 11, 16), lender_label="Commune de Virazelle",
    )  # fmt: skip
    need = loan.need
    lifecycle.confirm(need, by=officer)
    lifecycle.deliver(need, by=officer)
    lifecycle.settle(need, by=officer, condition="Un pied plié.")
    loan.refresh_from_db()
    assert (loan.returned_on, loan.condition) == (dt.date(2026, 11, 16), "Un pied plié.")


@pytest.mark.parametrize(
    ("day", "red"),
    [("2026-11-26", False), ("2026-11-27", True), ("2026-12-03", True)],
)
def test_what_nobody_confirmed_turns_red(sheet, officer, at, day, red):
    need = sheet.needs.get(kind=Kind.CATERING)
    at(day)
    assert need.is_red == red
    assert LogisticNeed.objects.red(clock.today()).filter(pk=need.pk).exists() == red


def test_seven_days_before_everything_is_confirmed_or_red(sheet, officer, at):
    at("2026-12-03")
    for need in sheet.needs.all():
        lifecycle.confirm(need, by=officer)
    assert queries.state_of(queries.needs_of(sheet)).words == "tout est confirmé"
    LogisticNeedFactory(sheet=sheet, due_on=dt.date(2026, 12, 9))
    assert queries.state_of(queries.needs_of(sheet)).tone == "late"


def test_orders_follow_the_meeting_and_are_confirmed_anew(meals, officer, sheet):
    asked(meals, officer)
    lifecycle.confirm(meals, by=officer)
    meeting = sheet.meeting
    meetings.change(meeting, by=officer, starts_at=meeting.starts_at + dt.timedelta(days=7), override="Salle prise.")
    meals.refresh_from_db()
    assert (meals.status, meals.due_on) == (Status.REQUESTED, dt.date(2026, 12, 7))
    assert "17 décembre 2026" in Message.objects.get(letter="logistic_order_changed").body.replace("\xa0", " ")
    lifecycle.accept(meals, cents=69_000)
    assert finance.total(finance.figures(meals.line.budget)).committed == 69_000


def test_meals_that_change_once_confirmed_are_asked_again(meals, officer, line):
    asked(meals, officer)
    lifecycle.confirm(meals, by=officer)
    same = {("diet", "vegetarian"): 9, ("diet", "halal"): 3, ("diet", "gluten_free"): 2, ("allergy", "nuts"): 1}
    lifecycle.order_meals(meals, by=officer, headcount=46, counts=same)
    assert meals.status == Status.CONFIRMED
    lifecycle.order_meals(meals, by=officer, headcount=52, counts=same | {("diet", "vegetarian"): 11})
    told = "La commande a changé : 52 repas au lieu de 46, d’autres régimes ou allergies."
    assert (meals.status, spoken(meals.why)) == (Status.REQUESTED, told)
    assert told in spoken(Message.objects.get(letter="logistic_order_changed").body)
    lifecycle.confirm(meals, by=officer, cents=78_000)
    assert (meals.status, meals.why) == (Status.CONFIRMED, "")
    assert finance.figures_of_line(line).committed == 78_000


def spoken(text):
    return text.replace("\xa0", " ")


def test_a_change_of_title_moves_no_order(meals, officer, sheet):
    asked(meals, officer)
    meetings.change(sheet.meeting, by=officer, title="Plénière d’hiver")
    assert not Message.objects.filter(letter="logistic_order_changed").exists()


def test_a_cancelled_meeting_cancels_its_orders(meals, officer, sheet):
    asked(meals, officer)
    meetings.cancel(sheet.meeting, by=officer, reason="Neige.")
    assert set(sheet.needs.values_list("status", flat=True)) == {Status.CANCELLED}
    assert Message.objects.filter(letter="logistic_order_cancelled").count() == 1


def test_suppliers_hear_of_a_postponement_and_of_the_new_date(meals, officer, sheet):
    asked(meals, officer)
    meetings.draft_agenda(sheet.meeting, by=officer)
    meetings.postpone(sheet.meeting, by=officer, reason="Neige.")
    assert "reportée" in Message.objects.get(letter="logistic_order_changed").body
    meetings.resume(
        sheet.meeting, by=officer, starts_at=sheet.meeting.starts_at + dt.timedelta(days=14), override="Oui."
    )
    meals.refresh_from_db()
    assert meals.due_on == dt.date(2026, 12, 14)
    assert Message.objects.filter(letter="logistic_order_changed").count() == 2


def test_the_hall_is_said_not_to_suit(sheet, authority, officer):
    hall = VenueFactory(authority=authority, name="Foyer", step_free=False, capacity=40)
    sheet.meeting.venue, sheet.headcount = hall, 55
    codes = [caution.code for caution in queries.venue_cautions(sheet)]
    assert codes == ["logistics.step_free", "logistics.capacity"]
    room = sheet.needs.get(kind=Kind.ROOM)
    room.sheet = sheet
    with pytest.raises(Warned, match="sans marche"):
        lifecycle.confirm(room, by=officer)


def test_no_name_reaches_the_journal(sheet, officer, authority):
    person = PersonFactory(authority=authority, family_name="Hartog")
    lifecycle.book_speaker(sheet, by=officer, person=person, topic="La pluie", due_on=dt.date(2026, 11, 20))
    assert not any("Hartog" in str(line.facts) for line in JournalLine.objects.all())
