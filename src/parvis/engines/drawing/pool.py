"""The pool: who may be drawn, once the exclusions are made, and its fingerprint."""

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from ..errors import BadInput
from ..files import canonical_csv, check_ids, fingerprint, read_rows


@dataclass(frozen=True)
class Person:
    """One person of the pool: an id without a name, and what the quotas may look at.

    line: where the person stands in the file; household: what people of one home share, or None.
    """

    id: str
    cells: dict
    household: str | None = None
    line: int | None = None


@dataclass(frozen=True)
class Exclusion:
    """People who cannot be drawn: whoever has `value` in `column` (column `id` for one person)."""

    column: str
    value: str

    def __str__(self):
        return f"{self.column} = {self.value}"


@dataclass(frozen=True)
class Pool:
    """People in the order of their ids; `fingerprint` is that of the whole file, excluded people included.

    household: the column that people of one home share, or None; excluded: (exclusion, *ids) for each rule.
    """

    columns: tuple
    people: tuple
    fingerprint: str
    household: str | None = None
    excluded: tuple = ()

    @cached_property
    def by_id(self):
        """Each person by id."""
        return {person.id: person for person in self.people}


def read_pool(path, *, household=None, exclusions=()):
    """The pool of a CSV file: a column `id`, one column per thing the quotas look at.

    household: the column that people of one home share, when one seat per home is asked. Raises BadInput with its
    line for an id that is empty, comes twice or holds a space, and for an exclusion that names an unknown column.
    """
    needed = ["id", *([household] if household else []), *(one.column for one in exclusions)]
    rows = read_rows(path, needed)
    return make_pool(rows, household=household, exclusions=exclusions)


def make_pool(rows, *, household=None, exclusions=()):
    """The same, from rows already read: pairs (line, {column: text})."""
    if not rows:
        raise BadInput("Le vivier ne contient personne.")
    columns = tuple(sorted(set(rows[0][1]) - {"id"}))
    check_ids((line, cells.get("id", "")) for line, cells in rows)
    people = sorted((_person(line, cells, household) for line, cells in rows), key=lambda person: person.id)
    excluded = tuple((one, *_met(one, people)) for one in sorted(set(exclusions), key=str))
    gone = {identifier for _, *ids in excluded for identifier in ids}
    kept = tuple(person for person in people if person.id not in gone)
    if not kept:
        raise BadInput("Les exclusions ne laissent personne dans le vivier.")
    return Pool(columns, kept, fingerprint(_canonical(columns, people)), household, excluded)


def read_exclusion(text):
    """An exclusion written `column=value`."""
    column, equals, value = (part.strip() for part in text.partition("="))
    if not (column and equals and value):
        raise BadInput(f"L’exclusion « {text} » ne se lit pas ; écrivez par exemple « elu=oui » ou « id=p0012 ».")
    return Exclusion(column, value)


def _person(line, cells, household):
    identifier = cells["id"]
    if any(character.isspace() or unicodedata.category(character) == "Cc" for character in identifier):
        raise BadInput(f"l’identifiant « {identifier} » contient une espace.", line=line)
    return Person(identifier, cells, (cells[household] or None) if household else None, line)


def _met(exclusion, people):
    return tuple(person.id for person in people if person.cells.get(exclusion.column) == exclusion.value)


def _canonical(columns, people):
    """Column names and rows sorted: the same people give the same text whatever the file they come from."""
    rows = [[person.id, *(person.cells[column] for column in columns)] for person in people]
    return canonical_csv(["id", *columns], rows)
