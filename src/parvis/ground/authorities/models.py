"""Authorities and what belongs to them by nature: hosts, departments, territories, venues, acts, rules, roles."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from rules.contrib.models import RulesModel

from parvis.ground.core import clock
from parvis.ground.core.dates import add_months
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention
from parvis.ground.core.validators import validate_colour, validate_siren, validate_siret

from . import rules
from .choices import (
    TIME_LIMITED,
    ActKind,
    AuthorityKind,
    DepartmentKind,
    Persona,
    RuleStanding,
    RuleUnit,
    TerritoryKind,
)

SETTING = {"view": rules.reads_settings, "add": rules.is_admin, "change": rules.is_admin, "delete": rules.is_admin}
"""Matrix E.2, « Settings, users, roles »: administrators write, the mission, the direction and auditors read."""

LAW = {"view": rules.reads_law, "add": rules.is_admin, "change": rules.is_admin}
"""Matrix E.2, « Legal rules, legal acts »."""


def logo_path(authority, filename):
    return f"logos/{authority.slug}/{filename}"


class SettingQuerySet(AuthorityQuerySet):
    """Rows of the settings: read by the administration, the mission, the direction and auditors."""

    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*rules.SETTINGS_READERS))


class NestedQuerySet(SettingQuerySet):
    def for_list(self):
        return self.select_related("parent")


class VenueQuerySet(SettingQuerySet):
    def for_list(self):
        return self.select_related("territory")


class LawQuerySet(AuthorityQuerySet):
    """Legal acts and what dates them: read by almost everybody who has a role."""

    def visible_to(self, user):
        return self.filter(authority__in=user.grants.anywhere(*rules.LAW_READERS))


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
    def authority_id(self):
        """The journal files an authority's own acts under itself."""
        return self.pk

    @property
    def logo_url(self):
        return f"/logo-{self.pk}" if self.logo else ""

    def accessibility_state(self):
        """The mention that the home page must carry (RGAA 4.1.2): without a valid audit, « non conforme »."""
        audited, rate = self.accessibility_audited_on, self.accessibility_rate
        if audited is None or rate is None or clock.today() > add_months(audited, 36) or rate < 50:
            return "non conforme"
        return "totalement conforme" if rate == 100 else "partiellement conforme"

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
        return reverse("desk:settings:host-detail", args=[self.pk])

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
        return reverse("desk:settings:term-detail", args=[self.pk])

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
        return reverse("desk:settings:election-detail", args=[self.pk])

    def __str__(self):
        return self.name

    @property
    def last_round(self):
        return self.second_round or self.first_round

    @property
    def reserve(self):
        """First and last day of the *réserve électorale*.

        Code électoral, art. L52-1: from the first day of the sixth month before the month of the elections
        (15 March 2026 → 1 September 2025) until the last round.
        """
        return add_months(self.first_round.replace(day=1), -6), self.last_round


class Department(AuthorityOwned):
    """A directorate or service of the authority (*direction, service*)."""

    personal = None

    name = models.CharField("nom", max_length=120)
    kind = models.CharField("nature", max_length=20, choices=DepartmentKind.choices, default=DepartmentKind.SERVICE)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name="rattaché à"
    )
    email = models.EmailField("adresse électronique", blank=True)
    closed_on = models.DateField("fermé le", null=True, blank=True)

    objects = NestedQuerySet.as_manager()

    class Meta:
        rules_permissions = SETTING
        verbose_name = "service"
        verbose_name_plural = "services"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="department_name_once"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="department_not_its_own_parent"),
        ]

    def get_desk_url(self):
        return reverse("desk:settings:department-detail", args=[self.pk])

    def __str__(self):
        return self.name


class Territory(AuthorityOwned):
    """A part of the authority's territory; maps are drawn from `geometry` when it is known."""

    personal = None

    kind = models.CharField("nature", max_length=20, choices=TerritoryKind.choices)
    name = models.CharField("nom", max_length=120)
    code = models.CharField("code INSEE ou numéro", max_length=12, blank=True)
    population = models.PositiveIntegerField("population", null=True, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name="compris dans"
    )
    geometry = models.JSONField("contour (GeoJSON)", null=True, blank=True)
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    valid_from = models.DateField("depuis le", null=True, blank=True)
    valid_to = models.DateField("jusqu’au", null=True, blank=True)

    objects = NestedQuerySet.as_manager()

    class Meta:
        rules_permissions = SETTING
        verbose_name = "territoire"
        verbose_name_plural = "territoires"
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind", "name", "parent"], name="territory_name_once"),
            models.UniqueConstraint(
                fields=["authority", "kind", "name"], condition=Q(parent=None), name="territory_name_once_at_the_top"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="territory_dates_in_order",
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="territory_not_its_own_parent"),
        ]

    def get_desk_url(self):
        return reverse("desk:settings:territory-detail", args=[self.pk])

    def __str__(self):
        return self.name


class Venue(AuthorityOwned):
    """A place where people meet, with what a body needs to know of it."""

    personal = None

    name = models.CharField("nom", max_length=160)
    address = models.CharField("adresse", max_length=300, blank=True)
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.SET_NULL, related_name="venues", verbose_name="territoire"
    )
    capacity = models.PositiveIntegerField("places", null=True, blank=True)
    step_free = models.BooleanField("accessible sans marche", null=True, blank=True)
    hearing_loop = models.BooleanField("boucle magnétique", null=True, blank=True)
    equipment = models.TextField("équipement", max_length=1000, blank=True)
    notes = models.TextField("contraintes d’ouverture", max_length=1000, blank=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        rules_permissions = SETTING
        verbose_name = "lieu"
        verbose_name_plural = "lieux"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="venue_name_once")]

    def get_desk_url(self):
        return reverse("desk:settings:venue-detail", args=[self.pk])

    def __str__(self):
        return self.name


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
        return reverse("desk:settings:act-detail", args=[self.pk])

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
        return reverse("desk:settings:rule-detail", args=[self.pk])

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
        return reverse("desk:settings:role-detail", args=[self.pk])

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
        return reverse("desk:settings:delegation-detail", args=[self.pk])

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
