"""The fingerprint of a closed budget: of every row that makes its figures, so that anybody can compute it again."""

import hashlib
import json

from .models import Budget, Expense

LINE = ("number", "label", "nature", "analytic_code", "section", "voted_cents")
MOVED = ("from_line__number", "to_line__number", "cents", "decided_on")
EXPENSE = (
    "line__number", "label", "status", "estimated_cents", "committed_cents", "invoiced_cents", "paid_cents",
    "estimated_on", "committed_on", "invoiced_on", "paid_on", "cancelled_on", "supplier_label", "order_reference",
    "invoice_number", "vat_basis_points", "reason", "source",
)  # fmt: skip


def seal_of(budget):
    """SHA-256 of the rows of a budget, in the order they were written.

    The supplier's record is left out: two records of one organisation may be joined after the year is closed.
    """
    content = {
        "budget": [budget.authority_id, budget.scheme_id, budget.year, budget.label, str(budget.voted_on)],
        "lines": _rows(budget.lines, LINE),
        "funding": _rows(budget.funding, ("label", "cents")),
        "reallocations": _rows(budget.reallocations, MOVED),
        "expenses": _rows(Expense.objects.filter(line__budget=budget), EXPENSE),
    }
    return hashlib.sha256(json.dumps(content, default=str, ensure_ascii=False).encode()).hexdigest()


def is_intact(budget):
    """Whether the rows are still those that were closed."""
    return bool(budget.seal) and seal_of(Budget.objects.get(pk=budget.pk)) == budget.seal


def _rows(rows, names):
    return [list(row) for row in rows.order_by("pk").values_list(*names)]
