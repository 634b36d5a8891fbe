"""Where the public files that tests read are found: `shared/data`, beside the repository, never copied into it."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
DATA = ROOT.parent / "shared" / "data"


def shared(name):
    """The path of a file of `shared/data` (its sources and licences are in its SOURCES.md).

    A clone without that folder leaves the test aside, and says so.
    """
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} n’est pas là : déposez le dossier « shared » à côté du dépôt pour jouer cet essai.")
    return path
