"""How many different people meet at tables, how fast; seconds of processor, one thread."""

import numpy as np

from parvis.engines.seating.plan import Plan, seat
from parvis.engines.seating.room import make_room

from .measures import best, row, timed

VALUES = {"genre": "fh", "age": "abcd", "zone": "nse"}


def measure():
    """Rows (what, value, unit, budget, floor); for meetings the budget is the least, and the floor the bound."""
    return [*_measured(120, 15, 4, least=1670), *_measured(30, 5, 4, least=258)]


def crowd(count, seed=3):
    """As many fictitious people, of two genders, four ages and three places."""
    chance = np.random.Generator(np.random.PCG64(seed))
    letters = {name: [values[n] for n in chance.integers(len(values), size=count)] for name, values in VALUES.items()}
    return [(n + 2, {"id": f"p{n:03d}", **{name: letters[name][n] for name in VALUES}}) for n in range(count)]


def _measured(people, tables, rounds, *, least):
    room = make_room(crowd(people), tables=tables, rounds=rounds, categories=tuple(VALUES))
    spent, plan = timed(lambda: seat(room))
    what = f"{people} personnes, {tables} tables, {rounds} tours"
    return [
        # No search avoids counting the meetings of the plan that it gives, once.
        row(f"{what} : durée", spent, budget=10, floor=best(lambda: Plan(room, plan.tables).meetings)),
        row(f"{what} : rencontres différentes", plan.meetings, "", least=least, floor=room.most_meetings),
        row(f"{what} : écart au mélange idéal", plan.deviation, "part", budget=0.01, floor=0),
    ]
