"""The verbs of budgets and expenses, each with its page."""

from django.contrib import messages
from django.shortcuts import redirect

from parvis.commons.finance import documents, lifecycle
from parvis.commons.finance.models import Budget, BudgetLine, Expense, FundingSource
from parvis.ground.core.french import money, plain_date
from parvis.ground.documents import lifecycle as files
from parvis.shells.actions import desk_action

from . import forms


def on_budget(permission, **options):
    return desk_action(Budget, f"finance.{permission}_budget", **options)


def on_expense(**options):
    return desk_action(Expense, "finance.change_expense", **options)


@desk_action(
    None, "finance.add_budget", form=forms.PrepareForm, title="Nouveau budget", button="Préparer le budget",
    parent=("Budgets", "desk:finance:list"),
)  # fmt: skip
def create(request, **fields):
    budget = lifecycle.prepare(request.authority, by=request.user, **fields)
    messages.success(request, "Le budget est préparé : ajoutez ses lignes.")
    return redirect(budget.get_desk_url())


@on_budget(
    "change", form=forms.AmendForm, title="Modifier le budget", button="Enregistrer",
    initial=lambda request, b: {"label": b.label, "open_to_members": b.open_to_members},
)  # fmt: skip
def amend(request, budget, **fields):
    lifecycle.amend(budget, by=request.user, **fields)
    return "Le budget est enregistré."


@on_budget("change", form=forms.LineForm, title="Ajouter une ligne", button="Ajouter la ligne")
def add_line(request, budget, **fields):
    line = lifecycle.add_line(budget, by=request.user, **fields)
    return f"La ligne « {line} » est ajoutée."


def _line_initial(request, line):
    return {name: getattr(line, name) for name in forms.LineForm.base_fields}


@desk_action(
    BudgetLine, "finance.change_budgetline", form=forms.LineForm, title="Modifier la ligne", button="Enregistrer",
    initial=_line_initial,
)  # fmt: skip
def amend_line(request, line, **fields):
    lifecycle.amend_line(line, by=request.user, **fields)
    return "La ligne est enregistrée."


@desk_action(
    BudgetLine, "finance.change_budgetline", title="Retirer la ligne", button="Retirer",
    effects=lambda line: [f"La ligne « {line} » ({money(line.voted_cents)}) quitte le budget."],
)  # fmt: skip
def remove_line(request, line):
    lifecycle.remove_line(line, by=request.user)
    return "La ligne est retirée."


@on_budget("change", form=forms.FundingForm, title="Inscrire un financement", button="Inscrire")
def add_funding(request, budget, **fields):
    lifecycle.add_funding(budget, by=request.user, **fields)
    return "Le financement est inscrit."


@desk_action(
    FundingSource, "finance.change_fundingsource", title="Retirer le financement", button="Retirer",
    effects=lambda source: [f"« {source} » ({money(source.cents)}) quitte le budget."],
)  # fmt: skip
def remove_funding(request, source):
    lifecycle.remove_funding(source, by=request.user)
    return "Le financement est retiré."


@on_budget(
    "propose", title="Proposer le budget", button="Proposer",
    effects=lambda b: ["Le budget est soumis au vote, ou renvoyé à sa préparation."],
)  # fmt: skip
def propose(request, budget):
    lifecycle.propose(budget, by=request.user)
    return "Le budget est proposé."


@on_budget("decide", form=forms.ReasonForm, title="Renvoyer à la préparation", button="Renvoyer")
def send_back(request, budget, *, reason):
    lifecycle.send_back(budget, reason=reason, by=request.user)
    return "Le budget est de nouveau en préparation."


@on_budget(
    "decide", form=forms.VoteForm, title="Enregistrer le vote", button="Le budget est voté",
    effects=lambda b: ["Les montants des lignes sont fixés ; ils changent ensuite par virement, avec un motif."],
)  # fmt: skip
def vote(request, budget, **fields):
    lifecycle.vote(budget, by=request.user, **fields)
    return "Le budget est voté : les dépenses peuvent être engagées."


@on_budget(
    "propose", form=forms.ExecuteForm, title="Arrêter l’exercice", button="Arrêter l’exercice",
    effects=lambda b: ["Plus rien ne s’engage. Ce qui est engagé se facture et se paie encore."],
)  # fmt: skip
def execute(request, budget, *, on):
    lifecycle.execute(budget, by=request.user, on=on)
    return "L’exercice est arrêté."


@on_budget("propose", form=forms.ReasonForm, title="Reprendre l’exercice", button="Reprendre")
def reopen(request, budget, *, reason):
    lifecycle.reopen(budget, reason=reason, by=request.user)
    return "L’exercice reprend."


def _will_close(budget):
    yield "Le budget est clos pour toujours : ses lignes et ses dépenses ne changent plus."
    yield "L’état signé est produit, avec votre nom, la date et l’empreinte de ce qui est clos."


@on_budget("decide", title="Clore l’exercice", button="Clore l’exercice", effects=_will_close)
def close(request, budget, *, override=""):
    lifecycle.close(budget, by=request.user, override=override)
    _write_state(request, budget)
    return "L’exercice est clos. Son état signé est joint."


@on_budget("state", form=forms.StateForm, title="Produire l’état du budget", button="Produire l’état")
def state(request, budget, *, on):
    _write_state(request, budget, on)
    return f"L’état au {plain_date(on)} est prêt, en PDF accessible, Word et OpenDocument."


def _write_state(request, budget, on=None):
    document, template = documents.state(budget, on=on)
    files.produce(document, kind=documents.STATE.code, about=budget, by=request.user, template=template)


@on_budget("reallocate", form=forms.ReallocateForm, title="Virer d’une ligne à l’autre", button="Virer")
def reallocate(request, budget, *, from_line, to_line, cents, **fields):
    lifecycle.reallocate(from_line, to_line, cents=cents, by=request.user, **fields)
    return f"{money(cents)} passent de « {from_line} » à « {to_line} »."


# --- Expenses ---


@desk_action(
    BudgetLine, "finance.spend_budgetline", form=forms.EstimateForm, title="Nouvelle dépense",
    button="Inscrire l’estimation",
)  # fmt: skip
def estimate(request, line, **fields):
    return _estimated(request, lifecycle.estimate(line, by=request.user, **fields))


@on_budget("spend", form=forms.SpendForm, title="Nouvelle dépense", button="Inscrire l’estimation")
def spend(request, budget, *, line, **fields):
    return _estimated(request, lifecycle.estimate(line, by=request.user, **fields))


def _estimated(request, expense):
    messages.success(request, f"La dépense est estimée à {money(expense.estimated_cents)}.")
    return redirect(expense.get_desk_url())


def _known(*names):
    return lambda request, expense: {name: getattr(expense, name) for name in names}


@on_expense(
    form=forms.AmendExpenseForm, title="Modifier la dépense", button="Enregistrer",
    initial=_known("label", "line", "supplier", "supplier_label", "order_reference", "reason"),
)  # fmt: skip
def amend_expense(request, expense, **fields):
    lifecycle.amend_expense(expense, by=request.user, **fields)
    return "La dépense est enregistrée."


@on_expense(
    form=forms.ReEstimateForm, title="Changer l’estimation", button="Changer l’estimation",
    initial=lambda request, e: {"cents": e.estimated_cents},
)  # fmt: skip
def re_estimate(request, expense, *, cents):
    lifecycle.re_estimate(expense, cents, by=request.user)
    return f"L’estimation est maintenant de {money(cents)}."


@on_expense(
    form=forms.CommitForm, title="Engager la dépense", button="Engager",
    initial=lambda request, e: {
        "cents": e.estimated_cents, "supplier": e.supplier, "supplier_label": e.supplier_label,
        "order_reference": e.order_reference,
    },
)  # fmt: skip
def commit(request, expense, **fields):
    lifecycle.commit(expense, by=request.user, **fields)
    return f"{money(expense.committed_cents)} sont engagés sur la ligne « {expense.line} »."


@on_expense(
    form=forms.InvoiceForm, title="Enregistrer la facture", button="Enregistrer la facture",
    initial=lambda request, e: {"cents": e.committed_cents},
)  # fmt: skip
def invoice(request, expense, **fields):
    lifecycle.invoice(expense, by=request.user, **fields)
    return f"La facture est enregistrée ; elle se paie avant le {plain_date(expense.due_on)}."


@on_expense(form=forms.PayForm, title="Dire que la facture est payée", button="C’est payé")
def pay(request, expense, *, on):
    lifecycle.pay(expense, by=request.user, on=on)
    return "La facture est payée."


@on_expense(form=forms.ReasonForm, title="Annuler la dépense", button="Annuler la dépense")
def cancel_expense(request, expense, *, reason):
    lifecycle.cancel_expense(expense, by=request.user, reason=reason)
    return "La dépense est annulée : elle ne pèse plus sur sa ligne."


def _will_take_back(expense):
    yield f"La dépense « {expense.get_status_display()} » revient à l’état précédent."
    yield "À n’utiliser que pour une erreur de saisie."


@on_expense(form=forms.ReasonForm, title="Défaire la dernière étape", button="Défaire", effects=_will_take_back)
def take_back(request, expense, *, reason, override=""):
    lifecycle.take_back(expense, by=request.user, reason=reason, override=override)
    return f"La dépense est de nouveau {expense.get_status_display()}."
