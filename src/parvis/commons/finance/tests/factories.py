import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.commons.finance import models
from parvis.commons.finance.choices import ExpenseStatus, Status

DAY = dt.date(2026, 3, 2)


class BudgetFactory(DjangoModelFactory):
    """A voted budget of the mission, unless it is given a scheme."""

    class Meta:
        model = models.Budget

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    label = "Budget de la mission"
    year = 2026
    status = Status.VOTED
    voted_on = dt.date(2025, 12, 15)


class SchemeBudgetFactory(BudgetFactory):
    scheme = factory.SubFactory(
        "parvis.commons.schemes.tests.factories.SchemeFactory", authority=factory.SelfAttribute("..authority")
    )
    label = "Budget de l’instance"


class BudgetLineFactory(DjangoModelFactory):
    class Meta:
        model = models.BudgetLine

    budget = factory.SubFactory(BudgetFactory)
    number = factory.Sequence(lambda n: n + 1)
    label = factory.Sequence(lambda n: f"Repas et accueil {n}")
    voted_cents = 450_000


class ExpenseFactory(DjangoModelFactory):
    """An expense still estimated, unless told how far it went: `ExpenseFactory(status=PAID)`."""

    class Meta:
        model = models.Expense

    class Params:
        reached = factory.LazyAttribute(
            lambda e: [*models.REACHED].index(e.status) if e.status in models.REACHED else 0
        )

    line = factory.SubFactory(BudgetLineFactory)
    authority = factory.SelfAttribute("line.budget.authority")
    label = factory.Sequence(lambda n: f"Plateaux de la plénière {n}")
    status = ExpenseStatus.ESTIMATED
    estimated_cents = 60_000
    estimated_on = DAY
    committed_cents = factory.LazyAttribute(lambda e: e.estimated_cents if e.reached > 0 else None)
    committed_on = factory.LazyAttribute(lambda e: DAY if e.reached > 0 else None)
    invoiced_cents = factory.LazyAttribute(lambda e: e.committed_cents if e.reached > 1 else None)
    invoiced_on = factory.LazyAttribute(lambda e: DAY if e.reached > 1 else None)
    invoice_number = factory.LazyAttribute(lambda e: "F-2026-118" if e.reached > 1 else "")
    paid_cents = factory.LazyAttribute(lambda e: e.invoiced_cents if e.reached > 2 else None)
    paid_on = factory.LazyAttribute(lambda e: DAY if e.reached > 2 else None)
    cancelled_on = factory.LazyAttribute(lambda e: DAY if e.status == ExpenseStatus.CANCELLED else None)


class ReallocationFactory(DjangoModelFactory):
    class Meta:
        model = models.Reallocation

    budget = factory.SubFactory(BudgetFactory)
    from_line = factory.SubFactory(BudgetLineFactory, budget=factory.SelfAttribute("..budget"))
    to_line = factory.SubFactory(BudgetLineFactory, budget=factory.SelfAttribute("..budget"))
    cents = 50_000


class FundingSourceFactory(DjangoModelFactory):
    class Meta:
        model = models.FundingSource

    budget = factory.SubFactory(BudgetFactory)
    label = factory.Sequence(lambda n: f"Programme national {n}")
    cents = 900_000


CONVENTIONS = {
    models.Budget: [BudgetFactory, SchemeBudgetFactory, lambda: SchemeBudgetFactory(open_to_members=True)],
    models.BudgetLine: [
        BudgetLineFactory, lambda: BudgetLineFactory(budget=SchemeBudgetFactory()),
        lambda: BudgetLineFactory(budget=SchemeBudgetFactory(open_to_members=True)),
    ],
}  # fmt: skip
