"""Coordinates: the two directions along which votes differ most, and where each person stands.

A statement that a person has not seen counts as the mean of those who have, so that it moves nobody; each person's
place is then stretched by √(statements / votes cast), so that whoever voted little is not drawn to the middle.
As Polis does: Small, Bjorkegren, Erkkilä, Shaw, Megill, « Polis: scaling deliberation by mapping high dimensional
opinion spaces », Recerca 26 (2021).

Sums of votes and of products of votes are whole numbers that single precision holds exactly: they are the same in
whatever order, and by however many threads, they are added.
"""

from dataclasses import dataclass

import numpy as np

from .votes import UNSEEN

DECIMALS = 9
"""Kept of a coordinate: the last bits, that differ from a processor to another, decide nothing."""

NOTHING = 1e-9
"""A variance below which a direction says nothing."""

ROWS = 1024
"""People placed at once, to keep memory low."""


@dataclass(frozen=True)
class Sums:
    """What directions are found from, over some people.

    people: how many; votes, seen: sum of votes and number of voters per statement, shape (statements,); products:
    Σ votes × votes; halves: Σ vote × seen; pairs: Σ seen × seen, shape (statements, statements).
    """

    people: int
    votes: np.ndarray
    seen: np.ndarray
    products: np.ndarray
    halves: np.ndarray
    pairs: np.ndarray

    def __add__(self, other):
        names = ("people", "votes", "seen", "products", "halves", "pairs")
        return Sums(*(getattr(self, name) + getattr(other, name) for name in names))

    def only(self, kept):
        """The same over some statements."""
        both = np.ix_(kept, kept)
        return Sums(
            self.people, self.votes[kept], self.seen[kept], self.products[both], self.halves[both], self.pairs[both]
        )

    @property
    def means(self):
        """The mean vote on each statement among those who saw it; 0 where nobody did."""
        return self.votes / np.maximum(self.seen, 1)


def sums(values):
    """Sums over the rows of votes, int8, shape (people, statements). Exact up to 2²⁴ people."""
    votes, seen = parts(values)
    return Sums(
        len(values),
        votes.sum(axis=0, dtype=np.float64),
        seen.sum(axis=0, dtype=np.float64),
        votes.T @ votes,
        votes.T @ seen,
        seen.T @ seen,
    )


def parts(values):
    """Votes with 0 where unseen, and 1 where seen, both float32 of the same shape."""
    seen = values != UNSEEN
    return np.where(seen, values, 0).astype(np.float32), seen.astype(np.float32)


def directions(found):
    """The two directions of greatest variance, shape (statements, 2), unit length, and their part of the variance.

    A direction's greatest coefficient is positive (the first of equals), which fixes its sense; a direction without
    variance is zero.
    """
    crossed = found.halves * found.means[None, :]
    spread = found.products - crossed - crossed.T + np.outer(found.means, found.means) * found.pairs
    spread = np.asarray(spread, dtype=np.float64) / max(found.people - 1, 1)
    size = len(spread)
    values, vectors = np.linalg.eigh(spread)
    axes, shares = np.zeros((size, 2)), np.zeros(2)
    for axis in range(min(2, size)):
        if values[size - 1 - axis] > NOTHING:
            axes[:, axis] = _turned(vectors[:, size - 1 - axis])
            shares[axis] = values[size - 1 - axis] / values.sum()
    return axes, shares


def places(values, axes, means):
    """Where people stand, float64, shape (people, 2); at the centre for whoever has not voted."""
    found = np.zeros((len(values), 2))
    for start in range(0, len(values), ROWS):
        votes, seen = (part.astype(np.float64) for part in parts(values[start : start + ROWS]))
        found[start : start + ROWS] = stretched(votes @ axes - seen @ (means[:, None] * axes), seen)
    return np.round(found, DECIMALS) + 0.0


def stretched(points, seen):
    """Points moved away from the centre as their people voted little."""
    cast = np.maximum(seen.sum(axis=1), 1)
    return points * np.sqrt(seen.shape[1] / cast)[:, None]


def _turned(vector):
    greatest = int(np.argmax(np.round(np.abs(vector), DECIMALS)))
    return vector if vector[greatest] > 0 else -vector
