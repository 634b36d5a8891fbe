"""The day itself: desks, entries, who was there, votes, who spoke, pictures of the boards."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from rules.contrib.models import RulesModel

from parvis.commons.people.choices import Gender
from parvis.ground.core.addresses import address
from parvis.ground.core.personal import PersonalData, Retention

from .. import rules
from ..choices import (
    VOTE_STEPS,
    AttendanceState,
    Ballot,
    CheckInChannel,
    EntryOutcome,
    VoteMode,
    VoteStatus,
)
from .agenda import AgendaItem, Site
from .convocation import Convocation
from .meeting import Meeting
from .parts import Part, PartQuerySet


class CheckInDesk(Part):
    """A table at the door: its link carries an expiring key, neither session nor account."""

    personal = None

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="desks")
    label = models.CharField("nom de l’accueil", max_length=80)
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    nonce = models.CharField("partie secrète de la clé", max_length=32, editable=False)
    expires_at = models.DateTimeField("valable jusqu’au")
    revoked_at = models.DateTimeField("fermé le", null=True, blank=True)
    last_seen_at = models.DateTimeField("dernière synchronisation", null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = PartQuerySet.as_manager()

    class Meta:
        rules_permissions = {"open": rules.of_meeting(rules.prepares)}
        verbose_name = "accueil"
        verbose_name_plural = "accueils"
        ordering = ["meeting", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "label"], name="desk_labels_differ")]

    def __str__(self):
        return self.label

    def get_desk_url(self):
        return address("desk:meetings:check_in_desk", self.pk)


class Attendance(Part):
    """Who was there, excused, represented or absent: one row a person and a meeting, whatever the number of desks."""

    personal = PersonalData(purpose="Présences aux réunions", subject="person", keep="assiduité et quorum")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="attendances")
    state = models.CharField("présence", max_length=12, choices=AttendanceState.choices)
    counts = models.BooleanField("compte pour le quorum", default=True)
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField("arrivée", null=True, blank=True)
    left_at = models.DateTimeField("départ", null=True, blank=True)
    channel = models.CharField("par", max_length=8, choices=CheckInChannel.choices, default=CheckInChannel.HAND)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "présence"
        verbose_name_plural = "présences"
        ordering = ["meeting", "pk"]
        indexes = [models.Index(fields=["person", "state"], name="attendance_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="attends_once"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(arrived_at=None) | Q(left_at__gte=F("arrived_at")),
                name="attendance_leaves_after_arriving",
            ),
        ]

    def __str__(self):
        return f"présence de {self.person_id}"


class CheckInEntryQuerySet(models.QuerySet):
    """What the desks of a meeting sent."""

    def of(self, authority):
        return self.filter(desk__meeting__authority=authority)

    def visible_to(self, user):
        return self.filter(desk__meeting__in=Meeting.objects.visible_to(user))

    def for_record(self):
        return self.select_related("desk__meeting__scheme__body", "desk__meeting__authority", "convocation__person")

    def for_list(self):
        return self.select_related("desk__site", "convocation__person")


class CheckInEntry(RulesModel):
    """What a desk typed or scanned, as it came: the client's identifier makes sure that it counts once."""

    personal = PersonalData(
        purpose="Saisies à l’accueil des réunions", subject="convocation__person", fields={"typed": ""},
        retention=Retention(since="at", months=1),
    )  # fmt: skip

    desk = models.ForeignKey(CheckInDesk, on_delete=models.CASCADE, related_name="entries")
    client_id = models.UUIDField("identifiant posé par l’accueil", unique=True)
    convocation = models.ForeignKey(Convocation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    typed = models.CharField("nom saisi", max_length=160, blank=True)
    leaves = models.BooleanField("départ", default=False)
    undoes = models.UUIDField("annule la saisie", null=True, blank=True)
    at = models.DateTimeField("à")
    received_at = models.DateTimeField("reçue à")
    outcome = models.CharField("suite", max_length=10, choices=EntryOutcome.choices)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CheckInEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "saisie d’accueil"
        verbose_name_plural = "saisies d’accueil"
        ordering = ["at", "pk"]
        rules_permissions = {"settle": rules.of_meeting(rules.prepares)}
        constraints = [
            models.CheckConstraint(
                condition=Q(convocation__isnull=False) | ~Q(typed=""), name="entry_is_about_somebody"
            )
        ]

    def __str__(self):
        return f"saisie {self.client_id}"

    @property
    def meeting(self):
        return self.desk.meeting

    @property
    def authority_id(self):
        return self.meeting.authority_id

    @property
    def authority(self):
        return self.meeting.authority

    @property
    def who(self):
        """The person, by the name the authority knows or by the one that was typed."""
        return self.convocation.person.full_name if self.convocation_id else self.typed

    def get_desk_url(self):
        return address("desk:meetings:check_in_desk", self.desk_id)


class Vote(Part):
    """A question put to the vote: by show of hands, recorded name by name, or secret."""

    personal = None
    STEPS = VOTE_STEPS
    TONES = {VoteStatus.PREPARED: "wait", VoteStatus.OPEN: "go", VoteStatus.CLOSED: "done"}
    RULES = "meetings@2026-11"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="vote_rows")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="vote_rows")
    question = models.CharField("question", max_length=300)
    mode = models.CharField("mode", max_length=10, choices=VoteMode.choices, default=VoteMode.SHOW_OF_HANDS)
    status = models.CharField("état", max_length=10, choices=VoteStatus.choices, default=VoteStatus.PREPARED)
    in_favour = models.PositiveIntegerField("pour", null=True, blank=True)
    against = models.PositiveIntegerField("contre", null=True, blank=True)
    abstentions = models.PositiveIntegerField("abstentions", null=True, blank=True)
    closed_at = models.DateTimeField("clos à", null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "vote"
        verbose_name_plural = "votes"
        ordering = ["meeting", "pk"]
        rules_permissions = {"run": rules.of_meeting(rules.prepares)}
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=VoteStatus.CLOSED)
                | Q(in_favour__isnull=False, against__isnull=False, abstentions__isnull=False, closed_at__isnull=False),
                name="closed_vote_is_counted",
            ),
            models.CheckConstraint(condition=~Q(question=""), name="vote_asks_something"),
        ]

    def __str__(self):
        return self.question

    @property
    def asked(self):
        """The question, ready to be followed by its result: no full stop before the colon."""
        return self.question.rstrip(" .:;,")

    @property
    def ends_open(self):
        """« Adopter l’avis ? »: its own mark stands instead of the colon."""
        return self.asked.endswith(("?", "!", "…"))

    @property
    def is_secret(self):
        return self.mode == VoteMode.SECRET

    def get_desk_url(self):
        return address("desk:meetings:vote", self.pk)


class RecordedBallot(models.Model):
    """How an elector voted, by name; `cast_for` says by whose hand when the voice was given by proxy."""

    personal = PersonalData(purpose="Votes nominaux", subject="person", keep="preuve du vote")

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="recorded")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    by_proxy = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField("vote", max_length=10, choices=Ballot.choices)

    class Meta:
        verbose_name = "vote nominal"
        verbose_name_plural = "votes nominaux"
        ordering = ["vote", "pk"]
        constraints = [models.UniqueConstraint(fields=["vote", "person"], name="recorded_vote_once")]

    def __str__(self):
        return self.get_choice_display()

    @property
    def authority_id(self):
        return self.vote.meeting.authority_id


class SecretVoter(models.Model):
    """Who has voted in a secret vote. No time, no order, no key in common with the ballots."""

    personal = PersonalData(purpose="Émargement des votes à bulletin secret", subject="person", keep="preuve du vote")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="voters")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "émargement d’un vote secret"
        verbose_name_plural = "émargements des votes secrets"
        constraints = [models.UniqueConstraint(fields=["vote", "person"], name="secret_voter_once")]

    def __str__(self):
        return "a voté"

    @property
    def authority_id(self):
        return self.vote.meeting.authority_id


class SecretBallot(models.Model):
    """A ballot of a secret vote: a choice and a random number, nothing else."""

    personal = None

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    choice = models.CharField("vote", max_length=10, choices=Ballot.choices)

    class Meta:
        verbose_name = "bulletin"
        verbose_name_plural = "bulletins"
        ordering = ["id"]

    def __str__(self):
        return "bulletin"

    @property
    def authority_id(self):
        return self.vote.meeting.authority_id


class SpeakingTime(Part):
    """How long women and men spoke, when somebody counted."""

    personal = None

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="speaking_times")
    gender = models.CharField("genre", max_length=1, choices=Gender.choices, blank=True)
    seconds = models.PositiveIntegerField("secondes", default=0)
    turns = models.PositiveIntegerField("prises de parole", default=0)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "temps de parole"
        verbose_name_plural = "temps de parole"
        ordering = ["meeting", "gender"]
        constraints = [models.UniqueConstraint(fields=["meeting", "gender"], name="speaking_time_by_gender")]

    def __str__(self):
        return f"{self.seconds} s"


class MeetingPhoto(Part):
    """A picture of a board or of the room; nobody outside sees it before it is described in words."""

    personal = None

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="photos")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    caption = models.CharField("légende", max_length=200, blank=True)
    alternative = models.TextField("description pour qui ne voit pas l’image", max_length=1000, blank=True)
    published_at = models.DateTimeField("publiée le", null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "photo"
        verbose_name_plural = "photos"
        ordering = ["meeting", "pk"]
        rules_permissions = {"change": rules.of_meeting(rules.prepares)}
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(alternative=""), name="published_photo_is_described"
            )
        ]

    def __str__(self):
        return self.caption or "photo"

    def get_desk_url(self):
        return address("desk:meetings:day", self.meeting_id)
