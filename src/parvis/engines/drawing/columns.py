"""The fairest real lottery, by column generation: panels are asked for one by one, as long as one more helps.

A master program weighs the panels known so far so that the lowest chance is as high as they allow; its multipliers say
what each type is worth; the best panel for these values is looked for; when none is worth more than the master pays,
the chances are the best of all lotteries. The types that hold the level are fixed and the others climb (leximin).

Flanigan, Gölz, Gupta, Procaccia, « Neutralizing self-selection bias in sampling for sortition », NeurIPS 2020.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .profile import HELD, NEVER
from .solver import Program

GAIN = 1e-7
"""A panel that is worth no more than this above what the master pays does not help."""

LOOSE = 1e-8
"""What a level already reached may lose while the others climb: exact levels would leave the solver no room at all."""

ROUNDS = 600
"""Panels asked for before the chances reached are taken as they are."""


@dataclass(frozen=True)
class Weighed:
    """A lottery over panels with real weights.

    panels: int64, shape (panels, types); weights: float64, shape (panels,), sum 1; chances: shape (types,);
    never: types that no panel holds; ceiling: no lottery does better for the lowest chance, says the solver;
    finished: whether every level was proved.
    """

    panels: np.ndarray
    weights: np.ndarray
    chances: np.ndarray
    never: np.ndarray
    ceiling: float
    finished: bool


def fairest(problem, panels=(), *, rounds=ROUNDS, levels=None, enough=np.inf):
    """The leximin lottery, or the maximin one with `levels=1`; None when no panel exists.

    panels: panels known already, which spare as many questions; enough: a level that is known to be the highest.
    """
    pricing = Pricing(problem)
    known = _Known(problem, panels)
    if not known.panels:
        first = pricing.best(np.ones(len(problem.types)))
        if first is None:
            return None
        known.add(first[0])
    master, climbed, ceiling, finished = _Master(problem, known, enough), 0, 1.0, True
    while master.free.any() and (levels is None or climbed < levels):
        finished, limit = _settle(master, known, pricing, rounds, enough)
        if climbed == 0 or master.level <= NEVER:
            ceiling = limit
        climbed = climbed + (master.level > NEVER)
        if not finished:
            break
        master.fix()
    return master.weighed(ceiling, finished)


def _settle(master, known, pricing, rounds, enough):
    """Ask for panels until none helps this level: whether that is proved, and the ceiling of the level."""
    ceiling = 1.0
    while True:
        if not master.solve():
            return False, ceiling
        if master.level >= enough - NEVER:
            return True, enough
        if pricing.asked >= rounds:
            return False, ceiling
        panel, worth, limit = pricing.best(master.prices)
        ceiling = min(ceiling, limit - master.paid_to_fixed())
        if worth <= master.paid + GAIN or not known.add(panel):
            return True, max(ceiling, master.level)
        master.add(panel)


PLAIN = dict.fromkeys(
    ("mip_heuristic_run_rins", "mip_heuristic_run_rens", "mip_heuristic_run_root_reduced_cost"), False
)
"""Programs as small as these are solved in half the time without these searches for a first answer."""


class Pricing:
    """The panel that is worth most, by whole-number programming."""

    def __init__(self, problem):
        count = len(problem.types)
        self.asked = 0
        limits = problem.caps, problem.matrix, problem.low, problem.high
        self.program = Program(np.zeros(count), np.zeros(count), *limits, whole=True, **PLAIN)

    def best(self, prices):
        """The panel, its worth, and what no panel is worth more than; None when there is no panel at all."""
        self.asked += 1
        self.program.set_costs(prices)
        answer = self.program.solve()
        if answer is None:
            return None
        panel = np.rint(answer.columns).astype(np.int64)
        return panel, float(panel @ prices), max(answer.bound, float(panel @ prices))


class _Known:
    """Panels without repetition, in the order they were found."""

    def __init__(self, problem, panels):
        self.panels, self.seen = [], set()
        for panel in panels:
            self.add(np.asarray(panel, dtype=np.int64))

    def add(self, panel):
        """Remember a panel; whether it is new."""
        key = panel.tobytes()
        if key in self.seen:
            return False
        self.seen.add(key)
        self.panels.append(panel)
        return True


class _Master:
    """Column 0 is the common chance z of the free types; one column per panel; one row per type and the total."""

    def __init__(self, problem, known, enough):
        self.problem, self.known = problem, known
        count = len(problem.types)
        self.free = np.ones(count, dtype=bool)
        self.levels = np.zeros(count)
        panels = sparse.csr_matrix(np.array(known.panels, dtype=float).T)
        rows = sparse.vstack(
            [
                sparse.hstack([sparse.csr_matrix(-problem.sizes.reshape(-1, 1).astype(float)), panels]),
                sparse.csr_matrix(np.array([[0.0] + [1.0] * len(known.panels)])),
            ]
        )
        cost = np.zeros(1 + len(known.panels))
        cost[0] = 1
        low = np.concatenate([np.zeros(count), [1.0]])
        high = np.concatenate([np.full(count, np.inf), [1.0]])
        most = np.ones(len(cost))
        # Where the highest level is known, saying so spares the solver most of its way there.
        most[0] = min(1.0, enough)
        self.program = Program(cost, np.zeros(len(cost)), most, rows, low, high)

    def solve(self):
        """Weigh the known panels; what each type is worth from there, and what a panel is paid.

        False, and nothing moves, when the solver no longer finds the levels that it reached.
        """
        answer = self.program.solve()
        if answer is None:
            return False
        self.level, self.weights = float(answer.columns[0]), answer.columns[1:]
        self.prices = np.maximum(-answer.row_duals[:-1], 0)
        self.paid = float(answer.row_duals[-1])
        return True

    def paid_to_fixed(self):
        """What the types already fixed are worth at their level: not the free ones' gain."""
        fixed = ~self.free
        return float(self.prices[fixed] @ (self.problem.sizes * self.levels)[fixed])

    def add(self, panel):
        """Let a new panel be weighed."""
        types = np.flatnonzero(panel)
        self.program.add_column(0, 0, 1, [*types, len(self.free)], [*panel[types], 1])

    def fix(self):
        """Hold the types that cannot climb at this level."""
        held = self.free & (self.prices * self.problem.sizes > HELD)
        if not held.any():
            held = self.free.copy()
        self.levels[held] = max(self.level, 0.0)
        self.free &= ~held
        for number in np.flatnonzero(held):
            self.program.set_coefficient(number, 0, 0.0)
            floor = max(self.levels[number] - LOOSE, 0.0) * self.problem.sizes[number]
            self.program.set_row_bounds(number, floor, np.inf)

    def weighed(self, ceiling, finished):
        """The lottery as it stands."""
        panels = np.array(self.known.panels, dtype=np.int64)[: len(self.weights)]
        weights = np.maximum(self.weights, 0)
        weights = weights / weights.sum()
        chances = (sparse.csr_matrix(panels.T) @ weights) / self.problem.sizes
        return Weighed(panels, weights, chances, chances <= NEVER, ceiling, finished)
