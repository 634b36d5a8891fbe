"""What the tests of every engine share."""

import pytest


@pytest.fixture
def file_of(tmp_path):
    """A file for an engine to read: `file_of(text)` writes it and gives its path."""

    def write(text, name="fichier.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
