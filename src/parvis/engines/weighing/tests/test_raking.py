"""Weights against the textbook, person by person, and against the dual when bounds hold them."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parvis.engines.errors import BadInput
from parvis.engines.tests.processes import in_two_processes
from parvis.engines.weighing.certainty import design_effect
from parvis.engines.weighing.margins import make_margins, read_margins
from parvis.engines.weighing.raking import rake, unweighted
from parvis.engines.weighing.sample import make_sample, read_sample

from . import reference


def sample_of(*people, **extra):
    """A sample whose people are p01, p02… with these cells."""
    return make_sample([(n, {"id": f"p{n:02d}", **cells}) for n, cells in enumerate(people, start=2)], **extra)


def margins_of(table):
    """Margins from {feature: {value: count}}."""
    rows = [{"feature": f, "value": v, "count": str(n)} for f, values in table.items() for v, n in values.items()]
    return make_margins(list(enumerate(rows, start=2)))


@st.composite
def cases(draw):
    """People of two or three features, every combination present, and counts of a census."""
    values = {"age": "abc", "genre": "fh", "zone": "ns"}
    names = draw(st.sampled_from([["age", "genre"], ["age", "genre", "zone"]]))
    people = [{"age": a, "genre": g, "zone": z} for a in "abc" for g in "fh" for z in "ns"]
    people += draw(st.lists(st.sampled_from(people), max_size=30))
    census = {name: {value: draw(st.integers(1, 9)) for value in values[name]} for name in names}
    return [{name: person[name] for name in names} for person in people], census


def shares(census):
    return {f: {v: n / sum(values.values()) for v, n in values.items()} for f, values in census.items()}


@settings(max_examples=60)
@given(cases())
def test_weights_are_those_of_the_textbook(case):
    people, census = case
    found = rake(sample_of(*people), margins_of(census))
    assert found.values == pytest.approx(reference.rake(people, shares(census)), rel=1e-6)
    assert found.values.mean() == pytest.approx(1)


@settings(max_examples=25)
@given(cases())
def test_bounded_weights_are_those_of_truncated_calibration(case):
    people, census = case
    try:
        found = rake(sample_of(*people), margins_of(census), floor=0.3, ceiling=2.5)
    except BadInput:
        assume(False)
    assert found.values.min() >= 0.3 - 1e-9
    assert found.values.max() <= 2.5 + 1e-9
    assert found.values == pytest.approx(reference.calibrate(people, shares(census), 0.3, 2.5), abs=1e-4)


@settings(max_examples=60)
@given(cases(), st.sampled_from([(None, None), (0.2, 4.0)]))
def test_margins_hold_and_each_weight_is_a_product_that_a_person_does_again(case, bounds):
    people, census = case
    floor, ceiling = bounds
    sample, margins = sample_of(*people), margins_of(census)
    try:
        found = rake(sample, margins, floor=floor, ceiling=ceiling)
    except BadInput:
        assume(False)
    for margin in margins:
        cells = sample.feature(margin.feature)
        for value in margin.people:
            held = sum(w for w, cell in zip(found.values, cells, strict=True) if cell == value)
            assert held / len(sample) == pytest.approx(float(margin.share(value)), abs=1e-9)
    for weight, person in zip(found.values, people, strict=True):
        product = found.scale
        for feature, factors in found.coefficients.items():
            product *= factors[person[feature]]
        assert weight == pytest.approx(np.clip(product, floor or 0, ceiling or np.inf), rel=1e-6)


def test_ten_people_by_hand():
    """Two women and eight men of a town half women: 2.5 each for women, 0.625 for men."""
    found = rake(sample_of(*[{"genre": "f"}] * 2, *[{"genre": "h"}] * 8), margins_of({"genre": {"f": 500, "h": 500}}))
    assert found.values.tolist() == pytest.approx([2.5] * 2 + [0.625] * 8)
    assert found.scale == pytest.approx(1.5625)
    assert found.coefficients["genre"] == pytest.approx({"f": 1.6, "h": 0.4})


def test_first_weights_are_kept_in_proportion():
    people = [{"genre": "f", "poids": "1"}, {"genre": "f", "poids": "3,0"}, {"genre": "h", "poids": "2"}]
    sample = sample_of(*people, weight="poids")
    assert sample.base.tolist() == [0.5, 1.5, 1.0]
    found = rake(sample, margins_of({"genre": {"f": 50, "h": 50}}))
    assert found.values.tolist() == pytest.approx([0.375, 1.125, 1.5])
    assert unweighted(sample).values.tolist() == [0.5, 1.5, 1.0]


def test_who_did_not_answer_keeps_their_share():
    people = [{"age": "a"}, {"age": "a"}, {"age": "a"}, {"age": "b"}, {"age": ""}]
    found = rake(sample_of(*people), margins_of({"age": {"a": 50, "b": 50}}))
    assert found.values.tolist() == pytest.approx([2 / 3] * 3 + [2.0, 1.0])


def test_crossed_features_are_raked_together():
    people = [{"genre": g, "age": a} for g in "fh" for a in "jv" for _ in range(2)]
    census = {"genre*age": {"f*j": 4, "f*v": 3, "h*j": 2, "h*v": 1}}
    found = rake(sample_of(*people), margins_of(census))
    assert found.values.tolist() == pytest.approx([1.6, 1.6, 1.2, 1.2, 0.8, 0.8, 0.4, 0.4])


def test_margins_are_exact_shares():
    margin = margins_of({"age": {"a": "33,3", "b": "66.7"}})[0]
    assert margin.share("a") == Fraction(333, 1000)


PEOPLE = [{"age": "a", "genre": "f"}] * 3 + [{"age": "b", "genre": "h"}] * 3


@pytest.mark.parametrize(
    ("census", "bounds", "sentence"),
    [
        ({"age": {"a": 1}}, {}, "Ligne 5 : « age : b » : la table de recensement ne la connaît pas"),
        ({"age": {"a": 1, "b": 0}}, {}, "Ligne 5 : « age : b » : la table de recensement compte zéro habitant"),
        ({"age": {"a": 1, "b": 1, "c": 1}}, {}, r"Personne n’a répondu pour « age : c », .*\(ligne 4\)"),
        ({"quartier": {"n": 1}}, {}, "Les réponses n’ont pas de colonne « quartier »"),
        ({"age": {"a": 1, "b": 2}, "genre": {"f": 2, "h": 1}}, {}, "Ces marges ne tiennent pas ensemble"),
        ({"age": {"a": 9, "b": 1}}, {"ceiling": 1.5}, "« age : a » demande un poids moyen de 1,80, au-dessus"),
        ({"age": {"a": 9, "b": 1}}, {"floor": 0.5}, "« age : b » demande un poids moyen de 0,20, au-dessous"),
        ({"age": {"a": 1, "b": 1}}, {"floor": 1.2}, "Le plancher des poids va de 0 à moins de 1"),
        ({"age": {"a": 1, "b": 1}}, {"ceiling": 1.0}, "Le plafond des poids est au-dessus de 1"),
        ({"age": {"a": 0, "b": 0}}, {}, "Ligne 2 : la table de recensement ne compte personne pour « age »"),
        ({"age": {"a": "beaucoup"}}, {}, "Ligne 2 : le nombre d’habitants « beaucoup » n’est pas un nombre"),
        ({"age": {"a": "-1"}}, {}, "Ligne 2 : le nombre d’habitants « -1 » n’est pas positif"),
        ({"age": {"": "1"}}, {}, "Ligne 2 : le nom de la marge ou sa modalité est vide"),
        ({}, {}, "La table de recensement ne compte personne"),
    ],
)
def test_what_contradicts_itself_is_refused(census, bounds, sentence):
    with pytest.raises(BadInput, match=sentence):
        rake(sample_of(*PEOPLE), margins_of(census), **bounds)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id,age\np1,a\np1,b\n", "Ligne 3 : l’identifiant « p1 » est déjà pris"),
        ("id,age\n,a\n", "Ligne 2 : l’identifiant est vide"),
        ("id,age\n", "Personne n’a répondu"),
        ("nom,age\np1,a\n", "Ligne 1 : la colonne « id » manque"),
        ("id,poids\np1,0\n", "Ligne 2 : le poids « 0 » n’est pas au-dessus de zéro"),
        ("id,poids\np1,lourd\n", "Ligne 2 : le poids « lourd » n’est pas un nombre"),
    ],
)
def test_answers_that_cannot_be_read_are_refused(file_of, text, sentence):
    with pytest.raises(BadInput, match=sentence):
        read_sample(file_of(text), weight="poids" if "poids" in text else None)


def test_a_value_of_the_census_comes_once(file_of):
    with pytest.raises(BadInput, match="Ligne 3 : « age : a » est déjà à la ligne 2"):
        read_margins(file_of("feature,value,count\nage,a,1\nage,a,2\n"))


RAKE = """
import random, sys
from parvis.engines.files import canonical_json, fingerprint
from parvis.engines.weighing.margins import make_margins
from parvis.engines.weighing.raking import rake
from parvis.engines.weighing.sample import make_sample
chance = random.Random(7)
people = [(n, {"id": f"p{n}", "age": chance.choice("abcd"), "genre": chance.choice("ffh")}) for n in range(300)]
census = [{"feature": "age", "value": v, "count": n} for v, n in zip("abcd", "2345")]
census += [{"feature": "genre", "value": v, "count": "1"} for v in "fh"]
random.Random(int(sys.argv[1])).shuffle(people)
random.Random(int(sys.argv[1])).shuffle(census)
sample = make_sample(people)
found = rake(sample, make_margins(list(enumerate(census))), floor=0.3, ceiling=3.0)
print(fingerprint(canonical_json([sample.ids, found.values.tolist(), found.coefficients])))
"""


def test_weights_are_the_same_in_another_process_whatever_the_order_of_the_files():
    first, second = in_two_processes(lambda number: ["-c", RAKE, number])
    assert first == second


def test_the_ten_people_of_the_documentation():
    counts = {("femme", "jeune"): 2, ("femme", "vieux"): 2, ("homme", "jeune"): 1, ("homme", "vieux"): 5}
    people = [{"genre": genre, "age": age} for (genre, age), count in counts.items() for _ in range(count)]
    found = rake(sample_of(*people), margins_of({"genre": {"femme": 1, "homme": 1}, "age": {"jeune": 45, "vieux": 55}}))
    assert found.values.tolist() == pytest.approx([1.5969] * 2 + [0.9031] * 2 + [1.3062] + [0.7388] * 5, abs=1e-4)
    assert design_effect(found.values) == pytest.approx(1.117, abs=1e-3)
