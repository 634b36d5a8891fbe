"""Ballots that grade every project, or nearly: one byte per ballot and project rather than a list of choices."""

from dataclasses import dataclass

import numpy as np

from ..errors import BadInput
from .ballots import Ballots

UNGRADED = 255
"""What the grid holds where a ballot gives a project no grade."""


@dataclass(frozen=True, eq=False)
class Grid:
    """`grades` (P, N) of uint8: the index of the grade that each ballot gives to each project, or UNGRADED."""

    grades: np.ndarray

    def __post_init__(self):
        if self.grades.ndim != 2 or self.grades.dtype != np.uint8:
            raise BadInput("Une grille de mentions a une ligne par projet, une colonne par bulletin, en octets.")

    def __len__(self):
        return self.grades.shape[1]

    @property
    def projects(self):
        """The number of projects."""
        return self.grades.shape[0]

    def grade_counts(self, grades):
        """How many ballots give each grade to each project (P, grades)."""
        counts = [[np.count_nonzero(row == grade) for grade in range(grades)] for row in self.grades]
        return np.array(counts, dtype=np.int64)

    def keep(self, ballots):
        """Only these ballots (N booleans)."""
        return self if ballots.all() else Grid(np.ascontiguousarray(self.grades[:, ballots]))

    def at_least(self, grade):
        """Plain ballots with what each grades so or better."""
        return self._where((self.grades >= grade) & (self.grades != UNGRADED))

    def backing(self, projects, grade):
        """Which ballots grade one of these projects so or better (N booleans)."""
        found = np.zeros(len(self), dtype=bool)
        for project in projects:
            found |= (self.grades[project] >= grade) & (self.grades[project] != UNGRADED)
        return found

    def _where(self, kept):
        voters, choices = np.nonzero(kept.T)
        starts = np.concatenate(([0], np.cumsum(kept.sum(axis=0), dtype=np.int64)))
        return Ballots(starts, choices.astype(np.int32), self.grades.T[voters, choices].astype(np.int64), self.projects)

    def unknown_grades(self, grades):
        """Which ballots hold a grade that does not exist (N booleans)."""
        return ((self.grades >= grades) & (self.grades != UNGRADED)).any(axis=0)


def grid_of(ballots):
    """The grid of ballots whose points are indexes of grades."""
    grades = np.full((ballots.projects, len(ballots)), UNGRADED, dtype=np.uint8)
    grades[ballots.choices, ballots.voters] = ballots.points
    return Grid(grades)
