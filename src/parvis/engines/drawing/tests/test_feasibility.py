"""When quotas cannot be met: what is missing, and the smallest relaxation, compared with every one there is."""

import pytest
from hypothesis import given, settings

from parvis.engines.drawing.feasibility import is_feasible, relaxed, shortages, smallest_relaxation, told
from parvis.engines.drawing.problem import build
from parvis.engines.drawing.quotas import Quota
from parvis.engines.errors import BadInput

from .makers import draws, every_panel, pool_of, quota


def every_relaxation(pool, quotas, seats):
    """The fewest seats by which quotas must give way, panel after panel, or None when homes alone forbid any."""
    panels = every_panel(pool, (), seats)
    people = pool.by_id
    return min((missing([people[one] for one in panel], quotas) for panel in panels), default=None)


def missing(panel, quotas):
    """Seats that a panel lacks or has too many, over all quotas."""
    counts = [(quota, sum(quota.counts(person) for person in panel)) for quota in quotas]
    return sum(max(quota.low - count, count - quota.high, 0) for quota, count in counts)


@settings(max_examples=60, deadline=None)
@given(draws())
def test_the_relaxation_is_the_smallest_there_is(case):
    pool, quotas, seats = case
    problem, least = build(pool, quotas, seats), every_relaxation(pool, quotas, seats)
    assert is_feasible(problem) == (least == 0)
    if least is None:
        with pytest.raises(BadInput, match="un seul siège par foyer"):
            smallest_relaxation(problem, quotas)
    else:
        changes = smallest_relaxation(problem, quotas)
        moved = sum(one.before.low - one.low + one.high - one.before.high for one in changes)
        assert moved == least
        assert is_feasible(build(pool, relaxed(quotas, changes), seats))


def town():
    """Four people, nobody over 75 in the north."""
    return pool_of(
        {"canton": "Nord", "age": "16-24"},
        {"canton": "Nord", "age": "25-74"},
        {"canton": "Sud", "age": "25-74"},
        {"canton": "Sud", "age": "75+"},
    )


def test_what_is_missing_is_said_in_words():
    quotas = (quota("canton*age:Nord*75+", 1, 2), quota("age:16-24", 2, 3))
    assert shortages(build(town(), quotas, 3), quotas) == [
        "« canton × age : Nord × 75+ » : 1 siège au moins, personne dans le vivier.",
        "« age : 16-24 » : 2 sièges au moins, 1 personne dans le vivier.",
    ]


def test_quotas_give_way_in_the_published_order():
    quotas = tuple(sorted([quota("age:16-24", 1, 1), quota("canton:Nord", 0, 0), quota("canton:Sud", 0, 9)]))
    problem = build(town(), quotas, 2)
    by_age = smallest_relaxation(problem, quotas, order=["age", "canton"])
    by_canton = smallest_relaxation(problem, quotas, order=["canton", "age"])
    assert [str(one) for one in by_age] == ["« age : 16-24 » : le minimum passe de 1 à 0 (1 personne dans le vivier)."]
    assert [str(one) for one in by_canton] == [
        "« canton : Nord » : le maximum passe de 0 à 1 (2 personnes dans le vivier)."
    ]
    assert told(by_canton) == [["canton", "Nord", 0, 1]]
    assert relaxed(quotas, by_canton)[1] == Quota(("canton",), ("Nord",), 0, 1)


def test_a_quota_that_may_not_give_way_is_named():
    quotas = tuple(sorted([quota("age:16-24", 2, 2), quota("canton:Nord", 0, 2)]))
    with pytest.raises(BadInput, match="sans assouplir aussi « age »"):
        smallest_relaxation(build(town(), quotas, 2), quotas, order=["canton"])
    with pytest.raises(BadInput, match="Aucun quota ne porte sur « diplome »"):
        smallest_relaxation(build(town(), quotas, 2), quotas, order=["diplome"])


def test_a_panel_that_exists_needs_no_relaxation():
    quotas = (quota("age:16-24", 1, 1),)
    assert smallest_relaxation(build(town(), quotas, 2), quotas) == ()
