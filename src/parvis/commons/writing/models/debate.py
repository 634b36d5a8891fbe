"""What was said in debates, and the disagreements kept visible."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from rules.contrib.models import RulesModel

from parvis.ground.authorities.choices import Persona
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData

from .. import rules
from ..choices import (
    NoteKind,
)
from .texts import ARCHIVE, PartQuerySet, Text


class DebateNoteQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        grants = user.grants
        own = grants.schemes(Persona.MEMBER, Persona.CHAIR, Persona.OFFICER, Persona.FACILITATOR)
        staff = grants.authorities(Persona.OFFICER, Persona.AUDITOR)
        return self.filter(Q(authority__in=staff) | Q(scheme__in=own))

    def for_list(self):
        return self.select_related("said_by").prefetch_related("themes")


class DebateNote(AuthorityOwned):
    """What was said in a debate: a word, an idea, an argument, a question, a feeling, under one or several themes."""

    personal = PersonalData(
        purpose="Notes de débat d’une instance", subject="said_by", fields={"said_by": None}, keep=""
    )

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="debate_notes")
    text = models.ForeignKey(Text, null=True, blank=True, on_delete=models.PROTECT, related_name="debate_notes")
    kind = models.CharField("nature", max_length=10, choices=NoteKind.choices)
    body = models.TextField("note", max_length=3000)
    supporters_count = models.PositiveIntegerField("personnes qui le disent", default=1)
    themes = models.ManyToManyField("schemes.Theme", blank=True, related_name="+", verbose_name="thèmes")
    said_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="dit par"
    )
    noted_on = models.DateField("date du débat")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DebateNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "note de débat"
        verbose_name_plural = "notes de débat"
        ordering = ["-noted_on", "-pk"]
        rules_permissions = {"view": rules.view_note}
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="debate_note_says_something"),
            models.CheckConstraint(condition=Q(supporters_count__gte=1), name="debate_note_said_by_somebody"),
        ]

    def __str__(self):
        return self.body[:60]


class Divergence(models.Model):
    """A disagreement kept visible: its subject, and each position with the number who hold it."""

    personal = None

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="divergences")
    subject = models.CharField("objet du désaccord", max_length=300)
    noted_on = models.DateField("constaté le")

    class Meta:
        verbose_name = "divergence"
        verbose_name_plural = "divergences"
        ordering = ["pk"]

    def __str__(self):
        return self.subject

    @property
    def authority_id(self):
        return self.text.authority_id


class Position(models.Model):
    """One side of a disagreement, in its own words, with the number who hold it."""

    personal = None

    divergence = models.ForeignKey(Divergence, on_delete=models.CASCADE, related_name="positions")
    statement = models.TextField("position", max_length=1000)
    supporters_count = models.PositiveIntegerField("personnes")

    class Meta:
        verbose_name = "position"
        verbose_name_plural = "positions"
        ordering = ["pk"]

    def __str__(self):
        return self.statement[:60]


class MinorityPosition(RulesModel):
    """A position written by its holders and attached to the opinion with the same rank."""

    personal = PersonalData(purpose="Positions minoritaires d’un avis", subject="holders", keep=ARCHIVE)

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="minority_positions")
    title = models.CharField("titre", max_length=200)
    html = models.TextField("position")
    holders = models.ManyToManyField("people.Person", related_name="+", verbose_name="portée par")
    in_favour = models.PositiveIntegerField("pour", null=True, blank=True)
    against = models.PositiveIntegerField("contre", null=True, blank=True)
    abstentions = models.PositiveIntegerField("abstentions", null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField("écrite le")

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "position minoritaire"
        verbose_name_plural = "positions minoritaires"
        ordering = ["pk"]
        rules_permissions = {
            "view": rules.of_text(rules.view),
            "change": rules.of_text(rules.is_open) & (rules.is_holder | rules.is_officer),
        }
        constraints = [
            models.CheckConstraint(condition=~Q(html="") & ~Q(title=""), name="minority_position_written"),
            models.CheckConstraint(
                condition=Q(in_favour=None, against=None, abstentions=None)
                | Q(in_favour__isnull=False, against__isnull=False, abstentions__isnull=False),
                name="minority_votes_all_or_none",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def authority_id(self):
        return self.text.authority_id

    def get_desk_url(self):
        return self.text.get_desk_url()
