"""Weighted cross-tables: one question by one feature, small cells hidden."""

from dataclasses import dataclass

import numpy as np

from ..errors import BadInput
from ..words import number, percent
from .certainty import Sampling, effective_size, interval
from .hiding import LEAST, hidden_table, with_totals

EVERYBODY = "ensemble"
"""The heading of totals."""

HIDDEN = "•"
"""What stands in the place of a hidden cell."""


@dataclass(frozen=True)
class CrossTable:
    """Answers to a question (rows) by a feature (columns); the last row and the last column are the totals.

    counts: people, int64; weighted: the sum of their weights; hidden: cells that are not shown, bool; effective: the
    effective size of each column; all over rows + 1 and columns + 1.
    """

    question: str
    feature: str | None
    rows: tuple
    columns: tuple
    counts: np.ndarray
    weighted: np.ndarray
    hidden: np.ndarray
    effective: np.ndarray
    least: int

    def share(self, row, column):
        """The weighted part of a column who gave the answer of a row, or None where that would betray a count."""
        if self.hidden[row, column] or self.hidden[-1, column]:
            return None
        return float(self.weighted[row, column] / self.weighted[-1, column])


def cross(sample, weights, question, feature=None, *, least=LEAST):
    """The table of a question by a feature, or the answers to the question alone.

    weights: float64, shape (people,). People who did not answer are a row or a column of their own (an empty text).
    Raises BadInput for a column that is not there, or a threshold under five.
    """
    rows, row_codes = sample.coded(question)
    columns, column_codes = sample.coded(feature) if feature else ((), np.zeros(len(sample), dtype=np.int64))
    if feature and set(question.split("*")) & set(feature.split("*")):
        raise BadInput(f"« {question} » ne se croise pas avec « {feature} » : c’est la même colonne.")
    shape = (len(rows), max(len(columns), 1))
    places = row_codes * shape[1] + column_codes
    counts = np.bincount(places, minlength=shape[0] * shape[1]).reshape(shape)
    weighted = np.bincount(places, weights, minlength=shape[0] * shape[1]).reshape(shape)
    effective = [effective_size(weights[column_codes == one]) for one in range(shape[1])] + [effective_size(weights)]
    whole, hidden, weighted = with_totals(counts), hidden_table(counts, least), with_totals(weighted)
    if not feature:
        whole, hidden, weighted, effective = whole[:, -1:], hidden[:, -1:], weighted[:, -1:], effective[-1:]
    return CrossTable(question, feature, rows, columns, whole, weighted, hidden, np.array(effective), least)


def written(table, *, sampling=Sampling.VOLUNTEER, population=None):
    """A table as a value that JSON can write; None where something is hidden.

    Shares have four decimals. A random sample adds the 95 % interval of each.
    """
    lines = [
        {"answer": answer, "cells": [_cell(table, row, column, sampling, population) for column in _places(table)]}
        for row, answer in enumerate((*table.rows, EVERYBODY))
    ]
    return {
        "question": table.question,
        "feature": table.feature,
        "least": table.least,
        "columns": [*table.columns, EVERYBODY],
        "lines": lines,
        "hidden": int(table.hidden.sum()),
    }


def tell(value):
    """A table in words and figures, a line per answer."""
    heading = f"{value['question']} par {value['feature']}" if value["feature"] else value["question"]
    width = max(len(_named(line["answer"])) for line in value["lines"])
    columns = [_named(column) for column in value["columns"]]
    cells = [[_tell_cell(cell) for cell in line["cells"]] for line in value["lines"]]
    widths = [max(len(name), *(len(row[n]) for row in cells)) for n, name in enumerate(columns)]
    told = [heading, _line("", columns, width, widths)]
    told += [_line(_named(one["answer"]), row, width, widths) for one, row in zip(value["lines"], cells, strict=True)]
    if value["hidden"]:
        told.append(
            f"{HIDDEN} : case cachée, parce qu’elle compte moins de {value['least']} personnes ou qu’une soustraction "
            "retrouverait une telle case."
        )
    return "\n".join(told)


def _cell(table, row, column, sampling, population):
    if table.hidden[row, column]:
        return None
    share = table.share(row, column)
    told = {"people": int(table.counts[row, column]), "share": None if share is None else f"{share:.4f}"}
    if share is not None and sampling == Sampling.RANDOM and row < len(table.rows):
        asked = int(table.counts[-1, column])
        bounds = interval(share, table.effective[column], sampling, population=population, asked=asked)
        told["interval"] = [f"{one:.4f}" for one in bounds]
    return told


def _places(table):
    return range(table.counts.shape[1])


def _named(value):
    return value or "sans réponse"


def _tell_cell(cell):
    if cell is None:
        return HIDDEN
    share = "" if cell["share"] is None else f" {percent(cell['share'])}"
    return f"{number(cell['people'])}{share}"


def _line(name, cells, width, widths):
    return "  ".join([name.ljust(width), *(cell.rjust(one) for cell, one in zip(cells, widths, strict=True))]).rstrip()
