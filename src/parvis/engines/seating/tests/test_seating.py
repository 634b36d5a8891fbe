"""Plans of tables against every plan there is, and what must be respected whatever the meetings."""

import json
from functools import cache
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engines.console import main
from parvis.engines.errors import BadInput
from parvis.engines.files import read_rows
from parvis.engines.seating.plan import Plan, seat, written
from parvis.engines.seating.room import make_room, read_room
from parvis.engines.tests.data import shared
from parvis.engines.tests.processes import in_two_processes


def rows_of(*columns):
    """Rows of a file, one per person, from texts with one letter per person."""
    names = ("genre", "age")[: len(columns)]
    return [
        (line, {"id": f"p{line:02d}", **dict(zip(names, letters, strict=True))})
        for line, letters in enumerate(zip(*columns, strict=True), start=2)
    ]


@cache
def every_round(sizes):
    """Every way to sit at tables of these sizes: the table of each person."""
    people = range(sum(sizes))
    if len(sizes) == 1:
        return [(0,) * sizes[0]]
    found = []
    for last in combinations(people, sizes[-1]):
        for others in every_round(sizes[:-1]):
            rest = iter(others)
            found.append(tuple(len(sizes) - 1 if person in last else next(rest) for person in people))
    return found


def worth(room, tables):
    """What a plan is worth, the greater the better: pairs kept apart, then the mix, then meetings."""
    plan = Plan(room, np.array(tables))
    return -len(plan.together), -round(plan.deviation, 9), plan.meetings


@st.composite
def rooms(draw):
    """Four to six people at two or three tables, two rounds; some fixed, some kept apart."""
    people = draw(st.integers(4, 6))
    letters = st.text("fh", min_size=people, max_size=people)
    rows = rows_of(draw(letters))
    tables = draw(st.integers(2, people // 2))
    ids = st.sampled_from([cells["id"] for _, cells in rows])
    seat_of = st.tuples(ids, st.integers(1, 2), st.integers(1, tables))
    seats = draw(st.lists(seat_of, max_size=2, unique_by=lambda one: one[:2]))
    pairs = draw(st.lists(st.tuples(ids, ids).filter(lambda pair: pair[0] != pair[1]), max_size=1))
    fixed = [(2, {"id": one, "round": str(when), "table": str(table)}) for one, when, table in seats]
    apart = [(2, {"first": first, "second": second}) for first, second in pairs]
    try:
        return make_room(rows, tables=tables, rounds=2, categories=["genre"], fixed=fixed, apart=apart)
    except BadInput:
        return make_room(rows, tables=tables, rounds=2, categories=["genre"])


def keeps(room, turn, tables):
    """Whether a round keeps its fixed seats."""
    return all(tables[who] == at for (when, who), at in room.fixed.items() if when == turn)


@settings(max_examples=60, deadline=None)
@given(rooms())
def test_no_plan_is_worth_more(room):
    choices = [[one for one in every_round(room.sizes) if keeps(room, turn, one)] for turn in range(2)]
    best = max(worth(room, tables) for tables in product(*choices))
    if best[0] < 0:
        with pytest.raises(BadInput, match="Aucun plan n’a été trouvé qui sépare"):
            seat(room, steps=400)
    else:
        plan = seat(room, steps=400)
        assert worth(room, plan.tables) == best
        assert all(plan.tables[when, person] == table for (when, person), table in room.fixed.items())
        assert all(np.bincount(one).tolist() == list(room.sizes) for one in plan.tables)


def crowd(count):
    """As many fictitious people, of two genders, four ages and three places."""
    chance = np.random.Generator(np.random.PCG64(3))
    letters = [[text[n] for n in chance.integers(len(text), size=count)] for text in ("fh", "abcd", "nse")]
    names = ("genre", "age", "zone")
    return [
        (line, {"id": f"p{line:03d}", **dict(zip(names, cells, strict=True))})
        for line, cells in enumerate(zip(*letters, strict=True), start=2)
    ]


@pytest.mark.parametrize(("people", "tables", "least"), [(120, 15, 1670), (30, 5, 258)])
def test_nearly_everybody_met_is_new_and_tables_are_mixed(people, tables, least):
    room = make_room(crowd(people), tables=tables, rounds=4, categories=["genre", "age", "zone"])
    plan = seat(room, steps=2000)
    assert plan.meetings >= least
    assert plan.deviation <= 0.01
    assert plan.meetings <= room.most_meetings


def test_the_hundred_people_of_groupselect_are_seated():
    """Fixed seats and separations hold in every round; GROUPSELECT lost the former in 9 runs of 10."""
    rows = read_rows(shared("tables/100i_4j_3k_3d_data.csv"))
    people = [(line, {**cells, "id": cells["ID"]}) for line, cells in rows]
    ids = [cells["id"] for _, cells in people]
    fixed = [(2, {"id": ids[n], "round": "", "table": str(n + 1)}) for n in range(5)]
    apart = [(2, {"first": ids[10], "second": one}) for one in ids[20:40]]
    rules = {"categories": ["gender", "age", "region"], "fixed": fixed, "apart": apart}
    plan = seat(make_room(people, tables=14, rounds=3, **rules), steps=1500)
    assert plan.together == []
    assert all((plan.tables[:, plan.room.people.index(ids[n])] == n).all() for n in range(5))
    assert plan.deviation <= 0.01
    assert plan.meetings >= 0.98 * plan.room.most_meetings


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"tables": 0}, "au moins une table et un tour, pas 0 et 2"),
        ({"tables": 4}, "6 personnes ne font pas deux personnes à chacune des 4 tables"),
        ({"fixed": [{"id": "p99", "round": "1", "table": "1"}]}, "Ligne 2 : « p99 » n’est pas dans la liste"),
        ({"fixed": [{"id": "p02", "round": "3", "table": "1"}]}, "Ligne 2 : le numéro de tour va de 1 à 2, pas « 3 »"),
        ({"fixed": [{"id": "p02", "round": "", "table": "x"}]}, "Ligne 2 : le numéro de table va de 1 à 2, pas « x »"),
        (
            {"fixed": [{"id": "p02", "round": "", "table": "1"}, {"id": "p02", "round": "2", "table": "2"}]},
            "Ligne 3 : « p02 » a déjà une autre place au tour 2",
        ),
        (
            {"fixed": [{"id": f"p0{n}", "round": "1", "table": "1"} for n in (2, 3, 4, 5)]},
            "Ligne 5 : la table 1 n’a que 3 places au tour 1 et 4 y sont fixées",
        ),
        ({"apart": [{"first": "p02", "second": "p02"}]}, "Ligne 2 : « p02 » ne peut pas être séparé de soi-même"),
        (
            {
                "fixed": [{"id": one, "round": "", "table": "1"} for one in ("p02", "p03")],
                "apart": [{"first": "p02", "second": "p03"}],
            },
            "« p02 » et « p03 » sont fixés à la même table et à séparer",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(asked, sentence):
    numbered = {
        name: list(enumerate(rows, start=2)) if isinstance(rows, list) else rows for name, rows in asked.items()
    }
    with pytest.raises(BadInput, match=sentence):
        make_room(rows_of("ffhhfh"), **{"tables": 2, "rounds": 2, **numbered})


def test_ids_are_given_once():
    with pytest.raises(BadInput, match="Ligne 3 : l’identifiant « p1 » est déjà pris"):
        make_room([(2, {"id": "p1"}), (3, {"id": "p1"})], tables=1, rounds=1)
    with pytest.raises(BadInput, match="Ligne 2 : l’identifiant est vide"):
        make_room([(2, {"id": ""})], tables=1, rounds=1)


def test_people_who_cannot_be_separated_are_named():
    apart = list(enumerate([{"first": a, "second": b} for a, b in combinations(("p02", "p03", "p04"), 2)], start=2))
    with pytest.raises(BadInput, match=r"qui sépare « p0\d » et « p0\d » : ajoutez une table"):
        seat(make_room(rows_of("ffhh"), tables=2, rounds=1, apart=apart), steps=200)


def test_when_everybody_has_met_everybody_nothing_more_is_asked():
    """Four people at two tables meet all in three rounds: the fourth round can only repeat."""
    plan = seat(make_room(rows_of("ffhh"), tables=2, rounds=4), steps=400)
    assert plan.meetings == plan.room.most_meetings == 6
    assert [times for *_, times in plan.repeats] == [2, 2]


SEAT = """
import random, sys
from parvis.engines.files import read_rows
from parvis.engines.seating.plan import seat, written
from parvis.engines.seating.room import make_room
rows = read_rows(sys.argv[1])
random.Random(int(sys.argv[2])).shuffle(rows)
room = make_room(rows, tables=5, rounds=3, categories=["genre", "age"])
print(written(seat(room, seed="Rouen", steps=400), "Rouen")["fingerprint"])
"""


def test_the_plan_is_the_same_in_another_process_whatever_the_order_of_the_file():
    path = str(shared("synthetique/vivier_150.csv"))
    first, second = in_two_processes(lambda number: ["-c", SEAT, path, number])
    assert first == second


def test_another_seed_gives_another_plan():
    room = make_room(crowd(30), tables=5, rounds=2)
    first, second = (written(seat(room, seed=seed, steps=100), seed)["rounds"] for seed in "ab")
    assert first != second


def test_a_plan_is_asked_from_a_terminal(tmp_path, capsys):
    people, apart = tmp_path / "personnes.csv", tmp_path / "separer.csv"
    people.write_text("id,genre\nana,f\nbob,h\ncam,f\ndan,h\n", encoding="utf-8")
    apart.write_text("first,second\nana,bob\n", encoding="utf-8")
    asked = ["seat", str(people), "--tables=2", "--rounds=2", "--apart", str(apart), "--quiet"]
    assert main(asked) == 0
    out = capsys.readouterr().out
    assert "4 rencontres différentes, sur 4 possibles au plus" in out
    assert "Tour 1\n  Table 1 : " in out
    assert main([*asked, "--mix=genre", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["deviation"] == "0.0000"
    assert main(["seat", str(people), "--tables=2", "--rounds=2", "--mix=age", "--quiet"]) == 1
    assert capsys.readouterr().err == "Refusé. Ligne 1 : la colonne « age » manque ; colonnes lues : id, genre.\n"
    assert read_room(people, tables=2, rounds=1).sizes == (2, 2)


def test_the_ten_people_of_the_documentation_meet_as_often_as_found_by_hand():
    assert seat(make_room(rows_of("f" * 10), tables=2, rounds=2), steps=400).meetings == 32
