"""The tools around the product: installation, locks, static files."""

import re
import subprocess
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find

from .conftest import ROOT

STATIC = re.compile(r"{%\s*static\s+['\"]([^'\"{]+)['\"]")


def executable(path, script):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def checkout(tmp_path):
    """What `tools/install` needs of the repository, without an environment."""
    for name in ("tools/install", "requirements/web.txt", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def install(checkout, python):
    return subprocess.run(
        ["sh", "tools/install", "web"],
        cwd=checkout,
        env={"PATH": "/usr/bin:/bin", "PYTHON": python},
        capture_output=True,
        text=True,
    )


def test_a_python_without_venv_gets_the_debian_sentence(checkout):
    python = executable(checkout / "bin/python3", 'case "$2" in *venv*) exit 1 ;; *) exit 0 ;; esac')
    refused = install(checkout, str(python))
    assert refused.returncode == 1
    assert "sudo apt install python3-venv" in refused.stderr
    assert not (checkout / ".venv").exists()


def test_a_lock_that_has_not_changed_installs_nothing(checkout):
    executable(checkout / ".venv/bin/python", "exit 9")
    changed = install(checkout, "python3")
    assert "Installing the packages of requirements/web.txt" in changed.stdout
    lock, project = (checkout / name for name in ("requirements/web.txt", "pyproject.toml"))
    stamp = subprocess.run(["cksum"], input=lock.read_bytes() + project.read_bytes(), capture_output=True).stdout
    (checkout / ".venv/.installed-web").write_bytes(stamp)
    same = install(checkout, "python3")
    assert (same.returncode, same.stdout) == (0, "")


@pytest.mark.parametrize("name", ["web", "engines", "test"])
def test_every_locked_package_has_its_hashes_and_no_address(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    pins = re.findall(r"^[\w.-]+==[^\n]*\\\n +--hash=sha256:", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE)) > 30
    assert "://" not in text


def test_every_static_file_named_in_a_template_exists():
    named = {
        (str(template.relative_to(ROOT)), path)
        for template in Path(ROOT / "src").rglob("*.html")
        for path in STATIC.findall(template.read_text())
    }
    assert named
    assert [(template, path) for template, path in sorted(named) if not find(path)] == []


def test_the_licence_is_the_complete_official_text():
    from parvis.ground.core.archive import fingerprint

    # https://www.gnu.org/licenses/agpl-3.0.txt
    official = "0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0"
    assert fingerprint(ROOT / "LICENSE") == official
