"""What a rule sees of a vote: whole numbers only, projects in their ranking, ties already settled or refused."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import groupby, pairwise

from ..errors import BadInput
from ..progress import silent
from .money import smallest_part


@dataclass(frozen=True, eq=False)
class Contest:
    """Candidates (indexes of projects) for a sum of money, in whole parts of a euro (`parts` of them in one euro).

    `already` are projects elected before, from other money: their rivals are out. `progress` is told how far a long
    calculation has come.
    """

    election: object
    tie_break: object
    minimum: int
    parts: int
    budget: int
    candidates: tuple
    already: frozenset = frozenset()
    progress: Callable = silent

    @property
    def projects(self):
        """Every project of the vote, by index."""
        return self.election.projects

    @cached_property
    def costs(self):
        """The cost of every project, in parts."""
        return [int(project.cost * self.parts) for project in self.projects]

    @cached_property
    def ranking(self):
        """Candidates that reach the minimum, the best first; equal ones in the order of the tie-break."""
        return self.sorted(one for one in self.candidates if self.reaches(one))

    @cached_property
    def places(self):
        """The place of each project of the ranking: 1 for the first."""
        return {project: place for place, project in enumerate(self.ranking, start=1)}

    def reaches(self, project):
        """Whether a project obtained what the rules ask to be elected at all."""
        return self.election.scores.values[project] >= self.minimum

    def sorted(self, projects):
        """Projects the best first. Raises BadInput when two are equal and the rules do not say who passes."""
        ranks = self.election.scores.ranks
        found = []
        for _, equal in groupby(sorted(projects, key=lambda one: -ranks[one]), key=lambda one: ranks[one]):
            found += self._one_by_one(list(equal))
        return found

    def _one_by_one(self, equal):
        if len(equal) == 1:
            return equal
        found = sorted(equal, key=lambda one: (self.tie_break.key(self.projects[one]), one))
        for one, other in pairwise(found):
            self.decided(one, other)
        return found

    def first(self, projects):
        """The one that the tie-break puts before the others, all equal."""
        return self._one_by_one(list(projects))[0]

    def decided(self, one, other):
        """The criterion that puts one project before another, equal one. Raises BadInput when there is none."""
        criterion = self.tie_break.between(self.projects[one], self.projects[other])
        if not criterion:
            titles = f"{self.projects[one].title} et {self.projects[other].title}"
            raise BadInput(
                f"{titles} sont à égalité et le règlement ne les départage pas : ajoutez « draw » et sa graine."
            )
        return criterion

    def tied(self, equal):
        """Projects at equality in groups that the tie-break puts one after the other; a group is not told apart."""
        if len(equal) == 1:
            return [equal]
        keys = {one: self.tie_break.key(self.projects[one]) for one in equal}
        return [list(group) for _, group in groupby(sorted(equal, key=keys.get), key=keys.get)]

    def rivals_of(self, project):
        """Projects that cannot be elected together with this one."""
        return self._rivals.get(project, frozenset())

    def ties(self):
        """Neighbours of the ranking with equal scores: (first, next, criterion that decided)."""
        ranks = self.election.scores.ranks
        return [
            (one, other, self.decided(one, other))
            for one, other in pairwise(self.ranking)
            if ranks[one] == ranks[other]
        ]

    def within(self, candidates, budget, already=frozenset()):
        """The same vote for some of the candidates and another sum, in parts."""
        return replace(self, candidates=tuple(candidates), budget=budget, already=self.already | frozenset(already))

    def euros(self, parts):
        """A number of parts, in euros."""
        return Fraction(parts) / self.parts

    @cached_property
    def _rivals(self):
        found = {}
        for group in self.election.rivals:
            for one in group:
                found[one] = found.get(one, frozenset()) | (group - {one})
        return found


def contest_of(election, tie_break, *, minimum=1, sums=(), progress=silent):
    """The contest of a whole vote; `sums` are other amounts the rules name, so that all are whole numbers of parts."""
    parts = smallest_part([project.cost for project in election.projects] + [election.budget, *sums])
    budget = int(election.budget * parts)
    everybody = tuple(range(len(election.projects)))
    return Contest(election, tie_break, minimum, parts, budget, everybody, progress=progress)
