"""Where officers go."""

from fractions import Fraction

from django.db import models
from django.db.models import Q

from parvis.ground.core.addresses import address

from .. import rules
from ..choices import (
    Vehicle,
)
from .base import OwnHours, OwnHoursQuerySet, hours_kept


class TripQuerySet(OwnHoursQuerySet):
    def for_list(self):
        return self.select_related("user", "scheme", "authority")


class Trip(OwnHours):
    """A journey made for the mission: from where, to where, how far, in what."""

    personal = hours_kept()

    origin = models.CharField("départ", max_length=120)
    destination = models.CharField("arrivée", max_length=120)
    km_tenths = models.PositiveIntegerField("distance (dixièmes de kilomètre)")
    vehicle = models.CharField("moyen", max_length=10, choices=Vehicle.choices, default=Vehicle.PERSONAL)
    purpose = models.CharField("motif", max_length=200)
    scheme = models.ForeignKey(
        "schemes.Scheme", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="dispositif"
    )
    source = models.CharField("origine", max_length=60, blank=True, editable=False)

    objects = TripQuerySet.as_manager()

    class Meta:
        verbose_name = "trajet"
        verbose_name_plural = "trajets"
        ordering = ["day", "pk"]
        rules_permissions = {
            "list": rules.has_hours,
            "view": rules.sees_hours,
            "add": rules.has_hours,
            "change": rules.owns,
            "remove": rules.owns,
        }
        indexes = [models.Index(fields=["authority", "user", "day"], name="trip_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(km_tenths__gt=0), name="trip_goes_somewhere"),
            models.CheckConstraint(
                condition=~Q(origin="") & ~Q(destination="") & ~Q(purpose=""), name="trip_says_where_and_why"
            ),
            models.UniqueConstraint(
                fields=["authority", "user", "source"], condition=~Q(source=""), name="trip_once_per_source"
            ),
        ]

    def __str__(self):
        return "Trajet"

    def get_desk_url(self):
        return address("desk:workload:trip", self.pk)

    @property
    def km(self):
        return Fraction(self.km_tenths, 10)
