"""An import: the lines that were read, what they gave, and the rows it created so that it can be undone whole."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from parvis.ground.authorities.models import Authority
from parvis.ground.core import clock
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention

from . import rules
from .choices import STEPS, Outcome, Status
from .importing import importer_of


class ImportBatchQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        seen = Q(pk__in=[])
        for pk in user.grants.known_authorities():
            seen |= Q(authority=pk, importer_key__in=rules.keys_for(user, Authority(pk=pk)))
        return self.filter(seen)

    def for_list(self):
        return self.select_related("by")

    def for_record(self):
        return self.select_related("authority", "by")


class ImportBatch(AuthorityOwned):
    """One file on its way in. Nothing of it is written before somebody confirms."""

    personal = PersonalData(
        purpose="Traçabilité des imports", subject="by", keep="preuve de l’origine des données importées"
    )

    STEPS = STEPS
    TONES = {
        Status.UPLOADED: "wait", Status.CHECKED: "wait", Status.WRITTEN: "done",
        Status.UNDONE: "off", Status.DISCARDED: "off",
    }  # fmt: skip

    importer_key = models.CharField("contenu", max_length=40, editable=False)
    filename = models.CharField("fichier", max_length=200, editable=False)
    fingerprint = models.CharField("empreinte du fichier", max_length=64, editable=False)
    headers = models.JSONField("titres lus", default=list, editable=False)
    matching = models.JSONField("colonnes rapprochées", default=dict, editable=False)
    status = models.CharField("état", max_length=10, choices=Status.choices, default=Status.UPLOADED, editable=False)
    line_count = models.PositiveIntegerField("lignes", default=0, editable=False)
    new_count = models.PositiveIntegerField("lignes nouvelles", default=0, editable=False)
    present_count = models.PositiveIntegerField("lignes déjà présentes", default=0, editable=False)
    error_count = models.PositiveIntegerField("lignes en erreur", default=0, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="par", editable=False
    )
    uploaded_at = models.DateTimeField("déposé le", default=clock.now, editable=False)
    written_at = models.DateTimeField("écrit le", null=True, editable=False)
    undone_at = models.DateTimeField("défait le", null=True, editable=False)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "imports"
        ordering = ["-uploaded_at", "-pk"]
        rules_permissions = {
            "list": rules.may_import,
            "view": rules.may_import,
            "add": rules.may_import,
            "change": rules.may_import,
        }
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[Status.WRITTEN, Status.UNDONE]) | Q(written_at__isnull=False),
                name="import_written_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.UNDONE) | Q(undone_at__isnull=False), name="import_undone_is_dated"
            ),
        ]

    def __str__(self):
        return f"{self.label}, {self.filename}"

    def get_desk_url(self):
        return address("desk:imports:detail", self.pk)

    @property
    def importer(self):
        return importer_of(self.importer_key)

    @property
    def label(self):
        return self.importer.label if self.importer else self.importer_key


class ImportLine(models.Model):
    """A line of the file as it was read; its cells are emptied as soon as they are no longer needed."""

    personal = PersonalData(
        purpose="Préparation d’un import",
        subject="",
        fields={"cells": lambda row: [], "errors": lambda row: []},
        retention=Retention(since="batch.uploaded_at", months=1),
    )

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField("ligne")
    cells = models.JSONField("cellules", default=list)
    outcome = models.CharField("résultat", max_length=8, choices=Outcome.choices, default=Outcome.PENDING)
    errors = models.JSONField("erreurs", default=list)

    class Meta:
        verbose_name = "ligne importée"
        verbose_name_plural = "lignes importées"
        ordering = ["batch", "number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="import_line_once")]

    def __str__(self):
        return f"ligne {self.number}"


class ImportedRow(models.Model):
    """A row that an import created, and its fingerprint at that moment: an undo refuses when it has changed."""

    personal = None

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    line_number = models.PositiveIntegerField("ligne")
    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    fingerprint = models.CharField("empreinte", max_length=64)

    class Meta:
        verbose_name = "fiche importée"
        verbose_name_plural = "fiches importées"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "content_type", "object_id"], name="imported_row_once")]

    def __str__(self):
        return f"{self.content_type_id}:{self.object_id}"
