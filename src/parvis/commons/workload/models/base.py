"""What all hours share: whose they are, who reads them, how long they are kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from parvis.ground.authorities.choices import Persona
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention

from ..choices import (
    KEPT_MONTHS,
)

SATURDAY = 6
"""The number of Saturday in the ISO week."""
PAY = "pièces justificatives du temps de travail et des déplacements : cinq ans"


def hours_kept(since="day"):
    """What each table of hours says of its people."""
    return PersonalData(
        purpose="Temps de travail, récupérations et déplacements des agents",
        subject="user",
        retention=Retention(since=since, months=KEPT_MONTHS),
        keep=PAY,
    )


def one_of(user):
    """The rows of a person, and those of the team that they direct."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    return Q(user=user) | Q(authority__in=user.grants.authorities(Persona.DIRECTOR))


class OwnHoursQuerySet(AuthorityQuerySet):
    """Rows of one officer: read by them, and by their director."""

    def visible_to(self, user):
        return self.filter(one_of(user))

    def of_user(self, user):
        return self.filter(user=user)

    def between(self, first, last):
        """Those of these days, both included."""
        return self.filter(day__gte=first, day__lte=last)

    def for_list(self):
        return self.select_related("user", "authority")

    def for_record(self):
        return self.for_list()


class OwnHours(AuthorityOwned):
    """A row of hours, of rest or of road: whose it is, and on which day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="agent")
    day = models.DateField("jour")

    class Meta:
        abstract = True
