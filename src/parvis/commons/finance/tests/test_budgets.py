"""A budget: prepared, proposed, voted, stopped, closed."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from parvis.commons.finance import lifecycle, queries
from parvis.commons.finance.choices import ExpenseStatus, Status
from parvis.commons.finance.models import Budget, BudgetLine, Expense
from parvis.commons.finance.sealing import is_intact
from parvis.commons.people.tests.factories import OrganisationFactory
from parvis.commons.schemes.tests.factories import SchemeFactory
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.journal.models import JournalLine

from .factories import BudgetFactory, BudgetLineFactory, ExpenseFactory, FundingSourceFactory, ReallocationFactory

pytestmark = pytest.mark.django_db
NEXT = {"year": 2027, "label": "Budget de la mission"}


@pytest.fixture
def prepared(authority, officer):
    budget = lifecycle.prepare(authority, by=officer, **NEXT)
    lifecycle.add_line(budget, by=officer, label="Repas et accueil", voted_cents=450_000)
    return budget


@pytest.fixture
def closed(budget, line, officer, director):
    ExpenseFactory(line=line, status=ExpenseStatus.PAID, supplier=OrganisationFactory(authority=budget.authority))
    FundingSourceFactory(budget=budget)
    lifecycle.close(budget, by=director)
    return budget


def test_a_budget_goes_from_its_preparation_to_its_closing(prepared, officer, director):
    lifecycle.propose(prepared, by=officer)
    lifecycle.vote(prepared, by=director, on=dt.date(2026, 11, 12))
    lifecycle.execute(prepared, by=officer)
    lifecycle.close(prepared, by=director)
    prepared.refresh_from_db()
    assert (prepared.status, prepared.voted_on, prepared.closed_by) == (Status.CLOSED, dt.date(2026, 11, 12), director)
    verbs = JournalLine.objects.order_by("pk").values_list("verb", flat=True)
    assert [*verbs] == ["prepare", "add_line", "propose", "vote", "execute", "close"]


def test_a_year_has_one_budget_of_the_mission_and_one_of_each_scheme(prepared, authority, officer):
    with pytest.raises(Refused, match="a déjà un budget pour 2027"):
        lifecycle.prepare(authority, by=officer, **NEXT)
    scheme = SchemeFactory(authority=authority)
    assert lifecycle.prepare(authority, by=officer, scheme=scheme, **NEXT).scheme == scheme


@pytest.mark.parametrize("wrong", [{"year": 226}, {"label": "  "}])
def test_a_budget_has_a_year_and_a_title(authority, officer, wrong):
    with pytest.raises(Refused):
        lifecycle.prepare(authority, by=officer, **{**NEXT, **wrong})


def test_a_budget_without_a_line_is_not_proposed(authority, officer):
    with pytest.raises(Refused, match="au moins une ligne"):
        lifecycle.propose(lifecycle.prepare(authority, by=officer, **NEXT), by=officer)


def test_a_proposal_goes_back_with_its_reason(prepared, officer, director):
    lifecycle.propose(prepared, by=officer)
    lifecycle.send_back(prepared, reason="La formation manque.", by=director)
    assert prepared.status == Status.PREPARED
    assert JournalLine.objects.latest("pk").reason.text == "La formation manque."


def test_a_vote_is_not_dated_tomorrow(prepared, officer, director):
    lifecycle.propose(prepared, by=officer)
    with pytest.raises(Refused, match="à venir"):
        lifecycle.vote(prepared, by=director, on=dt.date(2026, 11, 17))


def test_what_is_voted_moves_by_a_reallocation_only(line, officer):
    with pytest.raises(Refused, match="Le montant est voté"):
        lifecycle.amend_line(line, by=officer, voted_cents=460_000)
    with pytest.raises(Refused, match="à zéro"):
        lifecycle.add_line(line.budget, by=officer, label="Autre", voted_cents=100)
    with pytest.raises(Refused, match="ses lignes restent"):
        lifecycle.remove_line(line, by=officer)
    assert lifecycle.add_line(line.budget, by=officer, label="Autre").number == 2


def test_the_lines_of_a_budget_not_voted_yet_are_corrected_and_taken_out(prepared, officer):
    line = prepared.lines.get()
    lifecycle.amend_line(line, by=officer, voted_cents=500_000, label="Repas")
    assert queries.total(queries.figures(prepared)).voted == 500_000
    lifecycle.remove_line(line, by=officer)
    assert not prepared.lines.exists()


def test_two_lines_do_not_bear_the_same_name(line, other_line, officer):
    with pytest.raises(Refused, match="déjà ce nom"):
        lifecycle.add_line(line.budget, by=officer, label=line.label)
    with pytest.raises(Refused, match="déjà ce nom"):
        lifecycle.amend_line(other_line, by=officer, label=line.label)


def test_funding_is_added_and_taken_out(prepared, officer):
    source = lifecycle.add_funding(prepared, by=officer, label="ANCT", cents=900_000)
    with pytest.raises(Refused, match="déjà inscrit"):
        lifecycle.add_funding(prepared, by=officer, label="ANCT", cents=1)
    lifecycle.remove_funding(source, by=officer)
    assert not prepared.funding.exists()


# --- Reallocations ---


def test_money_moves_from_a_line_to_another_and_the_budget_holds_the_same(budget, line, other_line, officer):
    lifecycle.reallocate(line, other_line, cents=50_000, reason="Un supplément du magazine.", by=officer)
    first, second = queries.figures(budget)
    assert (first.voted, second.voted) == (400_000, 700_000)
    assert queries.total([first, second]).voted == 1_100_000
    assert JournalLine.objects.latest("pk").reason.text == "Un supplément du magazine."


def test_no_more_moves_than_the_line_still_has(line, other_line, officer):
    ExpenseFactory(line=line, status=ExpenseStatus.COMMITTED, estimated_cents=440_000)
    with pytest.raises(Refused, match="Il reste 100\xa0€"):
        lifecycle.reallocate(line, other_line, cents=10_001, reason="Trop.", by=officer)
    lifecycle.reallocate(line, other_line, cents=10_000, reason="Juste.", by=officer)


@pytest.mark.parametrize("wrong", [{"cents": 0}, {"cents": -5}, {"reason": " "}, {"on": dt.date(2026, 12, 1)}])
def test_a_reallocation_says_how_much_and_why(line, other_line, officer, wrong):
    with pytest.raises(Refused):
        lifecycle.reallocate(line, other_line, by=officer, **{"cents": 100, "reason": "Utile.", **wrong})


def test_money_does_not_leave_its_budget(line, officer):
    for elsewhere in (BudgetLineFactory(), line):
        with pytest.raises(Refused, match="deux lignes différentes"):
            lifecycle.reallocate(line, elsewhere, cents=100, reason="Non.", by=officer)


# --- The end of the year ---


def test_a_year_that_is_stopped_takes_no_order_but_pays_what_was_ordered(budget, line, officer):
    ordered = ExpenseFactory(line=line, status=ExpenseStatus.COMMITTED)
    lifecycle.execute(budget, by=officer)
    with pytest.raises(Refused, match="rien ne s’y ajoute"):
        lifecycle.estimate(line, by=officer, label="Trop tard", cents=100)
    with pytest.raises(Refused, match="n’est pas arrêté"):
        lifecycle.commit(ExpenseFactory(line=line), by=officer)
    lifecycle.invoice(ordered, by=officer, number="F-1")
    lifecycle.pay(ordered, by=officer)
    assert ordered.status == ExpenseStatus.PAID


def test_a_year_stopped_too_early_goes_on(budget, officer):
    lifecycle.execute(budget, by=officer)
    lifecycle.reopen(budget, reason="Le conseil se réunit encore en décembre.", by=officer)
    assert (budget.status, budget.executed_on) == (Status.VOTED, None)


def test_closing_warns_of_what_is_not_settled(budget, line, director):
    ExpenseFactory(line=line)
    ExpenseFactory(line=line, status=ExpenseStatus.INVOICED)
    with pytest.raises(Warned) as warned:
        lifecycle.close(budget, by=director)
    assert [c.code for c in warned.value.cautions] == ["finance.estimates_open", "finance.unpaid"]
    lifecycle.close(budget, by=director, override="Reporté sur 2027.")
    assert budget.is_closed


def test_nothing_of_a_closed_budget_changes_by_a_verb(other_line, closed, line, officer):
    expense = Expense.objects.get()
    attempts = (
        lambda: lifecycle.amend(closed, by=officer, label="Autre", open_to_members=True),
        lambda: lifecycle.add_line(closed, by=officer, label="Autre"),
        lambda: lifecycle.amend_line(line, by=officer, label="Autre"),
        lambda: lifecycle.add_funding(closed, by=officer, label="Autre", cents=1),
        lambda: lifecycle.reallocate(line, other_line, cents=1, reason="Non.", by=officer),
        lambda: lifecycle.estimate(line, by=officer, label="Autre", cents=1),
        lambda: lifecycle.amend_expense(expense, by=officer, label="Autre"),
        lambda: lifecycle.take_back(expense, by=officer, reason="Non."),
        lambda: lifecycle.close(closed, by=officer),
    )
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert is_intact(closed)


def test_the_database_refuses_to_change_a_closed_budget(closed, line):
    spare = BudgetLineFactory(budget=BudgetFactory(authority=closed.authority, year=2027))
    attempts = (
        lambda: Budget.objects.filter(pk=closed.pk).update(
            status=Status.VOTED, closed_at=None, closed_by=None, seal=""
        ),
        lambda: Budget.objects.filter(pk=closed.pk).update(label="Autre"),
        lambda: Budget.objects.filter(pk=closed.pk)._raw_delete("default"),
        lambda: BudgetLine.objects.filter(pk=line.pk).update(voted_cents=1),
        lambda: BudgetLine.objects.filter(pk=line.pk).update(budget=spare.budget),
        lambda: BudgetLine.objects.filter(pk=spare.pk).update(budget=closed),
        lambda: Expense.objects.update(label="Autre"),
        lambda: Expense.objects.update(line=spare),
        lambda: Expense.objects.all().delete(),
        lambda: closed.funding.update(cents=1),
        lambda: closed.funding.all().delete(),
        lambda: ExpenseFactory(line=line),
        lambda: BudgetLineFactory(budget=closed),
        lambda: FundingSourceFactory(budget=closed),
        lambda: ReallocationFactory(budget=closed, from_line=line, to_line=spare),
    )
    for number, attempt in enumerate(attempts):
        with pytest.raises(DatabaseError, match="closed budget"), transaction.atomic():
            attempt()
        assert is_intact(closed), number


def test_two_records_of_a_supplier_are_joined_after_the_closing(closed):
    Expense.objects.update(supplier=OrganisationFactory(authority=closed.authority))
    assert is_intact(closed)


def test_a_budget_that_is_open_has_no_seal(budget):
    assert not is_intact(budget)
