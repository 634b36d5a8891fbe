"""Budgets: prepared, voted, spent expense by expense, closed."""

from functools import partial

from parvis.commons.finance import lifecycle
from parvis.commons.finance.models import Budget, BudgetLine, Expense
from parvis.commons.schemes.models import Scheme
from parvis.deliberation.bodies.models import Body

from .timeline import AFTER, on


def acts(world, stage):
    """What was written in each budget, on its day."""
    for facts in world.budgets:
        yield on(facts.prepared_on, AFTER, partial(_prepare, stage, facts), "09:00")
        yield on(facts.voted_on, AFTER, partial(_vote, stage, facts), "09:30")
        for spending in facts.spent:
            yield from _spending_acts(stage, facts, spending)
        if facts.closed_on:
            yield on(facts.closed_on, AFTER, partial(_close, stage, facts), "17:00")


def _prepare(stage, facts):
    """Written line by line, then proposed."""
    by = stage.user(facts.officer)
    budget = lifecycle.prepare(
        stage.authority, by=by, year=facts.opens_on.year, label=facts.label, open_to_members=facts.open_to_members,
        scheme=Scheme.objects.get(pk=stage.get(Body, facts.scheme).pk) if facts.scheme else None,
    )  # fmt: skip
    for line in facts.lines:
        made = lifecycle.add_line(
            budget, by=by, label=line.label, voted_cents=line.voted, nature=line.nature, analytic_code=line.code
        )
        stage.keep((facts.key, line.key), made)
    for label, cents in facts.funding:
        lifecycle.add_funding(budget, by=by, label=label, cents=cents)
    lifecycle.propose(budget, by=by)
    stage.keep(facts.key, budget)


def _vote(stage, facts):
    lifecycle.vote(stage.fresh(Budget, facts.key), by=stage.user(facts.director))


def _close(stage, facts):
    lifecycle.execute(stage.fresh(Budget, facts.key), by=stage.user(facts.officer))
    lifecycle.close(stage.fresh(Budget, facts.key), by=stage.user(facts.director))


def _spending_acts(stage, facts, spending):
    days = (spending.estimated_on, spending.committed_on, spending.invoiced_on, spending.paid_on)
    hours = ("10:00", "11:00", "14:00", "16:00")
    for play, day, hour in zip((_estimate, _commit, _invoice, _pay), days, hours, strict=True):
        if day:
            yield on(day, AFTER, partial(play, stage, facts, spending), hour)


def _estimate(stage, facts, spending):
    expense = lifecycle.estimate(
        stage.get(BudgetLine, (facts.key, spending.line)), by=stage.user(facts.officer), label=spending.label,
        cents=spending.estimate or spending.cents, supplier_label=spending.supplier,
    )  # fmt: skip
    stage.keep((facts.key, spending.key), expense)


def _commit(stage, facts, spending):
    lifecycle.commit(_expense(stage, facts, spending), by=stage.user(facts.officer), cents=spending.cents)


def _invoice(stage, facts, spending):
    lifecycle.invoice(_expense(stage, facts, spending), by=stage.user(facts.officer), number=spending.number)


def _pay(stage, facts, spending):
    lifecycle.pay(_expense(stage, facts, spending), by=stage.user(facts.officer))


def _expense(stage, facts, spending):
    return stage.fresh(Expense, (facts.key, spending.key))
