"""Remarks on a paragraph, and what became of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from rules.contrib.models import RulesModel

from parvis.ground.core.personal import PersonalData

from .. import rules
from ..choices import (
    OUTCOME_TONES,
    Outcome,
)
from .texts import PartQuerySet, Text, Version, seen_inside


class CommentQuerySet(PartQuerySet):
    def visible_to(self, user):
        """Remarks stay inside: with those who work on the text, even once it is published."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(seen_inside(user, "text__"))

    def open(self):
        return self.filter(outcome=Outcome.OPEN)

    def for_list(self):
        return self.select_related("author", "person", "version", "settled_by")


class Comment(RulesModel):
    """A remark on a paragraph, and what became of it: taken up, or not with a reason that its author reads."""

    personal = PersonalData(
        purpose="Remarques des membres sur un texte", subject="author", fields={"body": "(remarque effacée)"}
    )

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="comments")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    anchor = models.PositiveIntegerField("paragraphe", null=True, blank=True)
    quote = models.CharField("passage visé", max_length=300, blank=True)
    body = models.TextField("remarque", max_length=3000)
    at = models.DateTimeField("date")
    outcome = models.CharField("suite", max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    outcome_reason = models.TextField("motif", max_length=2000, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField("suite donnée le", null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "remarque"
        verbose_name_plural = "remarques"
        ordering = ["at", "pk"]
        rules_permissions = {"view": rules.of_text(rules.inside), "settle": rules.of_text(rules.run & rules.is_open)}
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(author__isnull=False) | Q(person__isnull=False), name="comment_has_an_author"
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.REFUSED) | ~Q(outcome_reason=""), name="comment_refused_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.OPEN, settled_at=None)
                | ~Q(outcome=Outcome.OPEN) & Q(settled_at__isnull=False),
                name="comment_dated_once_settled",
            ),
        ]

    def __str__(self):
        return f"remarque {self.pk}"

    @property
    def authority_id(self):
        return self.text.authority_id

    def get_desk_url(self):
        return self.text.get_desk_url()

    @property
    def author_name(self):
        return self.person.full_name if self.person_id else str(self.author)

    @property
    def tone(self):
        return OUTCOME_TONES[self.outcome]
