"""What the database itself refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from parvis.commons.finance.choices import ExpenseStatus, Status
from parvis.commons.finance.models import REACHED, Budget, Expense

from .factories import (
    BudgetFactory,
    BudgetLineFactory,
    ExpenseFactory,
    FundingSourceFactory,
    ReallocationFactory,
    SchemeBudgetFactory,
)

pytestmark = pytest.mark.django_db
S = ExpenseStatus
DAY = dt.date(2026, 3, 2)


def refuses(make, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**values)


@pytest.mark.parametrize("status", [*REACHED, S.CANCELLED])
def test_an_expense_holds_the_amounts_of_its_state(status):
    assert ExpenseFactory(status=status).status == status


@pytest.mark.parametrize(
    ("status", "wrong"),
    [
        (S.ESTIMATED, {"committed_cents": 100}),
        (S.COMMITTED, {"committed_cents": None}),
        (S.COMMITTED, {"committed_on": None}),
        (S.INVOICED, {"invoiced_cents": None}),
        (S.INVOICED, {"paid_on": DAY}),
        (S.PAID, {"paid_cents": None}),
        (S.PAID, {"cancelled_on": DAY}),
        (S.CANCELLED, {"cancelled_on": None}),
        (S.CANCELLED, {"paid_cents": 100, "invoiced_cents": 100}),
    ],
)
def test_an_amount_of_another_state_is_refused(status, wrong):
    refuses(ExpenseFactory, status=status, **wrong)


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (ExpenseFactory, {"estimated_cents": -1}),
        (ExpenseFactory, {"label": ""}),
        (ExpenseFactory, {"vat_basis_points": 10_001}),
        (ExpenseFactory, {"status": S.INVOICED, "invoice_number": ""}),
        (ExpenseFactory, {"status": S.PAID, "paid_cents": 1}),
        (BudgetLineFactory, {"voted_cents": -1}),
        (BudgetLineFactory, {"label": ""}),
        (BudgetFactory, {"year": 1999}),
        (BudgetFactory, {"label": ""}),
        (BudgetFactory, {"status": Status.PREPARED}),
        (BudgetFactory, {"voted_on": None}),
        (BudgetFactory, {"status": Status.CLOSED}),
        (ReallocationFactory, {"cents": 0}),
        (FundingSourceFactory, {"cents": 0}),
    ],
)
def test_what_cannot_be_is_refused_by_the_database(make, wrong):
    refuses(make, **wrong)


def test_money_does_not_go_from_a_line_to_itself():
    line = BudgetLineFactory()
    refuses(ReallocationFactory, budget=line.budget, from_line=line, to_line=line)


def test_the_mission_has_one_budget_a_year():
    budget = BudgetFactory()
    refuses(BudgetFactory, authority=budget.authority, year=budget.year, label="Autre")
    assert BudgetFactory(authority=budget.authority, year=budget.year + 1).pk


def test_a_scheme_has_one_budget_a_year_beside_the_mission():
    own = SchemeBudgetFactory()
    refuses(SchemeBudgetFactory, authority=own.authority, scheme=own.scheme, year=own.year)
    BudgetFactory(authority=own.authority, year=own.year)
    assert Budget.objects.of(own.authority).count() == 2


def test_one_need_makes_one_expense():
    expense = ExpenseFactory(source="need:12")
    refuses(ExpenseFactory, line=expense.line, source="need:12")
    ExpenseFactory.create_batch(2, line=expense.line, source="")
    assert Expense.objects.count() == 3
