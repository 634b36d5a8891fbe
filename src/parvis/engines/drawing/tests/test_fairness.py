"""The published lottery against every panel there is: nobody could be treated better."""

import numpy as np
import pytest
from hypothesis import given, settings

from parvis.engines.drawing.columns import fairest
from parvis.engines.drawing.lottery import fair_lottery
from parvis.engines.drawing.problem import build

from .makers import draws, every_panel, leximin, panel_holds


@settings(max_examples=60, deadline=None)
@given(draws())
def test_the_list_keeps_the_fairest_chances_to_within_a_thousandth(case):
    pool, quotas, seats = case
    panels = every_panel(pool, quotas, seats)
    lottery = fair_lottery(build(pool, quotas, seats))
    assert (lottery is None) == (not panels)
    if lottery:
        people, right = pool.by_id, leximin(pool, panels)
        assert all(panel_holds([people[one] for one in panel], quotas) for panel in set(lottery.panels))
        assert len(lottery.panels) == 1000
        assert all(len(set(panel)) == seats for panel in lottery.panels)
        assert lottery.departure <= 0.001 + 1e-9
        assert lottery.never == tuple(sorted(one for one, chance in right.items() if chance < 1e-7))
        assert sorted(lottery.promised.values()) == pytest.approx(sorted(right.values()), abs=0.001)
        possible = [chance for one, chance in right.items() if one not in lottery.never]
        assert float(lottery.bound) >= min(possible) - 1e-9
        assert lottery.ceiling >= min(possible) - 1e-6


@settings(max_examples=60, deadline=None)
@given(draws())
def test_column_generation_finds_the_fairest_real_lottery(case):
    pool, quotas, seats = case
    panels = every_panel(pool, quotas, seats)
    problem = build(pool, quotas, seats)
    weighed = fairest(problem)
    assert (weighed is None) == (not panels)
    if weighed:
        right = sorted(leximin(pool, panels).values())
        found = sorted(np.repeat(weighed.chances, problem.sizes))
        assert found == pytest.approx(right, abs=1e-5)
        assert weighed.finished
        assert all(problem.respects(panel) for panel in weighed.panels)
