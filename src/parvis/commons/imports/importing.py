"""How past years come in from spreadsheets: what an app declares, and what it may call.

An app declares its importers in `Feature.imports`:

    from parvis.commons.imports.importing import Column, Importer, LineError
    from parvis.commons.imports import parsing

    members = Importer(
        key="members",
        label="Membres des instances",
        permission="bodies.add_membership",          # asked with the authority as object
        description="Une ligne par mandat.",
        columns=(
            Column("body", "Instance", required=True, synonyms=("Conseil", "Nom de l’instance")),
            Column("starts_on", "Début du mandat", required=True, parse=parsing.date),
            Column("role", "Fonction", parse=parsing.choice(Role)),
        ),
        write=write_member,
    )

    def write_member(row, batch):
        body = Body.objects.of(batch.authority).filter(name__iexact=row["body"]).first()
        if body is None:
            raise LineError("Aucune instance ne porte ce nom.", column="body")
        membership = lifecycle.appoint(body, …, by=batch.by)
        batch.add(membership)

- `row` holds one parsed value per declared column; an empty cell and an absent column give `column.parse("")`
  (`""` for a text, `None` for the others).
- `write` runs inside a savepoint of one transaction. It is called twice: once to show what would happen, then rolled
  back, and once when somebody confirms. It must not touch anything but the database.
- Say `batch.add(obj)` for each row that was **created**, parents first: undo deletes exactly those, children first. A
  line that adds nothing counts as « déjà présente ». Records merely found (a person who exists) are not added.
- Say `batch.join()` when a line adds to a row that another line of the same file created (figures that add up).
- `Refused`, `LineError`, `ValidationError` and `IntegrityError` become the error of the line; `LineError(column=…)`
  names the cell.
- `batch.authority`, `batch.by` (user) and `batch.memory` (a dict for look-ups; emptied after a wrong line).
- `undo(batch)`, rarely needed, is called before the deletion of what was added and may raise `Refused`; the function
  that it returns, if any, is called once all is deleted, in the same transaction.
"""

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from parvis.ground.core.errors import Refused
from parvis.ground.core.manifest import contributions
from parvis.ground.core.text import fold

from . import parsing


class LineError(Refused):
    """A line cannot be written; `column` names the declared column at fault."""

    def __init__(self, message, column=""):
        super().__init__(message)
        self.column = column


@dataclass(frozen=True)
class Column:
    """One thing that a line may say. `parse` turns the text of the cell into a value, or raises `ValueError`."""

    name: str
    label: str
    required: bool = False
    parse: Callable = parsing.text
    synonyms: tuple[str, ...] = ()
    help: str = ""
    example: str = ""


@dataclass(frozen=True)
class Importer:
    """What an app knows how to read. `key` is unique in the product and stable: batches are filed under it."""

    key: str
    label: str
    permission: str
    columns: tuple[Column, ...]
    write: Callable
    description: str = ""
    undo: Callable | None = None

    def column(self, name):
        return next(c for c in self.columns if c.name == name)

    def suggest(self, headers):
        """The most likely header for each column: `{column name: position}`; each header serves once."""
        free = dict(enumerate(_words(h) for h in headers))
        found = {}
        for find in (_same, _alike):
            for column in self.columns:
                if column.name not in found and (position := find(column, free)) is not None:
                    found[column.name] = position
                    del free[position]
        return found


def importers(authority=None):
    """Every importer declared by the features (active on the authority, when one is given)."""
    return [importer for declared in contributions("imports", authority) for importer in declared]


def importer_of(key, authority=None):
    """The importer filed under `key`, or None when its app is gone (or switched off on the authority, when given)."""
    return next((i for i in importers(authority) if i.key == key), None)


def _same(column, free):
    names = {_words(name) for name in (column.name, column.label, *column.synonyms)}
    return next((position for position, header in free.items() if header in names), None)


def _alike(column, free):
    names = [_words(name) for name in (column.label, *column.synonyms)]
    scored = [
        (difflib.SequenceMatcher(None, name, header).ratio(), -position)
        for name in names
        for position, header in free.items()
        if header
    ]
    best, position = max(scored, default=(0, 0))
    return -position if best >= 0.82 else None


def _words(text):
    """A header as it is compared: folded, without punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
