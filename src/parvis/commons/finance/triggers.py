"""The database itself refuses to change the rows of a closed budget.

The supplier's record alone may change: two records of one organisation may be joined years later.
"""

MESSAGE = "a closed budget does not change"
BUDGET = "finance_budget"
OF_BUDGET = ("finance_budgetline", "finance_reallocation", "finance_fundingsource")
EXPENSE = "finance_expense"
COLUMNS = (
    "line_id", "label", "status", "estimated_cents", "committed_cents", "invoiced_cents", "paid_cents", "estimated_on",
    "committed_on", "invoiced_on", "paid_on", "cancelled_on", "supplier_label", "order_reference", "invoice_number",
    "vat_basis_points", "reason", "source",
)  # fmt: skip
ACTS = ("insert", "update", "delete")

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION finance_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb; after jsonb; budgets bigint[];
BEGIN
  IF TG_OP <> 'INSERT' THEN before := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN after := to_jsonb(NEW); END IF;
  budgets := ARRAY[(before->>'budget_id')::bigint, (after->>'budget_id')::bigint] || ARRAY(
    SELECT budget_id FROM finance_budgetline
    WHERE id IN ((before->>'line_id')::bigint, (after->>'line_id')::bigint));
  IF before->>'seal' <> '' OR EXISTS (
    SELECT 1 FROM finance_budget WHERE id = ANY(budgets) AND status = 'closed'
  ) THEN
    RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$
"""
"""PostgreSQL allows no subquery in the condition of a trigger: one function looks for the budget of any row."""


def install(connection):
    """Create the triggers on this database (SQLite or PostgreSQL).

    SQLite forgets the triggers of a table that a migration makes again: such a migration calls `remove`, then this.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
        for table, act in _guarded():
            cursor.execute(_trigger(connection.vendor, table, act))


def remove(connection):
    """Lift the triggers: to empty test tables, to take the demonstration out, to copy a whole database."""
    with connection.cursor() as cursor:
        for table, act in _guarded():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")


def _guarded():
    """(table, act) of each trigger; a budget is never created closed."""
    return [
        (table, act) for table in (BUDGET, *OF_BUDGET, EXPENSE) for act in ACTS if (table, act) != (BUDGET, ACTS[0])
    ]


def _trigger(vendor, table, act):
    name = f"{table}_no_{act}"
    columns = f" OF {', '.join(COLUMNS)}" if (table, act) == (EXPENSE, "update") else ""
    when = f"BEFORE {act.upper()}{columns} ON {table}"
    if vendor == "postgresql":
        return f"CREATE OR REPLACE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION finance_is_closed()"
    closed = f"WHEN {_closed(table, _rows(act))} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    return f"CREATE TRIGGER IF NOT EXISTS {name} {when} {closed}"


def _rows(act):
    return {"insert": ("NEW",), "delete": ("OLD",)}.get(act, ("OLD", "NEW"))


def _closed(table, rows):
    """SQLite’s condition: the budget of the row, as it was or as it becomes, is closed."""
    if table == BUDGET:
        return "OLD.status = 'closed'"
    budgets = ", ".join(f"{row}.budget_id" for row in rows)
    if table == EXPENSE:
        lines = ", ".join(f"{row}.line_id" for row in rows)
        budgets = f"SELECT budget_id FROM finance_budgetline WHERE id IN ({lines})"
    return f"EXISTS (SELECT 1 FROM finance_budget WHERE id IN ({budgets}) AND status = 'closed')"
