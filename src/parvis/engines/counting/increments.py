"""Raising everybody's share step by step, until the outcome costs more than the envelope."""

from .lanes import OVER, SETTLED, UNSURE, WITHIN, Lanes, Track
from .shares import Run

MOST_LANES = 192
CELLS = 60_000
"""What all lanes read at once stays in the processor's memory."""


def last_within(market, share, step):
    """How many steps the share may rise: the last before the first outcome that costs more than the envelope.

    Steps are taken in growing batches, side by side; those that doubles cannot prove are run again exactly.
    """
    if not market.candidates or sum(market.costs) > 2**53:
        return _one_by_one(market, share, step)
    track, budget = Track(market), market.contest.budget
    raised, lanes = 0, 4
    while True:
        shares = [share + (raised + one) * step for one in range(lanes)]
        batch = Lanes(track, shares)
        for place, outcome in enumerate(batch.outcomes()):
            outcome = _exact_outcome(market, shares[place]) if outcome == UNSURE else outcome
            if outcome == OVER:
                return raised + place - 1
            if outcome == SETTLED:
                return raised + place
        raised += lanes
        market.contest.progress(min(batch.spent[-1], budget), budget, "Hausses de la part")
        lanes = max(1, min(2 * lanes, MOST_LANES, CELLS // track.padded.shape[1]))


def _one_by_one(market, share, step):
    """The same without lanes, for sums that doubles do not hold."""
    raised = 0
    while True:
        outcome = _exact_outcome(market, share + raised * step)
        if outcome != WITHIN:
            return raised if outcome == SETTLED else raised - 1
        raised += 1


def _exact_outcome(market, share):
    run = Run(market, share).buy_all()
    if run.cost > market.contest.budget:
        return OVER
    return SETTLED if run.out.issuperset(market.candidates) else WITHIN
