"""Quotas: how many seats, at least and at most, for each value, alone or crossed with another."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from ..errors import BadInput
from ..files import read_rows
from . import words

CROSS = "*"
"""Between the columns, and between the values, of a crossed quota: `canton*genre`, `Bréhal*femme`."""


@dataclass(frozen=True, order=True)
class Quota:
    """From `low` to `high` seats for the people who have these `values` in these `columns`, both in one order."""

    columns: tuple
    values: tuple
    low: int
    high: int
    line: int | None = None

    @property
    def feature(self):
        """The columns as they are written in a file."""
        return CROSS.join(self.columns)

    def counts(self, person):
        """Whether a person enters this quota."""
        return all(person.cells[column] == value for column, value in zip(self.columns, self.values, strict=True))

    def __str__(self):
        return f"{' × '.join(self.columns)} : {' × '.join(self.values)}"


def read_quotas(path):
    """Quotas of a CSV file with the columns `feature,value,min,max`, in canonical order.

    A crossed quota joins its columns, and its values, with `*`. Raises BadInput with its line when a number is not a
    whole one, a minimum is above its maximum, or a value comes twice.
    """
    return make_quotas(read_rows(path, ["feature", "value", "min", "max"]))


def make_quotas(rows):
    """The same, from rows already read: pairs (line, {column: text})."""
    quotas = sorted(_quota(line, cells) for line, cells in rows)
    for before, after in pairwise(quotas):
        if (before.columns, before.values) == (after.columns, after.values):
            raise BadInput(f"le quota « {after} » est déjà là.", line=max(before.line, after.line))
    return tuple(quotas)


def check(quotas, pool, seats):
    """Raise BadInput when quotas contradict each other, the number of seats, or the columns and values of the pool."""
    if seats < 1:
        raise BadInput(f"Le panel doit compter au moins une personne, pas {seats}.")
    if seats > len(pool.people):
        raise BadInput(f"Le vivier ne compte que {words.people(len(pool.people))} pour {words.seats(seats)}.")
    for quota in quotas:
        for column in quota.columns:
            if column not in pool.columns:
                raise BadInput(f"le vivier n’a pas de colonne « {column} ».", line=quota.line)
    for columns, values in _simple(quotas).items():
        _check_values(columns, values, pool)
        _check_sums(columns, values.values(), seats)


def cells(quota):
    """A quota as a row of its file."""
    return [quota.feature, CROSS.join(quota.values), quota.low, quota.high]


def _quota(line, row):
    columns = tuple(part.strip() for part in row["feature"].split(CROSS))
    values = tuple(part.strip() for part in row["value"].split(CROSS))
    if not all(columns) or not all(values) or len(columns) != len(values) or len(set(columns)) != len(columns):
        raise BadInput(f"le quota « {row['feature']} : {row['value']} » ne se lit pas.", line=line)
    low, high = (_whole(row[name], name, line) for name in ("min", "max"))
    if low > high:
        raise BadInput(f"le minimum {low} dépasse le maximum {high}.", line=line)
    order = sorted(range(len(columns)), key=columns.__getitem__)
    return Quota(tuple(columns[i] for i in order), tuple(values[i] for i in order), low, high, line)


def _whole(text, name, line):
    if not (text.isascii() and text.isdigit()):
        raise BadInput(f"« {name} » doit être un nombre entier de sièges, pas « {text} ».", line=line)
    return int(text)


def _simple(quotas):
    found = defaultdict(dict)
    for quota in quotas:
        if len(quota.columns) == 1:
            found[quota.columns[0]][quota.values[0]] = quota
    return found


def _check_values(column, values, pool):
    for person in pool.people:
        if person.cells[column] not in values:
            raise BadInput(
                f"« {person.cells[column]} » n’a pas de quota pour « {column} » "
                f"(une ligne de 0 à {len(pool.people)} sièges l’accepterait sans limite).",
                line=person.line,
            )


def _check_sums(column, quotas, seats):
    quotas = list(quotas)
    most, least = sum(quota.high for quota in quotas), sum(quota.low for quota in quotas)
    first = min(quota.line or 0 for quota in quotas)
    if most < seats:
        raise BadInput(
            f"les maximums de « {column} » ne font que {words.seats(most)} pour un panel de {seats}.", line=first
        )
    if least > seats:
        raise BadInput(f"les minimums de « {column} » font {words.seats(least)} pour un panel de {seats}.", line=first)
