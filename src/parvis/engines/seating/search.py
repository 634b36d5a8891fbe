"""The search: two people exchange seats in a round, the best of all exchanges each time (tabu search).

In one round, what an exchange costs follows from two small tables: how many acquaintances (people met in other
rounds) each person has at each table, and how many people of each value each table has. All exchanges are compared
at once, so each step takes the best one that does not undo a recent one.
Glover, « Tabu search », ORSA Journal on Computing 1 (1989).
"""

from dataclasses import dataclass

import numpy as np

from ..files import fingerprint
from ..progress import silent

AGAIN = 16
"""Cost of two people who meet again; a third meeting costs one more, a fourth two more."""

MIXED = 1_000
"""Cost of one person too many, or too few, of a value at a table: worth many meetings."""

APART = 1_000_000
"""Cost of two people who must not sit together: paid only when nothing else is found."""

STRETCH = 10
"""Exchanges in one round before another is looked at."""

STEPS = 8_000
"""Exchanges in all; the number, not the clock, so that the same seed always gives the same plan."""

STARTS = 4
"""Plans that are begun, and improved in turn; the best is kept."""

TENURE = 12
"""Steps during which two people who moved stay, at the most."""

NEVER = 1 << 40


def search(room, *, seed="1", steps=STEPS, progress=silent):
    """The table of each person in each round, int64, shape (rounds, people): the best plan met in `steps` exchanges.

    seed: any text; the same one gives the same plan, on any machine.
    """
    number = int(fingerprint(str(seed)), 16)
    best, least = None, NEVER
    for start in range(STARTS):
        state = _State(room, [number, start])
        plan, cost = state.improve(steps // STARTS, lambda done, start=start: progress(start + done, STARTS, "tables"))
        if cost < least:
            best, least = plan, cost
        if least <= floor(room):
            break
    progress(STARTS, STARTS, "tables")
    return best


def floor(room):
    """What no plan costs less than: people must meet again when there are more pairs of seats than of people."""
    return AGAIN * (room.pairs_of_seats - room.most_meetings)


@dataclass
class _Round:
    """What one round needs to compare exchanges: weights between people, and people of each value at each table."""

    weights: np.ndarray
    near: np.ndarray
    counts: list


class _State:
    """A plan and its meetings."""

    def __init__(self, room, seed):
        self.room, self.chance = room, np.random.Generator(np.random.PCG64(seed))
        self.count = len(room.people)
        self.mixes = list(room.mixes())
        self.numbers = [numbers for _, _, numbers in room.values]
        self.apart = np.zeros((self.count, self.count), dtype=np.int64)
        for first, second in room.apart:
            self.apart[first, second] = self.apart[second, first] = APART
        self.held = np.zeros((room.rounds, self.count), dtype=bool)
        for one, person in room.fixed:
            self.held[one, person] = True
        self.tables = np.array([self._first(one) for one in range(room.rounds)])
        self.met = sum(self._together(one) for one in range(room.rounds))
        self.tabu = np.zeros((room.rounds, self.count), dtype=np.int64)
        self.clock = 0

    def improve(self, steps, progress):
        """The best plan met in so many exchanges, and its cost."""
        best, least = self.tables.copy(), self.cost()
        for step in range(0, steps, STRETCH):
            progress(step / steps)
            if least <= floor(self.room):
                break
            self._work(step // STRETCH % self.room.rounds, STRETCH)
            cost = self.cost()
            if cost < least:
                best, least = self.tables.copy(), cost
        return best, least

    def cost(self):
        """What the plan costs, all rounds together."""
        again = np.maximum(self.met - 1, 0)
        total = (AGAIN * again + again * np.maximum(again - 1, 0) // 2 + self.apart * self.met).sum() // 2
        return int(total) + sum(self._mix_cost(self.tables[one]) for one in range(self.room.rounds))

    def _work(self, one, steps):
        """Exchange seats in a round `steps` times, and leave it at the best it was."""
        self.met -= self._together(one)
        state = self._round(one)
        best, least, cost = self.tables[one].copy(), 0, 0
        for _ in range(steps):
            exchange = self._best_exchange(one, state, least - cost)
            if exchange is None:
                break
            first, second, change = exchange
            cost += change
            self._exchange(one, state, first, second)
            # As good elsewhere is taken too: the plan drifts along, and does not stay in one corner.
            if cost <= least:
                best, least = self.tables[one].copy(), cost
        self.tables[one] = best
        self.met += self._together(one)

    def _best_exchange(self, one, state, aspired):
        """The exchange that costs least; one that undoes a recent one only if it leads to the best plan so far."""
        change = self._changes(one, state)
        free = (~self.held[one])[:, None] & ~self.held[one][None, :] & (self.tables[one][:, None] != self.tables[one])
        change[~free] = NEVER
        recent = (self.tabu[one] > self.clock)[:, None] | (self.tabu[one] > self.clock)[None, :]
        allowed = np.where(recent & (change >= aspired), NEVER, change)
        least = allowed.min()
        if least >= NEVER:
            return None
        ties = np.flatnonzero(allowed.ravel() == least)
        first, second = divmod(int(ties[self.chance.integers(len(ties))]), self.count)
        return first, second, int(least)

    def _changes(self, one, state):
        """What each exchange of two people adds to the cost, int64, shape (people, people)."""
        table = self.tables[one]
        there = state.near[:, table]
        own = state.near[np.arange(self.count), table]
        change = there + there.T - 2 * state.weights - own[:, None] - own[None, :]
        for numbers, (low, high), counts in zip(self.numbers, self.mixes, state.counts, strict=True):
            more, less = _missing(counts + 1, low, high), _missing(counts - 1, low, high)
            now = _missing(counts, low, high)
            gained = (more - now)[table][:, numbers]
            lost = (less - now)[table, numbers]
            moved = gained + gained.T + lost[:, None] + lost[None, :]
            change += MIXED * np.where(numbers[:, None] == numbers[None, :], 0, moved)
        return change

    def _exchange(self, one, state, first, second):
        table = self.tables[one]
        here, there = table[first], table[second]
        state.near[:, here] += state.weights[:, second] - state.weights[:, first]
        state.near[:, there] += state.weights[:, first] - state.weights[:, second]
        for numbers, counts in zip(self.numbers, state.counts, strict=True):
            np.add.at(counts, ([here, here, there, there], numbers[[first, second, second, first]]), [-1, 1, -1, 1])
        table[first], table[second] = there, here
        self.clock += 1
        self.tabu[one, [first, second]] = self.clock + 2 + self.chance.integers(0, TENURE, 2)

    def _round(self, one):
        weights = np.where(self.met > 0, AGAIN + self.met - 1, 0) + self.apart
        np.fill_diagonal(weights, 0)
        seated = np.zeros((self.count, len(self.room.sizes)), dtype=np.int64)
        seated[np.arange(self.count), self.tables[one]] = 1
        counts = [self._counts(self.tables[one], number) for number in range(len(self.mixes))]
        return _Round(weights, weights @ seated, counts)

    def _counts(self, table, number):
        counts = np.zeros_like(self.mixes[number][0])
        np.add.at(counts, (table, self.numbers[number]), 1)
        return counts

    def _mix_cost(self, table):
        return sum(
            MIXED * int(_missing(self._counts(table, number), low, high).sum())
            for number, (low, high) in enumerate(self.mixes)
        )

    def _together(self, one):
        same = (self.tables[one][:, None] == self.tables[one][None, :]).astype(np.int64)
        np.fill_diagonal(same, 0)
        return same

    def _first(self, one):
        """People dealt to tables like cards, alike after alike, from another table each round; fixed seats first."""
        free = np.flatnonzero(~self.held[one])
        shuffled = free[self.chance.permutation(len(free))]
        dealt = shuffled[np.lexsort([numbers[shuffled] for numbers in self.numbers])] if self.numbers else shuffled
        table = np.full(self.count, -1)
        for (when, person), there in self.room.fixed.items():
            if when == one:
                table[person] = there
        left = np.array(self.room.sizes) - np.bincount(table[table >= 0], minlength=len(self.room.sizes))
        table[dealt] = _dealt(left)
        return table


def _dealt(left):
    """Tables in turn, each as many times as it has seats left."""
    turns = [np.flatnonzero(left > turn) for turn in range(int(left.max(initial=0)))]
    return np.concatenate(turns) if turns else np.array([], dtype=np.int64)


def _missing(counts, low, high):
    return np.maximum(low - counts, 0) + np.maximum(counts - high, 0)
