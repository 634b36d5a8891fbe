"""The opinion map: places, groups and their names, what each says, what all agree on, and how sure that is."""

from dataclasses import dataclass

import numpy as np
from threadpoolctl import threadpool_limits

from ..progress import silent
from . import statements
from .certainty import TIMES, Certainty, certainty
from .coordinates import directions, places, sums
from .groups import group
from .naming import Before, names, turn
from .votes import PASS, Votes

ENOUGH = 7
"""Votes that a person casts, or all the statements there are, to be in a group."""


@dataclass(frozen=True)
class Chart:
    """An opinion map of votes.

    points: float64, shape (people, 2); axes: shape (statements, 2); variance: part of each axis, shape (2,);
    labels: the group of each person, from 0, −1 for none, int64; names: of the groups; silhouettes: by number of
    groups; counts: votes per group, or of everybody when there is none; certainty: of the grouped people in order, or
    None; before: what the map before said.
    """

    votes: Votes
    points: np.ndarray
    axes: np.ndarray
    variance: np.ndarray
    labels: np.ndarray
    names: tuple
    silhouettes: dict
    counts: statements.Counts
    certainty: Certainty | None
    before: Before

    @property
    def grouped(self):
        """Who has a group, bool, shape (people,)."""
        return self.labels >= 0

    @property
    def priorities(self):
        """How much each statement deserves the next vote, int64, shape (statements,)."""
        seen = self.votes.seen.sum(axis=0)
        return statements.priorities(seen, (self.votes.values == PASS).sum(axis=0), self.axes)

    def next_for(self, person):
        """The statement to show next to a person, or None when they have seen all; somebody new has seen none."""
        where = {one: number for number, one in enumerate(self.votes.people)}.get(person)
        seen = np.zeros(len(self.votes.statements), dtype=bool) if where is None else self.votes.seen[where]
        number = statements.following(person, seen, self.priorities)
        return None if number is None else self.votes.statements[number]


def draw(votes, *, before=None, times=TIMES, progress=silent):
    """The map of these votes.

    before: what the last map said, for names and sense to stay; times: how many maps are made again to say how sure
    the groups are, 0 for none. One thread, so that the same votes give the same map on one machine or another.
    """
    before = before or Before()
    with threadpool_limits(limits=1):
        points, axes, variance = _placed(votes, before)
        labels, silhouettes = _grouped(votes, points, before)
        sure = None
        if times and labels.max() >= 0:
            there = labels >= 0
            sure = certainty(votes.values[there], labels[there], times=times, progress=progress)
    divided = labels if labels.max() >= 0 else np.zeros(len(labels), dtype=np.int64)
    return Chart(
        votes=votes,
        points=points,
        axes=axes,
        variance=variance,
        labels=labels,
        names=tuple(names(votes.people, labels, before)),
        silhouettes=silhouettes,
        counts=statements.counts(votes.values, divided, int(divided.max()) + 1),
        certainty=sure,
        before=before,
    )


def _placed(votes, before):
    there = votes.placed
    found = sums(votes.values[there])
    axes, variance = directions(found)
    points = places(votes.values, axes, found.means)
    return *turn(points, axes, votes.people, before), variance


def _grouped(votes, points, before):
    """The group of each person, −1 for whoever voted too little."""
    enough = votes.cast >= min(ENOUGH, int((votes.seen.any(axis=0)).sum()))
    old = before.labels([one for one, there in zip(votes.people, enough, strict=True) if there])
    found = group(points[enough], before=old)
    labels = np.full(len(votes.people), -1, dtype=np.int64)
    labels[enough] = found.labels
    return labels, found.silhouettes
