"""Budgets: what was voted for a year, line by line, and what each expense takes from it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from rules.contrib.models import RulesModel

from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet, MayBeLate
from parvis.ground.core.personal import PersonalData

from . import rules
from .choices import (
    BUDGET_STEPS,
    ENGAGED,
    EXPENSE_STEPS,
    OPEN,
    SPENDING,
    UNVOTED,
    ExpenseStatus,
    Section,
    Status,
)  # fmt: skip

FIRST_YEAR, LAST_YEAR = 2000, 2100


def seen_by(user, to_budget=""):
    """The filter of the rows whose budget the person reads; `to_budget` leads to it (« line__budget__ »)."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    grants = user.grants
    asked = (
        {"authority__in": grants.authorities(*rules.READERS)},
        {"scheme__in": grants.schemes(*rules.SCHEME_READERS)},
        {"scheme__in": grants.schemes(Persona.MEMBER), "open_to_members": True},
        {"scheme__lead_department__in": grants.departments(Persona.AGENT)},
    )
    found = Q(pk__in=[])
    for conditions in asked:
        found |= Q(**{f"{to_budget}{name}": value for name, value in conditions.items()})
    return found


class BudgetQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(seen_by(user))

    def run_by(self, user):
        """Those that the person keeps: everywhere, or on the schemes they run."""
        everywhere = Q(authority__in=user.grants.authorities(Persona.OFFICER))
        return self.filter(everywhere | Q(scheme__in=user.grants.schemes(Persona.OFFICER)))

    def spending(self):
        return self.filter(status__in=SPENDING)

    def for_list(self):
        return self.select_related("scheme")

    def for_record(self):
        return self.select_related("scheme__lead_department", "voted_by_act", "closed_by")


class Budget(AuthorityOwned):
    """What is given for one year to the mission itself (no scheme) or to one scheme. A closed one never changes."""

    personal = PersonalData(
        purpose="Suivi et clôture des budgets",
        subject="closed_by",
        keep="pièce comptable : la personne qui a clos l’exercice en répond",
    )

    STEPS = BUDGET_STEPS
    RULES = "budgets@2026-11"
    TONES = {
        Status.PREPARED: "wait", Status.PROPOSED: "wait", Status.VOTED: "set", Status.EXECUTED: "go",
        Status.CLOSED: "done",
    }  # fmt: skip

    scheme = models.ForeignKey(
        "schemes.Scheme", null=True, blank=True, on_delete=models.PROTECT, related_name="budgets",
        verbose_name="dispositif",
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(
        "exercice", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    label = models.CharField("intitulé", max_length=200)
    status = models.CharField("état", max_length=10, choices=Status.choices, default=Status.PREPARED, editable=False)
    open_to_members = models.BooleanField("lu par tous les membres", default=False)
    proposed_on = models.DateField("proposé le", null=True, blank=True, editable=False)
    voted_on = models.DateField("voté le", null=True, blank=True, editable=False)
    voted_by_act = models.ForeignKey(
        "authorities.LegalAct", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="acte", editable=False,
    )  # fmt: skip
    executed_on = models.DateField("exercice arrêté le", null=True, blank=True, editable=False)
    closed_at = models.DateTimeField("clos le", null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="clos par", editable=False,
    )  # fmt: skip
    seal = models.CharField("empreinte de clôture", max_length=64, blank=True, editable=False)

    objects = BudgetQuerySet.as_manager()
    private_files_permission = "finance.view_budget"

    class Meta:
        verbose_name = "budget"
        verbose_name_plural = "budgets"
        ordering = ["-year", "label", "pk"]
        rules_permissions = {
            "list": rules.lists_on_desk,
            "view": rules.sees_budget,
            "read": rules.lists_as_member,
            "follow": rules.follows_as_member,
            "add": rules.prepares_somewhere,
            "change": rules.runs_budget,
            "propose": rules.runs_budget,
            "spend": rules.runs_budget,
            "reallocate": rules.runs_budget,
            "decide": rules.decides_budget,
            "state": rules.runs_budget | rules.decides_budget,
            "import": rules.imports,
        }
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "scheme", "year"], condition=Q(scheme__isnull=False),
                name="budget_once_a_year_by_scheme",
            ),
            models.UniqueConstraint(
                fields=["authority", "year"], condition=Q(scheme=None), name="budget_once_a_year_of_mission"
            ),
            models.CheckConstraint(condition=~Q(label=""), name="budget_has_a_label"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="budget_year_is_likely"
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNVOTED, voted_on=None) | (~Q(status__in=UNVOTED) & Q(voted_on__isnull=False)),
                name="budget_is_voted_on_a_day",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status=Status.CLOSED, closed_at__isnull=False, closed_by__isnull=False) & ~Q(seal="")
                )
                | (~Q(status=Status.CLOSED) & Q(closed_at=None, closed_by=None, seal="")),
                name="budget_is_closed_by_somebody",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.label}, {self.year}"

    def get_desk_url(self):
        return address("desk:finance:detail", self.pk)

    def get_member_url(self):
        return address("member:finance:detail", self.pk)

    @property
    def tone(self):
        return self.TONES[self.status]

    @property
    def is_voted(self):
        return self.status not in UNVOTED

    @property
    def is_closed(self):
        return self.status == Status.CLOSED

    @property
    def owner_words(self):
        """Whose money it is: « la mission », or the name of the scheme."""
        return self.scheme.name if self.scheme_id else "la mission"


class OfBudgetsQuerySet(models.QuerySet):
    """Rows that belong to a budget: seen by whoever sees it."""

    def of(self, authority):
        return self.filter(budget__authority=authority)

    def visible_to(self, user):
        return self.filter(seen_by(user, "budget__"))

    def for_list(self):
        return self.select_related("budget__scheme")

    def for_record(self):
        return self.select_related("budget__authority", "budget__scheme__lead_department")


class OfBudget(RulesModel):
    """A row of a budget: its authority is the budget's."""

    class Meta:
        abstract = True

    @property
    def authority_id(self):
        return self.budget.authority_id

    def get_desk_url(self):
        return self.budget.get_desk_url()


class BudgetLine(OfBudget):
    """One purpose of a budget, with what was voted for it. What was moved since stands in the reallocations."""

    personal = None

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="lines", verbose_name="budget")
    number = models.PositiveSmallIntegerField("numéro")
    label = models.CharField("ligne", max_length=200)
    nature = models.CharField("nature", max_length=120, blank=True)
    analytic_code = models.CharField("code analytique", max_length=40, blank=True)
    section = models.CharField("section", max_length=10, choices=Section.choices, default=Section.OPERATING)
    voted_cents = models.BigIntegerField("voté (centimes)", default=0)

    objects = OfBudgetsQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne de budget"
        verbose_name_plural = "lignes de budget"
        ordering = ["number", "pk"]
        rules_permissions = {"view": rules.sees_line, "change": rules.runs_line, "spend": rules.runs_line}
        constraints = [
            models.UniqueConstraint(fields=["budget", "number"], name="budget_line_number_once"),
            models.UniqueConstraint(fields=["budget", "label"], name="budget_line_label_once"),
            models.CheckConstraint(condition=~Q(label=""), name="budget_line_has_a_label"),
            models.CheckConstraint(condition=Q(voted_cents__gte=0), name="budget_line_voted_not_negative"),
        ]

    def __str__(self):
        return self.label


class ExpenseQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(seen_by(user, "line__budget__"))

    def open(self):
        return self.filter(status__in=OPEN)

    def for_list(self):
        return self.select_related("line__budget__scheme", "supplier")

    def for_record(self):
        return self.select_related("line__budget__scheme__lead_department", "supplier")


AMOUNTS = ("estimated_cents", "committed_cents", "invoiced_cents", "paid_cents")
REACHED = {
    ExpenseStatus.ESTIMATED: (None, None, None),
    ExpenseStatus.COMMITTED: (True, None, None),
    ExpenseStatus.INVOICED: (True, True, None),
    ExpenseStatus.PAID: (True, True, True),
}
"""Which of the committed, invoiced and paid amounts a state holds."""


def _amounts_of_the_state():
    """What the database holds an expense to: each state has its amounts, with their dates, and no later one."""
    found = Q(status=ExpenseStatus.CANCELLED, cancelled_on__isnull=False, paid_cents=None, paid_on=None)
    for status, steps in REACHED.items():
        told = Q(status=status, cancelled_on=None)
        for name, reached in zip(("committed", "invoiced", "paid"), steps, strict=True):
            told &= Q(**{f"{name}_cents__isnull": not reached, f"{name}_on__isnull": not reached})
        found |= told
    return found


class Expense(MayBeLate, AuthorityOwned):
    """What something costs, from its estimate to its payment, on one line. An invoice replaces what was committed.

    `due_on` is the day by which an estimate is confirmed or dropped, then by which the invoice is paid.
    """

    personal = PersonalData(
        purpose="Suivi des dépenses",
        subject="",
        keep="pièces comptables, conservées dix ans (code du patrimoine, L211-1, et instructions budgétaires)",
    )

    STEPS = EXPENSE_STEPS
    RULES = "expenses@2026-11"
    TONES = {
        ExpenseStatus.ESTIMATED: "wait", ExpenseStatus.COMMITTED: "go", ExpenseStatus.INVOICED: "go",
        ExpenseStatus.PAID: "done", ExpenseStatus.CANCELLED: "off",
    }  # fmt: skip

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="expenses", verbose_name="ligne")
    label = models.CharField("objet", max_length=200)
    status = models.CharField(
        "état", max_length=10, choices=ExpenseStatus.choices, default=ExpenseStatus.ESTIMATED, editable=False
    )
    estimated_cents = models.BigIntegerField("estimé (centimes)")
    committed_cents = models.BigIntegerField("engagé (centimes)", null=True, blank=True, editable=False)
    invoiced_cents = models.BigIntegerField("facturé (centimes)", null=True, blank=True, editable=False)
    paid_cents = models.BigIntegerField("payé (centimes)", null=True, blank=True, editable=False)
    estimated_on = models.DateField("estimée le", default=clock.today)
    committed_on = models.DateField("engagée le", null=True, blank=True, editable=False)
    invoiced_on = models.DateField("date de la facture", null=True, blank=True, editable=False)
    paid_on = models.DateField("payée le", null=True, blank=True, editable=False)
    cancelled_on = models.DateField("annulée le", null=True, blank=True, editable=False)
    due_on = models.DateField("échéance", null=True, blank=True, editable=False)
    supplier = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="expenses",
        verbose_name="fournisseur",
    )  # fmt: skip
    supplier_label = models.CharField("autre fournisseur", max_length=200, blank=True)
    order_reference = models.CharField("bon de commande", max_length=60, blank=True)
    invoice_number = models.CharField("numéro de facture", max_length=60, blank=True, editable=False)
    vat_basis_points = models.PositiveSmallIntegerField("TVA (centièmes de %)", null=True, blank=True)
    reason = models.TextField("précisions", max_length=2000, blank=True)
    source = models.CharField("origine", max_length=60, blank=True, editable=False)

    objects = ExpenseQuerySet.as_manager()
    private_files_permission = "finance.view_expense"

    class Meta:
        verbose_name = "dépense"
        verbose_name_plural = "dépenses"
        ordering = ["-estimated_on", "-pk"]
        rules_permissions = {
            "list": rules.lists_on_desk,
            "view": rules.sees_expense,
            "change": rules.runs_expense,
        }
        indexes = [
            models.Index(fields=["authority", "status", "estimated_on"], name="expense_by_state"),
            models.Index(fields=["authority", "-estimated_on", "-id"], name="expense_by_date"),
            models.Index(fields=["line", "status"], name="expense_of_line"),
            models.Index(fields=["authority", "due_on"], condition=Q(due_on__isnull=False), name="expense_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "source"], condition=~Q(source=""), name="expense_source_once"
            ),
            models.CheckConstraint(condition=~Q(label=""), name="expense_has_a_label"),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__gte": 0}), name=f"expense_{name}_not_negative"
                )
                for name in AMOUNTS
            ),
            models.CheckConstraint(condition=_amounts_of_the_state(), name="expense_amounts_of_the_state"),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(status__in=(ExpenseStatus.ESTIMATED, ExpenseStatus.INVOICED)),
                name="expense_due_while_something_waits",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(ExpenseStatus.INVOICED, ExpenseStatus.PAID)) | ~Q(invoice_number=""),
                name="expense_invoiced_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(paid_cents=None) | Q(paid_cents=F("invoiced_cents")), name="expense_paid_as_invoiced"
            ),
            models.CheckConstraint(
                condition=Q(vat_basis_points=None) | Q(vat_basis_points__lte=10_000), name="expense_vat_is_a_rate"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.label

    def get_desk_url(self):
        return address("desk:finance:expense", self.pk)

    def get_member_url(self):
        return self.line.budget.get_member_url()

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_late(self):
        return self.due_on is not None and self.due_on < clock.today()

    @property
    def is_engaged(self):
        return self.status in ENGAGED

    @property
    def supplier_words(self):
        return self.supplier.name if self.supplier_id else self.supplier_label

    @property
    def due_cents(self):
        """What it weighs today: the amount of the last step it took."""
        return {
            ExpenseStatus.ESTIMATED: self.estimated_cents, ExpenseStatus.COMMITTED: self.committed_cents,
            ExpenseStatus.INVOICED: self.invoiced_cents, ExpenseStatus.PAID: self.paid_cents,
            ExpenseStatus.CANCELLED: 0,
        }[self.status]  # fmt: skip


class Reallocation(OfBudget):
    """Money moved from one line of a budget to another, on a day; its reason is in the journal."""

    personal = None

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="reallocations", verbose_name="budget")
    from_line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, related_name="given", verbose_name="de la ligne"
    )
    to_line = models.ForeignKey(
        BudgetLine, on_delete=models.PROTECT, related_name="received", verbose_name="vers la ligne"
    )
    cents = models.BigIntegerField("montant (centimes)")
    decided_on = models.DateField("décidé le", default=clock.today)

    objects = OfBudgetsQuerySet.as_manager()

    class Meta:
        verbose_name = "virement entre lignes"
        verbose_name_plural = "virements entre lignes"
        ordering = ["decided_on", "pk"]
        rules_permissions = {"view": rules.sees_line}
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="reallocation_moves_something"),
            models.CheckConstraint(condition=~Q(from_line=F("to_line")), name="reallocation_between_two_lines"),
        ]

    def __str__(self):
        return f"de {self.from_line} vers {self.to_line}"


class FundingSource(OfBudget):
    """Who brings the money of a budget, and how much."""

    personal = None

    budget = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="funding", verbose_name="budget")
    label = models.CharField("origine", max_length=200)
    cents = models.BigIntegerField("montant (centimes)")

    objects = OfBudgetsQuerySet.as_manager()

    class Meta:
        verbose_name = "financement"
        verbose_name_plural = "financements"
        ordering = ["-cents", "pk"]
        rules_permissions = {"view": rules.sees_line, "change": rules.runs_line}
        constraints = [
            models.UniqueConstraint(fields=["budget", "label"], name="funding_source_once"),
            models.CheckConstraint(condition=~Q(label=""), name="funding_source_has_a_label"),
            models.CheckConstraint(condition=Q(cents__gt=0), name="funding_source_brings_something"),
        ]

    def __str__(self):
        return self.label
