"""Ballots as arrays: who chose what, in one pass over memory, and the same turned around by project."""

from dataclasses import dataclass
from functools import cached_property
from itertools import repeat

import numpy as np

from ..errors import BadInput

MOST_POINTS = 10**9
"""Beyond this, points of a million ballots would no longer be whole numbers in a double."""


@dataclass(frozen=True, eq=False)
class Ballots:
    """N ballots on P projects.

    `starts` (N + 1, int64) cuts `choices` (K, int32, indexes of projects) and `points` (K, int64, or None where a
    choice has none) into ballots, in the order of the sheet. No ballot names a project twice.
    """

    starts: np.ndarray
    choices: np.ndarray
    points: np.ndarray | None
    projects: int

    def __len__(self):
        return len(self.starts) - 1

    @cached_property
    def lengths(self):
        """How many projects each ballot names (N)."""
        return np.diff(self.starts)

    @cached_property
    def voters(self):
        """The ballot of each choice (K, int32)."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.lengths)

    @cached_property
    def by_project(self):
        """(starts of each project, ballots that name it): the same choices turned around."""
        counts = np.bincount(self.choices, minlength=self.projects)
        small = self.choices.astype(np.uint16) if self.projects < 2**16 else self.choices
        order = np.argsort(small, kind="stable")
        return np.concatenate(([0], np.cumsum(counts))), self.voters[order].astype(np.int64)

    def supporters(self, project):
        """The ballots that name a project, in their order."""
        starts, voters = self.by_project
        return voters[starts[project] : starts[project + 1]]

    def backing(self, projects):
        """Which ballots name one of these projects at least (N booleans)."""
        wanted = np.zeros(self.projects, dtype=bool)
        wanted[list(projects)] = True
        found = np.zeros(len(self), dtype=bool)
        found[self.voters[wanted[self.choices]]] = True
        return found

    def chosen_by(self, voters):
        """The choices of these ballots, end to end."""
        starts, lengths = self.starts[voters], self.lengths[voters]
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - ends + lengths, lengths)
        return self.choices[places]

    def totals(self, weights=None):
        """The sum over ballots for each project: votes, or whole weights per choice (exact; list of P ints)."""
        return np.bincount(self.choices, weights, minlength=self.projects).astype(np.int64).tolist()

    def grade_counts(self, grades):
        """How many ballots give each grade to each project (P, grades), points being indexes of grades."""
        cells = self.choices.astype(np.int64) * grades + self.points
        return np.bincount(cells, minlength=self.projects * grades).reshape(self.projects, grades)

    def unknown_grades(self, grades):
        """Which ballots hold a grade that does not exist (N booleans)."""
        wrong = (self.points < 0) | (self.points >= grades)
        return np.bincount(self.voters[wrong], minlength=len(self)) > 0

    def at_least(self, grade):
        """The same ballots with what they grade so or better."""
        return self.only(self.points >= grade)

    def keep(self, ballots):
        """Only these ballots (N booleans)."""
        if ballots.all():
            return self
        return self._cut(np.repeat(ballots, self.lengths), ballots)

    def only(self, choices):
        """The same ballots with only these choices (K booleans)."""
        return self._cut(choices, np.ones(len(self), dtype=bool))

    def _cut(self, kept, ballots):
        lengths = np.bincount(self.voters[kept], minlength=len(self))[ballots]
        points = None if self.points is None else self.points[kept]
        return Ballots(_starts(lengths), self.choices[kept], points, self.projects)


def read_ballots(choices, index, points=None, lines=None):
    """Ballots from their texts (`4,5,13`, one per ballot) and their points (`3,2,1`), where they have any.

    `index` gives the place of each project by its identifier. A project named twice counts once, at its first
    mention. Raises BadInput, with the ballot's line, for a project that is not on the ballot or points that do not
    match.
    """
    lines = lines if lines is not None else range(1, len(choices) + 1)
    texts, lengths = _split(choices)
    codes = np.fromiter(map(index.get, texts, repeat(-1)), np.int32, len(texts))
    starts = _starts(lengths)
    if len(codes) and codes.min() < 0:
        _refuse_unknown(texts, codes, starts, lines)
    return _distinct(starts, codes, _read_points(points, lengths, lines), len(index))


def from_lists(lists, projects, points=None):
    """Ballots from lists of indexes of projects, and lists of points; a project named twice counts once."""
    starts = _starts(np.fromiter(map(len, lists), np.int64, len(lists)))
    choices = np.fromiter((one for ballot in lists for one in ballot), np.int32, int(starts[-1]))
    flat = None
    if points is not None:
        flat = np.fromiter((one for ballot in points for one in ballot), np.int64, int(starts[-1]))
    return _distinct(starts, choices, flat, projects)


def _starts(lengths):
    return np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))


def _split(texts):
    lengths = np.fromiter((text.count(",") + 1 if text else 0 for text in texts), np.int64, len(texts))
    whole = ",".join(filter(None, texts))
    parts = whole.split(",") if whole else []
    return [part.strip() for part in parts] if " " in whole else parts, lengths


def _refuse_unknown(texts, codes, starts, lines):
    place = int(np.flatnonzero(codes < 0)[0])
    line = lines[int(np.searchsorted(starts, place, side="right")) - 1]
    raise BadInput(f"le bulletin nomme le projet « {texts[place]} », qui n’est pas soumis au vote.", line=line)


def _read_points(points, lengths, lines):
    if points is None:
        return None
    texts, found = _split(points)
    wrong = np.flatnonzero(found != lengths)
    if len(wrong):
        first = int(wrong[0])
        raise BadInput(f"{lengths[first]} projets sont nommés, pour {found[first]} notes.", line=lines[first])
    try:
        values = np.array(texts, dtype=np.int64)
    except (ValueError, OverflowError):
        values = None
    if values is None or (len(values) and np.abs(values).max() > MOST_POINTS):
        _refuse_points(points, lines)
    return values


def _refuse_points(points, lines):
    for line, text in zip(lines, points, strict=True):
        for part in filter(None, text.split(",")):
            if not part.strip().lstrip("+-").isdecimal() or abs(int(part)) > MOST_POINTS:
                raise BadInput(f"« {part} » n’est pas un nombre entier de points.", line=line)


def _distinct(starts, choices, points, projects):
    voters = np.repeat(np.arange(len(starts) - 1, dtype=np.int64), np.diff(starts))
    keys = voters * projects + choices
    ordered = np.sort(keys)
    if not (ordered[1:] == ordered[:-1]).any():
        return Ballots(starts, choices, points, projects)
    first = np.sort(np.unique(keys, return_index=True)[1])
    lengths = np.bincount(voters[first], minlength=len(starts) - 1)
    return Ballots(_starts(lengths), choices[first], None if points is None else points[first], projects)
