"""The authority, its addresses, its terms and its elections."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_noop
from rules.contrib.models import RulesModel

from parvis.ground.core import clock
from parvis.ground.core.addresses import address
from parvis.ground.core.dates import add_months
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.validators import validate_colour, validate_siren, validate_siret

from .. import rules
from ..choices import AuthorityKind
from .base import SETTING, SettingQuerySet


def logo_path(authority, filename):
    return f"logos/{authority.slug}/{filename}"


class AuthorityRows(AuthorityQuerySet):
    """Authorities themselves: each is its own."""

    def of(self, authority):
        return self.filter(pk=authority.pk)

    def visible_to(self, user):
        return self.filter(pk__in=user.grants.authorities(*rules.SETTINGS_READERS))


class Authority(RulesModel):
    """A local authority served by this installation; the host name of a request chooses it."""

    personal = None

    slug = models.SlugField("adresse courte", unique=True)
    name = models.CharField("nom", max_length=160)
    short_name = models.CharField("nom court", max_length=60)
    kind = models.CharField("nature", max_length=20, choices=AuthorityKind.choices)
    siren = models.CharField("SIREN", max_length=9, validators=[validate_siren], blank=True)
    siret = models.CharField("SIRET", max_length=14, validators=[validate_siret], blank=True)
    population = models.PositiveIntegerField("population", null=True, blank=True)
    logo = models.FileField("logo", upload_to=logo_path, blank=True)
    primary_colour = models.CharField("première couleur", max_length=7, default="#1c5d99", validators=[validate_colour])
    accent_colour = models.CharField("seconde couleur", max_length=7, default="#c8553d", validators=[validate_colour])
    email = models.EmailField("adresse électronique de contact", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    address = models.TextField("adresse postale", max_length=400, blank=True)
    publication_director = models.CharField("direction de la publication", max_length=160, blank=True)
    hosting = models.CharField("hébergement du site", max_length=300, blank=True)
    dpo_contact = models.CharField("délégué ou déléguée à la protection des données", max_length=200, blank=True)
    accessibility_contact = models.CharField("contact accessibilité", max_length=200, blank=True)
    accessibility_rate = models.DecimalField(
        "taux de conformité au RGAA (%)", max_digits=4, decimal_places=1, null=True, blank=True
    )
    accessibility_audited_on = models.DateField("date de l’audit d’accessibilité", null=True, blank=True)
    alsace_moselle = models.BooleanField("jours fériés d’Alsace-Moselle", default=False)
    modules_off = models.JSONField("modules éteints", default=list, blank=True)
    second_factor_for_agents = models.BooleanField("second facteur exigé des agents", default=False)
    proconnect = models.JSONField("réglages ProConnect", default=dict, blank=True)
    franceconnect = models.JSONField("réglages FranceConnect", default=dict, blank=True)
    is_fictional = models.BooleanField("collectivité fictive", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AuthorityRows.as_manager()

    class Meta:
        verbose_name = "collectivité"
        verbose_name_plural = "collectivités"
        rules_permissions = {"view": rules.reads_settings, "change": rules.is_admin}
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def town(self):
        """« Virazelle », from a postal address whose last line is « 00100 Virazelle »; empty when it has none."""
        found = re.search(r"\b\d{5}\s+(.+?)(?:\s+CEDEX.*)?$", self.address.strip(), re.IGNORECASE)
        return found[1].strip() if found else ""

    @property
    def authority_id(self):
        """The journal files an authority's own acts under itself."""
        return self.pk

    @property
    def logo_url(self):
        return f"/logo-{self.pk}" if self.logo else ""

    @property
    def dpo_addresses(self):
        """The addresses written for the DPO, who may be named in words beside them."""
        words = self.dpo_contact.replace(",", " ").replace("(", " ").replace(")", " ").replace(";", " ").split()
        return [word.strip(".<>").lower() for word in words if "@" in word]

    def accessibility_state(self):
        """The mention that the home page must carry (RGAA 4.1.2): without a valid audit, « non conforme »."""
        audited, rate = self.accessibility_audited_on, self.accessibility_rate
        if audited is None or rate is None or clock.today() > add_months(audited, 36) or rate < 50:
            return gettext_noop("non conforme")
        return gettext_noop("totalement conforme") if rate == 100 else gettext_noop("partiellement conforme")

    def clean(self):
        if self.siren and self.siret and not self.siret.startswith(self.siren):
            raise ValidationError({"siret": "Le SIRET commence par les neuf chiffres du SIREN."})

    def primary_host(self):
        """The name under which letters and feeds point here."""
        return self.hosts.filter(is_primary=True).values_list("name", flat=True).first() or ""

    def address_of(self, path):
        """Absolute address of a path of this authority, from its primary host, never from a request."""
        host = self.__dict__.setdefault("_primary_host", None) or self.primary_host()
        self._primary_host = host
        port = settings.PUBLIC_PORT
        return f"{settings.PUBLIC_SCHEME}://{host}{f':{port}' if port else ''}{path}"


class Host(RulesModel):
    """A name that leads to an authority. One of them is primary."""

    personal = None

    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="hosts")
    name = models.CharField("nom d’hôte", max_length=253, unique=True)
    is_primary = models.BooleanField("principal", default=False)

    objects = SettingQuerySet.as_manager()

    class Meta:
        rules_permissions = SETTING
        verbose_name = "nom d’hôte"
        verbose_name_plural = "noms d’hôte"
        constraints = [
            models.UniqueConstraint(fields=["authority"], condition=Q(is_primary=True), name="host_one_primary"),
            models.CheckConstraint(condition=~Q(name=""), name="host_has_a_name"),
        ]

    def get_desk_url(self):
        return address("desk:settings:host-detail", self.pk)

    def __str__(self):
        return self.name


class Term(AuthorityOwned):
    """The term of office (*mandature*) of the governing assembly."""

    personal = None

    name = models.CharField("nom", max_length=60)
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin")

    objects = SettingQuerySet.as_manager()

    class Meta:
        rules_permissions = SETTING
        verbose_name = "mandature"
        verbose_name_plural = "mandatures"
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_ends_after_it_starts")
        ]

    def get_desk_url(self):
        return address("desk:settings:term-detail", self.pk)

    def __str__(self):
        return self.name


class Election(AuthorityOwned):
    """General elections that concern the authority; the electoral reserve is computed from the first round."""

    personal = None

    name = models.CharField("nom", max_length=120)
    first_round = models.DateField("premier tour")
    second_round = models.DateField("second tour", null=True, blank=True)

    objects = SettingQuerySet.as_manager()

    class Meta:
        rules_permissions = SETTING
        verbose_name = "élection"
        verbose_name_plural = "élections"
        ordering = ["first_round"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second_round=None) | Q(second_round__gte=F("first_round")),
                name="election_rounds_in_order",
            )
        ]

    def get_desk_url(self):
        return address("desk:settings:election-detail", self.pk)

    def __str__(self):
        return self.name

    @property
    def last_round(self):
        return self.second_round or self.first_round

    def reserve(self, months):
        """First and last day of the *réserve électorale*, `months` being those that the rule in force gives.

        Code électoral, art. L52-1: from the first day of the sixth month before the month of the elections
        (15 March 2026 → 1 September 2025) until the last round.
        """
        return add_months(self.first_round.replace(day=1), -months), self.last_round
