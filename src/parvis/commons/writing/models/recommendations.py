"""What a text asks, numbered, of whom."""

from django.db import models
from django.db.models import Q
from rules.contrib.models import RulesModel

from .. import rules
from .texts import PartQuerySet, Text


class Recommendation(RulesModel):
    """One numbered thing that the text asks of one addressee."""

    personal = None

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="recommendations")
    number = models.PositiveIntegerField("numéro")
    statement = models.TextField("recommandation", max_length=2000)
    explanation = models.TextField("explication", max_length=5000, blank=True)
    addressee = models.ForeignKey(
        "authorities.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="service destinataire",
    )  # fmt: skip
    addressee_label = models.CharField("autre destinataire", max_length=160, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "recommandation"
        verbose_name_plural = "recommandations"
        ordering = ["text", "number"]
        rules_permissions = {"view": rules.of_text(rules.view), "change": rules.of_text(rules.write)}
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="recommendation_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="recommendation_number_from_one"),
            models.CheckConstraint(condition=~Q(statement=""), name="recommendation_says_something"),
        ]

    def __str__(self):
        return f"{self.code} {self.statement[:60]}"

    def get_desk_url(self):
        return self.text.get_desk_url()

    @property
    def authority_id(self):
        return self.text.authority_id

    @property
    def code(self):
        return f"R{self.number}"

    @property
    def addressee_name(self):
        """To whom it is said: the service, or the outside body named."""
        return self.addressee.name if self.addressee_id else self.addressee_label

    @property
    def is_complete(self):
        """Rule of B.2: each recommendation has a number, a text and an addressee."""
        return bool(self.statement.strip()) and bool(self.addressee_id or self.addressee_label.strip())
