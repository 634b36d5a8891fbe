"""An expense, from the need to the payment, and the figures that follow."""

import datetime as dt

import pytest

from parvis.commons.finance import lifecycle, queries
from parvis.commons.finance.choices import ExpenseStatus, Status
from parvis.commons.finance.models import Expense
from parvis.commons.people.tests.factories import OrganisationFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.journal.models import JournalLine

from .factories import BudgetFactory, BudgetLineFactory, ExpenseFactory

pytestmark = pytest.mark.django_db
S = ExpenseStatus


@pytest.fixture
def expense(line, officer):
    return lifecycle.estimate(line, by=officer, label="Plateaux de la plénière", cents=66_000, source="need:12")


def row(line):
    return queries.figures_of_line(line)


def test_an_expense_goes_from_the_need_to_the_payment(expense, line, officer):
    supplier = OrganisationFactory(authority=expense.authority)
    assert (row(line).estimated, row(line).available_after_estimates) == (66_000, 384_000)
    lifecycle.commit(expense, by=officer, cents=69_000, supplier=supplier, order_reference="BC-26-041")
    assert (row(line).estimated, row(line).committed, row(line).available) == (0, 69_000, 381_000)
    lifecycle.invoice(expense, by=officer, cents=68_500, number="F-118", vat_basis_points=1000)
    assert (row(line).committed, row(line).invoiced) == (68_500, 68_500)
    lifecycle.pay(expense, by=officer)
    assert (row(line).committed, row(line).paid) == (68_500, 68_500)
    expense.refresh_from_db()
    assert (expense.status, expense.supplier, expense.order_reference) == (S.PAID, supplier, "BC-26-041")


def test_what_is_not_ordered_otherwise_is_ordered_at_its_estimate(expense, officer):
    lifecycle.commit(expense, by=officer)
    assert expense.committed_cents == 66_000


def test_one_need_makes_one_expense(expense, line, officer):
    with pytest.raises(Refused, match="déjà inscrite"):
        lifecycle.estimate(line, by=officer, label="Encore", cents=1, source="need:12")


def test_an_expense_is_committed_once(expense, officer):
    stale = Expense.objects.get(pk=expense.pk)
    lifecycle.commit(expense, by=officer)
    with pytest.raises(Refused, match="a changé d’état"):
        lifecycle.commit(stale, by=officer, cents=1)
    stale.refresh_from_db()
    assert stale.committed_cents == 66_000


def test_taking_more_than_the_line_has_asks_for_a_reason(line, other_line, officer):
    expense = ExpenseFactory(line=line, estimated_cents=450_001)
    with pytest.raises(Warned, match="dépasserait son montant de 0,01\xa0€") as warned:
        lifecycle.commit(expense, by=officer)
    assert [c.code for c in warned.value.cautions] == ["finance.line_exceeded"]
    lifecycle.commit(expense, by=officer, override="Accord de la directrice.")
    line_of_journal = JournalLine.objects.latest("pk")
    assert line_of_journal.cautions == ["finance.line_exceeded"]
    assert line_of_journal.reason.text == "Accord de la directrice."
    assert row(line).is_exceeded


def test_taking_more_than_the_whole_budget_says_so_too(line, officer):
    with pytest.raises(Warned) as warned:
        lifecycle.commit(ExpenseFactory(line=line, estimated_cents=460_000), by=officer)
    assert [c.code for c in warned.value.cautions] == ["finance.line_exceeded", "finance.budget_exceeded"]


def test_an_invoice_dearer_than_its_order_warns_only_beyond_what_is_left(line, officer):
    expense = ExpenseFactory(line=line, status=S.COMMITTED, estimated_cents=440_000)
    with pytest.raises(Warned):
        lifecycle.invoice(expense, by=officer, cents=451_000, number="F-1")
    lifecycle.invoice(expense, by=officer, cents=450_000, number="F-1")
    assert row(line).available == 0


def test_money_is_committed_on_a_voted_budget_only(officer):
    expense = ExpenseFactory(line__budget=BudgetFactory(status=Status.PREPARED, voted_on=None))
    with pytest.raises(Refused, match="budget voté"):
        lifecycle.commit(expense, by=officer)


def test_an_estimate_changes_until_it_is_committed(expense, line, officer):
    lifecycle.re_estimate(expense, 70_000, by=officer)
    assert row(line).estimated == 70_000
    lifecycle.commit(expense, by=officer)
    with pytest.raises(Refused):
        lifecycle.re_estimate(expense, 1, by=officer)


def test_a_cancelled_expense_weighs_nothing(line, officer):
    for status in (S.ESTIMATED, S.COMMITTED, S.INVOICED):
        lifecycle.cancel_expense(ExpenseFactory(line=line, status=status), by=officer, reason="La visite est annulée.")
    assert row(line) == queries.Figures(voted=450_000)


def test_what_is_paid_is_not_cancelled(line, officer):
    with pytest.raises(Refused):
        lifecycle.cancel_expense(ExpenseFactory(line=line, status=S.PAID), by=officer, reason="Non.")


def test_each_step_taken_by_mistake_is_undone(line, officer):
    expense = ExpenseFactory(line=line, status=S.PAID)
    for status in (S.INVOICED, S.COMMITTED, S.ESTIMATED):
        lifecycle.take_back(expense, by=officer, reason="Saisie sur la mauvaise dépense.")
        assert expense.status == status
    with pytest.raises(Refused, match="pas d’étape"):
        lifecycle.take_back(expense, by=officer, reason="Encore.")
    assert row(line).estimated == expense.estimated_cents


def test_an_expense_changes_line_while_it_is_estimated(expense, line, other_line, officer):
    lifecycle.amend_expense(expense, by=officer, line=other_line, label="Affiches")
    assert (row(line).estimated, row(other_line).estimated) == (0, 66_000)
    lifecycle.commit(expense, by=officer)
    with pytest.raises(Refused, match="défaites l’engagement"):
        lifecycle.amend_expense(expense, by=officer, line=line)


def test_an_expense_stays_in_its_authority(expense, officer):
    with pytest.raises(Refused, match="autre collectivité"):
        lifecycle.amend_expense(expense, by=officer, line=BudgetLineFactory())


@pytest.mark.parametrize(
    ("status", "act"),
    [
        (S.ESTIMATED, lambda e, by: lifecycle.estimate(e.line, by=by, label="X", cents=0)),
        (S.ESTIMATED, lambda e, by: lifecycle.estimate(e.line, by=by, label="  ", cents=1)),
        (S.ESTIMATED, lambda e, by: lifecycle.estimate(e.line, by=by, label="X", cents=1, on=dt.date(2027, 1, 1))),
        (S.ESTIMATED, lambda e, by: lifecycle.commit(e, by=by, cents=0)),
        (S.ESTIMATED, lambda e, by: lifecycle.commit(e, by=by, on=dt.date(2026, 11, 17))),
        (S.COMMITTED, lambda e, by: lifecycle.invoice(e, by=by, number=" ")),
        (S.COMMITTED, lambda e, by: lifecycle.invoice(e, by=by, number="F", cents=-1)),
        (S.COMMITTED, lambda e, by: lifecycle.invoice(e, by=by, number="F", vat_basis_points=20_000)),
        (S.INVOICED, lambda e, by: lifecycle.pay(e, by=by, on=dt.date(2026, 2, 1))),
        (S.COMMITTED, lambda e, by: lifecycle.cancel_expense(e, by=by, reason="")),
        (S.COMMITTED, lambda e, by: lifecycle.take_back(e, by=by, reason="")),
        (S.ESTIMATED, lambda e, by: lifecycle.pay(e, by=by)),
    ],
)
def test_what_makes_no_sense_is_refused(line, officer, status, act):
    expense = ExpenseFactory(line=line, status=status)
    with pytest.raises(Refused):
        act(expense, officer)


def test_a_budget_is_read_as_it_stood_on_a_past_day(budget, line, other_line, officer):
    for day, act in (
        ("2026-09-10", lambda: lifecycle.estimate(line, by=officer, label="Salle", cents=50_000)),
        ("2026-09-20", lambda: lifecycle.commit(Expense.objects.get(), by=officer, cents=48_000)),
        ("2026-10-05", lambda: lifecycle.invoice(Expense.objects.get(), by=officer, cents=47_000, number="F-2")),
        ("2026-10-20", lambda: lifecycle.pay(Expense.objects.get(), by=officer)),
        ("2026-11-02", lambda: lifecycle.reallocate(line, other_line, cents=1_000, reason="Affiches.", by=officer)),
    ):
        clock.freeze(f"{day}T09:00")
        act()

    def on(month, day):
        first = queries.figures(budget, on=dt.date(2026, month, day))[0]
        return first.voted, first.estimated, first.committed, first.invoiced, first.paid

    assert on(9, 9) == (450_000, 0, 0, 0, 0)
    assert on(9, 10) == (450_000, 50_000, 0, 0, 0)
    assert on(9, 30) == (450_000, 0, 48_000, 0, 0)
    assert on(10, 19) == (450_000, 0, 47_000, 47_000, 0)
    assert on(10, 31) == (450_000, 0, 47_000, 47_000, 47_000)
    assert on(11, 2) == (449_000, 0, 47_000, 47_000, 47_000)
