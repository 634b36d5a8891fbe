"""A budget: prepared, proposed, voted, spent, closed; its lines, its funding, and what moves between its lines."""

from django.db import IntegrityError, transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.core.french import money, plural
from parvis.ground.journal.acts import heed, move, record

from .. import queries
from ..choices import SPENDING, ExpenseStatus, Section, Status
from ..models import FIRST_YEAR, LAST_YEAR, Budget, BudgetLine, Expense, FundingSource, Reallocation
from ..sealing import seal_of
from .checks import change, hold, refuse_future, refuse_negative, refuse_nothing, words


@transaction.atomic
def prepare(authority, *, by, year, label, scheme=None, open_to_members=False):
    """Open the budget of a year: of the mission, or of one scheme. `Refused` when that year already has one."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(f"L’exercice est une année entre {FIRST_YEAR} et {LAST_YEAR}.")
    label = words(label, "Donnez un intitulé au budget.")
    try:
        with transaction.atomic():
            budget = Budget.objects.create(
                authority=authority, scheme=scheme, year=year, label=label, open_to_members=open_to_members
            )
    except IntegrityError as error:
        whose = f"« {scheme.name} »" if scheme else "La mission"
        raise Refused(f"{whose} a déjà un budget pour {year}.") from error
    record(budget, "prepare", by=by, to_state=Status.PREPARED, facts={"year": year})
    return budget


@transaction.atomic
def amend(budget, *, by, label, open_to_members):
    """Correct the title of a budget, or say whether all the members of its body read it."""
    hold(budget)
    values = {"label": words(label, "Donnez un intitulé au budget."), "open_to_members": open_to_members}
    _write(budget, values, "amend", by)


@transaction.atomic
def add_line(budget, *, by, label, voted_cents=0, nature="", analytic_code="", section=Section.OPERATING, number=None):
    """Add a purpose to a budget. Once voted, a new line holds nothing until money is moved to it."""
    hold(budget)
    if budget.is_voted and voted_cents:
        raise Refused("Le budget est voté : créez la ligne à zéro, puis virez-y un montant pris sur une autre ligne.")
    refuse_negative(voted_cents)
    last = budget.lines.order_by("-number").values_list("number", flat=True).first() or 0
    values = {"nature": nature, "analytic_code": analytic_code, "section": section, "voted_cents": voted_cents}
    line = _create_line(budget, number=number or last + 1, label=words(label, "Donnez un nom à la ligne."), **values)
    record(budget, "add_line", by=by, facts={"line": line.pk, "cents": voted_cents})
    return line


@transaction.atomic
def amend_line(line, *, by, **values):
    """Correct a line. What was voted for it moves by a reallocation only."""
    budget = hold(line.budget)
    if budget.is_voted and values.get("voted_cents", line.voted_cents) != line.voted_cents:
        raise Refused("Le montant est voté : pour le changer, virez un montant d’une ligne à l’autre.")
    refuse_negative(values.get("voted_cents", 0))
    if "label" in values:
        values["label"] = words(values["label"], "Donnez un nom à la ligne.")
        if budget.lines.filter(label=values["label"]).exclude(pk=line.pk).exists():
            raise Refused("Une autre ligne de ce budget porte déjà ce nom.")
    for name, value in values.items():
        setattr(line, name, value)
    line.save(update_fields=values)
    record(budget, "amend_line", by=by, facts={"line": line.pk, "fields": sorted(values)})


@transaction.atomic
def remove_line(line, *, by):
    """Take out a line that the budget does not need after all."""
    budget = hold(line.budget)
    if budget.is_voted:
        raise Refused("Le budget est voté : ses lignes restent.")
    if line.expenses.exists():
        raise Refused("Cette ligne porte des dépenses : affectez-les d’abord à une autre ligne.")
    record(budget, "remove_line", by=by, facts={"line": line.pk, "cents": line.voted_cents})
    line.delete()


@transaction.atomic
def add_funding(budget, *, by, label, cents):
    """Say who brings the money of a budget, and how much."""
    hold(budget)
    refuse_nothing(cents)
    label = words(label, "Dites d’où vient ce financement.")
    if budget.funding.filter(label=label).exists():
        raise Refused("Ce financement est déjà inscrit : retirez-le pour en changer le montant.")
    source = FundingSource.objects.create(budget=budget, label=label, cents=cents)
    record(budget, "add_funding", by=by, facts={"funding": source.pk, "cents": cents})
    return source


@transaction.atomic
def remove_funding(source, *, by):
    """Take out a source of money that will not come."""
    budget = hold(source.budget)
    record(budget, "remove_funding", by=by, facts={"funding": source.pk, "cents": source.cents})
    source.delete()


@transaction.atomic
def propose(budget, *, by):
    """Submit the budget to whoever votes it."""
    if not budget.lines.exists():
        raise Refused("Ajoutez au moins une ligne avant de proposer le budget.")
    move(budget, "propose", by=by, proposed_on=clock.today())


@transaction.atomic
def send_back(budget, *, reason, by):
    """Return the proposal to those who prepare it, and say what must change."""
    move(budget, "send_back", by=by, reason=words(reason, "Dites ce qu’il faut revoir."), proposed_on=None)


@transaction.atomic
def vote(budget, *, by, on=None, act=None):
    """The budget is voted: its amounts are fixed, and money may be committed."""
    on = on or clock.today()
    refuse_future(on, "Le vote")
    move(budget, "vote", by=by, voted_on=on, voted_by_act=act)


@transaction.atomic
def execute(budget, *, by, on=None):
    """The year is over: nothing more is committed; what was committed is still invoiced and paid.

    The time left to do so is the *journée complémentaire* (CGCT, L1612-11).
    """
    on = on or clock.today()
    refuse_future(on, "L’arrêt de l’exercice")
    move(budget, "execute", by=by, executed_on=on)


@transaction.atomic
def reopen(budget, *, reason, by):
    """Commit again on a year that was stopped too early."""
    move(budget, "reopen", by=by, reason=words(reason, "Dites pourquoi l’exercice reprend."), executed_on=None)


@transaction.atomic
def close(budget, *, by, override=""):
    """Close the year for ever and seal its rows. Warns of expenses that are neither paid nor given up."""
    held = hold(budget, SPENDING, "Seul un budget voté peut être clos.")
    cautions = heed(_open_expenses(budget), override)
    move(
        budget, "close", by=by, closed_at=clock.now(), closed_by=by, seal=seal_of(held), cautions=cautions,
        reason=override,
    )  # fmt: skip


@transaction.atomic
def reallocate(from_line, to_line, *, cents, reason, by, on=None):
    """Move money from one line of a voted budget to another. `Refused` beyond what the first still has."""
    budget = hold(from_line.budget, SPENDING, "Le budget n’est pas voté : corrigez directement ses lignes.")
    reason, on = words(reason, "Écrivez pourquoi ce montant change de ligne."), on or clock.today()
    refuse_nothing(cents)
    refuse_future(on, "La décision")
    if from_line.budget_id != to_line.budget_id or from_line.pk == to_line.pk:
        raise Refused("Choisissez deux lignes différentes du même budget.")
    left = queries.figures_of_line(from_line).available
    if cents > left:
        raise Refused(f"Il reste {money(left)} sur la ligne « {from_line} » : le virement ne peut pas le dépasser.")
    row = Reallocation.objects.create(budget=budget, from_line=from_line, to_line=to_line, cents=cents, decided_on=on)
    record(budget, "reallocate", by=by, reason=reason, facts={"reallocation": row.pk, "cents": cents})
    return row


def _open_expenses(budget):
    rows = Expense.objects.filter(line__budget=budget).open()
    if count := rows.filter(status=ExpenseStatus.ESTIMATED).count():
        told = plural(count, "dépense reste estimée", "dépenses restent estimées")
        yield Caution("finance.estimates_open", f"{told} : engagez ou annulez avant de clore.")
    if count := rows.exclude(status=ExpenseStatus.ESTIMATED).count():
        told = plural(count, "dépense engagée n’est pas payée", "dépenses engagées ne sont pas payées")
        yield Caution("finance.unpaid", f"{told} : elles seraient à reporter sur l’exercice suivant.")


def _create_line(budget, **values):
    try:
        with transaction.atomic():
            return BudgetLine.objects.create(budget=budget, **values)
    except IntegrityError as error:
        raise Refused("Une ligne de ce budget porte déjà ce nom ou ce numéro.") from error


def _write(obj, values, verb, by):
    changed = {name: value for name, value in values.items() if getattr(obj, name) != value}
    if changed:
        change(obj, {"status": obj.status}, **changed)
        record(obj, verb, by=by, facts={"fields": sorted(changed)})
