"""Days on which an authority would rather not meet: school holidays of its zone, feasts, local events."""

from django.db import models
from django.db.models import F, Q

from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned

from ..choices import PeriodKind
from .base import SETTING, SettingQuerySet


class AvoidedPeriodQuerySet(SettingQuerySet):
    def touching(self, start, end):
        """Those that touch these days, both included."""
        return self.filter(starts_on__lte=end, ends_on__gte=start)


class AvoidedPeriod(AuthorityOwned):
    """A period during which a date is a difficult one: it warns whoever plans a meeting, and forbids nothing."""

    personal = None

    kind = models.CharField("nature", max_length=10, choices=PeriodKind.choices, default=PeriodKind.SCHOOL)
    label = models.CharField("nom", max_length=160)
    zone = models.CharField("zone", max_length=20, blank=True, help_text="Zone scolaire : A, B, C ou Corse.")
    starts_on = models.DateField("premier jour")
    ends_on = models.DateField("dernier jour")
    source = models.CharField("source", max_length=300, blank=True)

    objects = AvoidedPeriodQuerySet.as_manager()

    class Meta:
        rules_permissions = SETTING
        verbose_name = "période à éviter"
        verbose_name_plural = "périodes à éviter"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="avoided_period_in_order"),
            models.CheckConstraint(condition=~Q(label=""), name="avoided_period_has_a_name"),
            models.UniqueConstraint(fields=["authority", "kind", "label", "starts_on"], name="avoided_period_once"),
        ]

    def get_desk_url(self):
        return address("desk:settings:period-detail", self.pk)

    def __str__(self):
        return f"{self.label}, zone {self.zone}" if self.zone else self.label
