"""Small cells hidden, and others with them, so that no subtraction finds a small count again.

A count from 1 to k − 1 is hidden, and enough others for at least k values to stay possible for it, whoever reads all
that is published. What is hidden of the totals depends on the totals alone, so that two tables that share a row of
totals show the same of it. Inside, each small cell is hidden with a rectangle of cells: adding to two corners what is
taken from the two others changes no total, so all the tables thus made are possible, and at least k of them differ in
the small cell.
Cox, « Suppression methodology and statistical disclosure control », JASA 75 (1980); rectangles: Repsilber (1994).
"""

import numpy as np

from ..errors import BadInput

LEAST = 5
"""The smallest count that is shown; a table may ask for more, never for less."""


def small(counts, least=LEAST):
    """Which counts are too small to be shown, same shape, bool; none at all betrays nobody."""
    return (counts > 0) & (counts < least)


def hidden_line(counts, least=LEAST):
    """Which counts of one line are hidden when their total is shown, bool, shape (values,).

    Hidden counts are two or more, and make `least` or more together; otherwise all are hidden.
    """
    _check(least)
    counts = np.asarray(counts, dtype=np.int64)
    hidden = small(counts, least)
    if not hidden.any():
        return hidden
    for place in np.argsort(counts, kind="stable"):
        if hidden.sum() >= 2 and counts[hidden].sum() >= least:
            break
        if counts[place] and not hidden[place]:
            hidden[place] = True
    enough = hidden.sum() >= 2 and counts[hidden].sum() >= least
    return hidden if enough else np.ones(len(counts), dtype=bool)


def hidden_table(counts, least=LEAST):
    """Which cells of a table are hidden, bool, shape (rows + 1, columns + 1): the last of each is the total.

    counts: int64, shape (rows, columns). The total of everybody is hidden with all the rest when it is itself small.
    """
    _check(least)
    whole = with_totals(np.asarray(counts, dtype=np.int64))
    if whole[-1, -1] < least:
        return np.ones(whole.shape, dtype=bool)
    hidden = np.zeros(whole.shape, dtype=bool)
    hidden[:-1, :-1] = small(whole[:-1, :-1], least)
    hidden[:-1, -1] = hidden_line(whole[:-1, -1], least)
    hidden[-1, :-1] = hidden_line(whole[-1, :-1], least)
    for row, column in np.argwhere(small(whole, least)):
        if not _hide_with(whole, hidden, row, column, least):
            hidden[:-1, :-1] = True
            break
    return hidden


def with_totals(counts):
    """A table with its row and its column of totals."""
    rows = np.concatenate([counts, counts.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([rows, rows.sum(axis=0, keepdims=True)], axis=0)


def _hide_with(whole, hidden, row, column, least):
    """Hide the cheapest rectangle that protects one cell; False when none does.

    The cheapest hides the fewest cells, then the fewest people, then comes first. It protects when the cell can move
    over `least` values, the others moving with it and staying above zero.
    """
    rows, columns = (np.delete(np.arange(size), place) for size, place in zip(whole.shape, (row, column), strict=True))
    aside, below, across = whole[row, columns][None, :], whole[rows, column][:, None], whole[np.ix_(rows, columns)]
    by_column, by_row = _turns(column, columns, whole.shape[1])[None, :], _turns(row, rows, whole.shape[0])[:, None]
    up = np.minimum(_room(aside, -by_column), np.minimum(_room(below, -by_row), _room(across, -by_row * by_column)))
    down = np.minimum(_room(aside, by_column), np.minimum(_room(below, by_row), _room(across, by_row * by_column)))
    moves = up + np.minimum(down, whole[row, column])
    shown = ~hidden
    new = [np.broadcast_to(shown[row, columns][None, :], across.shape)]
    new += [np.broadcast_to(shown[rows, column][:, None], across.shape), shown[np.ix_(rows, columns)]]
    allowed = (moves >= least - 1) & ~_touches_totals(new, rows, columns, whole.shape)
    if not allowed.any():
        return False
    cells = sum(one.astype(np.int64) for one in new)
    people = new[0] * aside + new[1] * below + new[2] * across
    order = np.lexsort((people[allowed], cells[allowed]))
    other_row, other_column = np.argwhere(allowed)[order[0]]
    for cell in ((row, columns[other_column]), (rows[other_row], column), (rows[other_row], columns[other_column])):
        hidden[cell] = True
    return True


def _turns(place, others, size):
    """−1 where another cell of the line gives what the first one takes, +1 where one of the two is their total."""
    return np.where((others == size - 1) | (place == size - 1), 1, -1)


def _room(counts, sign):
    """How far a count can go down when it goes down (sign +1); without limit when it goes up."""
    return np.where(sign > 0, counts, np.iinfo(np.int64).max // 4)


def _touches_totals(new, rows, columns, shape):
    """Rectangles that would hide a total that other tables show."""
    last_row, last_column = (rows == shape[0] - 1)[:, None], (columns == shape[1] - 1)[None, :]
    return (new[0] & last_column) | (new[1] & last_row) | (new[2] & (last_row | last_column))


def _check(least):
    if least < LEAST:
        raise BadInput(f"Une case de moins de {LEAST} personnes ne se montre pas : le seuil {least} est trop bas.")
