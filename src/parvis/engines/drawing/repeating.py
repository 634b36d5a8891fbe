"""From weights to repetitions: how many times each weighed panel comes in the list.

Whole parts first, then what is left one panel at a time. While somebody is more than one panel away from what is
deserved, a panel of the list gives its turn to the one that mends most for the few people it exchanges: among all
panels, known before or not, whole-number programming finds it, for the cost of an exchange is the sum of what each
person adds to it. Where no exchange mends, whoever is far weighs more, and the list leaves the corner it was in.
"""

import numpy as np

from .columns import Pricing

ASKED = 400
"""Panels asked for before the gaps are left as they are, and published."""

PATIENCE = 12
"""Panels that find no better one near them before whoever is far weighs more."""

DIGITS = 9
"""Decimals of a cost that decide: what several threads add in another order differs beyond."""

NEAR = 1e-6
"""Gaps, in panels, are not told apart below this."""


def repeated(problem, weighed, panels):
    """Panels, int64, shape (panels, types), that keep the chances of a weighed lottery as nearly as they can.

    weighed: see `columns.Weighed`; every panel it knows may serve, those of no weight included.
    """
    turns = _Turns(problem, weighed, panels)
    pricing, best, least = Pricing(problem), turns.panels(), turns.widest()
    failed = []
    while turns.far().any() and pricing.asked < ASKED:
        leaving = turns.least_missed(failed)
        if leaving is None or len(failed) >= PATIENCE:
            turns.weigh_far()
            failed = []
            continue
        coming, _, _ = pricing.best(-turns.prices(leaving))
        if not turns.exchange(leaving, coming):
            failed.append(leaving)
            continue
        failed = []
        if turns.widest() < least:
            best, least = turns.panels(), turns.widest()
    return best


class _Turns:
    """How many times each known panel comes; seats: what each type has in all; weights: what a gap costs, per type."""

    def __init__(self, problem, weighed, panels):
        self.sizes, self.known = problem.sizes, list(weighed.panels)
        self.place = {panel.tobytes(): number for number, panel in enumerate(self.known)}
        self.deserved = weighed.chances * panels
        # Seats that keep every person of a type, served in turn, to within one panel.
        self.low = self.sizes * np.ceil(self.deserved - 1 - NEAR)
        self.high = self.sizes * np.floor(self.deserved + 1 + NEAR)
        self.weights = np.ones(len(self.sizes))
        self.times = _shared(weighed, self.sizes, panels)
        self.seats = self.times @ weighed.panels

    def panels(self):
        """The list as it stands."""
        return np.repeat(np.array(self.known), self.times, axis=0)

    def gaps(self):
        """Panels that each person of a type has too many, on average."""
        return self.seats / self.sizes - self.deserved

    def far(self):
        """Types where somebody is more than one panel away."""
        return (self.seats < self.low) | (self.seats > self.high)

    def widest(self):
        """How far the furthest person is, in panels."""
        below, above = self.seats // self.sizes, -(-self.seats // self.sizes)
        return max(np.abs(below - self.deserved).max(), np.abs(above - self.deserved).max())

    def weigh_far(self):
        """What is far weighs twice as much."""
        self.weights[self.far()] *= 2

    def least_missed(self, but):
        """The panel of the list whose leaving costs least, or None when all of them are among `but`."""
        there = np.flatnonzero(self.times)
        there = there[~np.isin(there, but)]
        if not len(there):
            return None
        lost = np.array([self.known[number] for number in there]) @ self._change(-1)
        return int(there[lost.round(DIGITS).argmin()])

    def prices(self, leaving):
        """What a seat of each type costs in the panel that takes the turn of this one, whose people have one less."""
        return np.where(self.known[leaving] > 0, -self._change(-1), self._change(1))

    def exchange(self, leaving, coming):
        """Give a turn of one panel to another if that mends; whether it does."""
        seats = self.seats - self.known[leaving] + coming
        if self._cost(seats) >= self._cost(self.seats) - NEAR:
            return False
        number = self.place.setdefault(coming.tobytes(), len(self.known))
        if number == len(self.known):
            self.known.append(coming)
            self.times = np.append(self.times, 0)
        self.times[leaving] -= 1
        self.times[number] += 1
        self.seats = seats
        return True

    def _change(self, seats):
        """What one seat more, or one less, adds to the cost, per type."""
        return self.weights * seats * (2 * self.gaps() + seats / self.sizes) / self.sizes

    def _cost(self, seats):
        return float(self.weights @ (seats / self.sizes - self.deserved) ** 2)


def _shared(weighed, sizes, panels):
    """Times of each panel: whole parts of the weights, then, one at a time, the panel that leaves the least gaps."""
    gains, times = weighed.panels / sizes, np.floor(weighed.weights * panels + NEAR).astype(np.int64)
    squares = (gains * gains).sum(axis=1)
    for _ in range(panels - int(times.sum())):
        gaps = times @ gains - weighed.chances * panels
        times[(squares + 2 * gains @ gaps).round(DIGITS).argmin()] += 1
    return times
