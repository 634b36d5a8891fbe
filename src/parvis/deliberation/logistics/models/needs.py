"""One thing that an event needs, with its own life, whoever provides it and what it costs."""

from django.db import models
from django.db.models import Q

from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock
from parvis.ground.core.addresses import address
from parvis.ground.core.dates import midnight_after
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData

from .. import rules
from ..choices import (
    LINK_LASTS,
    OPEN,
    PRESSING,
    SECURED,
    SECURED_BEFORE,
    STEPS,
    TONES,
    UNSECURED,
    Kind,
    Status,
)
from .sheet import EventLogistics, seen_by


class LogisticNeedQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        asked = Q(department__in=user.grants.departments(Persona.AGENT), requested_on__isnull=False)
        return self.filter(seen_by(user, "sheet__meeting__") | asked)

    def standing(self):
        """Those that are still wanted."""
        return self.exclude(status=Status.CANCELLED)

    def unsecured(self):
        """Nobody said yes."""
        return self.filter(status__in=UNSECURED)

    def red(self, today):
        """Not confirmed, while the event or the date of the order is at hand (K05)."""
        soon = Q(due_on__lte=today + PRESSING) | Q(sheet__meeting__starts_at__lt=midnight_after(today + SECURED_BEFORE))
        return self.unsecured().filter(soon)

    def for_list(self):
        return self.select_related(
            "sheet__meeting__scheme", "department", "organisation", "line", "expense", "booking__speaker__person"
        )

    def for_record(self):
        return self.select_related(
            "sheet__meeting__scheme__body", "sheet__meeting__venue", "department", "organisation",
            "line__budget__scheme", "expense__line__budget__scheme", "booking__speaker__person", "booking__travel",
            "catering", "loan",
        )  # fmt: skip


class LogisticNeed(AuthorityOwned):
    """One need of an event: asked of a service or a supplier by its date, confirmed, delivered, settled.

    Its cost is an expense of the budget line that it is booked on: estimated, then committed once confirmed, then
    invoiced and paid; what finance says of it is the truth.
    """

    personal = PersonalData(
        purpose="Commandes aux services et aux fournisseurs",
        subject="",
        address="provider_email",
        keep="pièce de commande, conservée avec la dépense qu’elle explique",
    )

    STEPS = STEPS
    RULES = "logistics@2026-11"
    TONES = TONES

    sheet = models.ForeignKey(
        EventLogistics, on_delete=models.CASCADE, related_name="needs", verbose_name="fiche logistique"
    )
    kind = models.CharField("nature", max_length=14, choices=Kind.choices)
    label = models.CharField("besoin", max_length=200)
    details = models.TextField("précisions pour qui fournit", max_length=3000, blank=True)
    quantity = models.PositiveIntegerField("quantité", default=1)
    status = models.CharField("état", max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    due_on = models.DateField("à confirmer avant le")
    department = models.ForeignKey(
        "authorities.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="logistic_needs",
        verbose_name="service",
    )  # fmt: skip
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="logistic_needs",
        verbose_name="fournisseur connu",
    )  # fmt: skip
    provider_label = models.CharField("autre fournisseur", max_length=200, blank=True)
    provider_email = models.EmailField("adresse électronique pour la commande", blank=True)
    estimated_cents = models.BigIntegerField("coût estimé (centimes)", null=True, blank=True)
    quoted_cents = models.BigIntegerField("montant annoncé (centimes)", null=True, blank=True, editable=False)
    line = models.ForeignKey(
        "finance.BudgetLine", null=True, blank=True, on_delete=models.PROTECT, related_name="logistic_needs",
        verbose_name="ligne de budget",
    )  # fmt: skip
    expense = models.OneToOneField(
        "finance.Expense", null=True, blank=True, on_delete=models.PROTECT, related_name="logistic_need",
        verbose_name="dépense", editable=False,
    )  # fmt: skip
    requested_on = models.DateField("demandé le", null=True, blank=True, editable=False)
    answered_at = models.DateTimeField("réponse reçue le", null=True, blank=True, editable=False)
    confirmed_on = models.DateField("confirmé le", null=True, blank=True, editable=False)
    delivered_on = models.DateField("livré le", null=True, blank=True, editable=False)
    settled_on = models.DateField("soldé le", null=True, blank=True, editable=False)
    why = models.TextField(
        "motif du refus, de l’annulation ou de la nouvelle demande", max_length=2000, blank=True, editable=False
    )
    key = models.CharField("clé du lien privé", max_length=32, null=True, blank=True, unique=True, editable=False)

    objects = LogisticNeedQuerySet.as_manager()
    private_files_permission = "logistics.view_logisticneed"

    class Meta:
        verbose_name = "besoin logistique"
        verbose_name_plural = "besoins logistiques"
        ordering = ["due_on", "pk"]
        rules_permissions = {
            "list": rules.lists_on_desk,
            "view": rules.sees_need,
            "change": rules.runs_need,
            "answer": rules.answers_need,
        }
        indexes = [
            models.Index(fields=["authority", "status", "due_on"], name="need_by_state"),
            models.Index(fields=["authority", "due_on"], name="need_by_date"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="need_has_a_label"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="need_of_something"),
            models.CheckConstraint(
                condition=Q(estimated_cents=None) | Q(estimated_cents__gte=0), name="need_estimate_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(quoted_cents=None) | Q(quoted_cents__gte=0), name="need_quote_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(department=None) | Q(organisation=None), name="need_asked_of_one_provider"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.REQUESTED) | Q(requested_on__isnull=False), name="need_requested_is_dated"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=SECURED) | Q(confirmed_on__isnull=False), name="need_confirmed_is_dated"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(Status.DELIVERED, Status.SETTLED)) | Q(delivered_on__isnull=False),
                name="need_delivered_is_dated",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.SETTLED, settled_on__isnull=False)
                | (~Q(status=Status.SETTLED) & Q(settled_on=None)),
                name="need_settled_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(Status.REFUSED, Status.CANCELLED)) | ~Q(why=""),
                name="need_given_up_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(expense=None) | Q(line__isnull=False), name="need_booked_on_a_line"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.label

    def get_desk_url(self):
        return address("desk:logistics:detail", self.pk)

    @property
    def source(self):
        """How finance names where its expense comes from."""
        return f"need:{self.pk}"

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_unsecured(self):
        return self.status in UNSECURED

    @property
    def is_late(self):
        return self.is_unsecured and self.due_on < clock.today()

    @property
    def is_red(self):
        """Not confirmed, three days before its date or seven before the event (K05)."""
        today = clock.today()
        soon = self.due_on <= today + PRESSING or self.sheet.day <= today + SECURED_BEFORE
        return self.is_unsecured and soon

    @property
    def tone(self):
        return "late" if self.is_red else self.TONES[self.status]

    @property
    def state_words(self):
        """One badge says both: « demandé, en retard »."""
        words = self.get_status_display()
        if self.is_late:
            return f"{words}, en retard"
        return f"{words}, urgent" if self.is_red else words

    @property
    def provider_words(self):
        """Who provides it."""
        if self.department_id:
            return self.department.name
        if self.organisation_id:
            return self.organisation.name
        booking = getattr(self, "booking", None)
        return str(booking.speaker) if booking else self.provider_label

    @property
    def order_email(self):
        """Where the order goes: the address given for it, else that of the service or of the supplier."""
        booking = getattr(self, "booking", None)
        provider = self.department or self.organisation or (booking and booking.speaker.person)
        return self.provider_email or getattr(provider, "email", "")

    @property
    def cost_cents(self):
        """What it costs as known today: the expense, else the amount announced, else the estimate."""
        if self.status in (Status.CANCELLED, Status.REFUSED):
            return 0
        if self.expense_id:
            return self.expense.due_cents
        return next((cents for cents in (self.quoted_cents, self.estimated_cents) if cents is not None), 0)

    @property
    def link_closes_at(self):
        """The private link of the supplier opens until a week after the event."""
        return self.sheet.meeting.starts_at + LINK_LASTS
