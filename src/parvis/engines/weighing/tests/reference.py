"""Slow and obviously right: raking person by person, tables as an attacker reads them."""

from itertools import product

import numpy as np
from scipy.optimize import linprog, minimize


def rake(people, margins, turns=4000, close=1e-13):
    """Deming and Stephan's proportional fitting, person by person.

    people: one {feature: value} each; margins: {feature: {value: share}}. One weight each, of mean 1.
    """
    weights = [1.0] * len(people)
    for _ in range(turns):
        worst = 0.0
        for feature, shares in margins.items():
            for value, share in shares.items():
                holders = [number for number, person in enumerate(people) if person[feature] == value]
                factor = share * len(people) / sum(weights[number] for number in holders)
                worst = max(worst, abs(factor - 1))
                for number in holders:
                    weights[number] *= factor
        if worst < close:
            break
    return weights


def calibrate(people, margins, low, high):
    """Deville and Särndal's truncated calibration, by its dual: a smooth convex function without constraint."""
    cells = [(feature, value) for feature, shares in margins.items() for value in shares]
    design = np.array([[float(person[feature] == value) for feature, value in cells] for person in people])
    wanted = np.array([margins[feature][value] * len(people) for feature, value in cells])

    def dual(multipliers):
        lifted = design @ multipliers
        weights = np.clip(np.exp(lifted), low, high)
        below, above = np.log(low), np.log(high)
        area = np.where(
            lifted < below,
            low * lifted - low * below + low,
            np.where(lifted > above, high * lifted - high * above + high, np.exp(np.clip(lifted, below, above))),
        )
        return area.sum() - wanted @ multipliers, design.T @ weights - wanted

    found = minimize(dual, np.zeros(len(cells)), jac=True, method="BFGS", options={"gtol": 1e-9, "maxiter": 5000})
    return np.clip(np.exp(design @ found.x), low, high)


def possible(shown, rows, columns):
    """The least and the most people of every cell, for whoever reads what is shown.

    shown: {(row, column): count}, rows and columns numbered, the total of each being number `rows` or `columns`.
    """
    cells = list(product(range(rows + 1), range(columns + 1)))
    place = {cell: number for number, cell in enumerate(cells)}
    sums = []
    for row in range(rows + 1):
        sums.append([(place[row, column], 1) for column in range(columns)] + [(place[row, columns], -1)])
    for column in range(columns + 1):
        sums.append([(place[row, column], 1) for row in range(rows)] + [(place[rows, column], -1)])
    matrix = np.zeros((len(sums), len(cells)))
    for number, terms in enumerate(sums):
        for cell, sign in terms:
            matrix[number, cell] = sign
    bounds = [(shown[cell], shown[cell]) if cell in shown else (0, 10_000) for cell in cells]
    found = {}
    for cell in cells:
        if cell not in shown:
            aim = np.zeros(len(cells))
            aim[place[cell]] = 1
            ends = [linprog(sign * aim, A_eq=matrix, b_eq=np.zeros(len(sums)), bounds=bounds).fun for sign in (1, -1)]
            found[cell] = round(ends[0]), round(-ends[1])
    return found
