"""The ten voters of docs/engines/counting.md: what the page does by hand, the engine finds."""

from fractions import Fraction

import pytest

from parvis.engines.counting.ballots import from_lists
from parvis.engines.counting.election import of_ballots
from parvis.engines.counting.equal_shares import EqualShares
from parvis.engines.counting.greedy import ByVotes, FirstOfEachTerritory
from parvis.engines.counting.judgment import majority_grades
from parvis.engines.counting.kinds import Approval
from parvis.engines.counting.phragmen import Phragmen
from parvis.engines.counting.projects import Project
from parvis.engines.counting.tally import Rules, count

PROJECTS = [
    Project("A", Fraction(500), "Aire de jeux", "Nord"),
    Project("B", Fraction(450), "Bancs", "Nord"),
    Project("C", Fraction(200), "Compost", "Sud"),
    Project("D", Fraction(180), "Dojo", "Sud"),
]
BALLOTS = [[0, 1]] * 5 + [[1]] + [[2, 3]] * 3 + [[3]]


def counted(allocation):
    return count(of_ballots(PROJECTS, Fraction(1000), from_lists(BALLOTS, 4), Approval()), Rules(allocation))


@pytest.mark.parametrize(
    ("allocation", "winners", "left", "served"),
    [
        (ByVotes(), "BA", 50, 6),
        (FirstOfEachTerritory(), "BDC", 170, 10),
        (EqualShares(completion="none"), "BD", 370, 10),
        (EqualShares(completion="add1"), "BDC", 170, 10),
        (EqualShares(), "BDC", 170, 10),
        (Phragmen(), "DBC", 170, 10),
    ],
)
def test_the_example_made_by_hand(allocation, winners, left, served):
    tally = counted(allocation)
    assert ("".join(tally.winners), tally.left, tally.voters_served()) == (winners, left, served)


def test_the_sentences_of_the_example():
    space = "\u00a0"
    shares = counted(EqualShares(completion="add1"))
    assert shares.outcome.remarks == [f"Part de chacun : 100{space}€ au départ, 174{space}€ à la fin (74 hausses)."]
    assert shares.reason(2) == f"3{space}voix : ses 3 soutiens l’ont payé ensemble, 66,67{space}€ au plus chacun."
    alone = counted(EqualShares(completion="none"))
    assert alone.reason(2) == (
        f"3{space}voix, mais ses 3 soutiens n’avaient plus que 165{space}€ à eux tous, pour 200{space}€."
    )
    assert counted(Phragmen()).reason(2) == (
        f"3{space}voix : ses 3 soutiens l’ont payé dès que chacun avait reçu 111,67{space}€."
    )


def test_the_judgments_of_the_example():
    found = majority_grades([[2, 3, 4, 1], [2, 3, 3, 2]])
    assert (found.grades, found.ranks) == ([1, 1], [0, 1])
