"""One vote: its projects, its money and its ballots, checked once, whatever rule then allocates the money."""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np

from ..errors import BadInput
from .ballots import Ballots
from .grid import Grid
from .kinds import Approval, Kind, plain
from .projects import canonical, rivals


@dataclass(frozen=True, eq=False)
class Election:
    """Projects by identifier, the envelope in euros, valid ballots (or None where only totals are known).

    `void` counts the ballots set aside, by reason; `received` the ballots of each channel, before and after.
    """

    projects: tuple
    budget: Fraction
    kind: Kind
    ballots: Ballots | Grid | None
    rivals: tuple = ()
    void: dict = field(default_factory=dict)
    received: dict = field(default_factory=dict)

    @cached_property
    def scores(self):
        """What each project obtained."""
        if self.ballots is None:
            return plain([project.total or 0 for project in self.projects], "voix", "voix")
        return self.kind.scores(self.ballots)

    @cached_property
    def supports(self):
        """Who is in favour of what; None where only totals are known."""
        return None if self.ballots is None else self.kind.supports(self.ballots)

    @property
    def voters(self):
        """The number of valid ballots, or None where only totals are known."""
        return None if self.ballots is None else len(self.ballots)


def of_totals(projects, budget, *, incompatible=()):
    """The vote of projects whose totals are known and whose ballots are not.

    Raises BadInput when a project has no total.
    """
    ordered = canonical(projects)
    for project in ordered:
        if project.total is None:
            raise BadInput(f"le projet « {project.id} » n’a pas de nombre de voix.", line=project.line)
    return Election(ordered, _checked(budget), Approval(), None, rivals(ordered, incompatible))


def of_ballots(projects, budget, ballots, kind, *, incompatible=(), received=None):
    """The vote of ballots, those that break the rules of their kind set aside and counted by reason.

    `ballots` number projects in the order of `projects`, which becomes the canonical one.
    """
    ordered = canonical(projects)
    ballots = _renumbered(ballots, projects, ordered)
    if kind.asks_points and isinstance(ballots, Ballots) and ballots.points is None:
        raise BadInput(f"Un vote par {kind.label} demande des points sur chaque bulletin.")
    kept, void = _valid(ballots, ordered, kind)
    return Election(ordered, _checked(budget), kind, kept, rivals(ordered, incompatible), void, received or {})


def _checked(budget):
    if budget < 0:
        raise BadInput(f"L’enveloppe « {budget} » est négative.")
    return Fraction(budget)


def _renumbered(ballots, given, ordered):
    if ballots.projects != len(given):
        raise BadInput(f"Les bulletins portent sur {ballots.projects} projets, {len(given)} sont soumis au vote.")
    if tuple(given) == ordered:
        return ballots
    places = {project.id: place for place, project in enumerate(ordered)}
    if isinstance(ballots, Grid):
        origin = {project.id: place for place, project in enumerate(given)}
        return Grid(np.ascontiguousarray(ballots.grades[[origin[project.id] for project in ordered]]))
    codes = np.array([places[project.id] for project in given], dtype=np.int32)
    return Ballots(ballots.starts, codes[ballots.choices], ballots.points, ballots.projects)


def _valid(ballots, projects, kind):
    kept = np.ones(len(ballots), dtype=bool)
    void = {}
    for reason, faulty in kind.faults(ballots, projects).items():
        count = int(np.count_nonzero(kept & faulty))
        if count:
            void[reason] = count
        kept &= ~faulty
    return ballots.keep(kept), void
