"""Inside a type everybody sits as often as the others, to within one panel, and never two of one home."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engines.drawing.equity import names
from parvis.engines.drawing.problem import build

from .makers import pool_of, quota


def couples(homes, alone):
    """As many couples (f, h) as homes, and people alone."""
    rows = [{"genre": genre, "foyer": f"f{home:02d}"} for home in range(homes) for genre in "fh"]
    return pool_of(*rows, *[{"genre": "h", "foyer": ""}] * alone, household="foyer")


@st.composite
def seatings(draw):
    """Couples, and panels that say how many of each type sit, as many as homes at most."""
    homes = draw(st.integers(1, 4))
    pool = couples(homes, draw(st.integers(1, 3)))
    problem = build(pool, (quota("genre:f", 0, 9), quota("genre:h", 0, 9)), 1)
    panels = []
    for _ in range(draw(st.integers(1, 12))):
        women = draw(st.integers(0, homes))
        men = draw(st.integers(0, homes - women))
        panels.append([_seats(one, women, men, draw) for one in problem.types])
    return pool, problem, np.array(panels)


def _seats(one, women, men, draw):
    if one.shared is None:
        return draw(st.integers(0, one.cap))
    return women if 0 in one.rows else men


@settings(max_examples=150, deadline=None)
@given(seatings())
def test_everybody_of_a_type_sits_as_often(case):
    pool, problem, panels = case
    seated = names(problem, panels)
    for one, total in zip(problem.types, panels.sum(axis=0), strict=True):
        people = [person for household in one.households for person in household]
        counts = [sum(person in panel for panel in seated) for person in people]
        assert sum(counts) == total
        assert max(counts) - min(counts) <= 1
    for panel, wanted in zip(seated, panels.sum(axis=1), strict=True):
        homes = [home for home in (pool.by_id[person].household for person in panel) if home]
        assert len(homes) == len(set(homes))
        assert len(set(panel)) == len(panel) == wanted


def test_people_of_one_home_and_one_type_take_turns():
    pool = pool_of(*[{"genre": "f", "foyer": "a"}] * 2, {"genre": "f", "foyer": ""}, household="foyer")
    problem = build(pool, (quota("genre:f", 0, 9),), 1)
    assert sorted((one.size, one.cap) for one in problem.types) == [(1, 1), (2, 1)]
    twins = next(number for number, one in enumerate(problem.types) if one.size == 2)
    panels = np.zeros((5, 2), dtype=np.int64)
    panels[:, twins] = 1
    assert sorted(person for panel in names(problem, panels) for person in panel) == ["p002"] * 3 + ["p003"] * 2
