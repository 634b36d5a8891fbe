from parvis.ground.core.manifest import Feature, Indicator, MenuEntry, SearchSource

from . import contributions, documents, queries, triggers
from .importers import BUDGET_LINES
from .legal import LEGAL_RULES
from .models import Budget, Expense

ACTS = {
    "budget.prepare": "Budget préparé",
    "budget.amend": "Budget corrigé",
    "add_line": "Ligne ajoutée",
    "amend_line": "Ligne corrigée",
    "remove_line": "Ligne retirée",
    "add_funding": "Financement inscrit",
    "remove_funding": "Financement retiré",
    "budget.propose": "Budget proposé",
    "budget.send_back": "Budget renvoyé à sa préparation",
    "budget.vote": "Budget voté",
    "budget.execute": "Exercice arrêté",
    "budget.reopen": "Exercice repris",
    "budget.close": "Exercice clos",
    "reallocate": "Virement entre lignes",
    "expense.estimate": "Dépense estimée",
    "re_estimate": "Estimation changée",
    "expense.amend": "Dépense corrigée",
    "expense.commit": "Dépense engagée",
    "invoice": "Facture reçue",
    "pay": "Facture payée",
    "cancel_expense": "Dépense annulée",
    "release": "Engagement défait",
    "withdraw_invoice": "Facture retirée",
    "withdraw_payment": "Paiement retiré",
}

INDICATORS = (
    Indicator(
        "finance.committed", "Budget engagé",
        "Part engagée (commandée, facturée ou payée) de ce qui est voté pour l’année, tous budgets réunis.", "%",
        queries.share_committed,
    ),
    Indicator(
        "finance.paid", "Budget payé", "Part payée de ce qui est voté pour l’année, tous budgets réunis.", "%",
        queries.share_paid,
    ),
)  # fmt: skip

feature = Feature(
    slug="finance",
    label="Budgets",
    path="budgets",
    module=True,
    desk_urls="parvis.commons.finance.desk.urls",
    member_urls="parvis.commons.finance.member.urls",
    menu=(MenuEntry("Budgets", "finance:list", order=60, permission="finance.list_budget"),),
    member_menu=(MenuEntry("Budgets", "finance:list", 60, "finance.follow_budget", "Frais et budgets"),),
    due=contributions.due,
    scheme_panels=contributions.scheme_panel,
    indicators=INDICATORS,
    search=(
        SearchSource(
            model="finance.Budget",
            label="Budget",
            title=str,
            text=contributions.words_of_budget,
            audience=contributions.found_by,
            url=lambda budget: budget.get_desk_url(),
            rows=lambda: Budget.objects.for_list(),
        ),
        SearchSource(
            model="finance.Expense",
            label="Dépense",
            title=lambda expense: expense.label,
            text=contributions.words_of_expense,
            audience=contributions.found_by,
            url=lambda expense: expense.get_desk_url(),
            rows=lambda: Expense.objects.for_list(),
        ),
    ),
    documents=documents.KINDS,
    imports=(BUDGET_LINES,),
    extra={
        "acts": ACTS,
        "legal_rules": LEGAL_RULES,
        "guards": triggers,
        "start": (MenuEntry("Nouveau budget", "finance:create", permission="finance.add_budget"),),
    },
)
