"""The fairest chances one could dream of, and the bound that proves it.

Seats are first allowed to be fractions: that is a linear program, whose lowest chance no real lottery can exceed. The
chances are raised together until some can go no higher; those are fixed, and the others go on (leximin). When a real
lottery reaches these chances, it is the fairest there is.

Flanigan, Gölz, Gupta, Hennig, Procaccia, « Fair algorithms for selecting citizens' assemblies », Nature 596 (2021);
the relaxation over types is ours.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy import sparse

from .solver import Program

NEVER = 1e-9
"""Below this, a chance is none."""

HELD = 1e-7
"""A multiplier above this, against a total of one, says that the chance of a type can go no higher."""

DIGITS = 12
"""Decimals kept of each multiplier in the certificate."""


@dataclass(frozen=True)
class Profile:
    """Chances per type, float64, shape (types,); types that no panel can hold; and the certificate of the lowest."""

    chances: np.ndarray
    never: np.ndarray
    certificate: tuple

    @property
    def lowest(self):
        """The lowest chance among people who can be drawn."""
        return float(self.chances[~self.never].min())


def ideal(problem, never=None):
    """The leximin chances when seats may be fractions, or None when no panel exists even then.

    never: types that no whole panel holds, when that is known.
    """
    climb = _Climb(problem)
    chances, never = np.zeros(len(problem.types)), _mask(problem, never)
    climb.fix(never, 0.0)
    certificate = None
    while climb.free.any():
        answer = climb.raise_together()
        if answer is None:
            return None
        level, held = answer
        chances[held] = level
        if level <= NEVER:
            never |= held
        elif certificate is None:
            certificate = climb.certificate()
        climb.fix(held, level)
    return Profile(chances, never, certificate or ())


def bound(problem, certificate, never=None):
    """The lowest chance that no lottery can exceed, an exact fraction, by weak duality: no solver is trusted.

    certificate: one multiplier (decimal text) per row. Whatever the multipliers, the result is a true bound; the
    solver only chose good ones. never: types that no panel can hold, to whom nothing is promised.
    """
    multipliers = [Fraction(text) for text in certificate]
    never = _mask(problem, never)
    total = sum(
        multiplier * (row.high if multiplier > 0 else row.low)
        for multiplier, row in zip(multipliers, problem.rows, strict=True)
    )
    weight = Fraction(0)
    for one, barred in zip(problem.types, never, strict=True):
        price = sum((multipliers[row] for row in one.rows), Fraction(0))
        if barred:
            continue
        if price < 0:
            total -= one.cap * price
        else:
            weight += one.size * price
    return min(Fraction(1), total / weight) if weight else Fraction(1)


def _mask(problem, never):
    return np.zeros(len(problem.types), dtype=bool) if never is None else np.array(never, dtype=bool)


class _Climb:
    """The linear program of one level: a common chance z for everybody free, and e ≥ 0 above it for each type."""

    def __init__(self, problem):
        self.problem = problem
        self.sizes = problem.sizes.astype(float)
        self.ceilings = problem.caps / self.sizes
        self.free = np.ones(len(problem.types), dtype=bool)
        self.matrix = sparse.csr_matrix(problem.matrix, dtype=float)
        self.capped = set()
        self.program = self._program()

    def raise_together(self):
        """The highest common chance of the free types, and which of them it holds; None when no panel exists."""
        while True:
            answer = self.program.solve()
            if answer is None:
                return None
            level, extra = answer.columns[0], answer.columns[1:]
            above = self.free & (level + extra > self.ceilings + NEVER)
            above[list(self.capped)] = False
            if not above.any():
                break
            for number in np.flatnonzero(above):
                self._cap(int(number))
        self.row_duals = answer.row_duals[: len(self.problem.rows)]
        return max(level, 0.0), self._held(level, extra, answer.column_duals[1:])

    def fix(self, held, level):
        """Leave these types where they are and let the others climb."""
        self.free &= ~held
        for number in np.flatnonzero(held):
            self.program.set_bounds(number + 1, level, level)
        for row, value in enumerate(self._shared()):
            self.program.set_coefficient(row, 0, value)
        for place, number in enumerate(sorted(self.capped, key=self.order.get)):
            if held[number]:
                self.program.set_row_bounds(len(self.problem.rows) + place, -np.inf, np.inf)

    def certificate(self):
        """The multipliers of the rows, as decimal texts, with the sign that makes a bound."""
        return tuple(f"{value:.{DIGITS}f}" for value in self.row_duals)

    def _program(self):
        count = len(self.problem.types)
        shared = sparse.csr_matrix(self._shared().reshape(-1, 1))
        rows = sparse.hstack([shared, self.matrix.multiply(self.sizes)])
        cost = np.zeros(count + 1)
        cost[0] = 1
        upper = np.concatenate([[1.0], self.ceilings])
        self.order = {}
        return Program(cost, np.zeros(count + 1), upper, rows, self.problem.low, self.problem.high)

    def _shared(self):
        return self.matrix @ (self.sizes * self.free)

    def _cap(self, number):
        """Say that z + e cannot pass what one panel can hold; only where it would."""
        self.order[number] = len(self.order)
        self.capped.add(number)
        self.program.add_row(-np.inf, self.ceilings[number], [0, number + 1], [1.0, 1.0])

    def _held(self, level, extra, duals):
        """Types that no solution raises: the solver would pay for it, or one panel holds no more of them."""
        stuck = (extra <= NEVER) & (np.abs(duals) > HELD)
        held = self.free & (stuck | (level >= self.ceilings - NEVER))
        return held if held.any() else self.free.copy()
