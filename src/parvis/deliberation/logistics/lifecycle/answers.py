"""What a service or a supplier answers: yes with an amount, or no with its reason; what the officer accepts."""

from django.db import transaction

from parvis.commons.finance import lifecycle as finance
from parvis.commons.finance.choices import ExpenseStatus
from parvis.commons.schemes.queries import officer_recipients
from parvis.ground.core import clock, french
from parvis.ground.core.errors import Caution, Refused, Warned
from parvis.ground.journal.acts import heed, move, record

from .. import letters, queries
from ..choices import STEPS, Kind, Status
from .needs import book, tell_provider


@transaction.atomic
def confirm(need, *, by, cents=None, override=""):
    """The order stands, at that amount: it is committed on its line. Warned of what would not work on the day."""
    if need.status not in STEPS["confirm"][0]:
        raise Refused("Cette demande n’attend plus de confirmation.")
    cents = _amount(need, cents)
    cautions = heed(_cautions(need, cents), override)
    expense = _engage(need, by, cents, override)
    move(
        need, "confirm", by=by, confirmed_on=clock.today(), answered_at=need.answered_at or clock.now(),
        quoted_cents=cents, expense=expense, why="", cautions=cautions, reason=override, facts={"cents": cents},
    )  # fmt: skip


def _amount(need, cents):
    return next((c for c in (cents, need.quoted_cents, need.estimated_cents) if c is not None), None)


def _cautions(need, cents):
    if need.kind == Kind.ROOM:
        yield from queries.venue_cautions(need.sheet)
    if cents and need.line_id is None:
        yield Caution("logistics.no_line", "Aucune ligne de budget n’est choisie : ce montant ne sera pas engagé.")
    booking = getattr(need, "booking", None)
    if booking and not booking.rights_are_settled:
        yield Caution(
            "logistics.rights",
            "Les droits sur les diapositives ou sur l’image ne sont pas réglés : demandez-les avant de confirmer.",
        )


def _engage(need, by, cents, override):
    """The expense of the need, committed at this amount; one that stands already is corrected if it differs."""
    expense = need.expense
    if cents == 0 and expense and expense.status == ExpenseStatus.ESTIMATED:
        finance.cancel_expense(expense, by=by, reason="Rien n’est dû.")
    if not cents or need.line_id is None:
        return expense
    expense = expense or book(need, by=by, line=need.line, cents=cents)
    if expense.status == ExpenseStatus.COMMITTED and expense.committed_cents != cents:
        finance.take_back(expense, by=by, reason="Nouveau montant annoncé.", override=override)
    if expense.status == ExpenseStatus.ESTIMATED:
        finance.commit(expense, by=by, cents=cents, override=override)
    return expense


@transaction.atomic
def accept(need, *, cents=None, by=None):
    """The provider says yes, by their private link or as an agent of the service (`by`). True when confirmed at once.

    That is within the estimate; above it, or when the line has not enough, the amount is kept and the officer decides.
    """
    _need_waiting(need)
    answered_at = clock.now()
    if _is_within(need, cents) and _confirmed_by_provider(need, cents, by):
        words = "confirme" + (f", pour {french.money(cents)}" if cents else "")
        _tell_officers(letters.OrderAnswered(need, words=words))
        return True
    type(need).objects.filter(pk=need.pk, status=Status.REQUESTED).update(quoted_cents=cents, answered_at=answered_at)
    need.quoted_cents, need.answered_at = cents, answered_at
    record(need, "quote", by=by, facts={"cents": cents})
    _tell_officers(letters.OrderAnswered(need, words=f"propose {french.money(cents)}, à accepter ou non"))
    return False


def _is_within(need, cents):
    """Whether the officer agreed beforehand to such an amount, by estimating it on a line."""
    return not cents or (need.line_id is not None and cents <= (need.estimated_cents or 0))


def _confirmed_by_provider(need, cents, by):
    try:
        with transaction.atomic():
            confirm(need, by=by, cents=cents)
    except Warned:
        return False
    return True


@transaction.atomic
def decline(need, *, reason, by=None):
    """The provider says no, by their private link or as an agent of the service (`by`)."""
    _need_waiting(need)
    refuse(need, by=by, reason=reason)
    _tell_officers(letters.OrderAnswered(need, words="ne peut pas fournir cette commande"))


def _need_waiting(need):
    if need.status != Status.REQUESTED:
        raise Refused("Cette demande n’attend plus de réponse.")


@transaction.atomic
def refuse(need, *, by, reason):
    """Whoever was asked cannot. What was committed is an estimate again: somebody else will be asked."""
    if not reason.strip():
        raise Refused("Écrivez pourquoi.")
    if need.expense and need.expense.status == ExpenseStatus.COMMITTED:
        finance.take_back(need.expense, by=by, reason=reason)
    move(need, "refuse", by=by, why=reason.strip(), reason=reason, answered_at=clock.now(), confirmed_on=None)


@transaction.atomic
def ask_again(need, *, by, what):
    """The event moved, or the order changed: whoever had confirmed is asked whether it still stands."""
    if need.status == Status.CONFIRMED:
        move(need, "ask_again", by=by, answered_at=None, why=what, reason=what)
    tell_provider(need, letters.OrderChanged(need, what=what))


def _tell_officers(letter):
    need = letter.about
    letter.send_to(officer_recipients(need.sheet.meeting.scheme), group=letters.group_of_need(need))
