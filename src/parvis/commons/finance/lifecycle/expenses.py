"""An expense: estimated, committed, invoiced, paid, or given up. Each verb holds its budget still while it looks."""

from django.db import transaction

from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.legal import apply_delay
from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.core.french import money, plain_date
from parvis.ground.journal.acts import heed, move, record

from .. import queries
from ..choices import SPENDING, UNVOTED, ExpenseStatus, Status
from ..legal import ESTIMATE_RULE, PAYMENT_RULE
from ..models import Expense
from .checks import change, hold, refuse_future, refuse_nothing, words


@transaction.atomic
def estimate(
    line, *, by, label, cents, source="", supplier=None, supplier_label="", order_reference="", reason="", on=None,
):  # fmt: skip
    """Write down what something should cost. `source` names what asks for it (« need:12 »), once."""
    budget = hold(line.budget, (*UNVOTED, Status.VOTED), "L’exercice est arrêté : rien ne s’y ajoute.")
    refuse_nothing(cents)
    on = on or clock.today()
    refuse_future(on, "L’estimation")
    if source and Expense.objects.filter(authority=budget.authority_id, source=source).exists():
        raise Refused("Cette dépense est déjà inscrite.")
    expense = Expense.objects.create(
        authority_id=budget.authority_id, line=line, label=words(label, "Dites l’objet de la dépense."),
        estimated_cents=cents, estimated_on=on, due_on=_confirm_by(budget, on), supplier=supplier,
        supplier_label=supplier_label.strip(), order_reference=order_reference.strip(), reason=reason.strip(),
        source=source,
    )  # fmt: skip
    record(expense, "estimate", by=by, to_state=ExpenseStatus.ESTIMATED, facts={"line": line.pk, "cents": cents})
    return expense


@transaction.atomic
def re_estimate(expense, cents, *, by):
    """Change an estimate that nobody committed yet."""
    hold(expense.line.budget)
    refuse_nothing(cents)
    before = expense.estimated_cents
    expected = {"status": ExpenseStatus.ESTIMATED, "estimated_cents": before}
    change(expense, expected, estimated_cents=cents)
    record(expense, "re_estimate", by=by, facts={"from": before, "to": cents})


@transaction.atomic
def amend_expense(expense, *, by, **values):
    """Correct the words of an expense, or its line while it is only estimated."""
    budget = hold(expense.line.budget)
    line = values.get("line", expense.line)
    if line.pk != expense.line_id:
        _refuse_other_line(expense, line)
        hold(line.budget, (*UNVOTED, Status.VOTED), "L’exercice de cette ligne est arrêté.")
    if "label" in values:
        values["label"] = words(values["label"], "Dites l’objet de la dépense.")
    changed = {name: value for name, value in values.items() if getattr(expense, name) != value}
    if changed:
        change(expense, {"status": expense.status}, **changed)
        record(expense, "amend", by=by, facts={"fields": sorted(changed), "budget": budget.pk})
    return sorted(changed)


@transaction.atomic
def commit(expense, *, by, cents=None, supplier=None, supplier_label="", order_reference="", on=None, override=""):
    """Order it: the amount is taken from what the line has left. Warns when the line has not enough."""
    hold(expense.line.budget, (Status.VOTED,), "On n’engage que sur un budget voté, dont l’exercice n’est pas arrêté.")
    cents, on = expense.estimated_cents if cents is None else cents, on or clock.today()
    refuse_nothing(cents)
    refuse_future(on, "L’engagement")
    cautions = heed(_excess(expense, cents), override)
    given = {"supplier": supplier, "supplier_label": supplier_label, "order_reference": order_reference}
    move(
        expense, "commit", by=by, committed_cents=cents, committed_on=on, due_on=None, cautions=cautions,
        reason=override, facts={"cents": cents}, **{name: value for name, value in given.items() if value},
    )  # fmt: skip


@transaction.atomic
def invoice(expense, *, by, number, cents=None, on=None, vat_basis_points=None, override=""):
    """The invoice has come: its amount, all taxes included, replaces what was committed."""
    hold(expense.line.budget, SPENDING, "Le budget n’est pas voté, ou il est clos.")
    cents, on = expense.committed_cents if cents is None else cents, on or clock.today()
    refuse_nothing(cents)
    refuse_future(on, "La facture")
    number = words(number, "Indiquez le numéro de la facture.")
    if vat_basis_points is not None and not 0 <= vat_basis_points <= 10_000:
        raise Refused("Le taux de TVA est compris entre 0 et 100 %.")
    cautions = heed(_excess(expense, cents), override)
    move(
        expense, "invoice", by=by, invoiced_cents=cents, invoiced_on=on, due_on=_pay_by(expense, on),
        invoice_number=number, vat_basis_points=vat_basis_points, cautions=cautions, reason=override,
        facts={"cents": cents},
    )  # fmt: skip


@transaction.atomic
def pay(expense, *, by, on=None):
    """The invoice is paid, at its amount."""
    hold(expense.line.budget, SPENDING, "Le budget n’est pas voté, ou il est clos.")
    on = on or clock.today()
    refuse_future(on, "Le paiement")
    if expense.invoiced_on and on < expense.invoiced_on:
        raise Refused(f"La facture est du {plain_date(expense.invoiced_on)} : le paiement ne peut pas la précéder.")
    cents = expense.invoiced_cents
    move(expense, "pay", by=by, paid_cents=cents, paid_on=on, due_on=None, facts={"cents": cents})


@transaction.atomic
def cancel_expense(expense, *, by, reason):
    """Give the expense up: it weighs nothing any more. What is paid is not cancelled."""
    hold(expense.line.budget)
    reason = words(reason, "Écrivez pourquoi cette dépense est annulée.")
    move(expense, "cancel_expense", by=by, reason=reason, cancelled_on=clock.today(), due_on=None)


BACK = {
    ExpenseStatus.COMMITTED: ("release", {"committed_cents": None, "committed_on": None}),
    ExpenseStatus.INVOICED: (
        "withdraw_invoice",
        {"invoiced_cents": None, "invoiced_on": None, "invoice_number": "", "vat_basis_points": None},
    ),
    ExpenseStatus.PAID: ("withdraw_payment", {"paid_cents": None, "paid_on": None}),
}  # fmt: skip
"""What each state gives back when its step was taken by mistake."""


@transaction.atomic
def take_back(expense, *, by, reason, override=""):
    """Undo the last step, entered by mistake. Warns when the line has not enough for the amount that comes back."""
    hold(expense.line.budget, SPENDING, "Le budget est clos.")
    if expense.status not in BACK:
        raise Refused("Cette dépense n’a pas d’étape à défaire.")
    step, emptied = BACK[expense.status]
    former = {"withdraw_invoice": expense.committed_cents}.get(step, 0)
    cautions = heed(_excess(expense, former), override)
    reason = words(reason, "Écrivez pourquoi cette étape est défaite.")
    due_on = {"release": _confirm_by, "withdraw_payment": _pay_by}.get(step)
    move(expense, step, by=by, reason=reason, cautions=cautions, due_on=due_on and due_on(expense), **emptied)


def _confirm_by(row, on=None):
    """The day by which an estimate written on that day is confirmed or dropped."""
    return _end_of(ESTIMATE_RULE, row, on or clock.today())


def _pay_by(expense, on=None):
    """The day by which an invoice is paid (code de la commande publique, R2192-10)."""
    return _end_of(PAYMENT_RULE, expense, on or expense.invoiced_on)


def _end_of(code, row, day):
    return apply_delay(known_rule(row.authority, code, day), day)


def _excess(expense, cents):
    """What this amount would take beyond what the line, then the whole budget, still have."""
    more = cents - (expense.due_cents if expense.is_engaged else 0)
    rows = queries.figures(expense.line.budget)
    line = next(row.figures for row in rows if row.line.pk == expense.line_id)
    if more > max(line.available, 0):
        lacking = money(more - line.available)
        yield Caution("finance.line_exceeded", f"La ligne « {expense.line} » dépasserait son montant de {lacking}.")
    left = queries.total(rows).available
    if more > max(left, 0):
        yield Caution("finance.budget_exceeded", f"Le budget dépasserait ce qui est voté de {money(more - left)}.")


def _refuse_other_line(expense, line):
    if expense.status != ExpenseStatus.ESTIMATED:
        raise Refused("La dépense est engagée : défaites l’engagement avant de changer de ligne.")
    if line.budget.authority_id != expense.authority_id:
        raise Refused("Cette ligne est d’une autre collectivité.")
