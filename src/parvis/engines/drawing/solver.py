"""HiGHS, one thread and one seed: linear programs, whole or not, given as arrays.

Huangfu & Hall, « Parallelizing the dual revised simplex method », Mathematical Programming Computation 10 (2018).
"""

from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

EXACT = 1e-9
"""Feasibility and optimality tolerance: chances of one in ten thousand must still be told apart."""

OPTIMAL = highspy.HighsModelStatus.kOptimal
FOUND = {OPTIMAL, highspy.HighsModelStatus.kSolutionLimit, highspy.HighsModelStatus.kObjectiveTarget}


@dataclass
class Answer:
    """What the solver found: the value, one number per column, one multiplier per row and per column."""

    value: float
    columns: np.ndarray
    row_duals: np.ndarray
    column_duals: np.ndarray
    bound: float


class Program:
    """Maximise `cost · x` for `lower ≤ x ≤ upper` and `row_lower ≤ rows · x ≤ row_upper`.

    `rows` is a sparse matrix (rows × columns). `whole` asks for whole numbers. The object stays warm: change a cost,
    a bound or a coefficient, add a column or a row, and solve again from where it stood.
    """

    def __init__(self, cost, lower, upper, rows, row_lower, row_upper, *, whole=False, **options):
        self.highs = _quiet(options)
        self.whole = whole
        self.highs.passModel(_model(cost, lower, upper, sparse.csc_matrix(rows), row_lower, row_upper, whole))

    def solve(self):
        """The best answer, or None when no x satisfies the rows."""
        self.highs.run()
        if not self.whole and self.highs.getModelStatus() not in FOUND:
            # From where it stood, rounding may have hidden the way: only a fresh start may say that there is none.
            self.highs.clearSolver()
            self.highs.run()
        info, solution = self.highs.getInfo(), self.highs.getSolution()
        status = self.highs.getModelStatus()
        if status not in FOUND or (self.whole and not solution.value_valid):
            return None
        return Answer(
            value=info.objective_function_value,
            columns=np.array(solution.col_value),
            row_duals=np.array(solution.row_dual),
            column_duals=np.array(solution.col_dual),
            bound=info.mip_dual_bound if self.whole else info.objective_function_value,
        )

    def set_costs(self, cost):
        """Aim at something else."""
        self.highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), np.asarray(cost, dtype=float))

    def set_bounds(self, column, lower, upper):
        """Hold one column between two values."""
        self.highs.changeColBounds(int(column), float(lower), float(upper))

    def set_coefficient(self, row, column, value):
        """Change one cell of the rows."""
        self.highs.changeCoeff(int(row), int(column), float(value))

    def set_row_bounds(self, row, lower, upper):
        """Hold one row between two values."""
        self.highs.changeRowBounds(int(row), float(lower), float(upper))

    def add_row(self, lower, upper, columns, values):
        """Add a row, given by its cells that are not zero."""
        self.highs.addRow(
            float(lower), float(upper), len(columns), np.asarray(columns, np.int32), np.asarray(values, float)
        )

    def add_column(self, cost, lower, upper, rows, values):
        """Add a column, given by its cells that are not zero."""
        cells = (len(rows), np.asarray(rows, np.int32), np.asarray(values, float))
        self.highs.addCol(float(cost), float(lower), float(upper), *cells)


def _quiet(options):
    highs = highspy.Highs()
    tolerances = ("primal_feasibility_tolerance", "dual_feasibility_tolerance", "mip_feasibility_tolerance")
    settings = {"output_flag": False, "threads": 1, "random_seed": 0, "parallel": "off"}
    for name, value in {**settings, **dict.fromkeys(tolerances, EXACT), **options}.items():
        highs.setOptionValue(name, value)
    return highs


def _model(cost, lower, upper, rows, row_lower, row_upper, whole):
    model = highspy.HighsLp()
    model.sense_ = highspy.ObjSense.kMaximize
    model.num_row_, model.num_col_ = rows.shape
    model.col_cost_ = np.asarray(cost, dtype=float)
    model.col_lower_, model.col_upper_ = np.asarray(lower, dtype=float), np.asarray(upper, dtype=float)
    model.row_lower_, model.row_upper_ = np.asarray(row_lower, dtype=float), np.asarray(row_upper, dtype=float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = rows.indptr, rows.indices
    model.a_matrix_.value_ = rows.data.astype(float)
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * rows.shape[1]
    return model
