"""What a ballot may say, and what it is worth: one class per kind of ballot, apart from how money is allocated.

Each kind says which ballots are void (`faults`: reason → N booleans), what each project obtains (`scores`) and who
supports what for the rules that look at voters (`supports`).
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from ..errors import BadInput
from ..words import number
from .judgment import majority_grades


@dataclass(frozen=True)
class Scores:
    """What each project obtained: `values` (P whole numbers), `ranks` to sort by (greater is better, equal is a tie),
    `told` the same in words."""

    values: list
    ranks: list
    told: list


def plain(values, one, many):
    """Scores that are sorted by themselves, told as « 1 voix », « 12 points »."""
    return Scores(values, values, [f"{number(value)}\u00a0{one if abs(value) < 2 else many}" for value in values])


class Kind:
    """What kinds of ballots have in common."""

    label: ClassVar[str]
    asks_points: ClassVar[bool] = False

    def faults(self, ballots, projects):
        """Why ballots are void: {reason: N booleans}; the first reason that holds is the one counted."""
        return {}

    def scores(self, ballots):
        """What each project obtains."""
        return plain(ballots.totals(), "voix", "voix")

    def supports(self, ballots):
        """The same ballots with what they are in favour of, and nothing else."""
        return ballots


def _length_faults(ballots, least, most):
    found = {"trop peu de choix": ballots.lengths < least}
    if most is not None:
        found["trop de choix"] = ballots.lengths > most
    return found


def _check_lengths(least, most):
    if least < 0 or (most is not None and most < max(least, 1)):
        raise BadInput(f"Un bulletin de {least} à {most} choix n’est pas possible.")


def _sums(ballots, weights):
    return np.bincount(ballots.voters, weights, minlength=len(ballots))


@dataclass(frozen=True)
class Approval(Kind):
    """Choose between `least` and `most` projects, all worth the same."""

    least: int = 0
    most: int | None = None
    label: ClassVar[str] = "approbation"

    def __post_init__(self):
        _check_lengths(self.least, self.most)

    def faults(self, ballots, projects):
        return _length_faults(ballots, self.least, self.most)


@dataclass(frozen=True)
class ChooseOne(Approval):
    """Choose one project."""

    least: int = 1
    most: int | None = 1
    label: ClassVar[str] = "un seul choix"


@dataclass(frozen=True)
class Knapsack(Approval):
    """Choose projects that together cost `budget` (euros) at the most."""

    budget: object = 0
    label: ClassVar[str] = "panier"

    def faults(self, ballots, projects):
        costs = np.array([float(project.cost) for project in projects])
        sums = _sums(ballots, costs[ballots.choices])
        unsure = np.flatnonzero(np.abs(sums - float(self.budget)) <= 1e-9 * (1 + float(self.budget)))
        over = sums > float(self.budget)
        for ballot in unsure:
            chosen = ballots.choices[ballots.starts[ballot] : ballots.starts[ballot + 1]]
            over[ballot] = sum(projects[one].cost for one in chosen) > self.budget
        return {**super().faults(ballots, projects), "panier au-dessus du budget": over}


@dataclass(frozen=True)
class Cumulative(Kind):
    """Share out `points` between projects, at the most `most_each` for one."""

    points: int | None = None
    most_each: int | None = None
    least: int = 0
    most: int | None = None
    label: ClassVar[str] = "points"
    asks_points: ClassVar[bool] = True

    def faults(self, ballots, projects):
        found = _length_faults(ballots, self.least, self.most)
        found["points négatifs"] = _sums(ballots, ballots.points < 0) > 0
        if self.points is not None:
            found["trop de points"] = _sums(ballots, ballots.points) > self.points
        if self.most_each is not None:
            found["trop de points sur un projet"] = _sums(ballots, ballots.points > self.most_each) > 0
        return found

    def scores(self, ballots):
        return plain(ballots.totals(ballots.points), "point", "points")

    def supports(self, ballots):
        return ballots.only(ballots.points > 0)


@dataclass(frozen=True)
class Ranked(Kind):
    """Put projects in order; the first is worth `scale[0]` points, the next `scale[1]`, beyond the scale nothing."""

    scale: tuple[int, ...] = (5, 4, 3, 2, 1)
    least: int = 0
    most: int | None = None
    label: ClassVar[str] = "classement"

    def __post_init__(self):
        _check_lengths(self.least, self.most)
        if not self.scale or list(self.scale) != sorted(self.scale, reverse=True) or self.scale[-1] < 0:
            raise BadInput(f"Le barème {self.scale} doit descendre, sans passer sous zéro.")

    def faults(self, ballots, projects):
        return _length_faults(ballots, self.least, self.most)

    def scores(self, ballots):
        places = np.arange(len(ballots.choices)) - np.repeat(ballots.starts[:-1], ballots.lengths)
        worth = np.array([*self.scale, 0])[np.minimum(places, len(self.scale))]
        return plain(ballots.totals(worth), "point", "points")


@dataclass(frozen=True)
class ForAgainst(Kind):
    """Say for (1) or against (-1) each project; what counts is the difference."""

    label: ClassVar[str] = "pour ou contre"
    asks_points: ClassVar[bool] = True

    def faults(self, ballots, projects):
        return {"ni pour (1) ni contre (-1)": _sums(ballots, np.abs(ballots.points) > 1) > 0}

    def scores(self, ballots):
        return plain(ballots.totals(ballots.points), "voix d’écart", "voix d’écart")

    def supports(self, ballots):
        return ballots.only(ballots.points > 0)


APART = "apart"
"""A project that a ballot does not grade is not judged by that ballot."""


@dataclass(frozen=True)
class Judgment(Kind):
    """Grade each project: majority judgment (Balinski and Laraki), grades from the worst to the best.

    Points are the index of the grade in `grades`. `ungraded` says what a project left without a grade means: one of
    the grades, or `apart` (that ballot does not judge it). `liked` is the first grade that supports a project.
    """

    grades: tuple[str, ...]
    ungraded: str
    liked: int = 1
    label: ClassVar[str] = "jugement majoritaire"
    asks_points: ClassVar[bool] = True

    def __post_init__(self):
        if len(self.grades) < 2 or len(set(self.grades)) < len(self.grades):
            raise BadInput("Le jugement majoritaire demande au moins deux mentions, toutes différentes.")
        if self.ungraded not in (*self.grades, APART):
            raise BadInput("Le règlement doit dire ce que vaut un projet sans mention : une mention, ou « apart ».")

    def faults(self, ballots, projects):
        return {"mention inconnue": ballots.unknown_grades(len(self.grades))}

    def scores(self, ballots):
        counts = self.counts(ballots)
        found = majority_grades(counts.tolist())
        told = [self._tell(grade, row) for grade, row in zip(found.grades, counts.tolist(), strict=True)]
        return Scores(found.grades, found.ranks, told)

    def counts(self, ballots):
        """How many ballots give each grade to each project (P, grades), the ungraded put where the rules say."""
        counts = ballots.grade_counts(len(self.grades))
        if self.ungraded != APART:
            counts[:, self.grades.index(self.ungraded)] += len(ballots) - counts.sum(axis=1)
        return counts

    def supports(self, ballots):
        return ballots.at_least(self.liked)

    def _tell(self, grade, row):
        judged = sum(row)
        if not judged:
            return "aucune mention"
        above = round(100 * sum(row[grade:]) / judged)
        return f"mention « {self.grades[grade]} » ({above}\u00a0% des avis à cette mention ou mieux)"
