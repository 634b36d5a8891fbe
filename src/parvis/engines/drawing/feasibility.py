"""Can these quotas be met with this pool? If not, the smallest relaxation, in words and in the published order."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from ..errors import BadInput
from . import words
from .quotas import Quota, cells
from .solver import Program


@dataclass(frozen=True)
class Change:
    """One quota that must give way: what it was, what it becomes, and how many people of the pool it counts."""

    before: Quota
    low: int
    high: int
    people: int

    @property
    def after(self):
        """The quota once relaxed."""
        return Quota(self.before.columns, self.before.values, self.low, self.high, self.before.line)

    def __str__(self):
        moved = []
        if self.low < self.before.low:
            moved.append(f"le minimum passe de {self.before.low} à {self.low}")
        if self.high > self.before.high:
            moved.append(f"le maximum passe de {self.before.high} à {self.high}")
        return f"« {self.before} » : {' et '.join(moved)} ({words.people(self.people)} dans le vivier)."


def shortages(problem, quotas):
    """Sentences for quotas that ask for more people than the pool has, whatever the others."""
    told = []
    for quota, people in zip(quotas, _pool_counts(problem), strict=False):
        if people < quota.low:
            told.append(f"« {quota} » : {words.seats(quota.low)} au moins, {words.people(people)} dans le vivier.")
    return told


def is_feasible(problem):
    """Whether some panel respects every quota."""
    return _program(problem, np.zeros(len(problem.types))).solve() is not None


def smallest_relaxation(problem, quotas, order=()):
    """The fewest seats by which quotas must give way: changes in canonical order, none when a panel exists.

    order: columns (or crossed columns, `canton*genre`) that may give way, the first to give way first: the seats
    asked of the last are made as few as can be, then those of the one before, and so on. Without an order, all may,
    and the total is the smallest. Raises BadInput when even that leaves no panel.
    """
    order = _groups(quotas, order)
    freed = _Freed(problem, quotas, [number for group in order for number in group])
    answer = None
    for group in reversed(order):
        answer = freed.spare(group)
        if answer is None:
            raise BadInput(_no_way_out(problem, quotas, order))
    lower, higher = answer
    people = _pool_counts(problem)
    return tuple(
        Change(quota, quota.low - int(lower[number]), quota.high + int(higher[number]), int(people[number]))
        for number, quota in enumerate(quotas)
        if lower[number] or higher[number]
    )


def relaxed(quotas, changes):
    """The quotas with these changes made."""
    made = {change.before: change.after for change in changes}
    return tuple(made.get(quota, quota) for quota in quotas)


def told(changes):
    """Changes as rows of a quota file."""
    return [cells(change.after) for change in changes]


class _Freed:
    """Whole seats per type, and seats by which each quota gives way below and above."""

    def __init__(self, problem, quotas, movable):
        self.types, self.quotas = len(problem.types), len(quotas)
        count = len(problem.rows)
        ease = sparse.eye(count, self.quotas, format="csr")
        rows = sparse.vstack(
            [
                sparse.hstack([problem.matrix, ease, 0 * ease]),
                sparse.hstack([problem.matrix, 0 * ease, -ease]),
            ]
        )
        infinite = np.full(count, np.inf)
        may = np.zeros(self.quotas)
        may[movable] = problem.seats + sum(problem.sizes)
        lower = np.minimum(may, problem.low[: self.quotas])
        width = self.types + 2 * self.quotas
        self.program = Program(
            np.zeros(width),
            np.zeros(width),
            np.concatenate([problem.caps, lower, may]),
            rows,
            np.concatenate([problem.low, -infinite]),
            np.concatenate([infinite, problem.high]),
            whole=True,
        )
        self.rows = 2 * count

    def spare(self, group):
        """Make the seats asked of a group as few as can be, and hold it there; seats below and above, per quota."""
        columns = [self.types + number for number in group] + [self.types + self.quotas + number for number in group]
        cost = np.zeros(self.types + 2 * self.quotas)
        cost[columns] = -1
        self.program.set_costs(cost)
        answer = self.program.solve()
        if answer is None:
            return None
        self.program.add_row(0, round(-answer.value), columns, np.ones(len(columns)))
        found = np.rint(answer.columns).astype(np.int64)[self.types :]
        return found[: self.quotas], found[self.quotas :]


def _groups(quotas, order):
    """Numbers of the quotas that may give way, one group per column of the order."""
    if not order:
        return [list(range(len(quotas)))]
    features = {quota.feature for quota in quotas}
    for name in order:
        if name not in features:
            raise BadInput(f"Aucun quota ne porte sur « {name} » ; l’ordre d’assouplissement le nomme.")
    return [[number for number, quota in enumerate(quotas) if quota.feature == name] for name in order]


def _no_way_out(problem, quotas, order):
    free = {number for group in order for number in group}
    held = sorted({quota.feature for number, quota in enumerate(quotas) if number not in free})
    if held:
        return f"Aucun panel n’est possible sans assouplir aussi {' ou '.join(f'« {name} »' for name in held)}."
    return f"Aucun panel de {problem.seats} personnes n’est possible avec un seul siège par foyer."


def _program(problem, cost):
    count = len(problem.types)
    return Program(cost, np.zeros(count), problem.caps, problem.matrix, problem.low, problem.high, whole=True)


def _pool_counts(problem):
    return problem.matrix @ problem.sizes
