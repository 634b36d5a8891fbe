"""A text, its versions, and what each person is typing."""

from functools import cached_property

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from parvis.ground.authorities.choices import Persona
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData

from .. import rules
from ..anchors import Block, split
from ..choices import (
    LOCKED,
    OF_A_SESSION,
    OPEN,
    OWN_PAGE,
    STEPS,
    TONES,
    UNLOCKED,
    Outcome,
    Status,
    TextKind,
)

ARCHIVE = "archives de l’instance (avis et comptes rendus)"


def seen_inside(user, path=""):
    """The texts, or the rows that lead to one by `path`, of those who work on them or control them (`rules.inside`)."""
    grants = user.grants

    def held(name, values, **more):
        return Q(**{f"{path}{key}": value for key, value in {name: values, **more}.items()})

    own = grants.schemes(Persona.MEMBER, Persona.CHAIR, Persona.OFFICER)
    return (
        held("authority__in", grants.authorities(Persona.OFFICER, Persona.AUDITOR))
        | held("scheme__in", own)
        | held("scheme__in", grants.schemes(Persona.FACILITATOR), kind__in=OF_A_SESSION)
        | held("authority__in", grants.authorities(Persona.DIRECTOR), kind=TextKind.MINUTES)
        | held("scheme__in", grants.schemes(Persona.DIRECTOR), kind=TextKind.MINUTES)
    )


class TextQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        """Published texts for all; the others for their scheme's people, the officer, and the services asked."""
        seen = Q(status=Status.PUBLISHED)
        if user.is_authenticated:
            seen |= seen_inside(user)
            if departments := user.grants.departments(Persona.AGENT):
                asked = Text.readers.through.objects.filter(department__in=departments)
                seen |= Q(pk__in=asked.values("text_id"))
        return self.filter(seen)

    def for_record(self):
        """With what its pages show, and how much stands on each of its tabs."""
        return self.select_related(
            "authority", "scheme", "rapporteur", "plain_of", "plain_row", "adoption"
        ).annotate(
            notes_count=_count("DebateNote"), divergences_count=_count("Divergence"),
            positions_count=_count("MinorityPosition"), recommendations_count=_count("Recommendation"),
            open_count=_count("Comment", outcome=Outcome.OPEN),
        )  # fmt: skip

    def for_list(self):
        return self.select_related("scheme", "rapporteur").annotate(
            comments_open=models.Count("comments", filter=Q(comments__outcome=Outcome.OPEN), distinct=True)
        )

    def open(self):
        return self.filter(status__in=OPEN)


def _count(model, **conditions):
    """How many rows of a part (its model by name) each text has, in a subquery of its own."""
    rows = apps.get_model("writing", model).objects.filter(text=models.OuterRef("pk"), **conditions)
    rows = rows.order_by().values("text")
    return Coalesce(models.Subquery(rows.annotate(n=models.Count("pk")).values("n")), 0)


class Text(AuthorityOwned):
    """What a body writes: an opinion, minutes, a synthesis. Its words are in its versions."""

    personal = None
    STEPS = STEPS
    TONES = TONES

    scheme = models.ForeignKey(
        "schemes.Scheme", on_delete=models.PROTECT, related_name="texts", verbose_name="dispositif"
    )
    kind = models.CharField("nature", max_length=20, choices=TextKind.choices)
    title = models.CharField("titre", max_length=200)
    status = models.CharField("état", max_length=20, choices=Status.choices, default=Status.DRAFTING)
    head = models.PositiveIntegerField("dernière version", default=0)
    last_anchor = models.PositiveIntegerField("dernier repère de paragraphe", default=0)
    rapporteur = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="rapporteur ou rapporteure",
    )  # fmt: skip
    readers = models.ManyToManyField(
        "authorities.Department", blank=True, related_name="+", verbose_name="services sollicités"
    )
    comments_until = models.DateField("commentaires jusqu’au", null=True, blank=True)
    locked_at = models.DateTimeField("arrêté le", null=True, blank=True)
    fingerprint = models.CharField("empreinte SHA-256", max_length=64, blank=True)
    published_at = models.DateTimeField("publié le", null=True, blank=True)
    plain_of = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="plain_row",
        verbose_name="version facile à lire de",
    )  # fmt: skip
    origin_desk_url = models.CharField("fiche d’origine au bureau", max_length=200, blank=True, editable=False)
    origin_member_url = models.CharField("fiche d’origine, membres", max_length=200, blank=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField("créé le")

    objects = TextQuerySet.as_manager()
    private_files_permission = "writing.read_text"

    class Meta:
        verbose_name = "texte"
        verbose_name_plural = "textes"
        ordering = ["-created_at"]
        rules_permissions = {
            "view": rules.view,
            "list": rules.is_officer | rules.is_auditor,
            "create": rules.opens_texts,
            "read": rules.inside | rules.is_asked,
            "write": rules.write,
            "comment": rules.comment & rules.is_open,
            "note": rules.comment,
            "run": rules.run,
            "adopt": rules.adopt,
            "dissent": (rules.is_member | rules.is_officer) & rules.is_open,
            "vote": rules.is_member,
            "write_plain": rules.runs | rules.is_member,
        }
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="text_has_a_title"),
            models.CheckConstraint(
                condition=Q(status__in=UNLOCKED, locked_at=None, fingerprint="")
                | Q(status__in=LOCKED, locked_at__isnull=False) & ~Q(fingerprint=""),
                name="text_fingerprint_once_locked",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
                name="text_dated_once_published",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.COMMENTING) | Q(comments_until__isnull=False),
                name="text_comments_have_an_end",
            ),
            models.CheckConstraint(
                condition=Q(kind=TextKind.PLAIN_LANGUAGE, plain_of__isnull=False)
                | ~Q(kind=TextKind.PLAIN_LANGUAGE) & Q(plain_of=None),
                name="text_plain_of_another",
            ),
            models.CheckConstraint(condition=~Q(plain_of=F("id")), name="text_not_plain_of_itself"),
        ]

    def __str__(self):
        return self.title

    @cached_property
    def latest(self):
        """The last version, or None while nothing is written."""
        return self.versions.order_by("-number").first()

    @property
    def is_locked(self):
        return self.status in LOCKED

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_governed(self):
        """Whether another record (a referral, a meeting) decides of its adoption and publication."""
        return bool(self.origin_desk_url)

    @property
    def running_procedure(self):
        """The written procedure that is open, or None."""
        return self.written_procedures.filter(closed_at=None).first()

    @property
    def plain_version(self):
        """The easy-to-read version, or None while it is missing."""
        return getattr(self, "plain_row", None)

    @property
    def short_fingerprint(self):
        """The first sixteen characters, enough to compare by eye."""
        return self.fingerprint[:16]

    @property
    def has_public_page(self):
        """Published, and by itself: the page of an opinion is that of its referral."""
        whole = self.plain_of if self.kind == TextKind.PLAIN_LANGUAGE else self
        return self.status == Status.PUBLISHED and whole.kind in OWN_PAGE and not whole.is_governed

    def get_absolute_url(self):
        """The public page, empty when there is none."""
        return address("public:writing:detail", self.pk) if self.has_public_page else ""

    def get_desk_url(self):
        return address("desk:writing:detail", self.pk)

    def get_member_url(self):
        return address("member:writing:detail", self.pk)


class Version(models.Model):
    """One state of a text: cleaned HTML and the anchor of each of its blocks. Never changed afterwards."""

    personal = PersonalData(purpose="Écriture collective", subject="created_by", keep=ARCHIVE)

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("numéro")
    html = models.TextField("contenu")
    anchors = models.JSONField("repères des paragraphes", default=list)
    note = models.CharField("ce qui change", max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="auteur"
    )
    created_at = models.DateTimeField("enregistrée le")

    class Meta:
        verbose_name = "version"
        verbose_name_plural = "versions"
        ordering = ["text", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
        ]

    def __str__(self):
        return f"version {self.number}"

    @property
    def authority_id(self):
        return self.text.authority_id

    @cached_property
    def blocks(self):
        """The paragraphs with their anchors."""
        return [Block(anchor, html) for anchor, html in zip(self.anchors, split(self.html), strict=True)]


class TextDraft(models.Model):
    """What one person is typing, kept as it comes: a lost connection or an ended session loses no word."""

    personal = PersonalData(purpose="Brouillon d’écriture", subject="user", fields={"html": ""})

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    base = models.PositiveIntegerField("version de départ")
    html = models.TextField("contenu", blank=True)
    saved_at = models.DateTimeField("gardé le")

    class Meta:
        verbose_name = "brouillon"
        verbose_name_plural = "brouillons"
        constraints = [models.UniqueConstraint(fields=["text", "user"], name="text_draft_one_each")]

    def __str__(self):
        return f"brouillon de {self.user_id} sur {self.text_id}"


class PartQuerySet(models.QuerySet):
    """Rows that belong to a text: those of the texts one may see."""

    def of(self, authority):
        return self.filter(text__authority=authority)

    def visible_to(self, user):
        return self.filter(text__in=Text.objects.visible_to(user).values("pk"))

    def for_record(self):
        return self.select_related("text__authority", "text__scheme", "text__rapporteur")
