"""How sure the groups are: the map is made again a hundred times, each time from a part of the votes.

Each time, half of the people (ten blocks out of twenty) and four statements out of five, drawn by a fixed seed, give
other directions and other centres; everybody is placed on that map and given the nearest group. A person's certainty
is how often they come with the same group; under four times in five, they stand near a border.
Subsampling: Politis, Romano and Wolf, « Subsampling » (1999).
"""

from dataclasses import dataclass

import numpy as np

from ..progress import silent
from .agreement import crossed, matched, rand_index
from .coordinates import directions, parts, stretched, sums
from .groups import LOOKED_AT, assign, means

TIMES = 100

BLOCKS = 20

STATEMENTS = 0.8

BORDER = 0.8
"""The certainty under which a person is near a border."""

STARTS = 3

SEED = 1_927

CLEAR, FAIRLY = 0.8, 0.5
"""Adjusted Rand index, mean over the maps, from which groups are clear, or fairly clear."""


@dataclass(frozen=True)
class Certainty:
    """How often each person comes with the same group, float64, shape (people,), and how alike the maps are.

    agreement: mean adjusted Rand index between each map's groups and those shown, between 0 and 1.
    """

    people: np.ndarray
    agreement: float

    @property
    def border(self):
        """Who stands near a border, bool, shape (people,)."""
        return self.people < BORDER


def certainty(values, labels, *, times=TIMES, progress=silent):
    """The certainty of the groups `labels`, int64, shape (people,), of these votes, int8, shape (people, statements).

    Everybody here has a group; the caller leaves aside those who voted too little.
    """
    count = int(labels.max()) + 1
    blocks = _blocks(len(values))
    found, (votes, seen) = [sums(values[block]) for block in blocks], parts(values)
    same, met, alike = np.zeros(len(values)), np.zeros(len(values)), 0.0
    for turn in range(times):
        chance = np.random.Generator(np.random.PCG64([SEED, turn]))
        chosen = np.sort(chance.permutation(len(blocks))[: max(1, len(blocks) // 2)])
        kept = _kept(values.shape[1], chance)
        points = _placed(votes, seen, _added([found[one] for one in chosen]), kept)
        half = np.concatenate([blocks[one] for one in chosen])
        other = _named(points, half, labels, count, chance)
        known = seen[:, kept].any(axis=1)
        same += known & (other == labels)
        met += known
        alike += float(rand_index(labels, other))
        progress(turn + 1, times, "certitude")
    return Certainty(np.divide(same, met, out=np.zeros(len(values)), where=met > 0), max(0.0, alike / times))


def _blocks(people):
    """People dealt at random into twenty blocks, fewer when there are few."""
    dealt = np.random.Generator(np.random.PCG64(SEED)).permutation(people)
    return [np.sort(dealt[start::BLOCKS]) for start in range(min(BLOCKS, people))]


def _kept(statements, chance):
    most = max(2, round(STATEMENTS * statements))
    return np.sort(chance.permutation(statements)[:most])


def _added(found):
    total = found[0]
    for one in found[1:]:
        total = total + one
    return total


def _placed(votes, seen, found, kept):
    """Everybody on the map that these sums draw, with these statements only."""
    some = found.only(kept)
    axes, wide = directions(some)[0], np.zeros((votes.shape[1], 2), dtype=np.float32)
    wide[kept] = axes
    means = np.zeros(votes.shape[1], dtype=np.float32)
    means[kept] = some.means
    points = (votes @ wide - seen @ (means[:, None] * wide)).astype(np.float64)
    return np.round(stretched(points, seen[:, kept]), 5) + 0.0


def _named(points, half, labels, count, chance):
    """The groups of that map, called as those shown that they have most people in common with."""
    looked = half[chance.permutation(len(half))[:LOOKED_AT]]
    nearest = assign(points, means(points[looked], count, chance, starts=STARTS))
    return np.array(matched(crossed(nearest, labels, count, count)))[nearest]
