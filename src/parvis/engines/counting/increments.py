"""Raising everybody's share step by step, until the outcome costs more than the envelope."""

from .shares import Run


def last_within(market, share, step):
    """How many steps the share may rise: the last before the first outcome that costs more than the envelope."""
    budget = market.contest.budget
    raised = 0
    while True:
        run = Run(market, share + (raised + 1) * step).buy_all()
        if run.cost > budget:
            return raised
        if run.out.issuperset(market.candidates):
            return raised + 1
        raised += 1
