"""Saturdays beyond the rule, and months whose statements are kept."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet

from .. import rules
from ..choices import (
    AGREEMENT_STEPS,
    ANSWERED,
    STANDING,
    AgreementStatus,
)
from .base import OwnHours, OwnHoursQuerySet, hours_kept, one_of


class AgreementQuerySet(OwnHoursQuerySet):
    def standing(self):
        """Asked or granted: what makes a Saturday possible."""
        return self.filter(status__in=STANDING)

    def waiting(self):
        return self.filter(status=AgreementStatus.ASKED)


class SaturdayAgreement(OwnHours):
    """The director's answer to one Saturday more than the rule. Whoever asks never answers."""

    personal = hours_kept()
    STEPS = AGREEMENT_STEPS
    RULES = "workload@2026-11"
    TONES = {
        AgreementStatus.ASKED: "wait", AgreementStatus.GRANTED: "done", AgreementStatus.REFUSED: "off",
        AgreementStatus.WITHDRAWN: "off",
    }  # fmt: skip

    rank = models.PositiveSmallIntegerField("rang du samedi dans l’année")
    reason = models.TextField("pourquoi ce samedi", max_length=2000)
    asked_at = models.DateTimeField("demandé le")
    status = models.CharField(
        "état", max_length=10, choices=AgreementStatus.choices, default=AgreementStatus.ASKED, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="réponse de", editable=False,
    )  # fmt: skip
    decided_at = models.DateTimeField("répondu le", null=True, blank=True, editable=False)
    answer = models.TextField("motif de la réponse", max_length=2000, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "accord pour un samedi de plus"
        verbose_name_plural = "accords pour un samedi de plus"
        ordering = ["-day", "-pk"]
        rules_permissions = {
            "list": rules.has_hours | rules.leads_team,
            "view": rules.sees_hours,
            "add": rules.has_hours,
            "answer": rules.answers_agreement,
            "withdraw": rules.owns,
        }
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "user", "day"], condition=Q(status__in=STANDING), name="saturday_asked_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="saturday_asked_with_a_reason"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("user")), name="saturday_answered_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ANSWERED)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(answer="")),
                name="saturday_answered_with_a_reason",
            ),
        ]

    def __str__(self):
        return "Accord pour un samedi de plus"

    def get_desk_url(self):
        return address("desk:workload:agreement", self.pk)

    @property
    def tone(self):
        return self.TONES[self.status]


class MonthQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(one_of(user))

    def for_record(self):
        return self.select_related("user", "authority")


class WorkMonth(AuthorityOwned):
    """The month of an officer: what its statements for the human resources are kept with."""

    personal = hours_kept("month")
    private_files_permission = "workload.view_workmonth"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="agent")
    month = models.DateField("premier jour du mois")

    objects = MonthQuerySet.as_manager()

    class Meta:
        verbose_name = "mois de travail"
        verbose_name_plural = "mois de travail"
        ordering = ["-month", "pk"]
        rules_permissions = {"view": rules.sees_hours}
        constraints = [
            models.UniqueConstraint(fields=["authority", "user", "month"], name="work_month_once"),
        ]

    def __str__(self):
        return "Mois de travail"

    def get_desk_url(self):
        return f"{reverse('desk:workload:month')}?mois={self.month:%Y-%m}"
