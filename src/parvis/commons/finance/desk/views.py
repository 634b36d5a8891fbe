"""The record of a budget and that of an expense."""

from django.http import StreamingHttpResponse
from django.shortcuts import render

from parvis.commons.finance import contributions, exports, queries
from parvis.commons.finance.choices import SPENDING, UNVOTED, ExpenseStatus, Status
from parvis.commons.finance.models import Budget, Expense
from parvis.ground.core.french import money, plain_date
from parvis.ground.core.sheets import CONTENT_TYPES
from parvis.ground.documents.queries import documents_of
from parvis.shells.desk.history import RECENT, history_of
from parvis.shells.entry import desk_view
from parvis.shells.verbs import Verb, offers

LATEST = 10


def unless(states, sentence):
    """The reason why a verb waits, in any other state than these."""
    return lambda budget: "" if budget.status in states else sentence


def closed(budget):
    return "Le budget est clos." if budget.is_closed else ""


BUDGET_VERBS = (
    Verb("Proposer", "desk:finance:propose", "finance.propose_budget", step="propose"),
    Verb("Enregistrer le vote", "desk:finance:vote", "finance.decide_budget", step="vote"),
    Verb(
        "Inscrire une dépense", "desk:finance:spend", "finance.spend_budget",
        why_not=lambda b: "" if b.status in (*UNVOTED, Status.VOTED) else "L’exercice est arrêté.",
    ),
    Verb(
        "Virer d’une ligne à l’autre", "desk:finance:reallocate", "finance.reallocate_budget", back=True,
        why_not=unless(SPENDING, "Le budget n’est pas voté, ou il est clos."),
    ),
    Verb("Produire l’état", "desk:finance:state", "finance.state_budget", back=True),
    Verb("Ajouter une ligne", "desk:finance:add_line", "finance.change_budget", why_not=closed, back=True),
    Verb("Inscrire un financement", "desk:finance:add_funding", "finance.change_budget", why_not=closed, back=True),
    Verb("Modifier", "desk:finance:amend", "finance.change_budget", why_not=closed, back=True),
    Verb("Renvoyer à la préparation", "desk:finance:send_back", "finance.decide_budget", step="send_back", back=True),
    Verb("Arrêter l’exercice", "desk:finance:execute", "finance.propose_budget", step="execute", back=True),
    Verb("Reprendre l’exercice", "desk:finance:reopen", "finance.propose_budget", step="reopen", back=True),
    Verb("Clore l’exercice", "desk:finance:close", "finance.decide_budget", step="close", back=True, danger=True),
)  # fmt: skip


@desk_view("finance.view_budget", Budget)
def detail(request, budget):
    rows = queries.figures(budget)
    runs = request.user.has_perm("finance.change_budget", budget)
    context = {
        "title": str(budget), "kicker": "Budgets", "state": budget,
        "kicker_url": contributions.list_url(request.user, request.authority),
        "facts": list(_facts(budget)), "verbs": offers(request.user, budget, BUDGET_VERBS),
        "tab_template": "finance/desk/budget.html", "budget": budget, "rows": rows, **_money(rows),
        "funding": budget.funding.all(), "moves": budget.reallocations.select_related("from_line", "to_line"),
        "expenses": Expense.objects.filter(line__budget=budget).for_list()[:LATEST],
        "may_spend": runs and budget.status in (*UNVOTED, Status.VOTED), "may_write": runs and not budget.is_closed,
        "may_remove": runs and not budget.is_voted, "entries": documents_of(budget, request.user),
        "columns": exports.COLUMNS, "history": history_of(budget, request.user, limit=RECENT),
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def _money(rows):
    total = queries.total(rows)
    return {"total": total, "parts": contributions.parts(total)}


def _facts(budget):
    yield "Pour", budget.owner_words
    yield "Exercice", budget.year
    if budget.voted_on:
        act = f", {budget.voted_by_act}" if budget.voted_by_act else ""
        yield "Voté le", f"{plain_date(budget.voted_on)}{act}"
    if budget.closed_at:
        yield "Clos le", f"{plain_date(budget.closed_at)}, par {budget.closed_by}"
    if budget.scheme_id:
        yield "Lu par", "tous les membres" if budget.open_to_members else "le bureau de l’instance"


@desk_view("finance.view_budget", Budget)
def finance_csv(request, budget):
    """The expenses of the budget, for the finance software."""
    response = StreamingHttpResponse(exports.finance_csv(budget), content_type=CONTENT_TYPES["csv"])
    response["Content-Disposition"] = f'attachment; filename="depenses-{budget.year}-{budget.pk}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


EXPENSE_VERBS = (
    Verb("Engager", "desk:finance:commit", "finance.change_expense", step="commit"),
    Verb("Enregistrer la facture", "desk:finance:invoice", "finance.change_expense", step="invoice"),
    Verb("Dire qu’elle est payée", "desk:finance:pay", "finance.change_expense", step="pay"),
    Verb(
        "Changer l’estimation", "desk:finance:re_estimate", "finance.change_expense", back=True,
        why_not=unless((ExpenseStatus.ESTIMATED,), "La dépense n’est plus une estimation."),
    ),
    Verb("Modifier", "desk:finance:amend_expense", "finance.change_expense", back=True),
    Verb(
        "Défaire la dernière étape", "desk:finance:take_back", "finance.change_expense", back=True,
        why_not=unless(
            (ExpenseStatus.COMMITTED, ExpenseStatus.INVOICED, ExpenseStatus.PAID), "Il n’y a pas d’étape à défaire."
        ),
    ),
    Verb(
        "Annuler", "desk:finance:cancel_expense", "finance.change_expense", step="cancel_expense", back=True,
        danger=True,
    ),
)  # fmt: skip


@desk_view("finance.view_expense", Expense)
def expense(request, row):
    budget = row.line.budget
    context = {
        "title": row.label, "kicker": str(budget), "kicker_url": budget.get_desk_url(), "state": row,
        "next_step": _next_step(row), "facts": list(_expense_facts(row)),
        "verbs": [] if budget.is_closed else offers(request.user, row, EXPENSE_VERBS),
        "tab_template": "finance/desk/expense.html", "expense": row, "steps": list(_steps(row)),
        "line": queries.figures_of_line(row.line), "rail": {"history": history_of(row, request.user, limit=RECENT)},
    }  # fmt: skip
    return render(request, "desk/record.html", context)


def _next_step(row):
    what = {
        ExpenseStatus.ESTIMATED: "engager la dépense, ou l’annuler",
        ExpenseStatus.COMMITTED: "enregistrer la facture",
        ExpenseStatus.INVOICED: "payer la facture",
    }.get(row.status)
    return {"what": what, "when": row.due_on} if what else None


def _expense_facts(row):
    yield "Ligne", row.line
    yield "Fournisseur", row.supplier_words
    if row.order_reference:
        yield "Bon de commande", row.order_reference
    if row.invoice_number:
        yield "Facture", row.invoice_number
    if row.vat_basis_points is not None:
        yield "TVA", f"{row.vat_basis_points / 100:g} %".replace(".", ",")


def _steps(row):
    """Each step taken, with its amount and its day."""
    for words, name in (
        ("Estimée", "estimated"),
        ("Engagée", "committed"),
        ("Facturée", "invoiced"),
        ("Payée", "paid"),
    ):
        cents = getattr(row, f"{name}_cents")
        if cents is not None:
            yield words, money(cents), getattr(row, f"{name}_on")
    if row.cancelled_on:
        yield "Annulée", "", row.cancelled_on
