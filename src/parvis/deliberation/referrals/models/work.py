"""The work on a question: plan, hearings, contributions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from rules.contrib.models import RulesModel

from parvis.ground.authorities.choices import Persona
from parvis.ground.core.personal import PersonalData

from .. import rules
from ..choices import (
    HEARING_TONES,
    ContributionKind,
    HearingStatus,
)
from .parts import PartQuerySet
from .referral import Referral


class WorkQuerySet(PartQuerySet):
    def visible_to(self, user):
        """What the body works on: its members, its team, the mission, the auditor."""
        grants = user.grants
        staff = Q(referral__authority__in=grants.authorities(Persona.OFFICER, Persona.AUDITOR))
        own = grants.schemes(Persona.MEMBER, Persona.CHAIR, Persona.OFFICER)
        return self.filter(staff | Q(referral__body__in=own))


class WorkStep(RulesModel):
    """A stage of the work plan, with its owner and its date."""

    personal = PersonalData(purpose="Plan de travail d’une saisine", subject="owner", fields={"owner": None})

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="work_steps")
    title = models.CharField("étape", max_length=200)
    due_on = models.DateField("date")
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="responsable"
    )
    done_on = models.DateField("faite le", null=True, blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = "étape de travail"
        verbose_name_plural = "plan de travail"
        ordering = ["due_on", "pk"]
        rules_permissions = {"view": rules.of_referral(rules.see_work), "complete": rules.of_referral(rules.runs)}

    def __str__(self):
        return self.title

    def get_desk_url(self):
        return reverse("desk:referrals:work", args=[self.referral_id])

    @property
    def authority_id(self):
        return self.referral.authority_id


class Hearing(RulesModel):
    """A hearing: who is heard, when, and what they said."""

    personal = PersonalData(
        purpose="Auditions d’une instance", subject="", fields={"guests": "(nom effacé)", "guests_email": ""}
    )

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="hearings")
    status = models.CharField("état", max_length=10, choices=HearingStatus.choices, default=HearingStatus.PLANNED)
    at = models.DateTimeField("date")
    place = models.CharField("lieu", max_length=200, blank=True)
    subject = models.CharField("sujet", max_length=200)
    guests = models.CharField("personnes entendues", max_length=300, blank=True)
    guests_email = models.EmailField("adresse des personnes entendues", blank=True)
    department = models.ForeignKey(
        "authorities.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="service entendu",
    )  # fmt: skip
    report_html = models.TextField("ce qui a été dit", blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        verbose_name = "audition"
        verbose_name_plural = "auditions"
        ordering = ["at"]
        rules_permissions = {
            "view": rules.of_referral(rules.see_work),
            "hold": rules.of_referral(rules.runs),
            "overrule": rules.of_referral(rules.overrule),
        }
        constraints = [
            models.CheckConstraint(condition=~Q(guests="") | Q(department__isnull=False), name="hearing_of_somebody"),
        ]

    def __str__(self):
        return self.subject

    @property
    def authority_id(self):
        return self.referral.authority_id

    def get_desk_url(self):
        return reverse("desk:referrals:work", args=[self.referral_id])

    @property
    def tone(self):
        return HEARING_TONES[self.status]

    @property
    def who(self):
        """Who is heard, in words."""
        return ", ".join(filter(None, [self.department.name if self.department_id else "", self.guests]))

    STEPS = {
        "hold_hearing": ({HearingStatus.PLANNED}, HearingStatus.HELD),
        "cancel_hearing": ({HearingStatus.PLANNED}, HearingStatus.CANCELLED),
    }


class HearingContribution(models.Model):
    """What somebody brought to the question, written up for the members."""

    personal = PersonalData(
        purpose="Contributions reçues sur une saisine", subject="", fields={"author_name": "contribution anonyme"}
    )

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="contributions")
    hearing = models.ForeignKey(
        Hearing, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions",
        verbose_name="audition",
    )  # fmt: skip
    kind = models.CharField("origine", max_length=20, choices=ContributionKind.choices)
    author_name = models.CharField("auteur", max_length=200)
    body_html = models.TextField("contribution")
    received_on = models.DateField("reçue le")
    written_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "contribution"
        verbose_name_plural = "contributions"
        ordering = ["received_on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(body_html=""), name="hearing_contribution_not_empty")]

    def __str__(self):
        return f"contribution de {self.author_name}"

    @property
    def authority_id(self):
        return self.referral.authority_id
