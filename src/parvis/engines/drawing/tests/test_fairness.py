"""The published lottery against every panel there is: nobody could be treated better."""

import numpy as np
import pytest
from hypothesis import given, settings

from parvis.engines.drawing.columns import fairest
from parvis.engines.drawing.lottery import fair_lottery
from parvis.engines.drawing.pool import read_pool
from parvis.engines.drawing.problem import build
from parvis.engines.drawing.quotas import check, read_quotas
from parvis.engines.errors import BadInput
from parvis.engines.tests.data import shared

from .makers import draws, every_panel, leximin, panel_holds, pool_of, quota, tight


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


def test_chances_that_only_halves_of_people_could_have_are_not_promised():
    """Of three people no two may sit together: halves of each would fill a seat and a half, whole people one."""
    pairs = [("ab", "ac"), ("ab", "bc"), ("ac", "bc")]
    names = ("ab", "ac", "bc")
    pool = pool_of(*[{name: "oui" if name in pair else "non" for name in names} for pair in (*pairs, ())])
    quotas = tuple(quota(f"{name}:oui", 0, 1) for name in names)
    lottery = fair_lottery(build(pool, quotas, 2))
    assert lottery.promised == pytest.approx({"p002": 1 / 3, "p003": 1 / 3, "p004": 1 / 3, "p005": 1})
    assert (lottery.bound, lottery.finished) == (0.5, True)
    assert [lottery.ceiling, lottery.fine] == pytest.approx([1 / 3, 1 / 3])
    assert sorted(lottery.counts.values()) in ([333, 333, 334, 1000], [332, 334, 334, 1000])


def test_five_hundred_people_and_seven_quotas_come_within_a_hundredth_of_the_bound():
    pool = read_pool(shared("synthetique/vivier_500.csv"))
    quotas = read_quotas(shared("synthetique/quotas_500_pour_50.csv"))
    check(quotas, pool, 50)
    lottery = fair_lottery(build(pool, quotas, 50))
    assert float(lottery.lowest) >= 0.99 * float(lottery.bound)
    assert lottery.departure <= 0.001
    people = pool.by_id
    assert all(panel_holds([people[one] for one in panel], quotas) for panel in lottery.panels)


@pytest.mark.parametrize("case", [(2, 100, 12, 7, 3, 0.2), (1, 120, 15, 9, 2, 0.0), (2, 80, 16, 8, 3, 0.3)])
def test_quotas_that_nearly_touch_leave_nobody_more_than_a_thousandth_away(case):
    """Here the chances come from column generation; whole panels only come near them by short exchanges."""
    pool, quotas, seats = tight(*case)
    lottery = fair_lottery(build(pool, quotas, seats))
    people = pool.by_id
    assert lottery.finished
    assert lottery.fine == pytest.approx(lottery.ceiling, abs=1e-6)
    assert lottery.departure <= 0.001 + 1e-9
    assert len(lottery.panels) == 1000
    assert all(panel_holds([people[one] for one in panel], quotas) for panel in set(lottery.panels))


def test_a_coarse_list_is_compared_with_the_best_weights():
    """Ten panels cannot say one chance in three; real weights can, and reach the bound."""
    pool = pool_of(*[{"age": "j"}] * 3)
    lottery = fair_lottery(build(pool, (quota("age:j", 1, 1),), 1), panels=10)
    assert sorted(lottery.counts.values()) == [3, 3, 4]
    assert lottery.fine == pytest.approx(1 / 3) == float(lottery.bound)
    with pytest.raises(BadInput, match="au moins un panel, pas 0"):
        fair_lottery(build(pool, (), 1), panels=0)
