"""How hours are credited."""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from parvis.ground.authorities.rules import SETTINGS_READERS
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet

from .. import rules
from ..choices import (
    Kind,
)


class RateQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*SETTINGS_READERS))

    def in_force(self, on):
        """The rates that may hold that day, the latest first."""
        return self.filter(valid_from__lte=on).order_by("-valid_from")


class RecoveryRate(AuthorityOwned):
    """How much one hour of a kind gives back, from a day on, as an exact fraction: 4/3 for a Saturday."""

    personal = None

    kind = models.CharField("nature de séance", max_length=10, choices=Kind.choices)
    numerator = models.PositiveSmallIntegerField("numérateur")
    denominator = models.PositiveSmallIntegerField("dénominateur", default=1)
    valid_from = models.DateField("à partir du")
    source = models.CharField("texte qui le fixe", max_length=300)

    objects = RateQuerySet.as_manager()

    class Meta:
        verbose_name = "taux de récupération"
        verbose_name_plural = "taux de récupération"
        ordering = ["kind", "-valid_from"]
        rules_permissions = {
            "list": rules.reads_rates,
            "view": rules.reads_rates,
            "set": rules.sets_rates,
            "remove": rules.sets_rates,
        }
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind", "valid_from"], name="recovery_rate_once_a_day"),
            models.CheckConstraint(
                condition=Q(denominator__gt=0, numerator__lte=10 * F("denominator")),
                name="recovery_rate_is_a_fraction",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} : {self.words}"

    def get_desk_url(self):
        return reverse("desk:workload:rates")

    @property
    def rate(self):
        return Fraction(self.numerator, self.denominator)

    @property
    def words(self):
        """« 4/3 », « 1 »."""
        return str(self.rate)


# --- What a member pays to come ---
