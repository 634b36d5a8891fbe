"""How two divisions of the same people compare, and which group of one is which of the other."""

from fractions import Fraction
from itertools import permutations
from math import comb

import numpy as np


def crossed(first, second, rows=None, columns=None):
    """People in each group of the first and each of the second, int64; labels from 0."""
    rows, columns = rows or int(first.max()) + 1, columns or int(second.max()) + 1
    return np.bincount(first * columns + second, minlength=rows * columns).reshape(rows, columns)


def rand_index(first, second):
    """The adjusted Rand index of two divisions, an exact fraction: 1 when they are the same, about 0 by chance.

    Hubert and Arabie, Journal of Classification 2 (1985). 1 when neither divides anybody.
    """
    table = crossed(first, second)
    both = sum(comb(int(count), 2) for count in table.ravel())
    rows = sum(comb(int(count), 2) for count in table.sum(axis=1))
    columns = sum(comb(int(count), 2) for count in table.sum(axis=0))
    pairs = comb(len(first), 2)
    if not pairs:
        return Fraction(1)
    chance = Fraction(rows * columns, pairs)
    most = Fraction(rows + columns, 2)
    return Fraction(1) if most == chance else (both - chance) / (most - chance)


def matched(table):
    """For each row of a table, the column that is the same group: the pairing that holds the most people, or −1.

    shape (rows, columns), five of each at the most. The first of equal pairings is kept.
    """
    rows, columns = table.shape
    wide = np.zeros((rows, max(rows, columns)), dtype=np.int64)
    wide[:, :columns] = table
    best = max(permutations(range(wide.shape[1]), rows), key=lambda chosen: wide[np.arange(rows), chosen].sum())
    return [column if column < columns else -1 for column in best]
