"""From weights to repetitions: how many times each weighed panel comes in the list.

Whole parts first, then what is left one panel at a time, then exchanges of one panel for another, each time the one
that brings people nearest to what they deserve. While somebody is more than one panel away, the panel that would mend
most is asked for, and exchanges go on with it; when none is new, the solver has the last word.
"""

import numpy as np
from scipy import sparse

from .columns import Pricing
from .solver import Program

POWER = 6
"""The gap of each person counts to this power: the widest gap is what matters."""

ASKED = 120
"""Panels asked for before the gaps are left as they are, and published."""

NODES = 100
"""How far the solver looks for repetitions with nobody more than one panel away: it finds them early, or not at all."""

NEAR = 1e-6
"""Gaps, in panels, are not told apart below this."""


def repeated(problem, weighed, panels):
    """Panels, int64, shape (panels, types), that keep the chances of a weighed lottery as nearly as they can.

    weighed: see `columns.Weighed`; every panel it knows may serve, those of no weight included.
    """
    deserved, known = weighed.chances * panels, weighed.panels
    times = np.floor(weighed.weights * panels + NEAR).astype(np.int64)
    for _ in range(panels - int(times.sum())):
        gaps = times @ known / problem.sizes - deserved
        times[_costs(gaps + known / problem.sizes).argmin()] += 1
    pricing = Pricing(problem)
    while True:
        times = _exchanged(times, known / problem.sizes, deserved)
        gaps = times @ known / problem.sizes - deserved
        if _within(problem, times @ known, deserved):
            return np.repeat(known, times, axis=0)
        # What a seat of each type would mend: the slope of the cost.
        panel, _, _ = pricing.best(-np.sign(gaps) * np.abs(gaps) ** (POWER - 1) / problem.sizes)
        if pricing.asked >= ASKED or (known == panel).all(axis=1).any():
            return np.repeat(known, _solved(problem, known, deserved, panels, times), axis=0)
        known, times = np.vstack([known, panel]), np.append(times, 0)


def _limits(problem, deserved):
    """Seats per type over the list that keep every person of it, served in turn, to within one panel."""
    return problem.sizes * np.ceil(deserved - 1 - NEAR), problem.sizes * np.floor(deserved + 1 + NEAR)


def _within(problem, seats, deserved):
    low, high = _limits(problem, deserved)
    return bool(np.all(seats >= low) and np.all(seats <= high))


def _exchanged(times, gains, deserved):
    """Exchange one panel for another while somebody far comes nearer."""
    cost = _costs(times @ gains - deserved)
    while True:
        gaps, least = times @ gains - deserved, np.inf
        for one in np.flatnonzero(times):
            costs = _costs(gaps - gains[one] + gains)
            best = int(costs.argmin())
            if costs[best] < least:
                least, given, taken = costs[best], one, best
        if least >= cost - NEAR:
            return times
        cost = least
        times[given] -= 1
        times[taken] += 1


def _costs(gaps):
    """Gaps to the power, as products of products: far quicker than a power, and alike on every processor."""
    squares = gaps * gaps
    return (squares * squares * squares).sum(axis=-1)


def _solved(problem, known, deserved, panels, times):
    """Repetitions with nobody more than one panel away, if the solver finds some; those given, if not."""
    low, high = _limits(problem, deserved)
    rows = sparse.vstack([sparse.csr_matrix(known.T), sparse.csr_matrix(np.ones((1, len(known))))])
    free = np.zeros(len(known))
    limits = np.append(low, panels), np.append(high, panels)
    answer = Program(free, free, free + panels, rows, *limits, whole=True, mip_max_nodes=NODES).solve()
    return times if answer is None else np.rint(answer.columns).astype(np.int64)
