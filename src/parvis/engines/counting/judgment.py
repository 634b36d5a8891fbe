"""Majority judgment (M. Balinski and R. Laraki, Majority Judgment, MIT Press, 2010): medians, exactly.

Projects are compared by their majority grade (the lower median), then by the next one once that judgment is taken
away, and so on: it is the order of the judgments read from the middle outwards, the lower side first. Runs of equal
judgments are skipped whole, so the cost is in grades, not in voters.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import lcm


@dataclass(frozen=True)
class MajorityGrades:
    """For each project its majority grade (index, -1 when nobody judged it) and its rank (greater is better)."""

    grades: list
    ranks: list


def majority_grades(counts):
    """The majority grade and rank of projects from their counts per grade (P rows, worst grade first).

    Projects judged by different numbers of people are compared as if each judgment were repeated until the numbers
    are equal, which changes no majority grade.
    """
    common = lcm(*(sum(row) for row in counts if any(row)))
    keys = [outwards([count * (2 * common // sum(row)) for count in row]) if any(row) else () for row in counts]
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return MajorityGrades([key[0] if key else -1 for key in keys], [places[key] for key in keys])


def outwards(row):
    """A key that sorts projects as majority judgment does, from counts whose sum is even and the same for all.

    Reads (lower grade, upper grade) from the middle outwards, run by run. After each run: how long it was, negative
    when it ends because the lower side falls (the later, the better), positive when only the upper side rises (the
    sooner, the better).
    """
    half = sum(row) // 2
    lower = _runs(row, half)
    upper = _runs(row[::-1], half)
    ends = sorted({end for end, _ in lower} | {end for end, _ in upper})
    pairs = [(_at(lower, end), len(row) - 1 - _at(upper, end)) for end in ends]
    key = list(pairs[0])
    for end, (before, after) in zip(ends, pairwise(pairs), strict=False):
        key += [end - half - 1 if after[0] < before[0] else half + 1 - end, *after]
    return (*key, 0)


def _runs(row, half):
    """The runs of one half from the middle outwards, as (distance where it ends, grade)."""
    below, runs = 0, []
    for grade, count in enumerate(row):
        taken = min(count, half - below)
        if taken:
            runs.append((half - below, grade))
        below += taken
    return runs[::-1]


def _at(runs, distance):
    """The grade at a distance from the middle, its run included."""
    return next(grade for end, grade in runs if end >= distance)
