"""A meeting of a scheme: when, where, who was there. Agenda, convocations and minutes hang on it later."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from parvis.commons.schemes.models import Scheme
from parvis.ground.authorities.models import Venue
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet

from . import rules
from .choices import STEPS, TONES, UPCOMING, MeetingKind, MeetingStatus


class MeetingQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        closed = Q(authority__in=user.grants.authorities(*rules.CLOSED_READERS))
        return self.filter(Q(is_public=True) | closed | Q(scheme__in=user.grants.schemes()))

    def upcoming(self, now):
        """What is still to come, soonest first."""
        return self.filter(status__in=UPCOMING, starts_at__gte=now).order_by("starts_at", "pk")

    def between(self, start, end):
        """Those that start in this period (dates, both included)."""
        return self.filter(starts_at__date__gte=start, starts_at__date__lte=end).order_by("starts_at", "pk")

    def for_list(self):
        return self.select_related("scheme__body", "venue")

    def for_record(self):
        return self.for_list()


class Meeting(AuthorityOwned):
    """One meeting of a body or of another scheme."""

    personal = None
    STEPS = STEPS
    TONES = TONES
    RULES = "meetings@2026-11"

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="meetings", verbose_name="dispositif")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveSmallIntegerField("numéro d’envoi", default=0, editable=False)
    kind = models.CharField("nature", max_length=20, choices=MeetingKind.choices, default=MeetingKind.PLENARY)
    title = models.CharField("titre", max_length=200)
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin", null=True, blank=True)
    venue = models.ForeignKey(
        Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings", verbose_name="lieu connu"
    )
    place = models.CharField("autre lieu, ou précision", max_length=200, blank=True)
    is_public = models.BooleanField("ouverte au public", default=False)
    status = models.CharField("état", max_length=12, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED)
    convened_at = models.DateTimeField("convoquée le", null=True, blank=True)
    electors = models.PositiveSmallIntegerField("membres en exercice", null=True, blank=True)
    present = models.PositiveSmallIntegerField("membres présents", null=True, blank=True)
    proxies = models.PositiveSmallIntegerField("pouvoirs", default=0)
    quorum_needed = models.PositiveSmallIntegerField("quorum", null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "réunion"
        verbose_name_plural = "réunions"
        rules_permissions = {
            "list": rules.reads_list,
            "view": rules.can_view,
            "add": rules.is_officer,
            "change": rules.is_officer,
            "convene": rules.can_convene,
            "cancel": rules.can_convene,
            "hold": rules.is_officer,
        }
        ordering = ["starts_at", "pk"]
        indexes = [
            models.Index(fields=["authority", "starts_at"], name="meeting_calendar"),
            models.Index(fields=["scheme", "starts_at"], name="meeting_of_scheme"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_a_title"),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(status=MeetingStatus.HELD) | Q(present__isnull=False),
                name="meeting_counted_once_held",
            ),
            models.CheckConstraint(
                condition=~Q(status=MeetingStatus.CONVENED) | Q(convened_at__isnull=False),
                name="meeting_dated_once_convened",
            ),
            models.CheckConstraint(
                condition=Q(present=None) | Q(electors=None) | Q(electors__gte=F("present") + F("proxies")),
                name="meeting_votes_within_electors",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def tone(self):
        return self.TONES[self.status]

    @property
    def where(self):
        """The place in words."""
        return ", ".join(filter(None, [str(self.venue) if self.venue else "", self.place]))

    @property
    def votes(self):
        """Voices in the room: members present and the proxies they hold."""
        return None if self.present is None else self.present + self.proxies

    @property
    def has_quorum(self):
        """Whether the quorum was reached; None when no rule asks one or nobody counted yet."""
        if self.quorum_needed is None or self.present is None:
            return None
        return self.votes >= self.quorum_needed

    @property
    def day(self):
        """The day of the meeting in Europe/Paris."""
        return timezone.localdate(self.starts_at)

    @property
    def quorum_words(self):
        """« quorum atteint : 57 sur 36 », empty as long as nobody counted."""
        if self.has_quorum is None:
            return ""
        return f"quorum {'atteint' if self.has_quorum else 'non atteint'} : {self.votes} pour {self.quorum_needed}"

    def get_public_url(self):
        """The public page of whoever meets, empty when it has none."""
        child = self.scheme.child
        return child.get_absolute_url() if child.is_public and hasattr(child, "get_absolute_url") else ""

    def get_desk_url(self):
        return reverse("desk:meetings:detail", args=[self.pk])
