"""The whole engine from a terminal: each action, the same answer whatever the process and the order of the file."""

import csv
import json

import pytest

from parvis.engines.console import main
from parvis.engines.tests.processes import in_two_processes

from .makers import contributions

ACTIONS = {
    "clean": [],
    "duplicates": [],
    "similar": ["--to=c07"],
    "themes": ["--themes=3"],
    "code": ["--codes=codes.csv", "--frame=grille.csv"],
    "context": ["--word=vélos"],
    "extracts": ["--groups=codes.csv", "--most=2"],
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A corpus, the same in another order, what two people coded, and their frame."""
    corpus, about = contributions(60)
    rows = list(zip(corpus.ids, corpus.texts, strict=True))
    write(tmp_path / "textes.csv", [("id", "text"), *rows])
    write(tmp_path / "autre.csv", [("id", "text"), *reversed(rows)])
    write(tmp_path / "codes.csv", [("id", "code"), *list(about.items())[:30]])
    write(tmp_path / "grille.csv", [("code", "definition"), *((name, name) for name in sorted(set(about.values())))])
    two = [
        (one, coder, "autre" if (coder, place) == ("Zoé", 3) else name)
        for place, (one, name) in enumerate(list(about.items())[:20])
        for coder in ("Zoé", "Ali")
    ]
    write(tmp_path / "accord.csv", [("id", "coder", "code"), *two])
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def printed(capsys, *asked):
    assert main(["read", *asked, "--quiet"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("action", ACTIONS)
def test_the_order_of_the_file_changes_nothing(folder, capsys, action):
    one, other = (printed(capsys, action, name, *ACTIONS[action], "--json") for name in ("textes.csv", "autre.csv"))
    assert one == other
    assert json.loads(one)["action"] == action
    assert printed(capsys, action, "textes.csv", *ACTIONS[action]).strip()


def test_two_processes_say_the_same_whatever_their_hash_seed(folder):
    lines = [["read", action, "textes.csv", *more, "--quiet", "--json"] for action, more in ACTIONS.items()]
    code = f"from parvis.engines.console import main\nfor line in {lines!r}: main(line)"
    first, second = in_two_processes(lambda _: ["-c", code])
    assert first == second
    assert first.count('"action"') == len(ACTIONS)


def test_coders_are_compared_from_a_terminal(folder, capsys):
    told = printed(capsys, "agree", "accord.csv")
    assert "Ali et Zoé : 95,0\u00a0% d’accord sur 20 textes, kappa de Cohen 0," in told
    assert "(codage fiable)." in told
    assert "À discuter ensemble : 1\n" in told


def test_progress_is_shown(folder, capsys):
    assert main(["read", "themes", "textes.csv", "--themes=3"]) == 0
    said = capsys.readouterr().err
    assert "mots 100%\n" in said
    assert "thèmes 100%\n" in said


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["similar", "textes.csv"], "Il manque --sentence pour « similar »."),
        (["similar", "textes.csv", "--to=c99"], "Aucune contribution n’a l’identifiant « c99 »."),
        (["context", "textes.csv"], "Il manque --word pour « context »."),
        (["context", "textes.csv", "--word=vélo", "--most=0"], "Il faut montrer au moins une ligne (--most)."),
        (["code", "textes.csv"], "Il manque --codes pour « code »."),
        (["extracts", "textes.csv"], "Il manque --groups pour « extracts »."),
        (["clean", "textes.csv", "--text=avis"], "Ligne 1 : la colonne « avis » manque ; colonnes lues : id, text."),
        (["duplicates", "textes.csv", "--threshold=2"], "Le seuil 2,00 n’est pas entre 0,5 et 1."),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(folder, capsys, asked, sentence):
    assert main(["read", *asked, "--quiet"]) == 1
    assert capsys.readouterr().err == f"Refusé. {sentence}\n"
