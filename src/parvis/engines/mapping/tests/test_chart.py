"""Names that stay, files that cannot be read, the same map everywhere, and the engine from a terminal."""

import json

import numpy as np
import pytest

from parvis.engines.console import main
from parvis.engines.errors import BadInput
from parvis.engines.mapping.chart import draw
from parvis.engines.mapping.naming import Before, names, turn
from parvis.engines.mapping.report import read_before, tell, written
from parvis.engines.mapping.votes import UNSEEN, Votes, make_votes, read_votes
from parvis.engines.tests.processes import in_two_processes

from .makers import camps


def remembered(value, file_of):
    """What a map said, through its file."""
    return read_before(file_of(json.dumps(value)))


def grown(votes, people=40, seed=9):
    """The same votes, and those of people who think as some of the others do."""
    chance = np.random.Generator(np.random.PCG64(seed))
    more = votes.values[chance.integers(len(votes.people), size=people)]
    more = np.where(chance.random(more.shape) < 0.1, UNSEEN, more).astype(np.int8)
    ids = (*votes.people, *(f"q{one:02d}" for one in range(people)))
    return Votes(ids, votes.statements, np.concatenate([votes.values, more]), {})


def test_groups_keep_their_names_and_the_map_its_sense_when_votes_arrive(file_of):
    votes, _ = camps(60, 40, 25)
    first = written(draw(votes, times=0))
    small = {one["id"] for one in first["people"] if one["group"] == "C"}
    swollen = grown(votes)
    chosen = [n for n, one in enumerate(votes.people) if one in small] * 3
    values = np.concatenate([swollen.values, votes.values[chosen]])
    ids = (*swollen.people, *(f"r{n:03d}" for n in range(len(chosen))))
    second = written(draw(Votes(ids, votes.statements, values, {}), before=remembered(first, file_of), times=0))
    before = {one["id"]: one for one in first["people"]}
    common = [(before[one["id"]], one) for one in second["people"] if one["id"] in before]
    assert second["groups"][0]["name"] == "C"
    assert all(old["group"] == new["group"] for old, new in common)
    for axis in "xy":
        assert sum(float(old[axis]) * float(new[axis]) for old, new in common) > 0


def test_a_new_group_takes_a_letter_that_was_never_given():
    people = [f"p{n}" for n in range(9)]
    labels = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2])
    before = Before({one: "D" if n < 4 else "B" for n, one in enumerate(people[:7])}, {}, ("A", "B", "C", "D"))
    assert names(people, labels, before) == ["D", "B", "E"]
    assert names(people, labels, Before()) == ["A", "B", "C"]
    given = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert names(people, labels, Before(names=given)) == ["A2", "B2", "C2"]


def test_a_group_that_few_come_from_is_another_group():
    people = [f"p{n}" for n in range(8)]
    before = Before({one: "A" if n < 7 else "B" for n, one in enumerate(people)}, {}, ("A", "B"))
    assert names(people, np.array([0, 0, 0, 0, 1, 1, 1, 1]), before) == ["A", "B"]


def test_a_map_is_turned_as_the_one_before():
    points = np.array([[1.0, 5.0], [2.0, -5.0], [-3.0, 1.0]])
    people = ("a", "b", "c")
    before = Before(points={one: (-y, x) for one, (x, y) in zip(people, points, strict=True)})
    turned, axes = turn(points, np.array([[1.0, 0.0], [0.0, 1.0]]), people, before)
    assert turned.tolist() == [list(before.points[one]) for one in people]
    assert axes.tolist() == [[0.0, 1.0], [-1.0, 0.0]]


def test_long_and_wide_tables_say_the_same(tmp_path):
    wide, long = tmp_path / "large.csv", tmp_path / "long.csv"
    wide.write_text("participant,group-id,n-votes,2,10\n10,0,2,1,-1\n9,,1,,0\n", encoding="utf-8")
    long.write_text("person;statement;vote\n9;10;pass\n10;2;D’accord\n10;10;disagree\n", encoding="utf-8")
    for votes in (read_votes(wide), read_votes(long)):
        assert (votes.people, votes.statements) == (("9", "10"), ("2", "10"))
        assert votes.values.tolist() == [[UNSEEN, 0], [1, -1]]
    texts = tmp_path / "textes.csv"
    texts.write_text("id,text\n2,Oui au tram\n10,Non au bus\n7,Nouvelle\n", encoding="utf-8")
    for path in (wide, long):
        votes = read_votes(path, texts)
        assert votes.statements == ("2", "7", "10")
        assert votes.values.tolist() == [[UNSEEN, UNSEEN, 0], [1, UNSEEN, -1]]
        assert (votes.title("7"), read_votes(path).title("2")) == ("« Nouvelle »", "l’affirmation 2")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("person,statement,vote\np,1,oui\n", "Ligne 2 : le vote « oui » n’est ni"),
        ("person,statement,vote\np,1,1\np,1,-1\n", "Ligne 3 : « p » a déjà voté sur l’affirmation « 1 »"),
        ("person,statement,vote\n,1,1\n", "Ligne 2 : la personne ou l’affirmation n’est pas dite"),
        ("person,statement,vote\np,5,1\n", "Ligne 2 : l’affirmation « 5 » n’est pas dans la liste"),
        ("participant,1\na,1\na,0\n", "Ligne 3 : l’identifiant « a » est déjà pris"),
        ("participant,1\n,1\n", "Ligne 2 : l’identifiant est vide"),
        ("participant,8\na,1\n", "Ligne 1 : l’affirmation « 8 » n’est pas dans la liste"),
        ("participant,1\na,2\n", "Ligne 2 : le vote « 2 » n’est ni"),
        ("participant,1\na,\n", "Personne n’a voté"),
        ("participant,1\na\n", "Ligne 2 : 2 cellules étaient attendues, il y en a 1"),
        ("qui,quoi\na,1\n", "Ligne 1 : les colonnes attendues sont"),
    ],
)
def test_votes_that_cannot_be_read_are_refused(tmp_path, text, sentence):
    votes, texts = tmp_path / "votes.csv", tmp_path / "textes.csv"
    votes.write_text(text, encoding="utf-8")
    texts.write_text("id,text\n1,Un\n", encoding="utf-8")
    with pytest.raises(BadInput, match=sentence):
        read_votes(votes, texts)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id,text\n1,a\n1,b\n", "Ligne 3 : l’affirmation « 1 » est là deux fois"),
        ("id,text\n,a\n", "Ligne 2 : l’identif"),
    ],
)
def test_lists_of_statements_that_cannot_be_read_are_refused(tmp_path, text, sentence):
    votes, texts = tmp_path / "votes.csv", tmp_path / "textes.csv"
    votes.write_text("participant,1\na,1\n", encoding="utf-8")
    texts.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=sentence):
        read_votes(votes, texts)


def test_a_map_before_must_be_a_map(file_of):
    with pytest.raises(BadInput, match="n’est pas du JSON"):
        read_before(file_of("{"))
    with pytest.raises(BadInput, match="n’est pas un fichier « parvis-map-1 »"):
        read_before(file_of("{}"))


def test_a_handful_of_people_have_a_map_without_groups():
    value = written(draw(make_votes([("a", "1", 1), ("b", "1", -1), ("c", "1", 0)])))
    assert value["groups"] == []
    assert "Aucun groupe" in tell(value)
    assert [one["group"] for one in value["people"]] == [None] * 3


DRAW = """
import random, sys
from parvis.engines.mapping.chart import draw
from parvis.engines.mapping.report import written
from parvis.engines.mapping.votes import make_votes
chance = random.Random(4)
votes = [(f"p{n}", str(s), chance.choice([1, 1, 1, 0, -1] if (n + s) % 2 else [-1, -1, 0, 1]))
         for n in range(300) for s in range(25) if chance.random() < 0.7]
random.Random(int(sys.argv[1])).shuffle(votes)
print(written(draw(make_votes(votes), times=10))["fingerprint"])
"""


def test_the_map_is_the_same_in_another_process_whatever_the_order_of_the_votes():
    first, second = in_two_processes(lambda number: ["-c", DRAW, number])
    assert first == second


def test_a_map_is_asked_from_a_terminal(tmp_path, capsys):
    votes, _ = camps(30, 25, statements=12, between=3)
    table, texts, saved = tmp_path / "votes.csv", tmp_path / "textes.csv", tmp_path / "carte.json"
    words = {UNSEEN: "", 1: "1", 0: "0", -1: "-1"}
    rows = [
        ",".join([one, *(words[v] for v in row)]) for one, row in zip(votes.people, votes.values.tolist(), strict=True)
    ]
    table.write_text("\n".join(["participant," + ",".join(votes.statements), *rows]), encoding="utf-8")
    texts.write_text("id,text\n" + "".join(f"{one},Idée {one}\n" for one in votes.statements), encoding="utf-8")
    asked = ["map", str(table), f"--statements={texts}", "--times=5", "--quiet"]
    assert main([*asked, "--json", f"--output={saved}"]) == 0
    assert main([*asked, f"--before={saved}"]) == 0
    told = capsys.readouterr().out
    assert "58 personnes, 12 affirmations, " in told
    assert "Groupe A : " in told
    assert " « Idée " in told
    assert "près d’une frontière" in told
    assert "Les groupes sont " in told
    assert main(["map", str(table), "--next=p00", "--quiet"]) == 0
    assert "Montrez l’affirmation " in capsys.readouterr().out
    assert main(["map", str(tmp_path / "rien.csv"), "--quiet"]) == 1
    assert capsys.readouterr().err.startswith("Refusé. Le fichier ")
