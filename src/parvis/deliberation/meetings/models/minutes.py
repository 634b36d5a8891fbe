"""What a meeting decided and what is written of it: decisions, action points, minutes, who received them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from parvis.commons.people.queries import records_of
from parvis.ground.authorities.choices import Persona
from parvis.ground.core.addresses import address
from parvis.ground.core.personal import PersonalData

from .. import rules
from ..choices import ACTION_STEPS, ACTION_TONES, PUBLISHED, ActionStatus, AgreedBy
from .agenda import AgendaItem
from .meeting import Meeting
from .parts import Part, PartQuerySet
from .session import Vote


class OutcomeQuerySet(PartQuerySet):
    """What came of meetings: read with their minutes."""

    def visible_to(self, user):
        return self.filter(_readable(user))


class ActionQuerySet(OutcomeQuerySet):
    def visible_to(self, user):
        """Those of the minutes that one reads, and those that one must do."""
        return self.filter(_readable(user) | _done_by(user) if user.is_authenticated else _readable(user))

    def done_by(self, user):
        """What somebody must do, or their department."""
        return self.filter(_done_by(user))

    def left_to_others(self, user):
        """What neither they nor their department must do."""
        return self.exclude(_done_by(user))

    def open(self):
        return self.filter(status=ActionStatus.OPEN)

    def for_record(self):
        return super().for_record().select_related("owner", "department")


def _readable(user):
    """Those of the minutes that somebody reads; for the staff, who reads all, no list of meetings is made."""
    staff = Q(meeting__authority__in=user.grants.authorities(*rules.MINUTES_STAFF))
    return staff | Q(meeting__in=Meeting.objects.minutes_visible_to(user))


def _done_by(user):
    return Q(owner__in=records_of(user)) | Q(department__in=user.grants.departments(Persona.AGENT))


class Decision(Part):
    """A numbered line of the *relevé de décisions*."""

    personal = None

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    number = models.PositiveSmallIntegerField("numéro")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions")
    vote = models.OneToOneField(Vote, null=True, blank=True, on_delete=models.SET_NULL, related_name="decision")
    text = models.TextField("décision", max_length=2000)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = "décision"
        verbose_name_plural = "décisions"
        ordering = ["meeting", "number"]
        rules_permissions = {
            "view": rules.of_meeting(rules.reads_minutes),
            "change": rules.of_meeting(rules.prepares),
        }
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="decision_numbers_differ"),
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_something"),
        ]

    def __str__(self):
        return f"{self.number}. {self.text}"

    def get_desk_url(self):
        return self.meeting.get_minutes_url()


class ActionPoint(Part):
    """Something to do after a meeting, with an owner and a date."""

    personal = PersonalData(purpose="Suites données aux réunions", subject="owner", fields={"owner": None})
    STEPS = ACTION_STEPS
    TONES = ACTION_TONES
    RULES = "meetings@2026-11"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="actions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions")
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions", db_index=False
    )
    text = models.CharField("action", max_length=300)
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="qui"
    )
    department = models.ForeignKey(
        "authorities.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="service",
    )  # fmt: skip
    owner_label = models.CharField("autre responsable", max_length=160, blank=True)
    due_on = models.DateField("échéance")
    status = models.CharField("état", max_length=8, choices=ActionStatus.choices, default=ActionStatus.OPEN)
    done_on = models.DateField("fait le", null=True, blank=True)
    note = models.CharField("ce qui a été fait", max_length=300, blank=True)
    moved_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="repris dans"
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = "suite à donner"
        verbose_name_plural = "suites à donner"
        ordering = ["due_on", "pk"]
        rules_permissions = {
            "view": rules.of_meeting(rules.reads_minutes) | rules.does_action,
            "complete": rules.completes_action,
            "change": rules.of_meeting(rules.prepares),
        }
        indexes = [
            models.Index(fields=["status", "due_on"], name="action_point_due"),
            models.Index(fields=["decision", "status"], name="action_point_of_decision"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="action_point_says_something"),
            models.CheckConstraint(
                condition=~Q(status=ActionStatus.DONE) | Q(done_on__isnull=False), name="action_done_is_dated"
            ),
        ]

    def __str__(self):
        return self.text

    def get_desk_url(self):
        return self.meeting.get_minutes_url()

    @property
    def who(self):
        """Who answers for it, in words."""
        if self.owner_id:
            return self.owner.full_name
        return self.department.name if self.department_id else self.owner_label

    @property
    def is_open(self):
        return self.status == ActionStatus.OPEN


class MinutesQuerySet(PartQuerySet):
    def visible_to(self, user):
        return self.filter(meeting__in=Meeting.objects.minutes_visible_to(user))

    def for_record(self):
        return super().for_record().select_related("text", "approved_at_meeting", "approved_chair")


class Minutes(Part):
    """The minutes of a meeting: the text lives in the writing app, its state on the meeting."""

    personal = None
    private_files_permission = "meetings.read_minutes"

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    text = models.OneToOneField("writing.Text", on_delete=models.PROTECT, related_name="minutes_of_meeting")
    due_on = models.DateField("à rendre avant le")
    handed_on = models.DateField("remis aux membres le", null=True, blank=True)
    comments_until = models.DateField("remarques jusqu’au", null=True, blank=True)
    approved_on = models.DateField("approuvé le", null=True, blank=True)
    approved_at_meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="approuvé en séance"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_chair = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="présidence qui approuve",
    )  # fmt: skip
    agreed_on = models.DateField("accord de la présidence donné le", null=True, blank=True)
    agreed_by = models.CharField("accord donné", max_length=8, choices=AgreedBy.choices, blank=True)
    public_html = models.TextField("version publique", blank=True)
    published_at = models.DateTimeField("diffusé le", null=True, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = "compte rendu"
        verbose_name_plural = "comptes rendus"
        ordering = ["meeting"]
        rules_permissions = {
            "view": rules.of_meeting(rules.reads_minutes),
            "read": rules.of_meeting(rules.reads_whole_minutes),
        }
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed_on=None, agreed_by="") | (Q(agreed_on__isnull=False) & ~Q(agreed_by="")),
                name="chair_agreement_says_when_and_how",
            )
        ]

    def __str__(self):
        return f"compte rendu : {self.meeting}"

    @property
    def is_published(self):
        return self.meeting.status in PUBLISHED

    @property
    def is_public(self):
        """Whether everybody reads the masked version."""
        return self.is_published and self.meeting.is_public

    def get_absolute_url(self):
        return reverse("public:meetings:minutes", args=[self.meeting.uid]) if self.is_public else ""

    def get_member_url(self):
        return address("member:meetings:minutes", self.pk)

    def get_desk_url(self):
        return self.meeting.get_minutes_url()


class MinutesRecipient(models.Model):
    """Somebody to whom the minutes went, with the proof of it."""

    personal = PersonalData(
        purpose="Diffusion des comptes rendus", subject="person", fields={"name": "(nom effacé)"},
    )  # fmt: skip

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="recipients")
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField("nom", max_length=200)
    message = models.ForeignKey("mailing.Message", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = "destinataire du compte rendu"
        verbose_name_plural = "liste de diffusion"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "person"], name="minutes_received_once"),
        ]

    def __str__(self):
        return self.name

    @property
    def authority_id(self):
        return self.minutes.meeting.authority_id
