"""Budgets and expenses, as the desk lists them."""

from decimal import Decimal

import django_filters
import django_tables2 as tables

from parvis.commons.finance import queries
from parvis.commons.finance.choices import ExpenseStatus, Status
from parvis.commons.finance.models import Budget, Expense
from parvis.commons.schemes.models import Scheme
from parvis.ground.core.french import money
from parvis.shells.desk.columns import BadgeColumn, DateColumn, DueColumn, NumberColumn, RecordColumn
from parvis.shells.desk.filters import FilterSet
from parvis.shells.desk.listing import Create, Listing, Table


class MoneyColumn(NumberColumn):
    """« 1 490 € » on the page, 1490,00 in an export."""

    def render(self, value):
        return money(value)

    def exported(self, value):
        return Decimal(value) / 100


class BudgetTable(Table):
    label = RecordColumn(also=lambda budget: budget.year)
    year = tables.Column()
    scheme = tables.Column(order_by=("scheme__name",), default="la mission")
    status = BadgeColumn()
    voted = MoneyColumn(verbose_name="Voté")
    committed = MoneyColumn(verbose_name="Engagé")
    paid = MoneyColumn(verbose_name="Payé")
    available = MoneyColumn(verbose_name="Disponible")
    estimated = MoneyColumn(verbose_name="Estimé")
    voted_on = DateColumn()

    folded = ("estimated", "voted_on")

    class Meta(Table.Meta):
        model = Budget
        fields = (
            "label", "year", "scheme", "status", "voted", "committed", "paid", "available", "estimated", "voted_on",
        )  # fmt: skip


class BudgetFilters(FilterSet):
    exercice = django_filters.NumberFilter(label="Exercice", field_name="year")
    etat = django_filters.ChoiceFilter(label="État", field_name="status", choices=Status.choices)
    dispositif = django_filters.ModelChoiceFilter(
        label="Dispositif", field_name="scheme", queryset=Scheme.objects.all()
    )


class BudgetList(Listing):
    model = Budget
    permission = "finance.list_budget"
    columns = BudgetTable
    filterset = BudgetFilters
    search_fields = ("label", "scheme__name")
    default_sort = ("-year", "label")
    create = Create("Nouveau budget", "desk:finance:create", "finance.add_budget")
    actions = (Create("Toutes les dépenses", "desk:finance:expenses", "finance.list_expense"),)
    empty = "Préparez le budget de la mission ou celui d’une instance, ligne par ligne, ou importez-le d’un tableau."

    def rows(self):
        return queries.with_figures(super().rows())


class ExpenseTable(Table):
    label = RecordColumn()
    status = BadgeColumn()
    due_on = DueColumn()
    budget = tables.Column(accessor="line__budget", verbose_name="Budget", order_by=("line__budget__label",))
    line = tables.Column(order_by=("line__label",))
    supplier = tables.Column(accessor="supplier_words", verbose_name="Fournisseur", orderable=False)
    estimated_cents = MoneyColumn(verbose_name="Estimé")
    committed_cents = MoneyColumn(verbose_name="Engagé")
    invoiced_cents = MoneyColumn(verbose_name="Facturé")
    paid_cents = MoneyColumn(verbose_name="Payé")
    order_reference = tables.Column()
    invoice_number = tables.Column()
    estimated_on = DateColumn()
    paid_on = DateColumn()

    folded = ("estimated_cents", "invoiced_cents", "order_reference", "invoice_number", "estimated_on", "paid_on")

    class Meta(Table.Meta):
        model = Expense
        fields = (
            "label", "status", "due_on", "budget", "line", "supplier", "estimated_cents", "committed_cents",
            "invoiced_cents", "paid_cents", "order_reference", "invoice_number", "estimated_on", "paid_on",
        )  # fmt: skip


class ExpenseFilters(FilterSet):
    etat = django_filters.ChoiceFilter(label="État", field_name="status", choices=ExpenseStatus.choices)
    budget = django_filters.ModelChoiceFilter(
        label="Budget", field_name="line__budget", queryset=Budget.objects.order_by("-year", "label")
    )
    depuis = django_filters.DateFromToRangeFilter(label="Estimée", field_name="estimated_on")


class ExpenseList(Listing):
    model = Expense
    permission = "finance.list_expense"
    columns = ExpenseTable
    filterset = ExpenseFilters
    search_fields = ("label", "supplier_label", "supplier__name", "order_reference", "invoice_number")
    default_sort = ("-estimated_on",)
    feminine = True
    parent = ("Budgets", "desk:finance:list")
    empty = "Une dépense s’inscrit depuis la ligne de budget qui la porte."
