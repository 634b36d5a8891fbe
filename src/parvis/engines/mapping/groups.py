"""Groups: from two to five, none under ten people, as many as the silhouette finds best.

k-means (Lloyd, 1982) from starts that spread out (Arthur and Vassilvitskii, 2007), chosen on at most 2,000 people and
finished on everybody; silhouette: Rousseeuw, J. Comput. Appl. Math. 20 (1987), on the same 2,000. Chance is that of a
fixed seed.
"""

from dataclasses import dataclass

import numpy as np

LEAST = 10
"""No group of fewer people is ever shown."""

COUNTS = (2, 3, 4, 5)

STARTS = 20

LOOKED_AT = 2_000
"""People that starts and silhouettes are tried on; all of them when there are fewer."""

TURNS = 100

SEED = 20_211

FAITHFUL = 0.02
"""How much better a silhouette must be for the number of groups to change from one map to the next."""

ROWS = 256


@dataclass(frozen=True)
class Grouping:
    """The group of each point, int64, shape (points,), −1 for all when there is no group; silhouettes by count."""

    labels: np.ndarray
    silhouettes: dict

    @property
    def count(self):
        """How many groups; 0 when there are none."""
        return int(self.labels.max()) + 1 if len(self.labels) else 0


def group(points, *, before=None):
    """The groups of people who stand at these points, float64, shape (people, 2), the largest first.

    before: the group each was in (−1 for none), int64, when a map is made again: its number of groups is kept unless
    another is clearly better. No group at all where no division leaves ten people in each.
    """
    looked = _looked_at(len(points))
    found = {count: _divide(points, count, looked, before) for count in COUNTS if len(points) >= count * LEAST}
    found = {count: labels for count, labels in found.items() if labels.max() > 0}
    if not found:
        return Grouping(np.full(len(points), -1, dtype=np.int64), {})
    values = silhouettes(points[looked], [labels[looked] for labels in found.values()])
    by_worth = sorted(zip(values, found.values(), strict=True), key=lambda pair: pair[0])
    worth = {int(labels.max()) + 1: (value, labels) for value, labels in by_worth}
    best = max(sorted(worth), key=lambda count: worth[count][0])
    kept = 0 if before is None else int(before.max()) + 1
    if kept in worth and worth[best][0] - worth[kept][0] < FAITHFUL:
        best = kept
    return Grouping(worth[best][1], {count: worth[count][0] for count in sorted(worth)})


def means(points, count, chance, *, starts=STARTS, first=None):
    """The best centres of several starts, shape (count, 2); `first` is one more start, preferred between equals."""
    tried = [] if first is None else [first]
    tried += [_spread_out(points, count, chance) for _ in range(starts)]
    best, least = None, np.inf
    for centres in tried:
        centres = settle(points, centres)
        cost = round(float(_gaps(points, centres).min(axis=1).sum()), 6)
        if cost < least:
            best, least = centres, cost
    return best


def settle(points, centres):
    """Lloyd: each point to the nearest centre, each centre to the middle of its points, until nothing moves."""
    labels = None
    for _ in range(TURNS):
        nearest = assign(points, centres)
        if labels is not None and (nearest == labels).all():
            break
        labels, centres = nearest, middles(points, nearest, centres)
    return centres


def assign(points, centres):
    """The nearest centre of each point, the first of equals."""
    return _gaps(points, centres).argmin(axis=1)


def middles(points, labels, centres):
    """The middle of the points of each label; a centre without a point stays."""
    counts = np.bincount(labels, minlength=len(centres))
    summed = np.stack([np.bincount(labels, points[:, axis], minlength=len(centres)) for axis in (0, 1)], axis=1)
    return np.where(counts[:, None] > 0, summed / np.maximum(counts, 1)[:, None], centres)


def silhouettes(points, divisions):
    """The mean silhouette of each division: labels, int64, shape (points,). 0 for a point alone in its group."""
    heads = [np.eye(labels.max() + 1)[labels] for labels in divisions]
    joined, totals = np.concatenate(heads, axis=1), [0.0] * len(divisions)
    for start in range(0, len(points), ROWS):
        some = points[start : start + ROWS]
        apart = np.hypot(some[:, :1] - points[None, :, 0], some[:, 1:] - points[None, :, 1]) @ joined
        place = 0
        for number, (labels, head) in enumerate(zip(divisions, heads, strict=True)):
            width = head.shape[1]
            own = labels[start : start + ROWS]
            totals[number] += _silhouette(apart[:, place : place + width], own, head.sum(axis=0)).sum()
            place += width
    return [round(float(total) / len(points), 9) for total in totals]


def _silhouette(apart, own, sizes):
    """Per point: (distance to the nearest other group − distance to one's own) / the greater of the two."""
    rows = np.arange(len(own))
    inside = apart[rows, own] / np.maximum(sizes[own] - 1, 1)
    others = apart / np.maximum(sizes, 1)
    others[rows, own] = np.inf
    others[:, sizes == 0] = np.inf
    outside = others.min(axis=1)
    greater = np.maximum(inside, outside)
    score = np.divide(outside - inside, greater, out=np.zeros(len(own)), where=(greater > 0) & np.isfinite(greater))
    return np.where(sizes[own] > 1, score, 0.0)


def _divide(points, count, looked, before):
    """Labels of at most `count` groups, none under ten people, the largest first."""
    first = None
    if before is not None and before.max() + 1 == count:
        known = before >= 0
        first = middles(points[known], before[known], np.zeros((count, 2)))
    chance = np.random.Generator(np.random.PCG64([SEED, count]))
    centres = settle(points, means(points[looked], count, chance, first=first))
    sizes = np.bincount(assign(points, centres), minlength=len(centres))
    while sizes.min() < LEAST and len(centres) > 1:
        centres = settle(points, np.delete(centres, sizes.argmin(), axis=0))
        sizes = np.bincount(assign(points, centres), minlength=len(centres))
    order = sorted(range(len(centres)), key=lambda one: (-sizes[one], *centres[one]))
    return assign(points, centres[order])


def _spread_out(points, count, chance):
    """Centres drawn among the points, each the more likely as it is far from those already drawn."""
    centres = points[[int(chance.integers(len(points)))]]
    while len(centres) < count:
        heights = np.cumsum(_gaps(points, centres).min(axis=1))
        place = int(np.searchsorted(heights, chance.random() * heights[-1], side="right"))
        centres = np.concatenate([centres, points[[min(place, len(points) - 1)]]])
    return centres


def _gaps(points, centres):
    """Squared distances, shape (points, centres)."""
    return (points[:, :1] - centres[None, :, 0]) ** 2 + (points[:, 1:] - centres[None, :, 1]) ** 2


def _looked_at(count):
    if count <= LOOKED_AT:
        return np.arange(count)
    chance = np.random.Generator(np.random.PCG64(SEED))
    return np.sort(chance.permutation(count)[:LOOKED_AT])
