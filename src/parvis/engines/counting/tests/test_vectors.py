"""The same votes under four rules: the second budget of the Estuaire-Maritime, to the euro."""

from fractions import Fraction
from pathlib import Path

import pytest

from parvis.engines.counting.flat import read_flat
from parvis.engines.counting.greedy import ByVotes, FirstOfEachTerritory
from parvis.engines.counting.tally import Rules, count
from parvis.engines.counting.ties import TieBreak

FILE = Path(__file__).parent / "estuaire.csv"
RULES = {
    "first of each canton, skip": (FirstOfEachTerritory("skip"), 24, 595_800, 4_200, 14),
    "first of each canton, stop": (FirstOfEachTerritory("stop"), 23, 586_000, 14_000, 14),
    "by votes, skip": (ByVotes("skip"), 24, 599_000, 1_000, 12),
    "by votes, stop": (ByVotes("stop"), 23, 589_200, 10_800, 12),
}


def counted(allocation):
    return count(read_flat(FILE, 600_000), Rules(allocation, TieBreak(("cheaper",))))


@pytest.mark.parametrize(("allocation", "winners", "spent", "left", "served"), RULES.values(), ids=RULES.keys())
def test_the_four_rules_give_the_published_figures(allocation, winners, spent, left, served):
    tally = counted(allocation)
    assert (len(tally.winners), tally.spent, tally.left) == (winners, spent, left)
    assert tally.territories_served() == (served, 14)


def test_the_thirty_eight_projects_are_ranked_as_published():
    rows = {row["id"]: row for row in counted(FirstOfEachTerritory()).to_json()["projects"]}
    assert len(rows) == 38
    assert [one for one, row in rows.items() if row["place"] in (1, 2, 38)] == ["EM-015", "EM-025", "EM-037"]
    assert sum(row["score"] for row in rows.values()) == 46_011
    assert sum(Fraction(row["cost"]) for row in rows.values()) == 987_100


def test_each_project_knows_why():
    reasons = {row["id"]: row["reason"] for row in counted(FirstOfEachTerritory("skip")).to_json()["projects"]}
    stopped = {row["id"]: row["reason"] for row in counted(FirstOfEachTerritory("stop")).to_json()["projects"]}
    space = "\u00a0"
    assert reasons["EM-052"] == "955 voix, mais 26 500 € ne tenaient pas dans les 14 000 € restants.".replace(
        "6 500", f"6{space}500"
    ).replace("4 000", f"4{space}000").replace(" €", f"{space}€").replace("955 voix", f"955{space}voix")
    assert "premier projet de « 7 »" in reasons["EM-002"]
    assert "s’est arrêtée avant, à « Vélos cargos en prêt" in stopped["EM-017"]
