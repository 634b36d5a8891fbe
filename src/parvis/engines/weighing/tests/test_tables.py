"""Tables against loops, and against whoever would find a small count again by subtraction."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engines.errors import BadInput
from parvis.engines.weighing.hiding import hidden_line, hidden_table, with_totals
from parvis.engines.weighing.tables import cross, tell, written

from . import reference
from .test_raking import sample_of

COUNTS = st.one_of(st.integers(0, 6), st.integers(0, 40))


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    line = st.lists(COUNTS, min_size=columns, max_size=columns)
    return np.array(draw(st.lists(line, min_size=rows, max_size=rows)))


@settings(max_examples=150)
@given(tables())
def test_nobody_finds_a_small_count_again(counts):
    hidden, whole = hidden_table(counts), with_totals(counts)
    rows, columns = counts.shape
    small = (whole > 0) & (whole < 5)
    assert (hidden | ~small).all()
    if whole[-1, -1] < 5:
        assert hidden.all()
        return
    shown = {cell: int(whole[cell]) for cell in np.ndindex(whole.shape) if not hidden[cell]}
    for cell, (least, most) in reference.possible(shown, rows, columns).items():
        if small[cell]:
            assert most - least >= 4


@given(tables())
def test_nothing_is_hidden_without_need(counts):
    whole = with_totals(counts)
    if counts.any() and not ((whole > 0) & (whole < 5)).any():
        assert not hidden_table(counts).any()


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_what_a_line_hides_is_at_least_five_people_of_two_values(counts):
    hidden, counts = hidden_line(counts), np.array(counts)
    if ((counts > 0) & (counts < 5)).any():
        assert hidden.all() or (hidden.sum() >= 2 and counts[hidden].sum() >= 5)
    else:
        assert not hidden.any()


@given(tables())
def test_totals_show_the_same_in_every_table_that_has_them(counts):
    """The row totals of a table hide what the answers alone hide, whatever the feature they are crossed with."""
    if counts.sum() >= 5:
        assert (hidden_table(counts)[:-1, -1] == hidden_line(counts.sum(axis=1))).all()


@st.composite
def answers(draw):
    cell = st.sampled_from(["oui", "non", ""])
    return draw(st.lists(st.tuples(cell, st.sampled_from("abc"), st.integers(1, 9)), min_size=5, max_size=60))


@settings(max_examples=60)
@given(answers())
def test_counts_and_weighted_shares_are_those_of_loops(rows):
    sample = sample_of(*[{"q": q, "age": age} for q, age, _ in rows])
    weights = np.array([float(w) for *_, w in rows])
    table = cross(sample, weights, "q", "age")
    people, heavy, columns = Counter(), Counter(), Counter()
    for q, age, w in rows:
        people[q, age] += 1
        heavy[q, age] += w
        columns[age] += w
    for r, answer in enumerate(table.rows):
        for c, age in enumerate(table.columns):
            assert table.counts[r, c] == people[answer, age]
            if table.share(r, c) is not None:
                assert table.share(r, c) == pytest.approx(heavy[answer, age] / columns[age])
    alone = cross(sample, weights, "q")
    assert alone.counts[:, 0].tolist() == [*(sum(answer == q for q, *_ in rows) for answer in alone.rows), len(rows)]


ANSWERED = {("oui", "a"): 9, ("oui", "b"): 2, ("non", "a"): 6, ("non", "b"): 8}
PEOPLE = [{"q": q, "age": age} for (q, age), count in ANSWERED.items() for _ in range(count)]


def test_a_table_is_told_with_its_hidden_cells():
    value = written(cross(sample_of(*PEOPLE), np.ones(25), "q", "age"))
    told = tell(value)
    assert value["hidden"] == 4
    assert [cell and cell["people"] for cell in value["lines"][-1]["cells"]] == [15, 10, 25]
    assert told.count("•") == 5
    assert "• : case cachée, parce qu’elle compte moins de 5 personnes" in told
    assert "11 44,0\u00a0%" in told


def test_a_random_sample_adds_the_interval_of_each_share():
    value = written(cross(sample_of(*PEOPLE * 4), np.ones(100), "q"), sampling="random")
    assert value["lines"][0]["cells"][0] == {"people": 56, "share": "0.5600", "interval": ["0.4623", "0.6533"]}
    assert "interval" not in written(cross(sample_of(*PEOPLE), np.ones(25), "q"))["lines"][0]["cells"][0]


def test_what_would_betray_is_refused():
    sample = sample_of(*PEOPLE)
    with pytest.raises(BadInput, match="le seuil 3 est trop bas"):
        cross(sample, np.ones(25), "q", "age", least=3)
    with pytest.raises(BadInput, match="c’est la même colonne"):
        cross(sample, np.ones(25), "q", "age*q")
    with pytest.raises(BadInput, match="pas de colonne « taille »"):
        cross(sample, np.ones(25), "taille")
