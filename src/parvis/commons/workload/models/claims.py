"""What members are paid back (D10)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from rules.contrib.models import RulesModel

from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention

from .. import rules
from ..choices import (
    CLAIM_STEPS,
    ClaimStatus,
    LineKind,
)


class ClaimQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        grants = user.grants
        handed = ~Q(status=ClaimStatus.DRAFT) & (
            Q(authority__in=grants.authorities(*rules.CLAIM_READERS))
            | Q(scheme__in=grants.schemes(*rules.CLAIM_READERS))
        )
        return self.filter(Q(person__user=user) | handed)

    def mine(self, user):
        return self.filter(person__user=user)

    def waiting(self):
        return self.filter(status=ClaimStatus.SUBMITTED)

    def with_total(self):
        """Each with the sum of its lines, in cents."""
        return self.annotate(total=Coalesce(models.Sum("lines__cents"), 0))

    def for_list(self):
        return self.select_related("person", "scheme").with_total()

    def for_record(self):
        return self.select_related("person", "scheme", "authority", "decided_by", "expense__line").with_total()


class ExpenseClaim(AuthorityOwned):
    """What a member asks to be paid back for a meeting (*état de frais*, D10)."""

    personal = PersonalData(
        purpose="Remboursement des frais des membres",
        subject="person",
        retention=Retention(since="day", months=120, then="archive"),
        keep="pièce comptable : dix ans",
    )
    STEPS = CLAIM_STEPS
    RULES = "workload@2026-11"
    TONES = {
        ClaimStatus.DRAFT: "off", ClaimStatus.SUBMITTED: "wait", ClaimStatus.ACCEPTED: "done",
        ClaimStatus.REFUSED: "late",
    }  # fmt: skip
    private_files_permission = "workload.view_expenseclaim"

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="expense_claims", verbose_name="membre"
    )
    scheme = models.ForeignKey(
        "schemes.Scheme", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="instance"
    )
    meeting = models.CharField("réunion ou motif", max_length=200)
    day = models.DateField("jour")
    status = models.CharField(
        "état", max_length=10, choices=ClaimStatus.choices, default=ClaimStatus.DRAFT, editable=False
    )
    submitted_at = models.DateTimeField("transmis le", null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="vérifié par", editable=False,
    )  # fmt: skip
    decided_at = models.DateTimeField("vérifié le", null=True, blank=True, editable=False)
    answer = models.TextField("motif de la réponse", max_length=2000, blank=True, editable=False)
    expense = models.OneToOneField(
        "finance.Expense", null=True, blank=True, on_delete=models.PROTECT, related_name="claim", editable=False,
        verbose_name="dépense du budget",
    )  # fmt: skip

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "état de frais"
        verbose_name_plural = "états de frais"
        ordering = ["-day", "-pk"]
        rules_permissions = {
            "list": rules.checks_anywhere,
            "view": rules.sees_claim,
            "add": rules.claims,
            "change": rules.is_claimant,
            "submit": rules.is_claimant,
            "take_back": rules.is_claimant,
            "remove": rules.is_claimant,
            "accept": rules.settles_claim,
            "refuse": rules.settles_claim,
        }
        indexes = [models.Index(fields=["authority", "status", "-day"], name="expense_claim_list")]
        constraints = [
            models.CheckConstraint(condition=~Q(meeting=""), name="expense_claim_says_for_what"),
            models.CheckConstraint(
                condition=Q(status=ClaimStatus.DRAFT) | Q(submitted_at__isnull=False),
                name="expense_claim_dated_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(ClaimStatus.DRAFT, ClaimStatus.SUBMITTED))
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="expense_claim_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=ClaimStatus.REFUSED) | ~Q(answer=""), name="expense_claim_refused_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(expense=None) | Q(status=ClaimStatus.ACCEPTED), name="expense_claim_paid_once_accepted"
            ),
        ]

    def __str__(self):
        return "État de frais"

    def get_desk_url(self):
        return address("desk:workload:claim", self.pk)

    def get_member_url(self):
        return address("member:workload:claim", self.pk)

    @property
    def status_words(self):
        return self.get_status_display()

    @property
    def tone(self):
        return self.TONES[self.status]


class LineQuerySet(models.QuerySet):
    def of(self, authority):
        return self.filter(claim__authority=authority)

    def visible_to(self, user):
        return self.filter(claim__in=ExpenseClaim.objects.visible_to(user))

    def for_record(self):
        return self.select_related("claim__authority", "claim__person", "claim__scheme")


class ClaimLine(RulesModel):
    """One expense of a claim. Kilometres are turned into cents at the rate of the day, then frozen."""

    personal = PersonalData(
        purpose="Remboursement des frais des membres", subject="claim.person", keep="pièce comptable : dix ans"
    )

    claim = models.ForeignKey(ExpenseClaim, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField("dépense", max_length=10, choices=LineKind.choices)
    label = models.CharField("précision", max_length=200, blank=True)
    km_tenths = models.PositiveIntegerField("distance (dixièmes de kilomètre)", null=True, blank=True)
    cents = models.PositiveIntegerField("montant (centimes)")

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne d’un état de frais"
        verbose_name_plural = "lignes des états de frais"
        ordering = ["pk"]
        rules_permissions = {"view": rules.sees_claim_of}
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="claim_line_costs_something"),
            models.CheckConstraint(
                condition=Q(kind=LineKind.MILEAGE, km_tenths__isnull=False, km_tenths__gt=0)
                | (~Q(kind=LineKind.MILEAGE) & Q(km_tenths=None)),
                name="claim_line_counts_kilometres_of_a_car",
            ),
        ]

    def __str__(self):
        return "ligne d’un état de frais"

    @property
    def authority_id(self):
        return self.claim.authority_id
