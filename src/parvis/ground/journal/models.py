"""The journal: who did what, when, from which state to which, under which rule. Lines are never changed or deleted.

A line holds ids, codes and fingerprints, never a name or a free text. A reason typed by somebody lives in a
`JournalReason` that may be erased; the line keeps its salted hash, so that erasure breaks no proof.
"""

import hashlib
import json
import secrets

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from parvis.ground.core.personal import PersonalData

READERS = ("admin", "officer", "auditor")
"""Matrix E.2, « Audit log »: personas of `authorities`, which stands above this app."""


class JournalLineQuerySet(models.QuerySet):
    def of(self, authority):
        return self.filter(authority=authority)

    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*READERS))

    def for_list(self):
        return self.select_related("actor", "behalf", "content_type", "reason")

    def about(self, obj):
        """The history of one record, latest first, ready to be shown."""
        kind = ContentType.objects.get_for_model(obj, for_concrete_model=True)
        return self.filter(content_type=kind, object_id=obj.pk).for_history()

    def for_history(self):
        return self.select_related("actor", "behalf", "content_type", "reason").order_by("-at", "-id")

    def unsealed(self):
        return self.filter(seal=None)


class JournalLine(models.Model):
    """One act. Append-only: triggers refuse UPDATE and DELETE on both engines."""

    personal = PersonalData(
        purpose="Preuve des actes accomplis dans l’application",
        subject="actor",
        keep="obligation de preuve des actes de la collectivité",
    )

    authority = models.ForeignKey("authorities.Authority", null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("date", db_index=True)
    recorded_at = models.DateTimeField("écrite à (temps réel)", auto_now_add=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="auteur"
    )
    behalf = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="au nom de",
    )
    verb = models.CharField("acte", max_length=60)
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    rule = models.CharField("règle", max_length=120, blank=True)
    cautions = models.JSONField("avertissements passés outre", default=list)
    facts = models.JSONField("faits", default=dict)
    reason_hash = models.CharField(max_length=64, blank=True)

    objects = JournalLineQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne du journal"
        verbose_name_plural = "lignes du journal"
        indexes = [
            models.Index(fields=["content_type", "object_id", "-id"], name="journal_history"),
            models.Index(fields=["authority", "-id"], name="journal_of_authority"),
        ]

    def __str__(self):
        return f"{self.verb} {self.content_type_id}:{self.object_id}"

    def canonical(self):
        """The line as bytes that do not depend on the engine: what its seal proves."""
        return json.dumps(
            [
                self.pk, self.authority_id, self.at.timestamp(), self.actor_id, self.behalf_id, self.verb,
                self.content_type_id, self.object_id, self.from_state, self.to_state, self.rule,
                self.cautions, self.facts, self.reason_hash,
            ],
            sort_keys=True, ensure_ascii=True, separators=(",", ":"),
        ).encode()  # fmt: skip


class JournalReason(models.Model):
    """Why somebody did it, in their words: erasable, unlike the line it belongs to."""

    personal = PersonalData(purpose="Motif écrit d’un acte", subject="line.actor", fields={"text": "", "salt": ""})

    line = models.OneToOneField(JournalLine, on_delete=models.PROTECT, related_name="reason")
    text = models.TextField("motif", blank=True)
    salt = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = "motif"
        verbose_name_plural = "motifs"

    def __str__(self):
        return f"motif de la ligne {self.line_id}"

    @staticmethod
    def seal_text(text):
        """A salt and the hash that the line keeps."""
        salt = secrets.token_hex(16)
        return salt, hashlib.sha256(f"{salt}{text}".encode()).hexdigest()


class JournalSeal(models.Model):
    """The place of a line in the chain: each digest covers the line and the digest before it."""

    personal = None

    number = models.BigIntegerField(primary_key=True)
    line = models.OneToOneField(JournalLine, on_delete=models.PROTECT, related_name="seal")
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "scellé"
        verbose_name_plural = "scellés"

    def __str__(self):
        return f"scellé {self.number}"

    @staticmethod
    def digest_of(number, previous, line):
        return hashlib.sha256(f"{number}:{previous}:".encode() + line.canonical()).hexdigest()
