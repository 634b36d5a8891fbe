"""Equal shares and Phragmén against the same rules written with fractions, on small votes full of ties."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engines.counting.ballots import from_lists
from parvis.engines.counting.election import of_ballots
from parvis.engines.counting.equal_shares import EqualShares
from parvis.engines.counting.kinds import Approval
from parvis.engines.counting.phragmen import Phragmen
from parvis.engines.counting.projects import Project
from parvis.engines.counting.shares import Market, Run
from parvis.engines.counting.tally import Rules, count
from parvis.engines.counting.tests import reference

PRICES = st.sampled_from([1, 2, 3, 4, 6, 7, 12])
BALLOT = st.lists(st.integers(0, 6), max_size=5, unique=True)


@st.composite
def votes(draw):
    """(ballots as lists of indexes, costs by index, budget, groups of rivals): few values, so that ties abound."""
    projects = draw(st.integers(1, 7))
    found = draw(st.lists(BALLOT, min_size=1, max_size=12))
    ballots = [[one for one in ballot if one < projects] for ballot in found]
    prices = draw(st.lists(PRICES, min_size=projects, max_size=projects))
    rivals = [(0, 1)] if projects > 2 and draw(st.booleans()) else []
    return ballots, dict(enumerate(prices)), draw(st.integers(1, 40)), rivals


def vote(ballots, costs, budget, rivals=()):
    projects = [Project(f"{one:03d}", Fraction(cost)) for one, cost in costs.items()]
    named = [[f"{one:03d}" for one in group] for group in rivals]
    return of_ballots(projects, Fraction(budget), from_lists(ballots, len(costs)), Approval(), incompatible=named)


def elected(allocation, *case):
    return [int(one) for one in count(vote(*case), Rules(allocation)).winners]


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@given(case=votes())
def test_equal_shares_buys_what_fractions_buy(utility, case):
    ballots, costs, budget, rivals = case
    bought = reference.equal_shares(
        ballots, costs, Fraction(budget, len(ballots)), cost_utility=utility == "cost", rivals=rivals
    )
    assert elected(EqualShares(utility, "none"), *case) == [one for one, _ in bought]


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@given(case=votes())
def test_equal_shares_knows_each_price_exactly(utility, case):
    ballots, costs, budget, rivals = case
    share = Fraction(budget, len(ballots))
    contest = count(vote(*case)).contest
    run = Run(Market(contest, utility), share).buy_all()
    bought = reference.equal_shares(ballots, costs, share, cost_utility=utility == "cost", rivals=rivals)
    assert [run.paid(place + 1) for place in range(len(bought))] == [price for _, price in bought]


@settings(max_examples=40)
@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@given(case=votes(), step=st.sampled_from([Fraction(1), Fraction(1, 3), Fraction(2, 7)]))
def test_the_share_rises_until_the_envelope_overflows(utility, case, step):
    ballots, costs, budget, rivals = case
    bought = reference.add1(ballots, costs, budget, step, cost_utility=utility == "cost", rivals=rivals)
    assert elected(EqualShares(utility, "add1", step), *case) == [one for one, _ in bought]


@given(case=votes())
def test_what_is_left_can_go_by_votes(case):
    ballots, costs, budget, rivals = case
    share = Fraction(budget, len(ballots))
    bought = [one for one, _ in reference.equal_shares(ballots, costs, share, cost_utility=True, rivals=rivals)]
    scores = {one: sum(one in ballot for ballot in ballots) for one in costs}
    ranking = [one for one in reference.order(scores, costs, costs) if scores[one]]
    whole = reference.by_votes(ranking, costs, budget, elected=bought, rivals=rivals)
    assert elected(EqualShares("cost", "utilitarian"), *case) == whole


@pytest.mark.parametrize("misfit", ["skip", "stop"])
@given(case=votes())
def test_phragmen_buys_what_fractions_buy(misfit, case):
    bought = reference.phragmen(*case[:3], stop=misfit == "stop", rivals=case[3])
    assert elected(Phragmen(misfit), *case) == [one for one, _ in bought]
