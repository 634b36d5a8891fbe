"""Equal shares and Phragmén against the same rules written with fractions, on small votes full of ties."""

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engines.counting.ballots import from_lists
from parvis.engines.counting.election import of_ballots
from parvis.engines.counting.envelopes import Envelopes
from parvis.engines.counting.equal_shares import EqualShares
from parvis.engines.counting.increments import last_within
from parvis.engines.counting.kinds import Approval
from parvis.engines.counting.lanes import OVER, WITHIN, Lanes, Track
from parvis.engines.counting.market import Market
from parvis.engines.counting.pabulib import election_of, read_pb
from parvis.engines.counting.phragmen import Phragmen
from parvis.engines.counting.projects import Project
from parvis.engines.counting.shares import Run
from parvis.engines.counting.tally import Rules, count
from parvis.engines.counting.tests import reference
from parvis.engines.tests.data import shared

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
    return ballots, dict(enumerate(prices)), draw(st.integers(0, 40)), rivals


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


def town(seed, people=160, projects=24):
    """A vote large enough for doubles to decide, with round costs and repeated ballots."""
    chance = random.Random(seed)
    kinds = [chance.sample(range(projects), chance.randint(1, 6)) for _ in range(people // 3)]
    costs = {one: 100 * chance.randint(3, 60) for one in range(projects)}
    return [chance.choice(kinds) for _ in range(people)], costs, sum(costs.values()) // 3, [(0, 1), (2, 3, 4)]


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@pytest.mark.parametrize("seed", range(4))
def test_doubles_decide_as_fractions_do(utility, seed):
    ballots, costs, budget, rivals = case = town(seed)
    share = Fraction(budget, len(ballots))
    bought = reference.equal_shares(ballots, costs, share, cost_utility=utility == "cost", rivals=rivals)
    assert elected(EqualShares(utility, "none"), *case) == [one for one, _ in bought]
    times = reference.phragmen(ballots, costs, budget, stop=False, rivals=rivals)
    assert elected(Phragmen("skip"), *case) == [one for one, _ in times]


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@pytest.mark.parametrize("seed", range(3))
def test_lanes_end_where_exact_runs_end(utility, seed):
    contest = count(vote(*town(seed))).contest
    market = Market(contest, utility)
    share, step = Fraction(contest.budget, market.people), Fraction(contest.parts, 2)
    raised = last_within(market, share, step)
    shares = [share + one * step for one in range(raised + 2)]
    exact = [Run(market, one).buy_all().cost for one in shares[:: max(1, raised // 15)]]
    assert max(exact) <= contest.budget < Run(market, shares[-1]).buy_all().cost
    lanes = Lanes(Track(market), shares).outcomes()
    assert lanes[-1] == OVER
    assert set(lanes[:-1]) == {WITHIN}


def test_a_thousand_projects_are_bought_one_after_the_other():
    costs = {one: 1000 + one for one in range(1100)}
    assert elected(EqualShares("cardinality", "none"), [list(costs)] * 8, costs, sum(costs.values())) == list(costs)


def test_what_doubles_lost_is_calculated_again():
    contest = count(vote(*town(5))).contest
    run = Run(Market(contest, "cost"), Fraction(contest.budget, 160)).buy_all()
    money = run.money.copy()
    run.refresh()
    assert abs(run.money - money).max() < 1e-9 * float(run.share)
    assert run.error < 1e-12 * float(run.share)


def test_inside_an_envelope_the_money_is_shared_by_those_who_support_its_projects():
    projects = [Project("A", Fraction(40), territory="Nord"), Project("B", Fraction(60), territory="Sud")]
    election = of_ballots(projects, Fraction(100), from_lists([[0]] * 4 + [[1]] * 6, 2), Approval())
    rule = Envelopes("territory", {"Nord": 40, "Sud": 60}, EqualShares("cost", "none"))
    assert count(election, Rules(rule)).winners == ["A", "B"]


@pytest.mark.parametrize("allocation", [EqualShares("cost"), EqualShares("cardinality"), Phragmen("skip")])
def test_a_project_that_costs_nothing_is_elected_as_soon_as_somebody_supports_it(allocation):
    assert elected(allocation, [[0], [1]], {0: 0, 1: 4, 2: 0}, 4) == [0, 1]


def test_nobody_elects_anything_without_ballots():
    election = of_ballots([Project("A", Fraction(1))], Fraction(3), from_lists([], 1), Approval())
    assert [count(election, Rules(rule)).winners for rule in (EqualShares(), Phragmen())] == [[], []]


@pytest.mark.parametrize("missing", [0, 1])
def test_one_cent_missing_in_a_million_is_seen(missing):
    costs = {0: 10**8 + missing, 1: 3}
    assert elected(EqualShares("cardinality", "none"), [[0], []], costs, 2 * 10**8) == ([] if missing else [0])
    assert elected(EqualShares("cardinality", "none"), [[0, 1], [0, 1]], costs, 10**8 + 3) == (
        [1] if missing else [1, 0]
    )


@pytest.mark.parametrize("name", ["Netherlands_Assen_2024.pb", "Poland_Wieliczka_2023_Green_Budget.pb"])
def test_cities_that_published_equal_shares_are_found_again(name):
    document = read_pb(shared(f"pabulib/{name}"))
    rows = zip(document.projects.column("project_id"), document.projects.column("selected"), strict=True)
    tally = count(election_of(document), Rules(EqualShares("cost", "add1")))
    assert set(tally.winners) == {one for one, selected in rows if selected == "1"}
