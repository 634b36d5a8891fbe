"""What a meeting will speak of, how it will be run, and what its members ask it to speak of."""

from django.db import models
from django.db.models import Q

from parvis.ground.authorities.models import Venue
from parvis.ground.core.models import AuthorityOwned
from parvis.ground.core.personal import PersonalData

from .. import rules
from ..choices import PROPOSAL_TONES, Expected, ProposalStatus
from .meeting import Meeting
from .parts import Part, PartQuerySet


class AgendaItem(Part):
    """A numbered item of the agenda: title, rapporteur, minutes, document, expected result."""

    personal = None

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField("numéro")
    title = models.CharField("titre", max_length=200)
    rapporteur = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="rapporteur"
    )
    minutes = models.PositiveSmallIntegerField("durée, en minutes", null=True, blank=True)
    expected = models.CharField("résultat attendu", max_length=12, choices=Expected.choices, default=Expected.DEBATE)
    document = models.ForeignKey(
        "documents.StoredFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="document",
    )  # fmt: skip
    document_on = models.DateField("document envoyé le", null=True, blank=True)
    notes = models.TextField("ce qui s’est dit", max_length=10000, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "point de l’ordre du jour"
        verbose_name_plural = "points de l’ordre du jour"
        ordering = ["meeting", "number"]
        rules_permissions = {"view": rules.of_meeting(rules.can_view), "change": rules.of_meeting(rules.prepares)}
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_numbers_differ"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_a_title"),
            models.CheckConstraint(condition=Q(number__gte=1), name="agenda_number_from_one"),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=720), name="agenda_item_lasts"
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}"


class ItemProposal(Part):
    """An item that a member asks for, until the day set by the rules."""

    personal = PersonalData(
        purpose="Propositions de points à l’ordre du jour", subject="proposed_by", fields={"proposed_by": None}
    )

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="proposals")
    proposed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField("proposé le")
    title = models.CharField("titre", max_length=200)
    reason = models.TextField("pourquoi", max_length=2000, blank=True)
    status = models.CharField("suite", max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.PROPOSED)
    answer = models.TextField("réponse", max_length=1000, blank=True)
    item = models.OneToOneField(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposal", verbose_name="point"
    )

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "proposition de point"
        verbose_name_plural = "propositions de points"
        ordering = ["meeting", "proposed_at", "pk"]
        rules_permissions = {"answer": rules.of_meeting(rules.leads)}
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=ProposalStatus.DECLINED) | ~Q(answer=""), name="declined_proposal_has_an_answer"
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def tone(self):
        return PROPOSAL_TONES[self.status]


class Site(Part):
    """Another place where the same meeting takes place at the same time."""

    personal = None

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="sites")
    label = models.CharField("nom du site", max_length=120)
    venue = models.ForeignKey(
        Venue, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="lieu connu"
    )
    place = models.CharField("autre lieu, ou précision", max_length=200, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "site"
        verbose_name_plural = "sites"
        ordering = ["meeting", "pk"]
        rules_permissions = {"change": rules.of_meeting(rules.runs)}
        constraints = [models.UniqueConstraint(fields=["meeting", "label"], name="meeting_sites_differ")]

    def __str__(self):
        return self.label

    @property
    def where(self):
        return ", ".join(filter(None, [str(self.venue) if self.venue_id else "", self.place])) or self.label


class Sequence(models.Model):
    """A sequence of a *déroulé*: how long, how, with what, and who runs it."""

    position = models.PositiveSmallIntegerField("rang")
    title = models.CharField("séquence", max_length=160)
    minutes = models.PositiveSmallIntegerField("durée, en minutes")
    method = models.CharField("méthode", max_length=200, blank=True)
    material = models.CharField("matériel", max_length=300, blank=True)
    who = models.CharField("qui anime", max_length=120, blank=True)
    notes = models.TextField("consignes", max_length=3000, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.title


class PlanStep(Sequence, Part):
    """A sequence of the *déroulé* of one meeting."""

    personal = None

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="plan_steps")

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "séquence du déroulé"
        verbose_name_plural = "déroulé"
        ordering = ["meeting", "position", "pk"]
        rules_permissions = {"change": rules.of_meeting(rules.prepares)}
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=720), name="plan_step_lasts"),
            models.CheckConstraint(condition=~Q(title=""), name="plan_step_has_a_title"),
        ]


class PlanTemplate(AuthorityOwned):
    """A *déroulé* kept to be used again."""

    personal = None

    name = models.CharField("nom", max_length=120)
    kind = models.CharField("nature de réunion", max_length=20, blank=True)

    class Meta:
        verbose_name = "modèle de déroulé"
        verbose_name_plural = "modèles de déroulé"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["authority", "name"], name="plan_template_names_differ")]

    def __str__(self):
        return self.name


class PlanTemplateStep(Sequence):
    """A sequence of a kept *déroulé*."""

    personal = None

    template = models.ForeignKey(PlanTemplate, on_delete=models.CASCADE, related_name="steps")

    class Meta:
        verbose_name = "séquence d’un modèle"
        verbose_name_plural = "séquences d’un modèle"
        ordering = ["template", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=720), name="template_step_lasts")
        ]

    @property
    def authority_id(self):
        return self.template.authority_id
