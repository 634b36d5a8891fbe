"""The follow-up right: reviews at fixed months."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _
from rules.contrib.models import RulesModel

from parvis.commons.writing.models import Recommendation
from parvis.ground.core.addresses import address

from .. import rules
from ..choices import (
    REVIEW_TONES,
    ReviewState,
)
from .parts import PartQuerySet
from .referral import Referral


class ReviewQuerySet(PartQuerySet):
    def visible_to(self, user):
        return self.filter(referral__in=Referral.objects.visible_to(user).values("pk"))


class FollowUpReview(RulesModel):
    """What became of an opinion, said to the body 6, 12 and 24 months after the answer (*droit de suite*)."""

    personal = None

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="reviews")
    months = models.PositiveIntegerField("mois après la réponse")
    due_on = models.DateField("échéance")
    held_on = models.DateField("tenu le", null=True, blank=True)
    presented_on = models.DateField("présenté à l’instance le", null=True, blank=True)
    summary_html = models.TextField("bilan", blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "bilan de suivi"
        verbose_name_plural = "bilans de suivi"
        ordering = ["due_on"]
        rules_permissions = {
            "view": rules.of_referral(rules.view),
            "hold": rules.of_referral(rules.runs | rules.is_asked_service),
        }
        indexes = [models.Index(fields=["referral", "due_on"], condition=Q(held_on=None), name="follow_up_next_review")]
        constraints = [
            models.UniqueConstraint(fields=["referral", "months"], name="follow_up_review_once"),
            models.CheckConstraint(condition=Q(months__gte=1), name="follow_up_review_after_the_answer"),
        ]

    def __str__(self):
        return self.label

    def get_desk_url(self):
        return address("desk:referrals:follow_up", self.referral_id)

    @property
    def authority_id(self):
        return self.referral.authority_id

    @property
    def label(self):
        return _("Bilan à {months} mois").format(months=self.months)


class ReviewLine(models.Model):
    """The state of one recommendation at a review, with its evidence."""

    personal = None

    review = models.ForeignKey(FollowUpReview, on_delete=models.PROTECT, related_name="lines")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="review_lines")
    state = models.CharField("état", max_length=12, choices=ReviewState.choices)
    text = models.TextField("ce qui a été fait", max_length=2000)
    evidence_url = models.URLField("preuve (adresse)", blank=True)
    evidence = models.ForeignKey(
        "documents.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="preuve (fichier)",
    )  # fmt: skip

    class Meta:
        verbose_name = "ligne de bilan"
        verbose_name_plural = "lignes de bilan"
        ordering = ["recommendation__number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "recommendation"], name="review_line_once"),
            models.CheckConstraint(condition=~Q(text=""), name="review_line_says_something"),
        ]

    def __str__(self):
        return f"ligne de bilan {self.pk}"

    @property
    def authority_id(self):
        return self.review.referral.authority_id

    @property
    def tone(self):
        return REVIEW_TONES[self.state]
