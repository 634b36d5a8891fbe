"""The life of a need: written, estimated, asked, delivered, settled, given up."""

from django.db import transaction

from parvis.commons.finance import lifecycle as finance
from parvis.commons.finance.choices import OPEN as OPEN_EXPENSES
from parvis.commons.finance.choices import ExpenseStatus
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.core.keys import private_key
from parvis.ground.journal.acts import move, record

from .. import letters
from ..choices import OPEN, ORDERED, Status
from ..models import LogisticNeed

TOLD = ("label", "details", "quantity")
"""What somebody who works on an order must be told when it changes."""


@transaction.atomic
def add_need(sheet, *, by, kind, label, due_on, line=None, estimated_cents=None, **fields):
    """Something more is needed. With a line and an estimate, its cost is booked at once."""
    if not label.strip():
        raise Refused("Dites en quelques mots ce qu’il faut.")
    if due_on > sheet.day:
        raise Refused("La date limite suit l’événement : choisissez un jour avant lui.")
    need = LogisticNeed.objects.create(
        authority=sheet.authority, sheet=sheet, kind=kind, label=label.strip(), due_on=due_on, **fields
    )
    record(need, "add_need", by=by, to_state=need.status, facts={"kind": str(kind), "sheet": sheet.pk})
    if estimated_cents is not None:
        estimate_need(need, by=by, cents=estimated_cents, line=line)
    return need


@transaction.atomic
def revise_need(need, *, by, **fields):
    """Correct a need; whoever works on its order is told. Its supplier no longer changes once asked."""
    if need.status not in (*OPEN, Status.REFUSED):
        raise Refused("Ce besoin est soldé ou annulé : il ne se modifie plus.")
    changed = [name for name, value in fields.items() if getattr(need, name) != value]
    if need.status not in (Status.DRAFT, Status.REFUSED) and {"department", "organisation"} & set(changed):
        raise Refused("La commande est partie : annulez-la avant de la confier à quelqu’un d’autre.")
    for name in changed:
        setattr(need, name, fields[name])
    need.save(update_fields=changed)
    record(need, "revise_need", by=by, facts={"fields": sorted(changed)})
    if need.status in ORDERED and set(TOLD) & set(changed):
        tell_provider(need, letters.OrderChanged(need, what="La commande a changé."))
    return changed


@transaction.atomic
def remove_need(need, *, by):
    """Take away a need that nobody was asked. `Refused` once asked or booked: it is cancelled, with a reason."""
    if need.status != Status.DRAFT or need.expense_id:
        raise Refused("Ce besoin a déjà été demandé ou chiffré : annulez-le, avec un motif.")
    record(need.sheet, "remove_need", by=by, facts={"need": need.pk, "kind": need.kind})
    need.delete()


@transaction.atomic
def estimate_need(need, *, by, cents, line=None):
    """What it should cost. On a line, it is booked « estimated » in its budget; the next estimate corrects it."""
    if need.status not in (Status.DRAFT, Status.REQUESTED, Status.REFUSED):
        raise Refused("Le montant est confirmé : il se corrige sur la dépense.")
    expense = need.expense
    if line is None and expense:
        raise Refused("Cette dépense est inscrite : choisissez sa ligne de budget.")
    if expense and expense.line_id != line.pk:
        finance.amend_expense(expense, by=by, line=line)
    if expense and expense.estimated_cents != cents:
        finance.re_estimate(expense, cents, by=by)
    if not expense and line and cents:
        expense = book(need, by=by, line=line, cents=cents)
    need.line, need.estimated_cents, need.expense = line, cents, expense
    need.save(update_fields=["line", "estimated_cents", "expense"])
    record(need, "estimate_need", by=by, facts={"cents": cents, "line": line.pk if line else None})


def book(need, *, by, line, cents):
    """The expense of a need, estimated on its line."""
    return finance.estimate(
        line, by=by, label=f"{need.label} ({need.sheet.meeting.title})"[:200], cents=cents, source=need.source,
        supplier=need.organisation, supplier_label="" if need.organisation_id else need.provider_words,
    )  # fmt: skip


@transaction.atomic
def request(need, *, by):
    """Send the order to the service or the supplier, with a private link to answer. `Refused` without a provider."""
    if not need.provider_words:
        raise Refused("Indiquez à qui le demander : un service, un fournisseur connu, ou un autre nom.")
    if need.kind == "catering" and not hasattr(need, "catering"):
        raise Refused("Indiquez d’abord le nombre de repas, les régimes et les allergies.")
    move(need, "request", by=by, requested_on=clock.today(), key=private_key(), answered_at=None, quoted_cents=None)
    letters.Order(need).send_to(letters.providers(need), group=letters.group_of_need(need))


@transaction.atomic
def reconsider(need, *, by):
    """Prepare again what was refused, to ask somebody else; the former link no longer opens."""
    move(
        need, "reconsider", by=by, requested_on=None, confirmed_on=None, key=None, answered_at=None,
        quoted_cents=None, why="",
    )  # fmt: skip


@transaction.atomic
def deliver(need, *, by, on=None):
    """It was there: the room opened, the meals came."""
    on = on or clock.today()
    if on > clock.today():
        raise Refused("Ce jour est à venir : notez la livraison une fois faite.")
    move(need, "deliver", by=by, delivered_on=on)


@transaction.atomic
def settle(need, *, by, number="", cents=None, on=None, paid_on=None, condition="", override=""):
    """Nothing is owed any more: the invoice is booked on its line, and paid when its day is given; a loan is back."""
    on = on or clock.today()
    if on > clock.today():
        raise Refused("Ce jour est à venir.")
    expense = need.expense
    if expense and expense.status == ExpenseStatus.COMMITTED:
        if not number.strip():
            raise Refused("Indiquez le numéro de la facture, son montant et sa date.")
        finance.invoice(expense, by=by, number=number, cents=cents, on=on, override=override)
    if expense and expense.status == ExpenseStatus.INVOICED and paid_on:
        finance.pay(expense, by=by, on=paid_on)
    if loan := getattr(need, "loan", None):
        _give_back(loan, on, condition)
    move(need, "settle", by=by, settled_on=clock.today())


def _give_back(loan, on, condition):
    if on < loan.out_on:
        raise Refused("Le matériel ne revient pas avant d’être parti.")
    loan.returned_on, loan.condition = on, condition
    loan.save(update_fields=["returned_on", "condition"])


@transaction.atomic
def cancel_need(need, *, by, reason):
    """It is no longer needed: whoever was asked is told, and its expense no longer weighs."""
    if not reason.strip():
        raise Refused("Écrivez pourquoi ce besoin est annulé : la personne à qui il est demandé le lira.")
    ordered = need.status in ORDERED
    if need.expense and need.expense.status in OPEN_EXPENSES:
        finance.cancel_expense(need.expense, by=by, reason=reason)
    move(need, "cancel", by=by, why=reason.strip(), reason=reason)
    if ordered:
        tell_provider(need, letters.OrderCancelled(need, reason=reason))


def tell_provider(need, letter):
    """Write to whoever works on the order."""
    letter.send_to(letters.providers(need), group=letters.group_of_need(need))
