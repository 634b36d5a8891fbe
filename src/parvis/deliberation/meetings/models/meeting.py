"""A meeting of a scheme: when, where, who was there. Agenda, convocations and minutes hang on it later."""

import uuid

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from parvis.commons.schemes.models import Scheme
from parvis.ground.authorities.models import Venue
from parvis.ground.core.addresses import address
from parvis.ground.core.dates import midnight, midnight_after
from parvis.ground.core.manifest import USUAL_LENGTH
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet

from .. import rules
from ..choices import FELL_THROUGH, PUBLISHED, STEPS, TONES, TOOK_PLACE, UPCOMING, MeetingKind, MeetingStatus


class MeetingQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        closed = Q(authority__in=user.grants.authorities(*rules.CLOSED_READERS))
        return self.filter(
            Q(is_public=True) | closed | Q(scheme__in=user.grants.schemes(*rules.MEETING_PEOPLE)) | _invited(user)
        )

    def minutes_visible_to(self, user):
        """Those whose minutes somebody reads: being written, for those who review them; published, as the meeting."""
        staff = Q(authority__in=user.grants.authorities(*rules.MINUTES_STAFF))
        people = Q(scheme__in=user.grants.schemes(*rules.MINUTES_PEOPLE))
        published = Q(status__in=PUBLISHED, pk__in=Meeting.objects.visible_to(user).values("pk"))
        guests = _invited(user) & ~Q(authority__in=user.grants.authorities(*rules.NOT_BEFORE_PUBLICATION))
        return self.filter(staff | people | published | guests)

    def upcoming(self, now):
        """What is still to come, soonest first."""
        return self.filter(status__in=UPCOMING, starts_at__gte=now).order_by("starts_at", "pk")

    def between(self, start, end):
        """Those that start in this period (dates, both included)."""
        rows = self.filter(starts_at__gte=midnight(start), starts_at__lt=midnight_after(end))
        return rows.order_by("starts_at", "pk")

    def for_list(self):
        return self.select_related("scheme__body", "venue")

    def for_record(self):
        return self.for_list().select_related(
            "minutes__approved_chair", "minutes__approved_at_meeting", "chair", "secretary"
        )


def _invited(user):
    """Those to which somebody is called by name."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    called = apps.get_model("meetings", "Convocation").objects.filter(person__user=user)
    return Q(pk__in=called.values("meeting"))


class Meeting(AuthorityOwned):
    """One meeting of a body or of another scheme."""

    personal = None
    STEPS = STEPS
    TONES = TONES
    RULES = "meetings@2026-11"
    private_files_permission = "meetings.read_file_meeting"

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
    status = models.CharField("état", max_length=20, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED)
    video_url = models.URLField("lien de visioconférence", max_length=500, blank=True)
    agenda_is_public = models.BooleanField("ordre du jour publié avec la convocation", default=True)
    proposals_until = models.DateField("propositions de points jusqu’au", null=True, blank=True)
    series = models.ForeignKey(
        "meetings.MeetingSeries", null=True, blank=True, on_delete=models.PROTECT, related_name="meetings",
        verbose_name="série",
    )  # fmt: skip
    occurrence_on = models.DateField("date prévue par la série", null=True, blank=True, editable=False)
    second_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="second_convocation",
        verbose_name="seconde convocation de",
    )  # fmt: skip
    quorum_waived = models.BooleanField("sans condition de quorum", default=False)
    chair = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="présidence"
    )
    secretary = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="secrétariat de séance",
    )  # fmt: skip
    opened_at = models.DateTimeField("ouverte à", null=True, blank=True)
    held_at = models.DateTimeField("levée à", null=True, blank=True)
    convened_at = models.DateTimeField("convoquée le", null=True, blank=True)
    urgency = models.TextField("urgence, si le délai de convocation est plus court", max_length=2000, blank=True)
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
            "import": rules.is_officer,
            "change": rules.runs,
            "convene": rules.can_convene,
            "read_calls": rules.reads_calls,
            "cancel": rules.can_convene,
            "hold": rules.runs,
            "prepare": rules.prepares,
            "read_file": rules.can_read_file,
            "propose": rules.is_on_scheme,
            "open": rules.leads,
            "check_in": rules.prepares,
            "write_minutes": rules.prepares,
            "read_minutes": rules.reads_minutes,
            "approve_minutes": rules.approves,
            "publish_minutes": rules.runs,
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
                condition=~Q(status__in=TOOK_PLACE) | Q(present__isnull=False),
                name="meeting_counted_once_held",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(MeetingStatus.CONVENED, MeetingStatus.IN_SESSION))
                | Q(convened_at__isnull=False),
                name="meeting_dated_once_convened",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None) | Q(opened_at=None) | Q(held_at__gte=F("opened_at")),
                name="meeting_session_in_order",
            ),
            models.CheckConstraint(
                condition=Q(series=None, occurrence_on=None) | Q(series__isnull=False, occurrence_on__isnull=False),
                name="meeting_of_series_knows_its_date",
            ),
            models.UniqueConstraint(fields=["series", "occurrence_on"], name="meeting_of_series_once"),
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
    def lasts_until(self):
        """When it ends, or is thought to end when nobody said."""
        return self.ends_at or self.starts_at + USUAL_LENGTH

    @property
    def is_upcoming(self):
        return self.status in UPCOMING

    @property
    def took_place(self):
        return self.status in TOOK_PLACE

    @property
    def fell_through(self):
        return self.status in FELL_THROUGH

    @property
    def quorum_words(self):
        """« quorum atteint : 57 sur 36 », empty as long as nobody counted."""
        if self.has_quorum is None:
            return ""
        return f"quorum {'atteint' if self.has_quorum else 'non atteint'} : {self.votes} pour {self.quorum_needed}"

    @property
    def has_public_page(self):
        """A public meeting has a page from the day it is convened, and keeps it."""
        return self.is_public and self.convened_at is not None

    def get_public_url(self):
        """Its public page, else that of whoever meets, empty when it has none."""
        if self.has_public_page:
            return reverse("public:meetings:detail", args=[self.uid])
        child = self.scheme.child
        return child.get_absolute_url() if child.is_public and hasattr(child, "get_absolute_url") else ""

    @property
    def has_public_minutes(self):
        return self.is_public and self.status in PUBLISHED

    def get_minutes_url(self):
        """The tab of its minutes, decisions and actions."""
        return address("desk:meetings:minutes", self.pk)

    def get_member_url(self):
        return address("member:meetings:detail", self.pk)

    def get_desk_url(self):
        return address("desk:meetings:detail", self.pk)
