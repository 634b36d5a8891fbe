"""The departments of an authority, its territories, its venues."""

from django.db import models
from django.db.models import F, Q

from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned

from ..choices import DepartmentKind, TerritoryKind
from .base import SETTING, NestedQuerySet, SettingQuerySet


class VenueQuerySet(SettingQuerySet):
    def for_list(self):
        return self.select_related("territory")


class Department(AuthorityOwned):
    """A directorate or service of the authority (*direction, service*)."""

    personal = None
    NAMED_BY = ("name",)

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
        return address("desk:settings:department-detail", self.pk)

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
        return address("desk:settings:territory-detail", self.pk)

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
        return address("desk:settings:venue-detail", self.pk)

    def __str__(self):
        return self.name
