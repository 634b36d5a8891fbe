"""The budgets of the demonstration have their printed figures, and are read by the people they are for."""

import pytest

from parvis.commons.finance import queries
from parvis.commons.finance.models import Budget
from parvis.commons.finance.sealing import is_intact
from parvis.demo.data import WORLDS


def figures(budget):
    found = queries.total(queries.figures(budget))
    return [cents // 100 for cents in (found.voted, found.committed, found.paid, found.available)]


@pytest.mark.parametrize(
    ("slug", "year", "told"),
    [
        ("orzenne", 2026, [42_000, 34_090, 22_900, 7_910]),
        ("cerzelles", 2026, [24_000, 15_870, 12_415, 8_130]),
        ("haute-verzone", 2026, [118_000, 41_300, 41_300, 76_700]),
    ],
)
@pytest.mark.usefixtures("at_t0")
def test_a_budget_has_its_printed_figures(slug, year, told):
    assert figures(Budget.objects.get(authority__slug=slug, year=year)) == told


@pytest.mark.usefixtures("at_t0")
def test_each_line_of_the_mission_has_its_printed_figures():
    budget = Budget.objects.get(authority__slug="orzenne", year=2026)
    rows = [[row.voted // 100, row.committed // 100, row.paid // 100] for row in queries.figures(budget)]
    assert rows == [
        [12_000, 9_600, 7_200], [4_500, 3_180, 2_640], [3_000, 1_420, 1_420], [8_000, 6_500, 4_000],
        [6_500, 5_900, 5_150], [5_000, 5_000, 0], [1_000, 640, 640], [2_000, 1_850, 1_850],
    ]  # fmt: skip


@pytest.mark.usefixtures("at_t0")
def test_the_year_before_is_closed_and_intact():
    closed = Budget.objects.get(authority__slug="orzenne", year=2025)
    assert (closed.is_closed, str(closed.closed_by)) == (True, "Bastien Orsolle")
    assert is_intact(closed)


def test_no_order_goes_beyond_its_line():
    for world in WORLDS.values():
        for budget in world.budgets:
            for line in budget.lines:
                ordered = sum(s.cents for s in budget.spent if s.line == line.key and s.committed_on)
                assert ordered <= line.voted, (budget.key, line.key)
