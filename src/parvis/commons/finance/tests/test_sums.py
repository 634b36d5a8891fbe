"""Whatever is done in whatever order, the figures are those that anybody adds up from the rows."""

import contextlib
from functools import wraps

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.commons.finance import lifecycle, queries
from parvis.commons.finance.choices import ENGAGED, ExpenseStatus
from parvis.commons.finance.models import Budget, Expense
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused

from .factories import BudgetFactory, BudgetLineFactory

pytestmark = pytest.mark.django_db
S = ExpenseStatus
VERBS = {
    "re_estimate": lambda e, cents, by: lifecycle.re_estimate(e, cents, by=by),
    "commit": lambda e, cents, by: lifecycle.commit(e, cents=cents, by=by, override="Accord."),
    "commit within the line": lambda e, cents, by: lifecycle.commit(e, cents=cents, by=by),
    "invoice": lambda e, cents, by: lifecycle.invoice(e, cents=cents, number="F", by=by, override="Accord."),
    "pay": lambda e, cents, by: lifecycle.pay(e, by=by),
    "cancel": lambda e, cents, by: lifecycle.cancel_expense(e, by=by, reason="Sans objet."),
    "take back": lambda e, cents, by: lifecycle.take_back(e, by=by, reason="Erreur.", override="Accord."),
}
steps = st.tuples(
    st.sampled_from(["estimate", "reallocate", *VERBS]), st.integers(0, 2), st.integers(0, 3), st.integers(-1, 90_000)
)


def step(lines, verb, line, which, cents, by):
    """One verb tried on some line or expense; what the domain refuses changes nothing."""
    with contextlib.suppress(Refused):
        if verb == "estimate":
            lifecycle.estimate(lines[line], by=by, label="Dépense", cents=cents)
        elif verb == "reallocate":
            lifecycle.reallocate(lines[line], lines[which % 3], cents=cents, reason="Utile.", by=by)
        elif expense := Expense.objects.order_by("pk")[which : which + 1].first():
            VERBS[verb](expense, cents, by)


def by_hand(line):
    """The figures of a line, added up in Python from its rows."""
    weight = {S.ESTIMATED: "estimated_cents", S.COMMITTED: "committed_cents", S.INVOICED: "invoiced_cents",
              S.PAID: "paid_cents"}  # fmt: skip
    rows = [(e.status, getattr(e, weight[e.status])) for e in line.expenses.all() if e.status in weight]
    moved = sum(r.cents for r in line.received.all()) - sum(r.cents for r in line.given.all())
    return queries.Figures(
        voted=line.voted_cents + moved,
        estimated=sum(cents for status, cents in rows if status == S.ESTIMATED),
        committed=sum(cents for status, cents in rows if status in ENGAGED),
        invoiced=sum(cents for status, cents in rows if status in (S.INVOICED, S.PAID)),
        paid=sum(cents for status, cents in rows if status == S.PAID),
    )


def alone(story):
    """Each example of the story leaves nothing to the next one."""

    @wraps(story)
    def told(**drawn):
        with transaction.atomic():
            story(**drawn)
            transaction.set_rollback(True)

    return told


@settings(max_examples=25)
@given(tried=st.lists(steps, max_size=14))
@alone
def test_every_total_is_the_sum_of_its_rows_whatever_was_done(tried):
    budget, by = BudgetFactory(), UserFactory()
    lines = [BudgetLineFactory(budget=budget, voted_cents=100_000) for _ in range(3)]
    for verb, line, which, cents in tried:
        step(lines, verb, line, which, cents, by)
    rows = queries.figures(budget)
    told = queries.total(rows)
    assert [row.figures for row in rows] == [by_hand(line) for line in lines]
    assert told == queries.read(queries.with_figures(Budget.objects.filter(pk=budget.pk)).get())
    assert told.voted == 300_000
    assert told.committed >= told.invoiced >= told.paid >= 0
    assert queries.figures(budget, on=clock.today()) == rows
