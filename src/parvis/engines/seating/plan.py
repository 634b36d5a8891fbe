"""A plan of tables: who sits where, who meets whom, how mixed the tables are, in figures and in words."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..errors import BadInput
from ..files import canonical_json, fingerprint
from ..progress import silent
from ..words import percent
from .search import STEPS, search

FORMAT = "parvis-tables-1"


@dataclass(frozen=True)
class Plan:
    """The table of each person in each round, int64, shape (rounds, people), and what it is worth."""

    room: object
    tables: np.ndarray

    @cached_property
    def met(self):
        """How many times two people sit together, int64, shape (people, people), zero on the diagonal."""
        met = sum((one[:, None] == one[None, :]).astype(np.int64) for one in self.tables)
        np.fill_diagonal(met, 0)
        return met

    @property
    def meetings(self):
        """Different pairs of people who meet at least once."""
        return int((np.triu(self.met) > 0).sum())

    @property
    def repeats(self):
        """Pairs who meet more than once: (id, id, times), in order."""
        pairs = np.argwhere(np.triu(self.met) > 1)
        return [(self.room.people[a], self.room.people[b], int(self.met[a, b])) for a, b in pairs]

    @property
    def deviation(self):
        """How far tables are from the ideal mix: the share of seats, over categories, tables and rounds, that hold
        one person too many of a value, or one too few, than the whole number below or above the ideal."""
        wrong = 0
        for (_, values, numbers), (low, high) in zip(self.room.values, self.room.mixes(), strict=True):
            for table in self.tables:
                counts = np.zeros((len(self.room.sizes), len(values)), dtype=np.int64)
                np.add.at(counts, (table, numbers), 1)
                wrong += int((np.maximum(low - counts, 0) + np.maximum(counts - high, 0)).sum())
        seats = self.tables.size * len(self.room.categories)
        return wrong / seats if seats else 0.0

    @property
    def together(self):
        """Pairs who were to be kept apart and are not: (id, id)."""
        return [(self.room.people[a], self.room.people[b]) for a, b in self.room.apart if self.met[a, b]]

    def seats(self):
        """Ids per table, per round, in order."""
        return [
            [
                [self.room.people[person] for person in np.flatnonzero(one == table)]
                for table in range(len(self.room.sizes))
            ]
            for one in self.tables
        ]


def seat(room, *, seed="1", steps=STEPS, progress=silent):
    """The plan of a room. Raises BadInput when people to keep apart could not be."""
    plan = Plan(room, search(room, seed=seed, steps=steps, progress=progress))
    if plan.together:
        pairs = ", ".join(f"« {first} » et « {second} »" for first, second in plan.together[:5])
        raise BadInput(f"Aucun plan n’a été trouvé qui sépare {pairs} : ajoutez une table ou retirez une contrainte.")
    return plan


def written(plan, seed):
    """A plan as a value that JSON can write, with its fingerprint."""
    value = {
        "format": FORMAT,
        "seed": str(seed),
        "people": len(plan.room.people),
        "sizes": list(plan.room.sizes),
        "rounds": plan.seats(),
        "meetings": plan.meetings,
        "most": plan.room.most_meetings,
        "repeats": [list(one) for one in plan.repeats],
        "deviation": f"{plan.deviation:.4f}",
        "met": {"least": int(_each(plan).min()), "most": int(_each(plan).max())},
    }
    return {**value, "fingerprint": fingerprint(canonical_json(value))}


def tell(value):
    """A plan in words, a line per table."""
    told = [
        f"{value['people']} personnes, {len(value['sizes'])} tables, {len(value['rounds'])} tours.",
        f"{value['meetings']} rencontres différentes, sur {value['most']} possibles au plus ; "
        f"chacun rencontre de {value['met']['least']} à {value['met']['most']} personnes.",
        f"Écart au mélange idéal : {percent(value['deviation'], 2)}.",
    ]
    told += [f"{first} et {second} se retrouvent {times} fois." for first, second, times in value["repeats"]]
    for number, tables in enumerate(value["rounds"], start=1):
        told.append(f"Tour {number}")
        told += [f"  Table {table} : {', '.join(people)}" for table, people in enumerate(tables, start=1)]
    return "\n".join(told)


def _each(plan):
    return (plan.met > 0).sum(axis=1)
