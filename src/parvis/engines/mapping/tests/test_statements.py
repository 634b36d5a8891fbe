"""What statements say, against fractions; and the next one to show, informative and fair to new ones."""

from fractions import Fraction
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engines.mapping.chart import draw
from parvis.engines.mapping.statements import (
    consensus,
    counts,
    following,
    one_share,
    priorities,
    traits,
    two_shares,
)
from parvis.engines.mapping.votes import AGREE, DISAGREE, PASS, UNSEEN

from .makers import camps


@st.composite
def divided(draw):
    people = draw(st.integers(4, 30))
    line = st.lists(st.sampled_from([1, -1, 0, UNSEEN]), min_size=3, max_size=3)
    values = np.array(draw(st.lists(line, min_size=people, max_size=people)), dtype=np.int8)
    return values, np.arange(people) % draw(st.integers(1, 3))


@settings(max_examples=150)
@given(divided())
def test_votes_are_counted_and_consensus_is_where_every_group_is_for(case):
    values, labels = case
    groups = int(labels.max()) + 1
    found = counts(values, labels, groups)
    agreed = dict(consensus(found)[0])
    for statement in range(3):
        shares, votes, seen = [], 0, 0
        for one in range(groups):
            cast = [int(v) for v in values[labels == one, statement] if v != UNSEEN]
            assert found.agree[one, statement] == cast.count(AGREE)
            assert found.disagree[one, statement] == cast.count(DISAGREE)
            assert found.seen[one, statement] == len(cast)
            shares.append(Fraction(cast.count(AGREE) + 1, len(cast) + 2))
            votes, seen = votes + cast.count(AGREE), seen + len(cast)
        enough = seen >= 10 and one_share(votes, seen) > 1.2815515655446004
        wanted = enough and all(share > Fraction(1, 2) for share in shares)
        assert (statement in agreed) == wanted
        if wanted:
            assert agreed[statement] == pytest.approx(float(prod(shares)))


def test_the_figures_of_ten_people_by_hand():
    """Five who agree and five who do not: 6 × 2.93 × 0.86 × 2.45."""
    values = np.array([[1]] * 5 + [[-1]] * 5, dtype=np.int8)
    first, second = traits(counts(values, np.repeat([0, 1], 5), 2))
    assert one_share(5, 5) == pytest.approx(2.449, abs=1e-3)
    assert two_shares(5, 5, 0, 5) == pytest.approx(2.928, abs=1e-3)
    assert (first[0].stance, first[0].votes, first[0].seen) == (AGREE, 5, 5)
    assert (first[0].other_votes, first[0].other_seen) == (0, 5)
    assert first[0].strength == pytest.approx(36.9, abs=0.05)
    assert (second[0].stance, second[0].votes) == (DISAGREE, 5)


def test_a_statement_sets_apart_the_group_that_answers_otherwise():
    values = np.zeros((60, 4), dtype=np.int8)
    values[:, 0] = 1
    values[:30, 1], values[30:, 1] = 1, -1
    values[:30, 2] = -1
    values[:, 3] = UNSEEN
    first, second = traits(counts(values, np.repeat([0, 1], 30), 2))
    assert [(one.statement, one.stance) for one in first] == [(1, AGREE), (2, DISAGREE)]
    assert [(one.statement, one.stance) for one in second] == [(1, DISAGREE)]
    assert consensus(counts(values, np.repeat([0, 1], 30), 2)) == ([(0, pytest.approx((31 / 32) ** 2))], [])


def test_a_group_without_a_mind_of_its_own_shows_its_strongest_statement_alone():
    values = np.array([[1, -1]] * 20, dtype=np.int8)
    found = traits(counts(values, np.arange(20) % 2, 2))
    assert [len(one) for one in found] == [1, 1]


def test_a_share_equal_to_all_sets_nobody_apart():
    assert two_shares(5, 5, 5, 5) == 0
    assert two_shares(2, 4, 2, 4) == pytest.approx(0)


def test_new_and_telling_statements_come_first():
    seen, passes = np.array([0, 5, 100, 100, 100]), np.array([0, 0, 0, 0, 80])
    axes = np.array([[0.2, 0], [0.2, 0], [0.2, 0], [0.9, 0], [0.2, 0]])
    new, young, old, telling, passed = priorities(seen, passes, axes)
    assert new > young > telling > old > passed
    assert priorities(np.array([10**6]), np.array([10**6]), np.zeros((1, 2))).tolist() == [1]


def test_the_next_statement_is_drawn_in_proportion_and_never_seen():
    weights, seen = np.array([6, 3, 1, 50]), np.array([False, False, False, True])
    shown = [following(f"p{one}", seen, weights) for one in range(3000)]
    assert [shown.count(one) / 3000 for one in range(4)] == pytest.approx([0.6, 0.3, 0.1, 0], abs=0.03)
    assert following("p1", seen, weights) == following("p1", seen, weights)
    assert following("p1", np.ones(4, dtype=bool), weights) is None


def test_a_statement_that_arrives_late_is_soon_seen_as_much_as_it_needs():
    """Twenty-nine statements have a hundred votes; a thirtieth is shown four times as often until it is known."""
    votes, _ = camps(60, 60, seen=0.9)
    votes.values[:, 29] = UNSEEN
    chart = draw(votes, times=0)
    shown = [following(f"new{one}", np.zeros(30, dtype=bool), chart.priorities) for one in range(500)]
    assert shown.count(29) > 500 / 30 * 4
    assert len(set(shown)) > 20


def test_the_map_says_what_to_show_next():
    votes, _ = camps(30, 30, statements=8)
    votes.values[0] = PASS
    votes.values[0, 4] = UNSEEN
    chart = draw(votes, times=0)
    assert chart.next_for(votes.people[0]) == "4"
    assert chart.next_for("somebody new") in votes.statements
    votes.values[0, 4] = AGREE
    assert draw(type(votes)(votes.people, votes.statements, votes.values, {}), times=0).next_for("p00") is None
