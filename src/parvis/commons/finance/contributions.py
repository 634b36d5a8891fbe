"""What budgets bring to the pages of others: the day of each officer, schemes' pages, search."""

import datetime as dt

from django.urls import reverse

from parvis.ground.core.french import money
from parvis.ground.core.gathering import Source, light, others
from parvis.ground.core.manifest import Block, DueItem
from parvis.ground.search import audience
from parvis.shells.entry import may_enter_desk

from . import queries, rules
from .choices import ExpenseStatus
from .models import Expense

BEFORE = dt.timedelta(days=7)
"""How long before its day an invoice or an estimate is said to be due."""
LIST = "/gestion/budgets/depenses/?sort=due_on"
COLUMNS = ("pk", "label", "status", "due_on", "estimated_cents", "invoiced_cents", "line__budget__label")


def due(user, authority, today):
    """The estimates to confirm or to drop, and the invoices to pay."""
    if not rules.prepares_somewhere.test(user, authority):
        return []
    rows = queries.waiting(user, authority, today + BEFORE).order_by("due_on", "pk")
    rest = others("autre dépense à suivre", "autres dépenses à suivre", LIST)
    return [Source(rows, COLUMNS, _item, rest=rest)]


def _item(row):
    expense = light(Expense, pk=row.pk, label=row.label)
    url = expense.get_desk_url()
    title = f"{row.label} ({row.line__budget__label})"
    if row.status == ExpenseStatus.INVOICED:
        what = f"Facture à payer, {money(row.invoiced_cents)}"
        return DueItem(title, what, "vous", row.due_on, url, f"{url}paiement/", "Payer")
    what = f"Estimation à confirmer, {money(row.estimated_cents)}"
    return DueItem(title, what, "vous", row.due_on, url, f"{url}engagement/", "Engager")


def scheme_panel(scheme, user):
    """The money of a scheme, on its pages: figures of its latest budget, for those who read it."""
    if user is None:
        return
    budgets = list(queries.budgets_of(scheme, user)[:3])
    if not budgets:
        return
    for budget in budgets:
        budget.address = address_for(budget, user, scheme.authority)
        budget.figures = queries.read(budget)
    context = {"budget": budgets[0], "others": budgets[1:], "parts": parts(budgets[0].figures)}
    yield Block("Budget", "finance/panel.html", context, order=60)


def address_for(budget, user, authority):
    """The page of a budget that this person opens."""
    return budget.get_desk_url() if may_enter_desk(user, authority) else budget.get_member_url()


def parts(figures):
    """The parts of the bar, in euros: (label, value, tone)."""
    cents = (
        ("€ payés", figures.paid, "done"),
        ("€ engagés, à payer", figures.committed - figures.paid, "go"),
        ("€ estimés", min(figures.estimated, max(figures.available, 0)), "wait"),
        ("€ libres", max(figures.available_after_estimates, 0), "off"),
    )
    return [(label, value // 100 if value % 100 == 0 else value / 100, tone) for label, value, tone in cents]


def found_by(row):
    """The roles that may read a budget, and whoever has a place on its scheme; rights then sort the rows found."""
    budget = row.line.budget if isinstance(row, Expense) else row
    codes = [audience.persona(budget.authority_id, code) for code in (*rules.DESK_READERS, *rules.MEMBER_READERS)]
    return [*codes, audience.scheme(budget.scheme_id)] if budget.scheme_id else codes


def words_of_budget(budget):
    return " ".join([str(budget.year), budget.owner_words, *budget.lines.values_list("label", flat=True)])


def words_of_expense(expense):
    parts = (expense.supplier_words, expense.order_reference, expense.invoice_number, expense.line.label)
    return " ".join(filter(None, parts))


def list_url(user, authority):
    """The list of budgets, for those who may open it."""
    return reverse("desk:finance:list") if user.has_perm("finance.list_budget", authority) else ""
