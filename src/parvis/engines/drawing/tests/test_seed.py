"""What a seed decides, redone here with nothing but SHA-256."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engines.drawing.plain import share, simple, stratified
from parvis.engines.drawing.seed import number_of, order
from parvis.engines.errors import BadInput

from .makers import pool_of

SEED = "30062026-17-04-33-41-08-12"


def digest(text):
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


@given(st.text(min_size=1).filter(str.strip), st.integers(1, 5000))
def test_the_number_is_a_plain_remainder(seed, panels):
    assert 1 <= number_of(seed, panels) <= panels


def test_the_seed_of_the_demonstration_chooses_the_panel_that_a_calculator_finds():
    assert number_of(SEED, 1000) == digest(SEED) % 1000 + 1 == number_of(f"  {SEED}\n", 1000)
    with pytest.raises(BadInput, match="La graine est vide"):
        number_of(" ", 1000)


def test_the_order_of_people_is_that_of_their_hashes():
    ids = [f"p{number}" for number in range(40)]
    assert order(SEED, ids) == sorted(ids, key=lambda one: digest(f"{SEED}/{one}")) == order(SEED, reversed(ids))


def test_a_simple_draw_takes_the_first_of_the_order_and_one_per_home():
    pool = pool_of(*[{"foyer": "a"}] * 6, *[{"foyer": ""}] * 6, household="foyer")
    drawn = simple(pool, 7, SEED)
    assert drawn == [one for one in order(SEED, pool.by_id) if one in drawn]
    assert sum(one <= "p007" for one in drawn) == 1
    with pytest.raises(BadInput, match="ne compte que 7 foyers pour 8 sièges"):
        simple(pool, 8, SEED)
    with pytest.raises(BadInput, match="au moins un siège"):
        simple(pool, 0, SEED)


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 9), min_size=1), st.data())
def test_seats_are_shared_as_people_are(sizes, data):
    strata = {name: [f"{name}{number}" for number in range(size)] for name, size in sizes.items()}
    seats = data.draw(st.integers(1, sum(sizes.values())))
    shares = share(strata, seats)
    assert sum(shares.values()) == seats
    for name, size in sizes.items():
        assert abs(shares[name] - seats * size / sum(sizes.values())) < 1
        assert shares[name] <= size


def test_a_seed_that_the_terminal_garbled_is_refused():
    with pytest.raises(BadInput, match="Un caractère ne s’écrit pas en UTF-8"):
        number_of("for\udceat", 1000)


def test_a_stratified_draw_keeps_to_its_strata():
    pool = pool_of(*[{"canton": "Nord"}] * 6, *[{"canton": "Sud"}] * 3)
    assert {name: len(people) for name, people in stratified(pool, ["canton"], 6, SEED).items()} == {
        "Nord": 4,
        "Sud": 2,
    }
    each = stratified(pool, ["canton"], 0, SEED, each=2)
    assert each["Sud"] == order(SEED, ["p008", "p009", "p010"])[:2]
    with pytest.raises(BadInput, match="La strate « Sud » ne compte que 3 personnes pour 4 sièges"):
        stratified(pool, ["canton"], 0, SEED, each=4)
    with pytest.raises(BadInput, match="pas de colonne « quartier »"):
        stratified(pool, ["quartier"], 2, SEED)


def test_a_home_without_a_free_seat_is_said():
    pool = pool_of({"canton": "Nord", "foyer": "a"}, {"canton": "Sud", "foyer": "a"}, household="foyer")
    with pytest.raises(BadInput, match="La strate « Sud » n’a plus de foyer libre pour 1 siège"):
        stratified(pool, ["canton"], 0, SEED, each=1)
