"""Where the public files that tests read are found: `shared/data`, beside the repository, never copied into it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
DATA = ROOT.parent / "shared" / "data"


def shared(name):
    """The path of a file of `shared/data` (its sources and licences are in its SOURCES.md).

    Where the file is absent, the test is left aside and says so.
    """
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} n’est pas dans « shared/data », à côté du dépôt : cet essai ne se joue pas ici.")
    return path
