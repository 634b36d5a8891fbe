"""The reasoned response, and what the services propose for it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from rules.contrib.models import RulesModel

from parvis.commons.writing.models import Recommendation
from parvis.ground.authorities.choices import Persona
from parvis.ground.core.addresses import address
from parvis.ground.core.personal import PersonalData

from .. import rules
from ..choices import (
    ANSWERED_ON,
    AWAITING_ANSWER,
    RESPONSE_TONES,
    ResponseStatus,
)
from .parts import PartQuerySet
from .referral import Referral


class ResponseQuerySet(PartQuerySet):
    READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.CABINET, Persona.AUDITOR)
    SCHEME_READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR)

    def visible_to(self, user):
        """Published answers for everybody; those being prepared for whoever prepares or controls them."""
        referral = self.path
        seen = Q(**{f"{referral}__status__in": ANSWERED_ON})
        seen |= self._staff(user)
        if held := user.grants.departments(Persona.AGENT):
            asked = Q(lead_department__in=held) | Q(text__recommendations__addressee__in=held)
            asked |= Q(responses__department__in=held)
            seen |= Q(**{f"{referral}__in": Referral.objects.filter(asked).values("pk")})
        return self.filter(seen)

    def _staff(self, user):
        """Those who prepare, approve, sign or control the answers, on the authority or on the body."""
        everywhere = Q(**{f"{self.path}__authority__in": user.grants.authorities(*self.READERS)})
        return everywhere | Q(**{f"{self.path}__body__in": user.grants.schemes(*self.SCHEME_READERS)})

    def for_record(self):
        return super().for_record().select_related("recommendation__addressee", "department", "referral__text")


class ProposalQuerySet(ResponseQuerySet):
    path = "response__referral"

    def visible_to(self, user):
        """Proposals stay with those who prepare the answer, even after its publication."""
        rows = RecommendationResponse.objects.filter(referral__status__in=AWAITING_ANSWER).visible_to(user)
        return self.filter(self._staff(user) | Q(response__in=rows.values("pk")))

    def for_record(self):
        return self.select_related("response__referral__authority", "response__recommendation", "department", "by")


class RecommendationResponse(RulesModel):
    """The reasoned answer to one recommendation: an entry until the councillor publishes the whole."""

    personal = None

    recommendation = models.OneToOneField(Recommendation, on_delete=models.PROTECT, related_name="response")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="responses")
    status = models.CharField("réponse", max_length=12, choices=ResponseStatus.choices, blank=True)
    reasons = models.TextField("motifs", max_length=5000, blank=True)
    department = models.ForeignKey(
        "authorities.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="service chargé",
    )  # fmt: skip
    due_on = models.DateField("échéance", null=True, blank=True)
    budget_cents = models.BigIntegerField("budget", null=True, blank=True)
    commitment = models.OneToOneField(
        "commitments.Commitment", null=True, blank=True, on_delete=models.PROTECT, related_name="response"
    )
    published_on = models.DateField("publiée le", null=True, blank=True)
    revision = models.PositiveIntegerField("révision", default=0)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse à une recommandation"
        verbose_name_plural = "réponses aux recommandations"
        ordering = ["recommendation__number"]
        rules_permissions = {
            "view": rules.of_referral(rules.is_answered | rules.see_answer_draft),
            "enter": rules.of_referral(rules.awaits_answer & rules.enter),
            "propose": rules.of_referral(rules.awaits_answer & rules.prepare),
        }
        # What the public figures count (`queries.figures`), without the reasons.
        indexes = [
            models.Index(fields=["referral", "published_on", "status", "commitment", "id"], name="response_outcome")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on=None) | ~Q(status="") & ~Q(reasons=""), name="response_reasoned_once_published"
            ),
            models.CheckConstraint(
                condition=Q(budget_cents=None) | Q(budget_cents__gte=0), name="response_budget_not_negative"
            ),
        ]

    def __str__(self):
        return f"Réponse à la recommandation {self.recommendation.code}"

    def get_desk_url(self):
        return address("desk:referrals:answer", self.referral_id)

    @property
    def authority_id(self):
        return self.referral.authority_id

    @property
    def tone(self):
        return RESPONSE_TONES.get(self.status, "wait")

    @property
    def is_complete(self):
        return bool(self.status) and bool(self.reasons.strip())


class ServiceDraft(RulesModel):
    """What a service proposes to answer; the councillor takes it up or writes something else."""

    personal = PersonalData(purpose="Préparation d’une réponse motivée", subject="by")

    response = models.ForeignKey(RecommendationResponse, on_delete=models.PROTECT, related_name="drafts")
    department = models.ForeignKey(
        "authorities.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("date")
    status = models.CharField("réponse proposée", max_length=12, choices=ResponseStatus.choices)
    reasons = models.TextField("motifs", max_length=5000)
    due_on = models.DateField("échéance", null=True, blank=True)
    budget_cents = models.BigIntegerField("budget", null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "proposition de réponse"
        verbose_name_plural = "propositions de réponse"
        ordering = ["-at"]
        rules_permissions = {
            "take_up": rules.of_referral(rules.awaits_answer & rules.enter, "response.referral"),
        }
        constraints = [
            models.CheckConstraint(condition=~Q(reasons=""), name="service_draft_has_reasons"),
            models.CheckConstraint(
                condition=Q(budget_cents=None) | Q(budget_cents__gte=0), name="service_draft_budget_not_negative"
            ),
        ]

    def __str__(self):
        return f"Proposition pour la recommandation {self.response.recommendation.code}"

    def get_desk_url(self):
        return address("desk:referrals:answer", self.response.referral_id)

    @property
    def authority_id(self):
        return self.response.referral.authority_id
