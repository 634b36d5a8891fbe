"""Places against the imputed matrix written out in full, and divisions against pairs counted one by one."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from parvis.engines.mapping.agreement import matched, rand_index
from parvis.engines.mapping.coordinates import directions, places, sums
from parvis.engines.mapping.votes import UNSEEN


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(2, 9)), draw(st.integers(1, 6))
    line = st.lists(st.sampled_from([1, -1, 0, UNSEEN]), min_size=columns, max_size=columns)
    return np.array(draw(st.lists(line, min_size=rows, max_size=rows)), dtype=np.int8)


def filled(values):
    """Votes less the mean of each statement; 0, which is that mean, where nobody voted."""
    table = np.zeros(values.shape)
    for column in range(values.shape[1]):
        seen = [row for row in range(len(values)) if values[row, column] != UNSEEN]
        mean = sum(int(values[row, column]) for row in seen) / len(seen) if seen else 0
        for row in seen:
            table[row, column] = values[row, column] - mean
    return table


@settings(max_examples=200)
@given(tables())
def test_directions_are_those_of_the_matrix_written_in_full(values):
    table = filled(values)
    found = sums(values)
    axes, shares = directions(found)
    spread = table.T @ table / (len(values) - 1)
    greatest = np.sort(np.linalg.eigvalsh(spread))[::-1]
    for axis in range(min(2, values.shape[1])):
        vector = axes[:, axis]
        assert spread @ vector == pytest.approx(greatest[axis] * vector, abs=1e-9)
        if greatest[axis] > 1e-9:
            assert np.linalg.norm(vector) == pytest.approx(1)
            assert shares[axis] == pytest.approx(greatest[axis] / greatest.sum())
            assert vector[np.argmax(np.round(np.abs(vector), 9))] > 0
    where = places(values, axes, found.means)
    for row in range(len(values)):
        cast = int((values[row] != UNSEEN).sum())
        stretch = (values.shape[1] / max(cast, 1)) ** 0.5
        assert where[row] == pytest.approx(stretch * table[row] @ axes, abs=1e-8)


@given(tables(), st.integers(1, 8))
def test_sums_of_parts_add_up_exactly(values, cut):
    whole, added = sums(values), sums(values[:cut]) + sums(values[cut:])
    for name in ("votes", "seen", "products", "halves", "pairs"):
        assert (getattr(whole, name) == getattr(added, name)).all()
    assert added.people == len(values)
    assert (whole.only([0]).products == whole.products[:1, :1]).all()


def test_ten_people_by_hand():
    """Five think the contrary of five others; a third statement, on which the only two voters agree, moves nobody."""
    values = [[1, -1, 1], [1, -1, 1], *[[1, -1, UNSEEN]] * 3, *[[-1, 1, UNSEEN]] * 5]
    found = sums(np.array(values, dtype=np.int8))
    axes, shares = directions(found)
    assert axes[:, 0] == pytest.approx([0.5**0.5, -(0.5**0.5), 0])
    assert shares == pytest.approx([1, 0])
    where = places(np.array(values, dtype=np.int8), axes, found.means)
    assert where[:, 0] == pytest.approx([2**0.5] * 2 + [3**0.5] * 3 + [-(3**0.5)] * 5)
    assert (where[:, 1] == 0).all()


DIVISIONS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12)


@settings(max_examples=200)
@given(DIVISIONS)
def test_the_rand_index_is_that_of_pairs(pairs):
    first, second = (np.array(labels) for labels in zip(*pairs, strict=True))
    two = list(combinations(range(len(pairs)), 2))
    same_first = [first[a] == first[b] for a, b in two]
    same_second = [second[a] == second[b] for a, b in two]
    together = sum(one and other for one, other in zip(same_first, same_second, strict=True))
    if not two:
        assert rand_index(first, second) == 1
        return
    chance, most = (
        Fraction(sum(same_first) * sum(same_second), len(two)),
        Fraction(sum(same_first) + sum(same_second), 2),
    )
    wanted = 1 if most == chance else Fraction(together - chance, most - chance)
    assert rand_index(first, second) == wanted


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_groups_are_matched_for_the_most_people(rows, columns, data):
    line = st.lists(st.integers(0, 9), min_size=columns, max_size=columns)
    table = np.array(data.draw(st.lists(line, min_size=rows, max_size=rows)))
    chosen = matched(table)
    taken = [column for column in chosen if column >= 0]
    assert len(taken) == len(set(taken)) == min(rows, columns)
    held = sum(table[row, column] for row, column in enumerate(chosen) if column >= 0)
    assert held == table[linear_sum_assignment(table, maximize=True)].sum()
