"""The arrows of the house: the contracts of pyproject.toml hold."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_apps_import_only_what_stands_below_them():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout[-3000:]


def test_every_app_is_under_the_contract_of_the_inside():
    contract = (ROOT / "pyproject.toml").read_text()
    apps = {
        path.parent
        for wing in ("commons", "deliberation", "participation", "community", "practice", "steering", "accountability")
        for path in (ROOT / "src/parvis" / wing).glob("*/apps.py")
    }
    missing = [a.name for a in apps if f'"parvis.{a.parent.name}.{a.name}"' not in contract]
    assert not missing, f"add to the last contract of pyproject.toml: {missing}"
