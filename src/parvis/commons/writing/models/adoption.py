"""How a text is adopted: in session, or by a vote in writing."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parvis.ground.core.personal import PersonalData

from ..choices import (
    AdoptionMode,
    VoteChoice,
)
from .texts import ARCHIVE, Text


class Adoption(models.Model):
    """How a text was adopted: who could vote, who was there, what they said."""

    personal = None

    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="adoption")
    mode = models.CharField("mode", max_length=10, choices=AdoptionMode.choices)
    on = models.DateField("date")
    electors = models.PositiveIntegerField("membres")
    present = models.PositiveIntegerField("présents")
    proxies = models.PositiveIntegerField("pouvoirs", default=0)
    quorum_required = models.PositiveIntegerField("quorum exigé")
    quorum_reached = models.BooleanField("quorum atteint")
    by_consensus = models.BooleanField("par consensus", default=False)
    in_favour = models.PositiveIntegerField("pour", default=0)
    against = models.PositiveIntegerField("contre", default=0)
    abstentions = models.PositiveIntegerField("abstentions", default=0)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("enregistrée le")

    class Meta:
        verbose_name = "adoption"
        verbose_name_plural = "adoptions"
        constraints = [
            models.CheckConstraint(
                condition=Q(electors__gte=F("present") + F("proxies")), name="adoption_no_more_voters_than_electors"
            ),
            models.CheckConstraint(
                condition=Q(present__gte=F("in_favour") + F("against") + F("abstentions") - F("proxies")),
                name="adoption_no_more_votes_than_voters",
            ),
            models.CheckConstraint(
                condition=Q(by_consensus=True) | Q(in_favour__gt=F("against")), name="adoption_by_a_majority"
            ),
            models.CheckConstraint(condition=Q(quorum_reached=True), name="adoption_with_its_quorum"),
        ]

    def __str__(self):
        return f"adoption du {self.on:%d/%m/%Y}"

    @property
    def authority_id(self):
        return self.text.authority_id

    @property
    def voters(self):
        return self.present + self.proxies


class WrittenProcedure(models.Model):
    """A vote without a meeting: the members answer in their space before a date."""

    personal = None

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="written_procedures")
    opens_on = models.DateField("ouverture")
    closes_on = models.DateField("clôture")
    quorum_required = models.PositiveIntegerField("quorum exigé")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("close le", null=True, blank=True)

    class Meta:
        verbose_name = "procédure écrite"
        verbose_name_plural = "procédures écrites"
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="written_procedure_dates_in_order"),
            models.UniqueConstraint(
                fields=["text"], condition=Q(closed_at=None), name="written_procedure_one_at_a_time"
            ),
        ]

    def __str__(self):
        return f"procédure écrite jusqu’au {self.closes_on:%d/%m/%Y}"

    @property
    def authority_id(self):
        return self.text.authority_id


class WrittenVote(models.Model):
    """One elector of a written procedure and their answer: attributable, as in a show of hands."""

    personal = PersonalData(purpose="Vote par procédure écrite", subject="person", keep=ARCHIVE)

    procedure = models.ForeignKey(WrittenProcedure, on_delete=models.PROTECT, related_name="votes")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField("vote", max_length=10, choices=VoteChoice.choices, blank=True)
    cast_at = models.DateTimeField("date", null=True, blank=True)
    cast_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "vote écrit"
        verbose_name_plural = "votes écrits"
        constraints = [
            models.UniqueConstraint(fields=["procedure", "person"], name="written_vote_one_each"),
            models.CheckConstraint(
                condition=Q(choice="", cast_at=None) | ~Q(choice="") & Q(cast_at__isnull=False),
                name="written_vote_dated_once_cast",
            ),
        ]

    def __str__(self):
        return f"vote de {self.person_id}"

    @property
    def authority_id(self):
        return self.procedure.text.authority_id
