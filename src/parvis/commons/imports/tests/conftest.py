"""An importer of themes, made for these tests: the simplest records there are."""

import pytest

from parvis.commons.imports import importing, parsing
from parvis.commons.imports.importing import Column, Importer, LineError
from parvis.commons.schemes.models import Theme


def write_theme(row, batch):
    if row["name"] == "Interdit":
        raise LineError("Ce thème n’est pas admis.", column="name")
    if Theme.objects.of(batch.authority).filter(name=row["name"]).exists():
        return
    batch.add(Theme.objects.create(authority=batch.authority, name=row["name"]))


THEMES = Importer(
    key="test-themes",
    label="Thèmes",
    permission="desk.enter",
    columns=(
        Column("name", "Nom du thème", required=True, synonyms=("Intitulé",), example="Mobilités"),
        Column("opened_on", "Ouvert le", parse=parsing.date),
    ),
    write=write_theme,
)


@pytest.fixture(autouse=True)
def themes(monkeypatch):
    """The importer is declared as a feature would."""
    monkeypatch.setattr(importing, "contributions", lambda name, authority=None: [(THEMES,)])
    return THEMES
