"""Meetings that come back: one Saturday a month, with its exceptions."""

from django.db import models
from django.db.models import Q

from parvis.commons.schemes.models import Scheme
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet

from .. import rules
from ..choices import MeetingKind


class MeetingSeriesQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        """What comes back is known to those who read the list of meetings, and to the team of the scheme."""
        staff = Q(authority__in=user.grants.authorities(*rules.CLOSED_READERS))
        return self.filter(staff | Q(scheme__in=user.grants.schemes(*rules.MEETING_PEOPLE)))

    def for_record(self):
        return self.select_related("scheme__body")


class MeetingSeries(AuthorityOwned):
    """A rule that gives dates (RFC 5545 recurrence rule, local hours); each date becomes a meeting of its own."""

    personal = None

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="meeting_series")
    title = models.CharField("titre", max_length=200)
    kind = models.CharField("nature", max_length=20, choices=MeetingKind.choices, default=MeetingKind.PLENARY)
    rule = models.CharField("règle de répétition (RFC 5545)", max_length=200)
    starts_on = models.DateField("à partir du")
    ends_on = models.DateField("jusqu’au")
    starts_at = models.TimeField("heure de début")
    ends_at = models.TimeField("heure de fin")

    objects = MeetingSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "série de réunions"
        verbose_name_plural = "séries de réunions"
        ordering = ["starts_on", "pk"]
        rules_permissions = {"view": rules.reads_series, "change": rules.runs}
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="series_dates_in_order"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="series_hours_in_order"),
        ]

    def __str__(self):
        return self.title

    def get_desk_url(self):
        return address("desk:meetings:series", self.pk)


class SeriesException(models.Model):
    """A date of the series on which nobody meets, and why."""

    personal = None

    series = models.ForeignKey(MeetingSeries, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField("jour sans réunion")
    reason = models.CharField("motif", max_length=200, blank=True)

    class Meta:
        verbose_name = "exception"
        verbose_name_plural = "exceptions"
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["series", "day"], name="series_exception_once")]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}"

    @property
    def authority_id(self):
        return self.series.authority_id
