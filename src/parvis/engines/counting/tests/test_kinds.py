"""Every kind of ballot: what is void, what each project obtains."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.counting.ballots import from_lists, read_ballots
from parvis.engines.counting.election import of_ballots
from parvis.engines.counting.grid import UNGRADED, Grid, grid_of
from parvis.engines.counting.judgment import majority_grades
from parvis.engines.counting.kinds import (
    APART,
    Approval,
    ChooseOne,
    Cumulative,
    ForAgainst,
    Judgment,
    Knapsack,
    Ranked,
)
from parvis.engines.counting.projects import Project
from parvis.engines.counting.tally import count
from parvis.engines.counting.tests import reference
from parvis.engines.errors import BadInput

NEITHER = {"ni pour (1) ni contre (-1)": 1}
GRADES = ("pas convaincu", "pourquoi pas", "j’aime bien", "coup de cœur")


def vote(lists, kind, *, points=None, costs=(100, 200, 300)):
    projects = [Project(f"P{place}", Fraction(cost)) for place, cost in enumerate(costs)]
    return of_ballots(projects, Fraction(400), from_lists(lists, len(costs), points), kind)


@pytest.mark.parametrize(
    ("kind", "lists", "points", "values", "void"),
    [
        (Approval(1, 2), [[0, 1], [1], [], [0, 1, 2]], None, [1, 2, 0], {"trop peu de choix": 1, "trop de choix": 1}),
        (Approval(), [[0, 0, 1], [1, 1]], None, [1, 2, 0], {}),
        (ChooseOne(), [[0], [2], [2], [1, 2]], None, [1, 0, 2], {"trop de choix": 1}),
        (Knapsack(budget=Fraction(300)), [[0, 1], [2], [0, 2]], None, [1, 1, 1], {"panier au-dessus du budget": 1}),
        (Cumulative(5), [[0, 1], [1, 2]], [[3, 2], [4, 2]], [3, 2, 0], {"trop de points": 1}),
        (
            Cumulative(9, 4),
            [[0], [1], [2]],
            [[5], [-1], [4]],
            [0, 0, 4],
            {"points négatifs": 1, "trop de points sur un projet": 1},
        ),
        (Ranked((3, 2, 1)), [[2, 0, 1], [2], [1, 0]], None, [4, 4, 6], {}),
        (Ranked((3, 1), most=2), [[0, 1, 2], [1, 0]], None, [1, 3, 0], {"trop de choix": 1}),
        (
            ForAgainst(),
            [[0, 1], [0, 1], [1, 2]],
            [[1, -1], [1, 1], [-1, 2]],
            [2, 0, 0],
            {"ni pour (1) ni contre (-1)": 1},
        ),
    ],
    ids=["approval", "twice", "one", "knapsack", "points", "most each", "ranked", "short ranking", "for or against"],
)
def test_each_kind_counts_its_ballots_and_sets_aside_the_void_ones(kind, lists, points, values, void):
    election = vote(lists, kind, points=points)
    assert election.scores.values == values
    assert election.void == void
    assert len(election.ballots) == len(lists) - sum(void.values())


def test_a_basket_that_costs_exactly_the_budget_is_valid():
    tenths = [Fraction(1, 10), Fraction(2, 10), Fraction(3, 10)]
    assert vote([[0, 1]], Knapsack(budget=Fraction(3, 10)), costs=tenths).void == {}


def test_a_project_with_more_against_than_for_is_not_elected():
    election = vote([[0, 1], [0, 1], [1]], ForAgainst(), points=[[1, -1], [1, -1], [1]])
    assert count(election).winners == ["P0"]
    assert "moins que le minimum" in count(election).reason(1)


@pytest.mark.parametrize(("ungraded", "grades"), [("pas convaincu", [0, 2]), ("coup de cœur", [3, 2]), (APART, [3, 2])])
def test_the_rules_say_what_a_project_without_grade_is_worth(ungraded, grades):
    election = vote([[0, 1], [1], [1]], Judgment(GRADES, ungraded), points=[[3, 2], [1], [2]], costs=(100, 100))
    assert election.scores.values == grades


def test_majority_judgment_is_told_in_words():
    election = vote([[0], [0], [0]], Judgment(GRADES, APART), points=[[3], [2], [0]])
    assert election.scores.told[0] == "mention « j’aime bien » (67\u00a0% des avis à cette mention ou mieux)"
    assert election.scores.told[1] == "aucune mention"


@given(st.integers(1, 9).flatmap(lambda n: st.lists(st.lists(st.integers(0, 4), min_size=n, max_size=n), max_size=6)))
def test_majority_judgment_sorts_as_grades_taken_away_one_by_one(judgments):
    counts = [[row.count(grade) for grade in range(5)] for row in judgments]
    sequences = [reference.median_sequence(row) for row in judgments]
    found = majority_grades(counts)
    places = {tuple(row): place for place, row in enumerate(sorted(map(tuple, sequences)))}
    ranks = sorted({places[tuple(row)] for row in sequences})
    assert found.ranks == [ranks.index(places[tuple(row)]) for row in sequences]
    assert found.grades == [row[0] for row in sequences]


@given(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=6), min_size=1, max_size=4))
def test_repeating_every_judgment_changes_no_place(judgments):
    counts = [[row.count(grade) for grade in range(4)] for row in judgments]
    doubled = [[3 * one for one in row] if place % 2 else row for place, row in enumerate(counts)]
    assert majority_grades(doubled).ranks == majority_grades(counts).ranks


@given(st.lists(st.lists(st.integers(-1, 3), min_size=3, max_size=3), min_size=1, max_size=8))
def test_a_grid_counts_as_plain_ballots_do(rows):
    lists = [[place for place, grade in enumerate(row) if grade >= 0] for row in rows]
    points = [[grade for grade in row if grade >= 0] for row in rows]
    ballots = from_lists(lists, 3, points)
    kind = Judgment(GRADES, "pourquoi pas")
    assert kind.scores(ballots) == kind.scores(grid_of(ballots))
    projects = [Project(f"P{place}", Fraction(1)) for place in range(3)]
    plain, dense = (of_ballots(projects, 2, one, kind) for one in (ballots, grid_of(ballots)))
    assert count(plain).to_json() == count(dense).to_json()
    assert dense.supports.totals() == plain.supports.totals()


def test_a_grid_sets_aside_grades_that_do_not_exist():
    grid = Grid(np.array([[0, 9, UNGRADED]], dtype=np.uint8))
    assert of_ballots([Project("P", Fraction(1))], 2, grid, Judgment(GRADES, APART)).void == {"mention inconnue": 1}


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Approval(3, 2), "de 3 à 2 choix"),
        (lambda: Ranked((1, 2)), "doit descendre"),
        (lambda: Judgment(("bien",), "bien"), "au moins deux mentions"),
        (lambda: Judgment(("bien", "bien"), "bien"), "toutes différentes"),
        (lambda: Judgment(GRADES, ""), "ce que vaut un projet sans mention"),
        (lambda: Grid(np.zeros(3)), "une ligne par projet"),
        (lambda: vote([[0]], Cumulative(5)), "demande des points"),
    ],
)
def test_a_kind_that_contradicts_itself_is_refused(make, sentence):
    with pytest.raises(BadInput, match=sentence):
        make()


@pytest.mark.parametrize(
    ("choices", "points", "sentence"),
    [
        (["a", "a,z"], None, "Ligne 12 : le bulletin nomme le projet « z », qui n’est pas soumis au vote."),
        (["a,b", "a"], ["1,2", "1,2"], "Ligne 12 : 1 projets sont nommés, pour 2 notes."),
        (["a", "b"], ["1", "deux"], "Ligne 12 : « deux » n’est pas un nombre entier de points."),
        (["a", "b"], ["1", "1.5"], "Ligne 12 : « 1.5 » n’est pas un nombre entier de points."),
        (["a", "b"], ["1", str(10**30)], "n’est pas un nombre entier de points."),
    ],
)
def test_a_ballot_that_cannot_be_read_is_refused_with_its_line(choices, points, sentence):
    with pytest.raises(BadInput) as refusal:
        read_ballots(choices, {"a": 0, "b": 1}, points, lines=[11, 12])
    assert sentence in str(refusal.value)


def test_ballots_read_from_texts_are_those_of_lists():
    read = read_ballots(["a, b", "", "b,b"], {"a": 0, "b": 1})
    assert (read.starts.tolist(), read.choices.tolist()) == ([0, 2, 2, 3], [0, 1, 1])
    assert read.supporters(1).tolist() == [0, 2]
    assert read.chosen_by(np.array([0, 2])).tolist() == [0, 1, 1]
