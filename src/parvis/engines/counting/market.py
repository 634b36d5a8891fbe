"""Who supports what, at what cost: what all runs of equal shares on one vote have in common."""

from functools import cached_property
from itertools import groupby
from math import lcm

import numpy as np

COST, CARDINALITY = "cost", "cardinality"
"""What a voter gains from a project they support: its cost, or one."""


class Market:
    """Supporters, costs and utilities of one vote: what does not change from one run to the next."""

    def __init__(self, contest, utility):
        self.contest = contest
        self.ballots = contest.election.supports
        self.starts, self.voters = self.ballots.by_project
        self.sizes = np.diff(self.starts).tolist()
        self.costs = contest.costs
        self.people = self._people()
        self.utility = utility
        self.candidates = [one for one in contest.ranking if self.sizes[one] and self.costs[one]]
        self.free = [one for one in contest.ranking if self.sizes[one] and not self.costs[one]]
        self.rivals = {one: contest.rivals_of(one) for one in contest.ranking}

    def _people(self):
        """Who shares the money: all ballots for a whole vote, those that support one of its projects for a part."""
        candidates = self.contest.candidates
        if len(candidates) == len(self.contest.projects):
            return len(self.ballots)
        return int(np.count_nonzero(self.ballots.backing(candidates)))

    @cached_property
    def even(self):
        """The place of each candidate when all its supporters can pay: the cheapest first, ties broken.

        No candidate is ever bought before one of a lower place that all its supporters can pay. Those that the
        tie-break does not tell apart have the same place.
        """
        whole = lcm(*(self.sizes[one] for one in self.candidates))
        rates = {
            one: whole // self.sizes[one] * (1 if self.utility == COST else self.costs[one]) for one in self.candidates
        }
        places = {}
        for _, equal in groupby(sorted(self.candidates, key=rates.get), key=rates.get):
            for group in self.contest.tied(list(equal)):
                places |= dict.fromkeys(group, len(places))
        return places

    def supporters(self, project):
        """The ballots in favour of a project."""
        return self.voters[self.starts[project] : self.starts[project + 1]]

    def barred(self):
        """Projects whose rivals were elected before, from other money."""
        return {one for one, rivals in self.rivals.items() if rivals & self.contest.already}

    def rate(self, project, price):
        """A price per unit of utility, from a double."""
        return price / self.costs[project] if self.utility == COST else price
