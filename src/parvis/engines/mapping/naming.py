"""Names that stay: a group keeps its letter, and the map its sense, when votes arrive."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import permutations, product
from string import ascii_uppercase

import numpy as np


@dataclass(frozen=True)
class Before:
    """What a map said: each person's group name (None for none) and place, and every name ever given."""

    groups: dict = field(default_factory=dict)
    points: dict = field(default_factory=dict)
    names: tuple = ()

    def labels(self, people):
        """The group of each of these people in the map before, from 0, −1 for none, or None when there was none."""
        names = sorted({name for name in self.groups.values() if name})
        if not names:
            return None
        return np.array([names.index(self.groups[one]) if self.groups.get(one) else -1 for one in people])


def turn(points, axes, people, before):
    """The same map turned as the one before: axes exchanged or reversed so that people move least.

    points: float64, shape (people, 2); axes: shape (statements, 2).
    """
    common = [(number, before.points[one]) for number, one in enumerate(people) if before.points.get(one)]
    if not common:
        return points, axes
    here, there = points[[number for number, _ in common]], np.array([place for _, place in common])
    nearness = here.T @ there
    order, signs = max(
        product(permutations((0, 1)), product((1, -1), repeat=2)),
        key=lambda way: round(sum(way[1][n] * nearness[way[0][n], n] for n in (0, 1)), 6),
    )
    return points[:, order] * signs + 0.0, axes[:, order] * signs + 0.0


def names(people, labels, before):
    """The name of each group, from 0, the largest first.

    A group keeps the name of the one before when more than half of the people they share on either side were there;
    other groups take a letter that was never given.
    """
    groups = int(labels.max()) + 1 if len(labels) else 0
    kept = _kept(people, labels, groups, before)
    fresh = _fresh({*before.names, *kept.values()})
    return [kept[one] if one in kept else next(fresh) for one in range(groups)]


def _kept(people, labels, groups, before):
    shared = Counter(
        (int(label), before.groups[one])
        for one, label in zip(people, labels, strict=True)
        if label >= 0 and before.groups.get(one)
    )
    here, there = Counter(), Counter()
    for (label, name), count in shared.items():
        here[label] += count
        there[name] += count
    old, padded = sorted(there), [*sorted(there), *[None] * groups]
    best = max(permutations(padded, groups), key=lambda way: sum(shared[n, name] for n, name in enumerate(way)))
    alike = {n: name for n, name in enumerate(best) if name in old}
    return {n: name for n, name in alike.items() if 2 * shared[n, name] > min(here[n], there[name])}


def _fresh(given):
    for turn_ in range(1, 1_000):
        for letter in ascii_uppercase:
            name = letter if turn_ == 1 else f"{letter}{turn_}"
            if name not in given:
                yield name
