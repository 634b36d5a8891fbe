"""Legal acts and dated legal rules."""

from django.db import models
from django.db.models import F, Q
from rules.contrib.models import RulesModel

from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet

from .. import rules
from ..choices import ActKind, RuleStanding, RuleUnit
from .authority import Authority
from .base import LAW, LawQuerySet


class LegalAct(AuthorityOwned):
    """A *délibération*, an *arrêté* or a *décision* that founds what the product records."""

    personal = None

    kind = models.CharField("nature", max_length=20, choices=ActKind.choices)
    number = models.CharField("numéro", max_length=60)
    date = models.DateField("date")
    title = models.CharField("objet", max_length=300)
    url = models.URLField("adresse de l’acte publié", blank=True)

    objects = LawQuerySet.as_manager()

    class Meta:
        rules_permissions = LAW
        verbose_name = "acte"
        verbose_name_plural = "actes"
        ordering = ["-date", "number"]
        constraints = [models.UniqueConstraint(fields=["authority", "kind", "number"], name="legal_act_number_once")]

    def get_desk_url(self):
        return address("desk:settings:act-detail", self.pk)

    def __str__(self):
        return f"{self.get_kind_display()} {self.number} du {self.date:%d/%m/%Y}"


class LegalRuleQuerySet(AuthorityQuerySet):
    """Rules of one authority and those that hold for all."""

    def of(self, authority):
        return self.filter(Q(authority=authority) | Q(authority=None))

    def visible_to(self, user):
        known = user.grants.anywhere(*rules.LAW_READERS)
        return self.filter(Q(authority__in=known) | Q(authority=None)) if known else self.none()

    def in_force(self, on):
        return self.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gte=on))


class LegalRule(RulesModel):
    """A legal or local figure with its dates and its source, because law changes.

    A row without authority holds for all; a row of an authority comes before it.
    """

    personal = None

    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField("code", max_length=80)
    label = models.CharField("ce que dit la règle", max_length=300)
    value = models.DecimalField("valeur", max_digits=14, decimal_places=4)
    unit = models.CharField("unité", max_length=20, choices=RuleUnit.choices)
    valid_from = models.DateField("depuis le")
    valid_to = models.DateField("jusqu’au", null=True, blank=True)
    source = models.CharField("source", max_length=300)
    source_url = models.URLField("adresse de la source", blank=True)
    standing = models.CharField("portée", max_length=20, choices=RuleStanding.choices, default=RuleStanding.LAW)

    objects = LegalRuleQuerySet.as_manager()

    class Meta:
        rules_permissions = LAW
        verbose_name = "règle de droit"
        verbose_name_plural = "règles de droit"
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "code", "valid_from"], name="legal_rule_once_a_day"),
            models.UniqueConstraint(
                fields=["code", "valid_from"], condition=Q(authority=None), name="legal_rule_once_a_day_for_all"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="legal_rule_dates_in_order",
            ),
        ]

    def get_desk_url(self):
        return address("desk:settings:rule-detail", self.pk)

    def __str__(self):
        return self.code

    @property
    def version(self):
        """What the journal writes: the code and the day from which this value holds."""
        return f"{self.code}@{self.valid_from:%Y-%m-%d}"

    @property
    def number(self):
        """The value as an integer."""
        return int(self.value)
