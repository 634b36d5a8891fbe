"""The command line of every engine, whoever reads what it prints."""

import os
import subprocess
import sys

import pytest

from parvis.engines.console import main


def test_a_file_that_cannot_be_written_is_refused(tmp_path, file_of, capsys):
    votes, there = file_of("id,text\nc1,Une piste cyclable\n"), tmp_path / "absent" / "sortie.txt"
    assert main(["read", "context", str(votes), "--word=piste", "--quiet", f"--output={there}"]) == 1
    assert capsys.readouterr().err == f"Refusé. Le fichier « {there} » ne s’écrit pas : fichier ou dossier absent.\n"


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("count", "Il manque FICHIER."),
        ("seat personnes.csv --tables 3", "Il manque --rounds."),
        ("seat personnes.csv --tables=trois --rounds 2", "--tables : il faut un nombre entier, pas « trois »."),
        ("read duplicates textes.csv --threshold=peu", "--threshold : il faut un nombre, pas « peu »."),
        ("map votes.csv --times=-1", "--times : il faut un nombre entier, zéro ou plus, pas « -1 »."),
        ("draw examine --seats", "--seats : il manque sa valeur."),
        ("weigh peser reponses.csv", "action : « peser » n’est pas un choix ; il y a 'rake', 'table', 'compare'."),
        ("map votes.csv --carte", "Cette commande ne connaît pas « --carte »."),
    ],
)
def test_a_command_that_is_not_understood_is_refused_in_french(command, sentence, capsys):
    with pytest.raises(SystemExit) as left:
        main(command.split(" "))
    assert left.value.code == 2
    assert capsys.readouterr().err.endswith(f"\nRefusé. {sentence}\n")


def test_nothing_is_said_when_the_reader_has_left(tmp_path):
    votes = tmp_path / "contributions.csv"
    votes.write_text("id,text\n" + "".join(f"p{n},Une piste cyclable ici\n" for n in range(3)), encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "parvis.engines.console", "read", "context", str(votes), "--word=piste", "--quiet"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
