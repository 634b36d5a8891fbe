"""The people who answered, in one canonical order, and the features that margins and tables look at."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from ..errors import BadInput
from ..files import check_ids, read_rows

CROSSED = "*"
"""Between two features that are looked at together: `genre*age`."""


@dataclass(frozen=True)
class Sample:
    """People who answered, in the order of their ids.

    cells: for each column, one text per person, empty where the person did not answer; lines: where each stands in
    the file; base: the weight each comes with (the inverse of the chance of being asked), float64, mean 1.
    """

    ids: tuple
    cells: dict
    lines: tuple
    base: np.ndarray

    def __len__(self):
        return len(self.ids)

    def feature(self, name):
        """One text per person for a column, or for several crossed (`genre*age`); empty where one is unknown.

        Raises BadInput for a column that is not there.
        """
        parts = [self._column(part) for part in name.split(CROSSED)]
        return tuple(CROSSED.join(cells) if all(cells) else "" for cells in zip(*parts, strict=True))

    def coded(self, name):
        """The values of a feature in order, and each person's place among them, int64 of shape (people,)."""
        cells = self.feature(name)
        values = tuple(sorted(set(cells)))
        place = {value: number for number, value in enumerate(values)}
        return values, np.array([place[cell] for cell in cells], dtype=np.int64)

    @cached_property
    def total(self):
        """The sum of the weights that people come with: as many as there are people."""
        return float(self.base.sum())

    def _column(self, name):
        if name not in self.cells:
            raise BadInput(f"les réponses n’ont pas de colonne « {name} » ; colonnes lues : {', '.join(self.cells)}.")
        return self.cells[name]


def read_sample(path, *, weight=None):
    """The answers of a CSV file: a column `id`, one per question or feature.

    weight: the column of the weights that people come with, when not all had the same chance of being asked.
    Raises BadInput with its line for an id that is empty or comes twice, and a weight that is not a positive number.
    """
    return make_sample(read_rows(path, ["id", *([weight] if weight else [])]), weight=weight)


def make_sample(rows, *, weight=None):
    """The same, from rows already read: pairs (line, {column: text})."""
    if not rows:
        raise BadInput("Personne n’a répondu : le fichier n’a que ses noms de colonnes.")
    check_ids((line, cells["id"]) for line, cells in rows)
    rows = sorted(rows, key=lambda row: row[1]["id"])
    names = [name for name in rows[0][1] if name not in ("id", weight)]
    return Sample(
        ids=tuple(cells["id"] for _, cells in rows),
        cells={name: tuple(cells[name] for _, cells in rows) for name in sorted(names)},
        lines=tuple(line for line, _ in rows),
        base=_base([(line, cells[weight]) for line, cells in rows]) if weight else np.ones(len(rows)),
    )


def _base(pairs):
    """Exact texts to weights of mean 1: divided as fractions, so that 2 and 4 weigh as 1 and 2 do."""
    exact = [positive(text, "le poids", line) for line, text in pairs]
    mean = sum(exact) / len(exact)
    return np.array([float(one / mean) for one in exact])


def positive(text, what, line=None, *, zero=False):
    """A number above 0 (or 0 too), as a fraction. Raises BadInput with its line."""
    try:
        value = Fraction(text.replace(",", ".").replace("\u00a0", "").replace("\u202f", "").replace(" ", ""))
    except (ValueError, ZeroDivisionError) as fault:
        raise BadInput(f"{what} « {text} » n’est pas un nombre.", line=line) from fault
    if value < 0 or (value == 0 and not zero):
        raise BadInput(f"{what} « {text} » n’est pas {'positif' if zero else 'au-dessus de zéro'}.", line=line)
    return value
