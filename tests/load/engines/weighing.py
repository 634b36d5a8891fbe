"""How fast answers are weighed and crossed: a hundred thousand of them, five margins.

Seconds of processor, one thread. The floor is one addition of every weight to every margin, or to every cell, which no
method avoids.
"""

import numpy as np

from parvis.engines.weighing.margins import make_margins
from parvis.engines.weighing.raking import rake
from parvis.engines.weighing.sample import Sample
from parvis.engines.weighing.tables import cross

from .measures import best, row, timed

PEOPLE = 100_000

VALUES = {"age": 6, "canton": 27, "diplome": 4, "genre": 2, "pcs": 8}
"""How many values each feature has."""


def measure():
    """Rows (what, value, unit, budget, floor)."""
    sample, margins = answers(), census()
    floor, _ = timed(lambda: [np.bincount(sample.coded(m.feature)[1], sample.base) for m in margins])
    free, weights = timed(lambda: rake(sample, margins))
    held, _ = timed(lambda: rake(sample, margins, floor=0.3, ceiling=3.0))
    cells = sample.coded("pcs")[1] * VALUES["canton"] + sample.coded("canton")[1]
    crossed = best(lambda: [np.bincount(cells, one) for one in (None, weights.values)])
    table, _ = timed(lambda: cross(sample, weights.values, "pcs", "canton"))
    return [
        row("caler 100 000 réponses sur 5 marges", free, budget=1.0, floor=floor),
        row("les caler entre 0,3 et 3", held, budget=2.0, floor=floor),
        row("croiser 8 réponses et 27 cantons, cases cachées", table, budget=0.3, floor=crossed),
    ]


def answers():
    """People whose values are not shared out as the census says, drawn from a fixed seed."""
    chance = np.random.Generator(np.random.PCG64(11))
    drawn = {name: chance.choice(count, PEOPLE, p=_shares(count, 0.3)) for name, count in VALUES.items()}
    cells = {name: tuple(f"{value:02d}" for value in column.tolist()) for name, column in drawn.items()}
    ids = tuple(f"p{number:06d}" for number in range(PEOPLE))
    return Sample(ids, cells, tuple(range(PEOPLE)), np.ones(PEOPLE))


def census():
    """A margin per feature."""
    rows = [
        {"feature": name, "value": f"{value:02d}", "count": f"{share:.6f}"}
        for name, count in VALUES.items()
        for value, share in enumerate(_shares(count, 0.0))
    ]
    return make_margins(list(enumerate(rows, start=2)))


def _shares(count, slope):
    """Shares that grow from one value to the next."""
    weights = 1 + slope * np.arange(count) / count
    return weights / weights.sum()
