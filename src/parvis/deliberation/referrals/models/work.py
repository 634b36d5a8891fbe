"""The work on a question: plan, hearings, contributions."""

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from rules.contrib.models import RulesModel

from parvis.ground.authorities.choices import Persona
from parvis.ground.core.addresses import address
from parvis.ground.core.personal import PersonalData, Retention
from parvis.ground.mailing.recipients import Recipient

from .. import rules
from ..choices import (
    GUEST_TONES,
    HEARING_TONES,
    OPEN_QUESTIONS,
    ContributionKind,
    GuestAnswer,
    HearingStatus,
)
from .parts import PartQuerySet
from .referral import Referral

GUEST_SALT = "parvis.referrals.guest"


class WorkQuerySet(PartQuerySet):
    def visible_to(self, user):
        """What the body works on: its members, its team, the mission, the auditor."""
        grants = user.grants
        staff = Q(referral__authority__in=grants.authorities(Persona.OFFICER, Persona.AUDITOR))
        own = grants.schemes(Persona.MEMBER, Persona.CHAIR, Persona.OFFICER)
        return self.filter(staff | Q(referral__body__in=own))


class WorkStepQuerySet(WorkQuerySet):
    def visible_to(self, user):
        """And whoever holds the stage, in whatever service."""
        seen = super().visible_to(user)
        return seen | self.filter(owner__user=user) if user.is_authenticated else seen

    def held_by(self, user):
        """The stages still to do of files still at work, which were given to the person."""
        return self.filter(owner__user=user, done_on=None, referral__status__in=OPEN_QUESTIONS)

    def for_record(self):
        return super().for_record().select_related("owner")


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

    objects = WorkStepQuerySet.as_manager()

    class Meta:
        verbose_name = "étape de travail"
        verbose_name_plural = "plan de travail"
        ordering = ["due_on", "pk"]
        rules_permissions = {
            "view": rules.of_referral(rules.see_work) | rules.holds_step,
            "complete": rules.of_referral(rules.runs) | rules.holds_step,
        }

    def __str__(self):
        return self.title

    def get_desk_url(self):
        return address("desk:referrals:work", self.referral_id)

    @property
    def authority_id(self):
        return self.referral.authority_id


class Hearing(RulesModel):
    """A hearing: who is heard, when, and what they said."""

    personal = None

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="hearings")
    status = models.CharField("état", max_length=10, choices=HearingStatus.choices, default=HearingStatus.PLANNED)
    at = models.DateTimeField("date")
    place = models.CharField("lieu", max_length=200, blank=True)
    subject = models.CharField("sujet", max_length=200)
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

    def __str__(self):
        return self.subject

    @property
    def authority_id(self):
        return self.referral.authority_id

    def get_desk_url(self):
        return address("desk:referrals:work", self.referral_id)

    @property
    def tone(self):
        return HEARING_TONES[self.status]

    @property
    def who(self):
        """Who is heard, in words."""
        heard = [self.department.name] if self.department_id else []
        return ", ".join([*heard, *(guest.name for guest in self.guests.all())])

    STEPS = {
        "hold_hearing": ({HearingStatus.PLANNED}, HearingStatus.HELD),
        "cancel_hearing": ({HearingStatus.PLANNED}, HearingStatus.CANCELLED),
    }


class HearingGuest(models.Model):
    """Somebody heard who has no account: invited by a private page, on which they say whether they come."""

    personal = PersonalData(
        purpose="Invitation des personnes entendues par une instance",
        subject="",
        address="email",
        fields={"name": "(nom effacé)", "email": ""},
        retention=Retention(since="hearing.at", months=24, then="anonymise"),
    )

    hearing = models.ForeignKey(Hearing, on_delete=models.CASCADE, related_name="guests", verbose_name="audition")
    name = models.CharField("nom et qualité", max_length=160)
    email = models.EmailField("adresse électronique", blank=True)
    answer = models.CharField("réponse", max_length=12, choices=GuestAnswer.choices, blank=True)
    answered_at = models.DateTimeField("a répondu le", null=True, blank=True)

    class Meta:
        verbose_name = "personne entendue"
        verbose_name_plural = "personnes entendues"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="hearing_guest_has_a_name"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="hearing_guest_answer_is_dated",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def authority_id(self):
        return self.hearing.authority_id

    @property
    def authority(self):
        return self.hearing.referral.authority

    @property
    def tone(self):
        return GUEST_TONES[self.answer]

    def get_absolute_url(self):
        """The private page: its link names this invitation and nobody else's."""
        return reverse("public:referrals:invitation", args=[signing.dumps(self.pk, salt=GUEST_SALT)])

    def recipient(self):
        return Recipient(name=self.name, email=self.email, ref=f"referrals.hearingguest:{self.pk}")


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
