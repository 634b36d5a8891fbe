"""Counting at a terminal, and the same result whatever the order, the process and the hash seed."""

import json
import random
from pathlib import Path

import pytest

from parvis.engines.console import main
from parvis.engines.counting.pabulib import parse, read_pb
from parvis.engines.tests.data import shared
from parvis.engines.tests.processes import in_two_processes

HERE = Path(__file__).parent
FLAT = str(HERE / "estuaire.csv")


def told(capsys, *arguments):
    assert main(["count", *arguments, "--quiet"]) == 0
    return capsys.readouterr().out


def test_the_terminal_tells_the_result(capsys):
    text = told(capsys, FLAT, "--budget", "600 000", "--rule", "territories").replace("\u00a0", " ")
    assert "24 lauréats, 595 800 € attribués sur 600 000 €, il reste 4 200 €." in text
    assert "14 territoires servis sur 14." in text
    assert "✓ EM-015 Ludothèque itinérante" in text


def test_the_terminal_compares_rules(capsys):
    text = told(capsys, FLAT, "--budget", "600000", "--compare").replace("\u00a0", " ")
    assert "au nombre de voix : 24 lauréats, il reste 1 000 €, 12 territoires sur 14." in text
    assert "premier de chaque territoire (arrêt) : 23 lauréats, il reste 14 000 €, 14 territoires sur 14." in text


@pytest.mark.parametrize(
    "options",
    [
        ["--rule", "shares", "--completion", "utilitarian"],
        ["--rule", "shares", "--step", "50", "--utility", "cardinality"],
        ["--rule", "phragmen", "--misfit", "stop"],
        ["--rule", "repaired", "--tie", "cheaper,draw", "--seed", "boule 7"],
        ["--kind", "ranked", "--scale", "3,2,1", "--minimum", "30", "--incompatible", "1,2"],
        ["--envelopes", "theme", "--amount", "=300000", "--reserve", "Tous=1000:territory:,Nord"],
    ],
)
def test_results_come_back_from_json_and_from_the_written_file(capsys, tmp_path, options):
    written = tmp_path / "résultats.pb"
    flat = tmp_path / "résultats.csv"
    file = str(shared("synthetique/bp_syn_1000_20.pb"))
    result = json.loads(told(capsys, file, "--json", *options, "--write-pb", str(written), "--write-csv", str(flat)))
    document = read_pb(written)
    chosen = dict(zip(document.projects.column("project_id"), document.projects.column("selected"), strict=True))
    assert {one for one, mark in chosen.items() if mark == "1"} == set(result["winners"])
    assert flat.read_text(encoding="utf-8").count(";lauréat;") == len(result["winners"])


def test_two_files_need_a_priority(capsys, tmp_path):
    file = str(shared("synthetique/bp_syn_1000_20.pb"))
    assert main(["count", file, "--paper", file, "--quiet"]) == 1
    assert "quel bulletin compte" in capsys.readouterr().err
    told_aloud = told(capsys, file, "--paper", file, "--priority", "paper")
    assert told_aloud.startswith("Un seul bulletin par personne : le bulletin papier l’emporte sur le vote en ligne.\n")
    assert "En ligne : 1\xa0000 bulletins reçus, 0 gardé, 1\xa0000 doubles.\n" in told_aloud
    assert "Papier : 1\xa0000 bulletins reçus, 1\xa0000 gardés, 0 double.\n" in told_aloud
    compared = told(capsys, file, "--paper", file, "--priority", "paper", "--compare")
    assert compared.startswith("Un seul bulletin par personne : le bulletin papier l’emporte sur le vote en ligne.\n")
    text = told(capsys, file, "--paper", file, "--priority", "paper", "--json")
    assert json.loads(text)["received"] == {
        "internet": {"received": 1000, "kept": 0, "doubles": 1000},
        "paper": {"received": 1000, "kept": 1000, "doubles": 0},
    }


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["absent.pb"], "ne se lit pas"),
        ([FLAT], "Dites l’enveloppe"),
        ([FLAT, "--budget", "-3"], "Refusé. L’enveloppe « -3 » est au-dessous de zéro."),
        ([FLAT, "--budget", "10", "--rule", "shares"], "il lui faut les bulletins"),
        ([FLAT, "--budget", "10", "--write-pb", "x.pb"], "ne porte pas de bulletins"),
        ([FLAT, "--budget", "10", "--envelopes", "theme", "--amount", "Nord"], "écrivez NOM=EUROS"),
        ([FLAT, "--budget", "10", "--reserve", "Nord=3"], "écrivez NOM=EUROS:theme:A,B"),
    ],
)
def test_the_terminal_refuses_with_a_sentence(capsys, options, sentence):
    assert main(["count", *options, "--quiet"]) == 1
    assert sentence in capsys.readouterr().err


LONELY = """META
key;value
num_projects;2
num_votes;1
budget;100
vote_type;approval
PROJECTS
project_id;cost;votes;neighborhood
A;50;1;Nord
B;150;0;Sud
VOTES
voter_id;vote
1;A
"""


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("votes", "1er : ses 50\xa0€ tenaient dans les 100\xa0€ restants."),
        ("shares", "1\xa0voix : son seul soutien l’a payé, 50\xa0€."),
        ("phragmen", "1\xa0voix : son seul soutien l’a payé dès qu’il avait reçu 50\xa0€."),
    ],
)
def test_a_single_voter_is_told_as_one(capsys, file_of, rule, sentence):
    text = told(capsys, str(file_of(LONELY, "seul.pb")), "--rule", rule)
    assert "1 lauréat, 50\xa0€ attribués sur 100\xa0€, il reste 50\xa0€." in text
    assert "1 votant, 100,0\xa0% des votants servis.\n1 territoire servi sur 2." in text
    assert sentence in text


def shuffled(text, seed):
    """The same vote with its projects, its ballots and each ballot's choices in another order."""
    order = random.Random(seed)
    lines = text.splitlines()
    votes, projects = lines.index("VOTES"), lines.index("PROJECTS")
    some, others = lines[projects + 2 : votes], lines[votes + 2 :]
    order.shuffle(some)
    order.shuffle(others)
    turned = [f"{head};{','.join(reversed(tail.split(',')))}" for head, tail in (line.split(";") for line in others)]
    return "\n".join([*lines[: projects + 2], *some, *lines[votes : votes + 2], *turned]) + "\n"


def test_the_result_is_the_same_in_another_process_and_another_order(tmp_path):
    text = shared("synthetique/bp_syn_1000_20.pb").read_text(encoding="utf-8")
    for number, vote in (("1", text), ("2", shuffled(text, "2"))):
        (tmp_path / f"{number}.pb").write_text(vote, encoding="utf-8")
    asked = ["--rule", "shares", "--json", "--quiet"]
    first, second = in_two_processes(
        lambda number: ["-m", "parvis.engines.console", "count", str(tmp_path / f"{number}.pb"), *asked]
    )
    assert first == second
    assert len(json.loads(first)["winners"]) == 15
    assert len(parse(shuffled(text, 3)).votes.rows) == 1000
