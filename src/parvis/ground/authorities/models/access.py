"""Who may do what: roles, delegations, motivated access."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parvis.ground.core import clock
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention

from .. import rules
from ..choices import TIME_LIMITED, Persona
from .base import SettingQuerySet
from .places import Department


class RoleQuerySet(SettingQuerySet):
    def in_force(self, on):
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def for_list(self):
        return self.select_related("user", "department", "granted_by")


class Role(AuthorityOwned):
    """What a person may do on an authority, or on one of its departments, between two dates."""

    personal = PersonalData(
        purpose="Droits d’accès à l’application",
        subject="user",
        retention=Retention(since="ends_on", months=12),
        keep="obligation de preuve des habilitations",
    )

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles", verbose_name="personne"
    )
    persona = models.CharField("rôle", max_length=20, choices=Persona.choices)
    department = models.ForeignKey(
        Department,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="roles",
        verbose_name="service",
    )
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin", null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="accordé par",
    )

    objects = RoleQuerySet.as_manager()

    class Meta:
        rules_permissions = {"view": rules.reads_settings, "grant": rules.is_admin, "end": rules.is_admin}
        verbose_name = "rôle"
        verbose_name_plural = "rôles"
        ordering = ["persona", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="role_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("user")), name="role_not_granted_to_oneself"
            ),
            models.CheckConstraint(
                condition=~Q(persona__in=TIME_LIMITED) | Q(ends_on__isnull=False),
                name="role_dated_when_limited",
            ),
        ]

    def get_desk_url(self):
        return address("desk:settings:role-detail", self.pk)

    def __str__(self):
        return f"{self.get_persona_display()} depuis le {self.starts_on:%d/%m/%Y}"

    def is_in_force(self, on=None):
        on = on or clock.today()
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)


class DelegationQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        readable = Q(authority__in=user.grants.authorities(*rules.SETTINGS_READERS))
        return self.filter(readable | Q(principal=user.pk) | Q(delegate=user.pk))

    def for_list(self):
        return self.select_related("principal", "delegate")


class Delegation(AuthorityOwned):
    """An elected member lets a named agent do one act for them (part E: `submit`, `acknowledge`), between two dates."""

    personal = PersonalData(purpose="Délégation d’un acte", subject="delegate", keep="obligation de preuve")

    class Act(models.TextChoices):
        SUBMIT = "submit", "transmettre une saisine"
        ACKNOWLEDGE = "acknowledge", "accuser réception d’un avis"

    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="given_delegations",
        verbose_name="au nom de",
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="received_delegations",
        verbose_name="personne qui agit",
    )
    act = models.CharField("acte délégué", max_length=20, choices=Act.choices)
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin", null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        rules_permissions = {
            "view": rules.reads_settings | rules.is_party,
            "delegate": rules.is_councillor,
            "end": rules.is_admin | (rules.is_councillor & rules.is_party),
        }
        verbose_name = "délégation"
        verbose_name_plural = "délégations"
        constraints = [
            models.CheckConstraint(condition=~Q(principal=F("delegate")), name="delegation_to_somebody_else"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="delegation_dates_in_order"
            ),
        ]

    def get_desk_url(self):
        return address("desk:settings:delegation-detail", self.pk)

    def __str__(self):
        return self.get_act_display()


class BreakGlassQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        controlled = Q(authority__in=user.grants.authorities(Persona.AUDITOR))
        return self.filter(controlled | Q(user=user.pk))

    def for_list(self):
        return self.select_related("user")


class BreakGlass(AuthorityOwned):
    """A motivated, time-limited access of an administrator to personal content (separation rule 5)."""

    personal = PersonalData(purpose="Accès exceptionnel", subject="user", keep="obligation de preuve")

    LONGEST = dt.timedelta(hours=4)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="break_glass", verbose_name="personne"
    )
    reason = models.TextField("motif", max_length=2000)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        rules_permissions = {"view": rules.is_auditor | rules.is_own_row, "break": rules.is_admin}
        verbose_name = "accès exceptionnel"
        verbose_name_plural = "accès exceptionnels"
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="break_glass_dates_in_order"),
            models.CheckConstraint(condition=~Q(reason=""), name="break_glass_has_a_reason"),
        ]

    def __str__(self):
        return f"accès exceptionnel jusqu’au {self.ends_at:%d/%m/%Y %H:%M}"
