"""The pool as the quotas see it: people whom no quota tells apart are one type, and only types are calculated with.

Two people of one type have the same chance in the fairest lottery (take any fair lottery, exchange them, average), so
hundreds of types replace thousands of people. « One per household » keeps that: households made of the same types are
interchangeable too, so a type is what the quotas see of the person and of the people who live with that person.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse


@dataclass(frozen=True)
class Row:
    """A count that every panel must respect: a quota, the number of seats, or households of one make."""

    label: str
    low: int
    high: int
    quota: int | None = None


@dataclass(frozen=True)
class Type:
    """People whom nothing tells apart.

    households: who may sit, one tuple of ids per household, in one order for all the types that share them;
    rows: the counts this person enters, in order; shared: the row of the households, when several types live there.
    """

    households: tuple
    rows: tuple
    shared: int | None = None

    @property
    def size(self):
        """How many people."""
        return sum(len(household) for household in self.households)

    @property
    def cap(self):
        """How many of them one panel can hold."""
        return len(self.households)


@dataclass(frozen=True)
class Problem:
    """What is asked of a panel: `seats` people, each row between its low and its high.

    Types and rows are in canonical order, whatever the order of the pool and of the quotas.
    """

    seats: int
    types: tuple
    rows: tuple

    @cached_property
    def sizes(self):
        """People per type, int64, shape (types,)."""
        return np.array([one.size for one in self.types], dtype=np.int64)

    @cached_property
    def caps(self):
        """Seats that one panel can give to a type, int64, shape (types,)."""
        return np.array([one.cap for one in self.types], dtype=np.int64)

    @cached_property
    def low(self):
        """The least of each row, int64, shape (rows,)."""
        return np.array([row.low for row in self.rows], dtype=np.int64)

    @cached_property
    def high(self):
        """The most of each row, int64, shape (rows,)."""
        return np.array([row.high for row in self.rows], dtype=np.int64)

    @cached_property
    def matrix(self):
        """Which type enters which row: sparse 0/1, int64, shape (rows, types)."""
        cells = [(row, number) for number, one in enumerate(self.types) for row in one.rows]
        places = tuple(np.array(cells, dtype=np.int64).reshape(-1, 2).T)
        return sparse.csr_matrix(
            (np.ones(len(cells), np.int64), places), shape=(len(self.rows), len(self.types)), dtype=np.int64
        )

    def respects(self, counts):
        """Whether whole numbers per type, shape (types,), make a panel."""
        found = self.matrix @ counts
        within = np.all(counts >= 0) and np.all(counts <= self.caps)
        return bool(within and np.all(found >= self.low) and np.all(found <= self.high))


def build(pool, quotas, seats):
    """The problem of drawing `seats` people of a pool under quotas.

    pool: people with `id`, `household` (or None) and `cells`; quotas: see `quotas.Quota`, in canonical order.
    """
    seen = {person.id: _entered(person, quotas) for person in pool.people}
    makes, homes = _makes(pool.people, seen)
    groups = defaultdict(lambda: defaultdict(list))
    for person in pool.people:
        home = homes[person.id]
        groups[seen[person.id], makes[home]][home].append(person.id)
    rows = [Row(str(quota), quota.low, quota.high, number) for number, quota in enumerate(quotas)]
    rows.append(Row("taille du panel", seats, seats))
    shared = {}
    for make, count in sorted(Counter(makes.values()).items()):
        if len(make) > 1:
            shared[make] = len(rows)
            rows.append(Row(f"un siège par foyer ({len(make)} personnes)", 0, count))
    types = [
        Type(
            households=tuple(tuple(sorted(households[home])) for home in sorted(households)),
            rows=(*entered, len(quotas), *((shared[make],) if make in shared else ())),
            shared=shared.get(make),
        )
        for (entered, make), households in sorted(groups.items())
    ]
    return Problem(seats=seats, types=tuple(types), rows=tuple(rows))


def _entered(person, quotas):
    return tuple(number for number, quota in enumerate(quotas) if quota.counts(person))


def _makes(people, seen):
    """What each household is made of, and the household of each person; who names none lives alone."""
    homes = {person.id: ("foyer", person.household) if person.household else ("seul", person.id) for person in people}
    living = defaultdict(list)
    for person in people:
        living[homes[person.id]].append(seen[person.id])
    return {home: tuple(sorted(members)) for home, members in living.items()}, homes
