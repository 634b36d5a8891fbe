"""Small pools for the tests, and what is obviously right about them: every panel there is, one by one."""

from itertools import combinations

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import linprog

from parvis.engines.drawing.pool import make_pool
from parvis.engines.drawing.quotas import Quota


def pool_of(*rows, household=None, exclusions=()):
    """A pool from dictionaries; ids are given when they are missing."""
    numbered = [(line, {"id": f"p{line:03d}", **cells}) for line, cells in enumerate(rows, start=2)]
    return make_pool(numbered, household=household, exclusions=exclusions)


def quota(text, low, high):
    """A quota from « genre:femme » or « canton*genre:Nord*femme »."""
    columns, values = (part.split("*") for part in text.split(":"))
    return Quota(tuple(columns), tuple(values), low, high)


QUOTAS = ["genre:f", "genre:h", "age:j", "age*genre:v*f", "age*bac:v*o", "bac*genre:o*f"]


@st.composite
def draws(draw, most=8):
    """A small pool with homes, quotas (some crossed, some impossible) and a number of seats."""
    size = draw(st.integers(3, most))
    choices = {"genre": "fh", "age": "jv", "bac": "on", "foyer": ["", "", "a", "b"]}
    row = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in choices.items()})
    rows = draw(st.lists(row, min_size=size, max_size=size))
    seats = draw(st.integers(1, min(4, size)))
    limits = st.tuples(st.integers(0, seats), st.integers(0, seats)).map(sorted)
    wanted = draw(st.lists(st.sampled_from(QUOTAS), unique=True))
    quotas = tuple(sorted(quota(text, *draw(limits)) for text in wanted))
    return pool_of(*rows, household=draw(st.sampled_from([None, "foyer"]))), quotas, seats


def tight(seed, people, seats, columns, values, slack):
    """A pool whose quotas nearly touch: those of one panel of it, with one seat more or less here and there.

    slack: how often a limit gives way by that seat; no real lottery reaches the chances that fractions of a seat would.
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    cells = [chance.choice(values, people, p=chance.dirichlet(np.full(values, 1.5))) for _ in range(columns)]
    panel, quotas = chance.choice(people, seats, replace=False), []
    for number, column in enumerate(cells):
        for value in np.unique(column).tolist():
            there = int((column[panel] == value).sum())
            low, high = there - int(chance.random() < slack), there + int(chance.random() < slack)
            quotas.append(quota(f"c{number}:v{value}", max(low, 0), high))
    rows = [{f"c{number}": f"v{column[one]}" for number, column in enumerate(cells)} for one in range(people)]
    return pool_of(*rows), tuple(sorted(quotas)), seats


def every_panel(pool, quotas, seats):
    """All the panels that respect quotas and homes, as tuples of ids."""
    return [
        tuple(person.id for person in panel) for panel in combinations(pool.people, seats) if panel_holds(panel, quotas)
    ]


def panel_holds(panel, quotas):
    """Whether people make a panel: every quota, and no two of one home."""
    homes = [person.household for person in panel if person.household]
    counts = [(quota, sum(quota.counts(person) for person in panel)) for quota in quotas]
    return len(homes) == len(set(homes)) and all(quota.low <= count <= quota.high for quota, count in counts)


def leximin(pool, panels):
    """The fairest chances by id: linear programs over every panel there is, one level after the other."""
    people = [person.id for person in pool.people]
    holds = np.array([[person in panel for panel in panels] for person in people], dtype=float)
    fixed = {}
    while len(fixed) < len(people):
        level = _highest(holds, people, fixed)
        stuck = [one for one in people if one not in fixed and _above(holds, people, fixed, level, one) < level + 1e-7]
        fixed |= dict.fromkeys(stuck, level)
    return fixed


def _highest(holds, people, fixed):
    return -_least(holds, people, fixed, np.append(np.zeros(holds.shape[1]), -1.0), 0.0)


def _above(holds, people, fixed, level, person):
    aim = np.append(-holds[people.index(person)], 0.0)
    return -_least(holds, people, fixed, aim, level)


def _least(holds, people, fixed, aim, floor):
    rows = np.column_stack([-holds, [0.0 if one in fixed else 1.0 for one in people]])
    limits = [-fixed[one] + 1e-9 if one in fixed else 0.0 for one in people]
    total = np.append(np.ones(holds.shape[1]), 0.0)[None, :]
    bounds = [(0, 1)] * holds.shape[1] + [(max(floor - 1e-9, 0), 1)]
    return linprog(aim, A_ub=rows, b_ub=limits, A_eq=total, b_eq=[1], bounds=bounds, method="highs").fun
