"""The row « Budgets » of the matrix of rights, persona by persona. A role counts within its scope."""

import pytest

from parvis.commons.finance.models import Budget, BudgetLine, Expense
from parvis.commons.schemes.tests.factories import user_on
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.accounts.visitor import Visitor
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory, DepartmentFactory, RoleFactory

from .factories import BudgetFactory, BudgetLineFactory, ExpenseFactory, SchemeBudgetFactory

pytestmark = pytest.mark.django_db

P = Persona
VERBS = ("view", "change", "propose", "spend", "reallocate", "decide", "state")
READS = {"view"}
RUNS = {"view", "change", "propose", "spend", "reallocate", "state"}
DECIDES = {"view", "decide", "state"}
ON_AUTHORITY = {P.OFFICER: RUNS, P.DIRECTOR: DECIDES, P.COUNCILLOR: READS, P.AUDITOR: READS}
ON_SCHEME = {**ON_AUTHORITY, P.CABINET: READS, P.AGENT: READS, P.CHAIR: READS}


def allowed(user, budget):
    return {verb for verb in VERBS if user.has_perm(f"finance.{verb}_budget", budget)}


def assert_reads(user, budget, expected):
    """The rules, the lists, the lines and the expenses all tell the same."""
    line = BudgetLineFactory(budget=budget)
    expense = ExpenseFactory(line=line)
    assert allowed(user, budget) == expected
    for row, model in ((budget, Budget), (line, BudgetLine), (expense, Expense)):
        reads = "view" in expected
        assert user.has_perm(f"finance.view_{model._meta.model_name}", row) == reads
        assert model.objects.visible_to(user).filter(pk=row.pk).exists() == reads
    assert user.has_perm("finance.change_expense", expense) == ("spend" in expected)
    assert user.has_perm("finance.spend_budgetline", line) == ("spend" in expected)


@pytest.mark.parametrize("persona", [*Persona])
def test_a_role_on_the_authority_reads_every_budget(persona):
    for budget in (BudgetFactory(), SchemeBudgetFactory()):
        assert_reads(user_with(persona, budget.authority), budget, ON_AUTHORITY.get(persona, set()))


@pytest.mark.parametrize("persona", [*Persona])
def test_a_role_on_a_scheme_reads_its_budget_and_no_other(persona):
    own = SchemeBudgetFactory()
    user = user_on(persona, own.scheme)
    assert_reads(user, own, ON_SCHEME.get(persona, set()))
    assert_reads(user, SchemeBudgetFactory(authority=own.authority), set())
    assert_reads(user, BudgetFactory(authority=own.authority), set())


def test_members_read_the_budget_that_the_rules_of_their_body_open():
    budget = SchemeBudgetFactory(open_to_members=True)
    assert_reads(user_on(P.MEMBER, budget.scheme), budget, READS)


def test_the_department_that_leads_a_scheme_reads_its_budget():
    budget = SchemeBudgetFactory()
    budget.scheme.lead_department = DepartmentFactory(authority=budget.authority)
    budget.scheme.save()
    agent = RoleFactory(authority=budget.authority, department=budget.scheme.lead_department, persona=P.AGENT).user
    assert_reads(agent, budget, READS)
    elsewhere = DepartmentFactory(authority=budget.authority)
    other = RoleFactory(authority=budget.authority, department=elsewhere, persona=P.AGENT).user
    assert_reads(other, budget, set())


@pytest.mark.parametrize("persona", [*Persona])
def test_nobody_reads_the_budgets_of_another_authority(persona):
    budget = SchemeBudgetFactory(open_to_members=True)
    for user in (user_with(persona, AuthorityFactory()), UserFactory(), Visitor()):
        assert_reads(user, budget, set())
