"""Sessions worked in the evening and at week-ends, and the time taken back."""

import datetime as dt
from fractions import Fraction

from django.db import models
from django.db.models import F, Q

from parvis.ground.core.addresses import address

from .. import rules
from ..choices import (
    DAY_MINUTES,
    HELD,
    SESSION_STEPS,
    USE_STEPS,
    WORKED,
    Kind,
    SessionStatus,
    UseStatus,
)
from .base import SATURDAY, OwnHours, OwnHoursQuerySet, hours_kept


class SessionQuerySet(OwnHoursQuerySet):
    def held(self):
        """To come, or worked."""
        return self.filter(status__in=HELD)

    def worked(self):
        return self.filter(status__in=WORKED)

    def planned(self):
        return self.filter(status=SessionStatus.PLANNED)

    def saturdays(self):
        """On a Saturday, even one that is a public holiday."""
        return self.filter(day__iso_week_day=SATURDAY)

    def touching(self, starts_at, ends_at):
        """Those that share some time with this period."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def for_list(self):
        return self.select_related("user", "scheme", "authority")


class WorkSession(OwnHours):
    """One stretch of work outside office hours, or planned for a meeting. Its rate is frozen when it is credited.

    The day is that on which it starts in Europe/Paris: a session that ends after midnight belongs to its evening.
    """

    personal = hours_kept()
    STEPS = SESSION_STEPS
    RULES = "workload@2026-11"
    TONES = {
        SessionStatus.PLANNED: "wait", SessionStatus.DONE: "go", SessionStatus.CREDITED: "done",
        SessionStatus.CANCELLED: "off",
    }  # fmt: skip

    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    kind = models.CharField("nature", max_length=10, choices=Kind.choices)
    label = models.CharField("objet", max_length=200)
    scheme = models.ForeignKey(
        "schemes.Scheme", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="dispositif"
    )
    source = models.CharField("origine", max_length=60, blank=True, editable=False)
    status = models.CharField(
        "état", max_length=10, choices=SessionStatus.choices, default=SessionStatus.PLANNED, editable=False
    )
    counted_minutes = models.PositiveSmallIntegerField("minutes comptées", null=True, blank=True, editable=False)
    rate_numerator = models.PositiveSmallIntegerField("taux, numérateur", null=True, blank=True, editable=False)
    rate_denominator = models.PositiveSmallIntegerField("taux, dénominateur", null=True, blank=True, editable=False)
    credited_minutes = models.PositiveIntegerField("minutes créditées", null=True, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "séance de travail"
        verbose_name_plural = "séances de travail"
        ordering = ["starts_at", "pk"]
        rules_permissions = {
            "list": rules.has_hours,
            "team": rules.leads_team,
            "view": rules.sees_hours,
            "add": rules.has_hours,
            "change": rules.owns,
            "move": rules.owns,
            "do": rules.owns,
            "correct": rules.owns,
            "cancel": rules.owns,
        }
        indexes = [
            models.Index(fields=["authority", "user", "day"], name="work_session_by_day"),
            models.Index(fields=["authority", "day"], name="work_session_of_team"),
            models.Index(fields=["source"], condition=~Q(source=""), name="work_session_by_source"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="work_session_has_a_label"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="work_session_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["authority", "user", "source"], condition=~Q(source=""), name="work_session_once_per_source"
            ),
            models.CheckConstraint(
                condition=Q(
                    status=SessionStatus.CREDITED, counted_minutes__isnull=False, rate_numerator__isnull=False,
                    rate_denominator__isnull=False, rate_denominator__gt=0, credited_minutes__isnull=False,
                )
                | (
                    ~Q(status=SessionStatus.CREDITED)
                    & Q(counted_minutes=None, rate_numerator=None, rate_denominator=None, credited_minutes=None)
                ),
                name="work_session_credited_with_its_rate",
            ),
        ]  # fmt: skip

    def __str__(self):
        # Told to nobody but its owner: the journal and the menus of others never say more than the kind of record.
        return "Séance de travail"

    def get_desk_url(self):
        return address("desk:workload:session", self.pk)

    @property
    def tone(self):
        return self.TONES[self.status]

    @property
    def rate(self):
        """The rate frozen with the credit, as an exact fraction; None before."""
        if self.rate_denominator is None:
            return None
        return Fraction(self.rate_numerator, self.rate_denominator)

    @property
    def minutes(self):
        """How long it lasts on the clock of the world: a night of change of hour has one hour more, or less."""
        return int((self.ends_at.astimezone(dt.UTC) - self.starts_at.astimezone(dt.UTC)).total_seconds() // 60)


class UseQuerySet(OwnHoursQuerySet):
    def taken(self):
        return self.filter(status=UseStatus.TAKEN)

    def planned(self):
        return self.filter(status=UseStatus.PLANNED)


class RecoveryUse(OwnHours):
    """Time taken back: asked for a day, then taken, or given back."""

    personal = hours_kept()
    STEPS = USE_STEPS
    RULES = "workload@2026-11"
    TONES = {UseStatus.PLANNED: "wait", UseStatus.TAKEN: "done", UseStatus.CANCELLED: "off"}

    minutes = models.PositiveSmallIntegerField("minutes")
    label = models.CharField("précision", max_length=200, blank=True)
    status = models.CharField(
        "état", max_length=10, choices=UseStatus.choices, default=UseStatus.PLANNED, editable=False
    )

    objects = UseQuerySet.as_manager()

    class Meta:
        verbose_name = "récupération"
        verbose_name_plural = "récupérations"
        ordering = ["day", "pk"]
        rules_permissions = {
            "list": rules.has_hours,
            "view": rules.sees_hours,
            "add": rules.has_hours,
            "take": rules.owns,
            "give_back": rules.owns,
        }
        indexes = [models.Index(fields=["authority", "user", "day"], name="recovery_use_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=DAY_MINUTES), name="recovery_use_within_a_day"
            )
        ]

    def __str__(self):
        return "Récupération"

    def get_desk_url(self):
        return address("desk:workload:use", self.pk)

    @property
    def tone(self):
        return self.TONES[self.status]
