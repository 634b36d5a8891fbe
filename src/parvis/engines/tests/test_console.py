"""The command line of every engine, whoever reads what it prints."""

import os
import subprocess
import sys

from parvis.engines.console import main


def test_a_file_that_cannot_be_written_is_refused(tmp_path, file_of, capsys):
    votes, there = file_of("id,text\nc1,Une piste cyclable\n"), tmp_path / "absent" / "sortie.txt"
    assert main(["read", "context", str(votes), "--word=piste", "--quiet", f"--output={there}"]) == 1
    assert capsys.readouterr().err == f"Refusé. Le fichier « {there} » ne s’écrit pas : fichier ou dossier absent.\n"


def test_nothing_is_said_when_the_reader_has_left(tmp_path):
    votes = tmp_path / "contributions.csv"
    votes.write_text("id,text\n" + "".join(f"p{n},Une piste cyclable ici\n" for n in range(3)), encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "parvis.engines.console", "read", "context", str(votes), "--word=piste", "--quiet"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
