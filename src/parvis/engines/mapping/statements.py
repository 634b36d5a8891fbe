"""What statements say of groups: those that set a group apart, those on which all agree, and which to show next.

The figures are those of Polis: shares with one imaginary vote for and one against, so that two votes out of two are
not a certainty; z-scores of a share against one half, and against the share of everybody else.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from ..files import fingerprint
from .votes import AGREE, DISAGREE

SURE = 1.2815515655446004
"""The z-score that chance passes once in ten."""

SHOWN = 5
"""Statements shown for a group, and of each consensus."""

HEARD = 10
"""Votes under which nobody speaks of a consensus."""

NEW = 8
"""A statement without any vote counts nine times; after five votes, five times; after thirty, hardly more than once."""

FINE = 1_000_000


@dataclass(frozen=True)
class Counts:
    """Votes per group (rows) and statement (columns): agree, disagree, and all with passes, int64."""

    agree: np.ndarray
    disagree: np.ndarray
    seen: np.ndarray

    def __getitem__(self, rows):
        return Counts(self.agree[rows], self.disagree[rows], self.seen[rows])

    @property
    def whole(self):
        """The same for everybody, one row."""
        return Counts(*(part.sum(axis=0, keepdims=True) for part in (self.agree, self.disagree, self.seen)))


@dataclass(frozen=True)
class Trait:
    """A statement that sets a group apart: what the group answers, how many of how many, and by how much.

    stance: AGREE or DISAGREE; votes: those of the group who answer so, of the `seen` who voted; other_votes and
    other_seen: the same of everybody else; strength: what traits are ordered by.
    """

    statement: int
    stance: int
    votes: int
    seen: int
    other_votes: int
    other_seen: int
    strength: float


def counts(values, labels, groups):
    """Votes of each group, from votes int8 of shape (people, statements) and labels from 0."""
    heads = [values[labels == one] for one in range(groups)]
    return Counts(
        np.stack([(head == AGREE).sum(axis=0) for head in heads]),
        np.stack([(head == DISAGREE).sum(axis=0) for head in heads]),
        np.stack([(head >= DISAGREE).sum(axis=0) for head in heads]),
    )


def traits(found):
    """The statements that set each group apart, at most five each, the strongest first: one list per group.

    A statement is kept when the group answers one way more often than not, and more often than everybody else, both
    beyond what chance does nine times in ten. When none is, the strongest one is given alone.
    """
    return [_traits(found[one], found, one) for one in range(len(found.seen))]


def consensus(found):
    """Statements that every group agrees with, then those that every group disagrees with: pairs (statement, share).

    In each group more than half of those who saw it answer so, and all together, at least ten, beyond chance. The
    share is the product of the groups' shares (Polis' « group-informed consensus »): one that refuses brings it low.
    """
    return _agreed(found.agree, found), _agreed(found.disagree, found)


def priorities(seen, passes, axes):
    """How much each statement deserves the next vote, int64, at least 1, in millionths.

    ((1 − share of passes) × (1 + how much it tells people apart) × (1 + 8 × 2^(−votes / 5)))²: informative statements
    first, and new ones many more times than old ones until they have their votes. Polis' formula, without its factor
    for agreement: a statement that people refuse teaches as much as one that they support.
    """
    telling = 1 + np.sqrt(len(axes)) * np.hypot(axes[:, 0], axes[:, 1])
    answered = 1 - (passes + 1) / (seen + 2)
    value = (answered * telling * (1 + NEW * 2.0 ** (-seen / 5))) ** 2
    return np.maximum(1, np.round(value * FINE)).astype(np.int64)


def following(person, seen, weights):
    """The number of the statement to show next to a person, or None when they have seen all.

    seen: bool, shape (statements,). Drawn in proportion to its priority; chance is the SHA-256 of the person's id and
    of how many they have seen, so that the same question has the same answer.
    """
    left = np.flatnonzero(~seen)
    if not len(left):
        return None
    heights = np.cumsum(weights[left])
    place = int(fingerprint(f"{person}/{int(seen.sum())}"), 16) % int(heights[-1])
    return int(left[np.searchsorted(heights, place, side="right")])


def one_share(votes, seen):
    """The z-score of a share against one half, with an imaginary vote more."""
    return 2 * sqrt(seen + 1) * ((votes + 1) / (seen + 1) - 0.5)


def two_shares(votes, seen, other_votes, other_seen):
    """The z-score of a share against another, with an imaginary vote more in both."""
    first, second = (votes + 1) / (seen + 1), (other_votes + 1) / (other_seen + 1)
    common = (votes + other_votes + 2) / (seen + other_seen + 2)
    if common >= 1:
        return 0.0
    return (first - second) / sqrt(common * (1 - common) * (1 / (seen + 1) + 1 / (other_seen + 1)))


def _traits(own, found, one):
    whole = found.whole
    kept, best = [], None
    for statement in np.flatnonzero(own.seen):
        trait, sure = _strongest(int(statement), own, whole)
        if sure:
            kept.append(trait)
        if best is None or _order(trait) < _order(best):
            best = trait
    return sorted(kept, key=_order)[:SHOWN] or ([best] if best else [])


def _strongest(statement, own, whole):
    """The stance of a group on a statement that is the more its own, and whether chance would hardly do as much."""
    found = []
    for stance, name in ((AGREE, "agree"), (DISAGREE, "disagree")):
        votes, everybody = int(getattr(own, name)[statement]), int(getattr(whole, name)[0, statement])
        seen, all_seen = int(own.seen[statement]), int(whole.seen[0, statement])
        other, other_seen = everybody - votes, all_seen - seen
        share, others = (votes + 1) / (seen + 2), (other + 1) / (other_seen + 2)
        alone, beside = one_share(votes, seen), two_shares(votes, seen, other, other_seen)
        strength = share / others * beside * share * alone if alone > 0 and beside > 0 else 0.0
        found.append(
            (Trait(statement, stance, votes, seen, other, other_seen, strength), alone > SURE and beside > SURE)
        )
    return min(found, key=lambda pair: _order(pair[0]))


def _order(trait):
    return (-round(trait.strength, 9), trait.statement, -trait.stance)


def _agreed(votes, found):
    shares = (votes + 1) / (found.seen + 2)
    kept = []
    for statement in np.flatnonzero((shares > 0.5).all(axis=0) & (found.seen.sum(axis=0) >= HEARD)):
        if one_share(int(votes[:, statement].sum()), int(found.seen[:, statement].sum())) > SURE:
            kept.append((int(statement), float(shares[:, statement].prod())))
    return sorted(kept, key=lambda pair: (-round(pair[1], 9), pair[0]))[:SHOWN]
