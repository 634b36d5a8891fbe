"""From a total to panels: a heap of 1,000 panels is cut in two halves, each in two, down to single panels.

A heap is a number of panels and how many seats each type has in all of them. It is sound when every row stands between
as many times its low and its high. Each half takes the whole part of its share; the seats left over (at most one per
type) go left or right so that both halves stay sound. What comes out adds up to the total, exactly: nobody's chance
moves by a single panel. All the heaps of one level are searched together, by tabu search on whole numbers
(Glover, « Tabu search », ORSA Journal on Computing 1, 1989): no solver, no float, no order of a set.
"""

import numpy as np

from .solver import Program

STEPS = 1_000
"""Moves tried on a level before the heaps that are not yet sound go to the solver."""

HELD = 1 << 40
"""A step that no search reaches: what may never move is held until then."""

FORK = 60
"""Moves after which the few heaps left are searched several times at once, each time by other moves."""

FEW = 200
"""With so few loose seats the solver says at once whether a heap can be cut at all: no need to search in vain."""

NARROW = 50
"""With so few, the solver cuts heaps faster than the search does."""

CELLS = 8_000
"""Seats looked at in one move after that: fewer cost hardly less."""

TENURE = 12
"""Moves during which a seat that changed sides stays there, at the most."""

NOISE = 0.9
"""Below one: it only decides between moves that mend as much."""

MANY = 4
"""With more heaps than this for the solver, one of them is first cut down to its panels: it shows what would fail."""

NODES = 2000
"""How far the solver looks before a heap is said not to be cut."""


class Cutter:
    """Cuts heaps of panels of one problem; another `salt` tries other moves."""

    def __init__(self, problem, *, salt=0, steps=STEPS):
        self.problem, self.salt, self.steps = problem, salt, steps
        self.entered = _entered(problem)

    def cut(self, totals, panels):
        """Panels, int64, shape (panels, types), that add up to `totals` (types,); None when a heap cannot be cut."""
        heaps, counts = totals[np.newaxis, :].astype(np.int64), np.array([panels], dtype=np.int64)
        level = 0
        while counts.max() > 1:
            several = counts > 1
            halves = self._halve(heaps[several], counts[several], level)
            if halves is None:
                return None
            heaps = np.concatenate([*halves[:2], heaps[~several]])
            counts = np.concatenate([*halves[2:], counts[~several]])
            level += 1
        return heaps

    def _halve(self, heaps, panels, level):
        first = (panels + 1) // 2
        base, over = np.divmod(heaps * first[:, None], panels[:, None])
        low, high = self._allowed(heaps, first, panels - first)
        search = _Search(self, base, over, panels, (low, high))
        chance = np.random.Generator(np.random.PCG64([self.salt, level]))
        unsound = search.settle(range(FORK), chance)
        if len(unsound) and search.loose.shape[1] <= FEW:
            heap = unsound[0]
            if self._solve(heaps[heap], first[heap], panels[heap], low[heap], high[heap]) is None:
                return None
        if len(unsound) and search.loose.shape[1] > NARROW:
            search.fork()
            unsound = search.settle(range(FORK, self.steps), chance)
        left = base + search.taken()
        for place, heap in enumerate(unsound):
            found = self._solve(heaps[heap], first[heap], panels[heap], low[heap], high[heap])
            if found is None:
                return None
            if place == 0 and len(unsound) > MANY and self.cut(found, int(first[heap])) is None:
                return None
            left[heap] = found
        return left, heaps - left, first, panels - first

    def _allowed(self, heaps, first, rest):
        """Seats that the left half may have per row, so that both halves are sound; shape (heaps, rows)."""
        everything = (self.problem.matrix @ heaps.T).T
        low, high = self.problem.low, self.problem.high
        return (
            np.maximum(first[:, None] * low, everything - rest[:, None] * high),
            np.minimum(first[:, None] * high, everything - rest[:, None] * low),
        )

    def _solve(self, heap, first, panels, low, high):
        """A heap that the search left unsound: any sound cut, whatever the shares, by the solver; None without one."""
        there = np.flatnonzero(heap)
        caps, seats = self.problem.caps[there], heap[there]
        least, most = np.maximum(0, seats - (panels - first) * caps), np.minimum(seats, first * caps)
        rows = self.problem.matrix[:, there]
        answer = Program(np.zeros(len(there)), least, most, rows, low, high, whole=True, mip_max_nodes=NODES).solve()
        if answer is None:
            return None
        left = np.zeros(len(heap), dtype=np.int64)
        left[there] = np.rint(answer.columns)
        return left


class _Search:
    """The heaps of one level while seats left over change sides; one row per heap in each array.

    loose: types with a seat left over, padded with `absent`; left: whether it goes left; counts: seats of the left
    half per row, plus a row that nothing limits; low, high: between what they must be.
    """

    def __init__(self, cutter, base, over, panels, allowed):
        problem = cutter.problem
        self.entered, self.absent = cutter.entered, len(problem.types)
        self.loose = _packed(over > 0, self.absent)
        self.start = self._deal(over, panels)
        self.low = np.pad(allowed[0], ((0, 0), (0, 1)), constant_values=-(1 << 40))
        self.high = np.pad(allowed[1], ((0, 0), (0, 1)), constant_values=1 << 40)
        self.counts = np.pad((problem.matrix @ base.T).T, ((0, 0), (0, 1)))
        heaps, places = np.nonzero(self.start)
        np.add.at(self.counts, (heaps[:, None], self.entered[self.loose[heaps, places]]), 1)
        self.left, self.active = self.start.copy(), np.arange(len(self.start))
        self.held = np.where(self.loose == self.absent, HELD, 0)
        self._index()

    def settle(self, steps, chance):
        """Move seats until every heap is sound; the numbers of those that are not."""
        for step in steps:
            sound = ~((self.counts < self.low) | (self.counts > self.high)).any(axis=1)
            if sound.any():
                self.start[self.active[sound]] = self.left[sound]
                self._keep(~np.isin(self.active, self.active[sound]))
            if not len(self.active):
                break
            self._move(step, chance)
        return np.unique(self.active)

    def fork(self):
        """Search the heaps that are left several times at once."""
        self._keep(np.repeat(np.arange(len(self.active)), max(1, CELLS // self.left.size)))

    def taken(self):
        """Seats left over that go left, int64, shape (heaps, types)."""
        taken = np.zeros((len(self.start), self.absent + 1), dtype=np.int64)
        np.put_along_axis(taken, self.loose_all, self.start.astype(np.int64), 1)
        return taken[:, :-1]

    def _deal(self, over, panels):
        """Seats left over are dealt along the canonical order of the types, neighbours being alike."""
        self.loose_all = self.loose
        known = np.minimum(self.loose, self.absent - 1)
        share = np.where(self.loose < self.absent, np.take_along_axis(over, known, 1), 0)
        dealt = (np.cumsum(share, axis=1) * 2 + panels[:, None]) // (2 * panels[:, None])
        return np.diff(dealt, axis=1, prepend=0) > 0

    def _keep(self, kept):
        for name in ("loose", "left", "counts", "low", "high", "held", "active"):
            setattr(self, name, getattr(self, name)[kept])
        self._index()

    def _index(self):
        """Where the costs of each move stand in the flat table of `_move`, shape (rows of a type, heaps, loose)."""
        width = self.counts.shape[1]
        rows = np.moveaxis(self.entered[self.loose], 2, 0)
        self.places = rows + np.arange(len(self.loose))[:, None] * (2 * width)

    def _move(self, step, chance):
        """In each heap, the seat whose change of side mends most (or harms least) changes sides."""
        heaps, width = np.arange(len(self.left)), self.counts.shape[1]
        now = self._missing(0)
        table = np.concatenate([self._missing(1) - now, self._missing(-1) - now], axis=1)
        change = (
            table.ravel().take(self.places + self.left * width).sum(axis=0) + chance.random(self.left.shape) * NOISE
        )
        change[self.held > step] = np.inf
        best = change.argmin(axis=1)
        sign = np.where(self.left[heaps, best], -1, 1)
        np.add.at(self.counts, (heaps[:, None], self.entered[self.loose[heaps, best]]), sign[:, None])
        self.left[heaps, best] ^= True
        self.held[heaps, best] = step + 2 + chance.integers(0, TENURE, len(heaps))

    def _missing(self, seats):
        """How far each row is from what it must be, had it that many seats more."""
        counts = self.counts + seats
        return np.maximum(self.low - counts, 0) + np.maximum(counts - self.high, 0)


def _entered(problem):
    """Rows of each type, padded with a row that nothing limits; shape (types + 1, most rows of a type)."""
    width = max(len(one.rows) for one in problem.types)
    entered = np.full((len(problem.types) + 1, width), len(problem.rows), dtype=np.int64)
    for number, one in enumerate(problem.types):
        entered[number, : len(one.rows)] = one.rows
    return entered


def _packed(mask, absent):
    """Where each row of a mask holds, packed to the left and padded with `absent`."""
    packed = np.full((len(mask), max(int(mask.sum(axis=1).max()), 1)), absent, dtype=np.int64)
    rows, columns = np.nonzero(mask)
    packed[rows, np.arange(len(rows)) - np.searchsorted(rows, rows)] = columns
    return packed
