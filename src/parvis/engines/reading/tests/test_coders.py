"""Agreement of coders: published examples, and references that count every pair one by one."""

from fractions import Fraction
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.errors import BadInput
from parvis.engines.reading.coders import agreement, alpha, kappa, make_codings, read_codings, tell

PUBLISHED = [
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
]
"""Four observers, twelve units: Krippendorff, « Computing Krippendorff's alpha-reliability » (2011), example C."""


def published():
    rows = [line.split() for line in PUBLISHED]
    return [[code for code in unit if code != "."] for unit in zip(*rows, strict=True)]


@pytest.mark.parametrize(("scale", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_of_the_published_example(scale, value):
    assert float(alpha(published(), scale)) == pytest.approx(value, abs=5e-4)


def test_alpha_of_two_observers_as_published():
    """Example A of the same paper: ten units, coincidences 10, 4 and 2: alpha = 1 - 19 × 4 / (14 × 6) = 0.095."""
    assert alpha([["0", "0"]] * 5 + [["1", "1"]] + [["0", "1"]] * 4) == 1 - Fraction(19 * 4, 14 * 6)


def test_kappa_of_the_textbook_example():
    """Fifty grants, two readers: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: (0.7 - 0.5) / 0.5 = 0.4."""
    pairs = [("oui", "oui")] * 20 + [("oui", "non")] * 5 + [("non", "oui")] * 10 + [("non", "non")] * 15
    assert kappa(pairs) == Fraction(2, 5)


def test_kappa_says_nothing_when_chance_explains_all():
    assert kappa([("a", "a")] * 5) is None
    assert kappa([]) is None
    assert alpha([["a", "a"], ["a"]]) is None


codes = st.sampled_from("123")


@given(st.lists(st.tuples(codes, codes), min_size=1, max_size=12))
def test_kappa_is_that_of_every_pair_drawn_at_random(pairs):
    observed = Fraction(sum(a == b for a, b in pairs), len(pairs))
    expected = Fraction(sum(a == b for a, _ in pairs for _, b in pairs), len(pairs) ** 2)
    assert kappa(pairs) == (None if expected == 1 else (observed - expected) / (1 - expected))


@given(st.lists(st.lists(codes, max_size=4), max_size=7), st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_is_that_of_every_pair_of_codes(units, scale):
    assert alpha(units, scale) == counted_one_by_one(units, scale)


def counted_one_by_one(units, scale):
    """Alpha by its definition: mean distance inside units over mean distance between all codes."""
    units = [[int(code) for code in unit] for unit in units if len(unit) > 1]
    pooled = [code for unit in units for code in unit]
    apart = {(a, b): distance(a, b, pooled, scale) for a in set(pooled) for b in set(pooled)}
    everywhere = [apart[a, b] for a, b in permutations(pooled, 2)]
    if not sum(everywhere):
        return None
    inside = sum(Fraction(sum(apart[a, b] for a, b in permutations(unit, 2)), len(unit) - 1) for unit in units)
    return 1 - Fraction(inside, len(pooled)) / Fraction(sum(everywhere), len(everywhere))


def distance(a, b, pooled, scale):
    if scale == "nominal":
        return Fraction(a != b)
    if scale == "interval":
        return Fraction(a - b) ** 2
    if a == b:
        return Fraction(0)
    low, high = sorted([a, b])
    between = sum(low <= code <= high for code in pooled)
    return (between - Fraction(pooled.count(a) + pooled.count(b), 2)) ** 2


def test_the_texts_to_talk_about_are_named():
    rows = [(2, "c1", "Zoé", "eau"), (3, "c1", "Ali", "eau"), (4, "c2", "Zoé", "eau"), (5, "c2", "Ali", "air")]
    rows += [(6, "c3", "Zoé", ""), (7, "c3", "Ali", "air"), (8, "c4", "Zoé", "air"), (9, "c4", "Ali", "air")]
    found = agreement(make_codings(rows))
    assert found["discuss"] == [{"id": "c2", "codes": {"Ali": "air", "Zoé": "eau"}}]
    assert (found["texts"], found["together"]) == (4, 3)
    (pair,) = found["pairs"]
    assert (pair["texts"], pair["same"], pair["kappa"]["exact"]) == (3, 2, "2/5")
    assert pair["confused"] == [{"codes": ["air", "eau"], "times": 1}]
    assert "  c2 : Ali « air », Zoé « eau »" in tell(found)


def test_three_coders_make_three_pairs():
    rows = [
        (0, f"c{n}", coder, code)
        for coder, line in zip("abc", PUBLISHED[:3], strict=True)
        for n, code in enumerate(line.split())
        if code != "."
    ]
    found = agreement(make_codings(rows))
    assert [pair["coders"] for pair in found["pairs"]] == [list(pair) for pair in combinations("abc", 2)]
    assert [one["id"] for one in found["discuss"]] == ["c1", "c5", "c7"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id,coder,code\nc1,Ali,eau\nc1,Ali,air\n", "Ligne 3 : « Ali » a déjà codé « c1 »"),
        ("id,coder,code\n,Ali,eau\n", "Ligne 2 : l’identifiant ou la personne qui code est vide"),
        ("id,coder,code\nc1,Ali,eau\n", "Il faut au moins deux personnes"),
        ("id,code\nc1,eau\n", "Ligne 1 : la colonne « coder » manque"),
    ],
)
def test_codings_that_contradict_themselves_are_refused(file_of, text, sentence):
    with pytest.raises(BadInput, match=sentence):
        read_codings(file_of(text))


def test_names_are_not_ranks():
    with pytest.raises(BadInput, match="Le code « eau » n’est pas un nombre"):
        alpha([["eau", "air"]], "ordinal")
