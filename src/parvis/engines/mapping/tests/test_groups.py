"""Groups against scikit-learn and planted camps; none under ten; and how sure they are."""

import csv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

from parvis.engines.mapping.agreement import rand_index
from parvis.engines.mapping.chart import draw
from parvis.engines.mapping.groups import assign, group, means, settle, silhouettes
from parvis.engines.mapping.votes import UNSEEN, read_votes
from parvis.engines.tests.data import shared

from .makers import camps, votes_of


def cloud(seed, *middles, people=40):
    """Points scattered around these middles."""
    chance = np.random.Generator(np.random.PCG64(seed))
    return np.concatenate([middle + chance.normal(0, 1, (people, 2)) for middle in np.array(middles, dtype=float)])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 2)), min_size=4, max_size=40))
def test_silhouettes_are_those_of_scikit_learn(rows):
    points, labels = np.array([row[:2] for row in rows], dtype=float), np.array([row[2] for row in rows])
    if 1 < len(set(labels.tolist())) < len(labels):
        assert silhouettes(points, [labels]) == [pytest.approx(silhouette_score(points, labels), abs=1e-8)]


def test_several_divisions_are_measured_at_once():
    points = cloud(1, (0, 0), (6, 0))
    two, one = np.repeat([0, 1], 40), np.arange(80) % 2
    assert silhouettes(points, [two, one]) == [silhouettes(points, [two])[0], silhouettes(points, [one])[0]]


@pytest.mark.parametrize("count", [2, 3, 4, 5])
def test_centres_are_as_good_as_those_of_scikit_learn(count):
    points = cloud(count, (0, 0), (4, 1), (2, 5), (7, 6))
    centres = means(points, count, np.random.Generator(np.random.PCG64(0)))
    ours = ((points - centres[assign(points, centres)]) ** 2).sum()
    theirs = KMeans(count, n_init=10, random_state=0).fit(points).inertia_
    assert ours <= theirs * 1.005
    assert (settle(points, centres) == centres).all()


@settings(max_examples=60)
@given(st.integers(0, 10**6), st.integers(1, 70), st.integers(1, 6))
def test_no_group_has_fewer_than_ten_people(seed, people, spread):
    chance = np.random.Generator(np.random.PCG64(seed))
    points = np.round(chance.normal(0, 1, (people, 2)) * chance.integers(1, 10, (people, 1)) ** spread, 3)
    found = group(points)
    sizes = np.bincount(found.labels[found.labels >= 0])
    assert found.count in (0, 2, 3, 4, 5)
    assert (sizes >= 10).all()
    assert sorted(sizes, reverse=True) == sizes.tolist()
    assert people >= 20 or found.count == 0


def test_people_who_all_think_the_same_make_no_group():
    assert group(np.zeros((50, 2))).count == 0
    chart = draw(votes_of([[1, 1, -1]] * 30))
    assert (chart.names, chart.certainty) == ((), None)


@pytest.mark.parametrize(("apart", "stays"), [(4.8, True), (5.6, False)])
def test_the_number_of_groups_stays_while_another_is_hardly_better(apart, stays):
    points = cloud(4, (0, 0), (apart, 0), (apart / 2, apart * 0.45))
    free = group(points)
    assert free.count == 3
    assert (free.silhouettes[3] - free.silhouettes[2] < 0.02) == stays
    halves = (points[:, 0] > np.median(points[:, 0])).astype(np.int64)
    assert group(points, before=halves).count == (2 if stays else 3)
    assert group(points, before=free.labels).count == 3


@pytest.mark.parametrize("sizes", [(40, 30), (60, 40, 25)])
def test_planted_camps_are_found_and_sure(sizes):
    votes, camp = camps(*sizes, seen=0.8)
    chart = draw(votes, times=20)
    assert rand_index(camp, chart.labels) == 1
    assert np.bincount(chart.labels).tolist() == list(sizes)
    assert chart.certainty.agreement > 0.95
    assert not chart.certainty.border.any()


def test_whoever_stands_between_two_camps_is_shown_so():
    votes, camp = camps(60, 60, between=6, doubt=0.05)
    chart = draw(votes, times=40)
    assert chart.certainty.people[: len(camp)].min() >= 0.95
    assert chart.certainty.people[len(camp) :].min() < 0.8
    assert chart.certainty.border.sum() <= 6


def test_votes_at_random_make_groups_that_are_not_sure():
    votes, _ = camps(between=200)
    chart = draw(votes, times=20)
    assert chart.certainty is None or chart.certainty.agreement < 0.5


def test_whoever_voted_little_has_a_place_and_no_group():
    votes, _ = camps(40, 30)
    votes.values[0] = UNSEEN
    votes.values[0, :3] = 1
    votes.values[1] = UNSEEN
    chart = draw(votes, times=0)
    assert chart.labels[:2].tolist() == [-1, -1]
    assert (chart.points[0] != 0).any()
    assert (chart.points[1] == 0).all()


@pytest.mark.parametrize("name", ["15-per-hour-seattle", "scoop-hivemind.biodiversity", "vtaiwan.uberx"])
def test_groups_are_those_of_polis(name):
    """On real votes, the same number of groups as Polis, and nearly the same people in each."""
    path = shared(f"polis/{name}/participants-votes.csv")
    chart = draw(read_votes(path), times=0)
    with path.open(encoding="utf-8") as lines:
        given_ = {row["participant"]: row["group-id"] for row in csv.DictReader(lines)}
    both = [n for n, one in enumerate(chart.votes.people) if given_[one] and chart.labels[n] >= 0]
    official = np.array([int(given_[chart.votes.people[n]]) for n in both])
    index = float(rand_index(official, chart.labels[both]))
    print(f"{name} : {len(both)} personnes, indice de Rand ajusté {index:.3f}")
    assert len(chart.names) == len(set(official.tolist())) == 2
    assert index > 0.7
