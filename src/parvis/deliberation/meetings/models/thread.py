"""What members say to each other between two meetings."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from parvis.commons.schemes.models import Scheme
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData

from .. import rules
from .meeting import Meeting

ERASED = "(message effacé)"


class ThreadPostQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        """The members and the team of the scheme, the auditor, and one's own; those who moderate see what is hidden."""
        staff = Q(authority__in=user.grants.authorities(*rules.THREAD_STAFF))
        team = Q(scheme__in=user.grants.schemes(*rules.THREAD_MODERATORS))
        inside = Q(scheme__in=user.grants.schemes(*rules.THREAD_MEMBERS), hidden_at=None)
        own = Q(author=user) if user.is_authenticated else Q(pk__in=[])
        return self.filter(staff | team | inside | own)

    def for_list(self):
        return self.select_related("author", "scheme__body")

    def for_record(self):
        return self.for_list()


class ThreadPost(AuthorityOwned):
    """A message of a member to the others of their body, or a reminder of what was promised."""

    personal = PersonalData(
        purpose="Échanges entre les membres d’une instance", subject="author", fields={"body": ERASED}
    )

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="thread_posts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies")
    body = models.TextField("message", max_length=5000)
    at = models.DateTimeField("le")
    is_reminder = models.BooleanField("rappel de ce qui a été promis", default=False)
    reminds_before = models.OneToOneField(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="rappel avant"
    )
    erased_at = models.DateTimeField("effacé par son auteur le", null=True, blank=True)
    hidden_at = models.DateTimeField("masqué le", null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    hidden_reason = models.CharField("motif", max_length=300, blank=True)

    objects = ThreadPostQuerySet.as_manager()

    class Meta:
        verbose_name = "message entre membres"
        verbose_name_plural = "messages entre membres"
        ordering = ["at", "pk"]
        rules_permissions = {
            "view": rules.reads_post, "answer": rules.answers_post, "hide": rules.moderates_post,
            "erase": rules.is_author,
        }  # fmt: skip
        indexes = [models.Index(fields=["scheme", "at"], name="thread_of_scheme")]
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="thread_post_says_something"),
            models.CheckConstraint(condition=Q(hidden_at=None) | ~Q(hidden_reason=""), name="hidden_post_says_why"),
        ]

    def __str__(self):
        return self.body[:60]

    @property
    def author_name(self):
        """The mission signs the reminders that it writes by itself; who erased a message leaves it unsigned."""
        if self.author is not None:
            return self.author.name
        return "message effacé" if self.erased_at else "La mission participation"


class ThreadDigest(AuthorityOwned):
    """Somebody who asked to receive, once a day, what was said in a thread."""

    personal = PersonalData(purpose="Résumé des échanges entre membres", subject="user", basis="consentement")

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told_until = models.DateTimeField("tenu au courant jusqu’au")

    class Meta:
        verbose_name = "résumé des échanges"
        verbose_name_plural = "résumés des échanges"
        ordering = ["scheme", "pk"]
        constraints = [models.UniqueConstraint(fields=["scheme", "user"], name="thread_digest_asked_once")]

    def __str__(self):
        return f"résumé pour {self.user_id}"
