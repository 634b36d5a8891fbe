"""Files that people hand over, documents that the product writes, and the texts an authority puts in them."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from parvis.ground.authorities.choices import STAFF
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData

from . import rules
from .choices import BY_TYPE, Format
from .kinds import kind_of


def private_path(stored, filename):
    """A name on the disk that tells nothing: the name people gave stays in its row."""
    extension = filename.rpartition(".")[2].lower()
    return f"{stored.authority_id}/{stored.stored_at:%Y/%m}/{uuid.uuid4().hex}.{extension}"


def about(obj):
    """The filter of the rows that belong to a record."""
    kind = ContentType.objects.get_for_model(obj)
    return Q(owner_type=kind, owner_id=obj.pk)


class StoredFileQuerySet(AuthorityQuerySet):
    def about(self, obj):
        """The files of one record, latest first."""
        return self.filter(about(obj)).order_by("-stored_at", "-pk")

    def uploaded(self):
        """What people handed over, without what the product wrote."""
        return self.filter(produced=None)

    def visible_to(self, user):
        seen = Q(pk__in=[])
        for kind, model in self._owner_models():
            owners = model.objects.visible_to(user)
            readable = Q(is_public=True)
            if user.is_authenticated:
                readable |= Q(uploaded_by=user)
            readable |= self._private_seen(user, kind, owners) | self._shared_seen(user, kind, owners)
            seen |= Q(owner_type=kind, owner_id__in=owners.values("pk")) & readable
        if user.is_authenticated:
            seen |= Q(owner_id=None, uploaded_by=user)
        return self.filter(seen)

    def for_list(self):
        return self.select_related("uploaded_by", "produced")

    def _owner_models(self):
        """The kinds of records that own files, when they know who sees them."""
        kinds = ContentType.objects.filter(pk__in=StoredFile.objects.values("owner_type").distinct())
        for kind in kinds:
            model = kind.model_class()
            if model and hasattr(model._default_manager.none(), "visible_to"):
                yield kind, model

    def _private_seen(self, user, kind, owners):
        # Who reads private files follows from the record itself: asked one by one, on the few records that have some.
        permission = rules.private_files_permission(kind.model_class())
        if not permission:
            return Q(authority__in=user.grants.authorities(*STAFF))
        held = owners.filter(pk__in=StoredFile.objects.filter(owner_type=kind, is_public=False).values("owner_id"))
        return Q(owner_id__in=[o.pk for o in held if user.has_perm(permission, o)])

    def _shared_seen(self, user, kind, owners):
        seen = Q(pk__in=[])
        for code, permission in getattr(kind.model_class(), "shared_documents", {}).items():
            written = StoredFile.objects.filter(owner_type=kind, produced__kind=code)
            held = owners.filter(pk__in=written.values("owner_id"))
            seen |= Q(produced__kind=code, owner_id__in=[o.pk for o in held if user.has_perm(permission, o)])
        return seen


class StoredFile(AuthorityOwned):
    """A file of a record: private unless somebody made it public, and served only after the rights check."""

    personal = PersonalData(
        purpose="Pièces déposées dans un dossier",
        subject="uploaded_by",
        fields={"original_name": lambda row: f"fichier.{row.extension}"},
    )

    owner_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    owner_id = models.BigIntegerField(null=True, blank=True)
    owner = GenericForeignKey("owner_type", "owner_id")
    file = models.FileField("fichier", upload_to=private_path, max_length=200)
    title = models.CharField("titre", max_length=200)
    original_name = models.CharField("nom d’origine", max_length=200)
    content_type = models.CharField("type de contenu", max_length=100)
    size = models.PositiveBigIntegerField("taille")
    sha256 = models.CharField("empreinte SHA-256", max_length=64)
    is_public = models.BooleanField("public", default=False)
    alternative = models.TextField("équivalent accessible", max_length=20_000, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="déposé par"
    )
    stored_at = models.DateTimeField("déposé le")

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "fichier"
        verbose_name_plural = "fichiers"
        rules_permissions = {"view": rules.may_view}
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="stored_file_owner")]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_not_empty"),
            models.CheckConstraint(
                condition=Q(owner_type=None, owner_id=None) | Q(owner_type__isnull=False, owner_id__isnull=False),
                name="stored_file_owner_whole",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The one address of the file, for whoever may read it."""
        return address("public:file", self.pk)

    def get_alternative_url(self):
        """The page of its accessible equivalent, when it has one."""
        return address("public:file_text", self.pk) if self.alternative else ""

    @property
    def kind(self):
        """What the file is, in words: « PDF », « image PNG »."""
        known = BY_TYPE.get(self.content_type)
        return known.label if known else "fichier"

    @property
    def extension(self):
        return self.file.name.rpartition(".")[2]

    @property
    def download_name(self):
        """The name under which it is saved: its title, which people can read."""
        return f"{self.title[:120].replace('/', '-')}.{self.extension}"

    @property
    def is_accessible(self):
        """Whether everybody can read it: a document of ours, a plain text, or a file with its equivalent."""
        ours = getattr(self, "produced", None) is not None
        return ours or bool(self.alternative) or self.content_type.startswith("text/")


class DocumentTemplateQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*rules.TEMPLATE_READERS))

    def current(self, authority, kind):
        """The version in force of an authority's texts for one kind of document, or None."""
        return self.filter(authority=authority, kind=kind).order_by("-version").first()


class DocumentTemplate(AuthorityOwned):
    """One version of the texts that an authority puts in a kind of document. A change makes the next version."""

    personal = PersonalData(
        purpose="Modèles de documents et signataires",
        subject="edited_by",
        keep="preuve des versions utilisées pour les documents produits",
    )

    kind = models.CharField("document", max_length=60)
    version = models.PositiveIntegerField("version")
    header = models.TextField("en-tête", max_length=600, blank=True)
    footer = models.TextField("pied de page", max_length=300, blank=True)
    parts = models.JSONField("textes", default=dict)
    signatory_mention = models.CharField("mention", max_length=120, blank=True)
    signatory_title = models.CharField("qualité", max_length=160, blank=True)
    signatory_name = models.CharField("nom", max_length=120, blank=True)
    place = models.CharField("fait à", max_length=80, blank=True)
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    edited_at = models.DateTimeField("modifié le")

    objects = DocumentTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "modèle de document"
        verbose_name_plural = "modèles de documents"
        rules_permissions = {"view": rules.may_view_templates, "change": rules.may_edit_templates}
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind", "version"], name="document_template_version_once"),
            models.CheckConstraint(condition=Q(version__gt=0), name="document_template_version_positive"),
        ]

    def __str__(self):
        return f"{kind_of(self.kind).label}, version {self.version}"


class ProducedDocumentQuerySet(AuthorityQuerySet):
    def about(self, obj):
        """The documents written about one record, latest first."""
        kind = ContentType.objects.get_for_model(obj)
        return self.filter(owner_type=kind, owner_id=obj.pk).order_by("-produced_at", "format")

    def visible_to(self, user):
        return self.filter(stored__in=StoredFile.objects.visible_to(user).values("pk"))

    def for_list(self):
        return self.select_related("stored", "produced_by", "template")


class ProducedDocument(AuthorityOwned):
    """A document that the product wrote: of which kind, about what, in which format, for whom, with which texts."""

    personal = PersonalData(
        purpose="Traçabilité des documents produits",
        subject="produced_by",
        keep="preuve des documents remis",
    )

    kind = models.CharField("document", max_length=60)
    owner_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    owner_id = models.BigIntegerField()
    about = GenericForeignKey("owner_type", "owner_id")
    format = models.CharField("format", max_length=8, choices=Format.choices)
    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="produced")
    fingerprint = models.CharField("empreinte du contenu", max_length=64)
    template = models.ForeignKey(DocumentTemplate, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    produced_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    produced_at = models.DateTimeField("produit le")

    objects = ProducedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "document produit"
        verbose_name_plural = "documents produits"
        rules_permissions = {"view": rules.may_view_produced}
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="produced_document_about")]

    def __str__(self):
        return f"{self.stored.title} ({self.get_format_display()})"

    @property
    def sha256(self):
        """The fingerprint of the file itself."""
        return self.stored.sha256

    @property
    def template_version(self):
        """The version of the authority's texts; 0 for the texts the product comes with."""
        return self.template.version if self.template else 0
