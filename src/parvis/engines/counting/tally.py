"""The counting of a vote under its rules: winners, money left, who is served, and why for each project."""

from dataclasses import dataclass, field

import numpy as np

from ..errors import BadInput
from ..progress import silent
from .contest import contest_of
from .greedy import ByVotes
from .grid import Grid
from .money import exact_text
from .sentences import reason
from .ties import TieBreak


@dataclass(frozen=True)
class Rules:
    """What the rules of the scheme say of counting: how money is allocated, who passes first at equality, and the
    score under which nobody is elected (votes, points, or index of the majority grade)."""

    allocation: object = field(default_factory=ByVotes)
    tie_break: TieBreak = field(default_factory=TieBreak)
    minimum: int = 1

    def sentences(self):
        """The rules as one reads them."""
        told = [self.allocation.sentence(), f"À égalité : {self.tie_break.sentence()}."]
        return told + ([f"Score minimum : {self.minimum}."] if self.minimum > 1 else [])


@dataclass(frozen=True, eq=False)
class Tally:
    """What was decided on a vote; figures are read from it when asked, so that deciding stays quick."""

    contest: object
    rules: Rules
    outcome: object

    @property
    def winners(self):
        """Identifiers of the elected projects, in the order they were elected."""
        return [self.contest.projects[one].id for one in self.outcome.elected]

    @property
    def spent(self):
        """Euros allocated, as a fraction."""
        return self.contest.election.budget - self.left

    @property
    def left(self):
        """Euros not allocated, as a fraction."""
        return self.contest.euros(self.outcome.left)

    def voters_served(self):
        """Ballots in favour of one winner at least, or None where only totals are known."""
        election = self.contest.election
        if election.ballots is None:
            return None
        if isinstance(election.ballots, Grid):
            return int(np.count_nonzero(election.ballots.backing(self.outcome.elected, election.kind.liked)))
        return int(np.count_nonzero(election.supports.backing(self.outcome.elected)))

    def territories_served(self):
        """(served, all): territories with a winner, territories with a project; those without a name left out."""
        projects = self.contest.projects
        whole = {project.territory for project in projects if project.territory}
        return len({projects[one].territory for one in self.outcome.elected} & whole), len(whole)

    def reason(self, project):
        """Why a project (its index) is elected or not, in a sentence."""
        return reason(self.contest, project, self.outcome.verdicts[project])

    def to_json(self):
        """Everything, as a value that JSON can write; amounts are exact texts, in euros."""
        served, whole = self.territories_served()
        election = self.contest.election
        return {
            "rules": self.rules.sentences(),
            "budget": exact_text(election.budget),
            "spent": exact_text(self.spent),
            "left": exact_text(self.left),
            "winners": self.winners,
            "voters": election.voters,
            "voters_served": self.voters_served(),
            "territories": whole,
            "territories_served": served,
            "void": election.void,
            "received": election.received,
            "ties": [self._tie(*tie) for tie in self.outcome.ties],
            "remarks": self.outcome.remarks,
            "projects": [self._row(one) for one in self._reading_order()],
        }

    def _reading_order(self):
        ranks, places = self.contest.election.scores.ranks, self.contest.places
        return sorted(self.contest.candidates, key=lambda one: (places.get(one, len(ranks) + 1), -ranks[one], one))

    def _row(self, one):
        project, scores = self.contest.projects[one], self.contest.election.scores
        return {
            "id": project.id,
            "name": project.name,
            "territory": project.territory,
            "theme": project.theme,
            "cost": exact_text(project.cost),
            "score": scores.values[one],
            "told": scores.told[one],
            "place": self.contest.places.get(one),
            "elected": one in self.outcome.elected,
            "reason": self.reason(one),
        }

    def _tie(self, one, other, criterion):
        projects = self.contest.projects
        return {"first": projects[one].id, "next": projects[other].id, "criterion": criterion}


def count(election, rules=None, progress=silent):
    """Allocate the envelope of a vote; `progress` is told how far the long rules have come.

    Raises BadInput when the rules need ballots and only totals are known, name sums above the envelope, or leave
    equal projects undecided.
    """
    rules = rules or Rules()
    if election.ballots is None and getattr(rules.allocation, "needs_ballots", False):
        raise BadInput(
            "Cette règle regarde qui a voté pour quoi : il lui faut les bulletins, pas seulement les totaux."
        )
    sums = getattr(rules.allocation, "sums", ())
    contest = contest_of(election, rules.tie_break, minimum=rules.minimum, sums=sums, progress=progress)
    return Tally(contest, rules, rules.allocation.allocate(contest))
