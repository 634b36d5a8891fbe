"""Texts written together: versions, remarks, debate, disagreements, adoption, recommendations."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from rules.contrib.models import RulesModel

from parvis.ground.authorities.choices import Persona
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData

from . import rules
from .anchors import Block, split
from .choices import (
    LOCKED,
    OPEN,
    OUTCOME_TONES,
    STEPS,
    TONES,
    UNLOCKED,
    AdoptionMode,
    NoteKind,
    Outcome,
    Status,
    TextKind,
    VoteChoice,
)

ARCHIVE = "archives de l’instance (avis et comptes rendus)"


class TextQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        """Published texts for all; the others for their scheme's people, the officer, and the services asked."""
        seen = Q(status=Status.PUBLISHED)
        if user.is_authenticated:
            grants = user.grants
            seen |= Q(authority__in=grants.authorities(Persona.OFFICER, Persona.AUDITOR))
            seen |= Q(scheme__in=grants.schemes(Persona.MEMBER, Persona.CHAIR, Persona.OFFICER, Persona.FACILITATOR))
            if departments := grants.departments(Persona.AGENT):
                asked = Text.readers.through.objects.filter(department__in=departments)
                seen |= Q(pk__in=asked.values("text_id"))
        return self.filter(seen)

    def for_record(self):
        """With what its pages show, and how much stands on each of its tabs."""
        return self.select_related(
            "authority", "scheme", "rapporteur", "plain_of", "plain_row", "adoption"
        ).annotate(
            notes_count=_count(DebateNote), divergences_count=_count(Divergence),
            positions_count=_count(MinorityPosition), recommendations_count=_count(Recommendation),
            open_count=_count(Comment, outcome=Outcome.OPEN),
        )  # fmt: skip

    def for_list(self):
        return self.select_related("scheme", "rapporteur").annotate(
            comments_open=models.Count("comments", filter=Q(comments__outcome=Outcome.OPEN), distinct=True)
        )

    def open(self):
        return self.filter(status__in=OPEN)

    def with_comments_until(self, day):
        """Texts whose period for remarks ends on `day`."""
        return self.filter(status=Status.COMMENTING, comments_until=day)


def _count(model, **conditions):
    """How many rows of a part each text has, in a subquery of its own."""
    rows = model.objects.filter(text=models.OuterRef("pk"), **conditions).order_by().values("text")
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
    writers = models.ManyToManyField(
        "people.Person", blank=True, related_name="+", verbose_name="membres qui écrivent et commentent"
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
            "create": rules.is_officer,
            "read": rules.inside | rules.is_asked,
            "write": rules.write,
            "comment": rules.comment & rules.is_open,
            "note": rules.comment,
            "run": rules.run,
            "dissent": (rules.is_member | rules.is_officer) & rules.is_open,
            "vote": rules.is_member,
            "write_plain": rules.is_officer | rules.is_team | rules.is_member,
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

    def get_desk_url(self):
        from django.urls import reverse

        return reverse("desk:writing:detail", args=[self.pk])

    def get_member_url(self):
        from django.urls import reverse

        return reverse("member:writing:detail", args=[self.pk])


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


class CommentQuerySet(PartQuerySet):
    def visible_to(self, user):
        """Remarks stay inside: with those who work on the text, even once it is published."""
        if not user.is_authenticated:
            return self.none()
        grants = user.grants
        staff = Q(text__authority__in=grants.authorities(Persona.OFFICER, Persona.AUDITOR))
        own = grants.schemes(Persona.MEMBER, Persona.CHAIR, Persona.OFFICER, Persona.FACILITATOR)
        return self.filter(staff | Q(text__scheme__in=own))

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


class DebateNoteQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        grants = user.grants
        own = grants.schemes(Persona.MEMBER, Persona.CHAIR, Persona.OFFICER, Persona.FACILITATOR)
        staff = grants.authorities(Persona.OFFICER, Persona.AUDITOR)
        return self.filter(Q(authority__in=staff) | Q(scheme__in=own))

    def for_list(self):
        return self.select_related("said_by").prefetch_related("themes")


class DebateNote(AuthorityOwned):
    """What was said in a debate: a word, an idea, an argument, a question, a feeling, under one or several themes."""

    personal = PersonalData(
        purpose="Notes de débat d’une instance", subject="said_by", fields={"said_by": None}, keep=""
    )

    scheme = models.ForeignKey("schemes.Scheme", on_delete=models.PROTECT, related_name="debate_notes")
    text = models.ForeignKey(Text, null=True, blank=True, on_delete=models.PROTECT, related_name="debate_notes")
    kind = models.CharField("nature", max_length=10, choices=NoteKind.choices)
    body = models.TextField("note", max_length=3000)
    themes = models.ManyToManyField("schemes.Theme", blank=True, related_name="+", verbose_name="thèmes")
    said_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="dit par"
    )
    noted_on = models.DateField("date du débat")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = DebateNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "note de débat"
        verbose_name_plural = "notes de débat"
        ordering = ["-noted_on", "-pk"]
        rules_permissions = {"view": rules.inside, "delete": rules.run}
        constraints = [models.CheckConstraint(condition=~Q(body=""), name="debate_note_says_something")]

    def __str__(self):
        return self.body[:60]


class Divergence(models.Model):
    """A disagreement kept visible: its subject, and each position with the number who hold it."""

    personal = None

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="divergences")
    subject = models.CharField("objet du désaccord", max_length=300)
    noted_on = models.DateField("constaté le")

    class Meta:
        verbose_name = "divergence"
        verbose_name_plural = "divergences"
        ordering = ["pk"]

    def __str__(self):
        return self.subject

    @property
    def authority_id(self):
        return self.text.authority_id


class Position(models.Model):
    """One side of a disagreement, in its own words, with the number who hold it."""

    personal = None

    divergence = models.ForeignKey(Divergence, on_delete=models.CASCADE, related_name="positions")
    statement = models.TextField("position", max_length=1000)
    supporters_count = models.PositiveIntegerField("personnes")

    class Meta:
        verbose_name = "position"
        verbose_name_plural = "positions"
        ordering = ["pk"]

    def __str__(self):
        return self.statement[:60]


class MinorityPosition(RulesModel):
    """A position written by its holders and attached to the opinion with the same rank."""

    personal = PersonalData(purpose="Positions minoritaires d’un avis", subject="holders", keep=ARCHIVE)

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="minority_positions")
    title = models.CharField("titre", max_length=200)
    html = models.TextField("position")
    holders = models.ManyToManyField("people.Person", related_name="+", verbose_name="portée par")
    in_favour = models.PositiveIntegerField("pour", null=True, blank=True)
    against = models.PositiveIntegerField("contre", null=True, blank=True)
    abstentions = models.PositiveIntegerField("abstentions", null=True, blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField("écrite le")

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "position minoritaire"
        verbose_name_plural = "positions minoritaires"
        ordering = ["pk"]
        rules_permissions = {
            "view": rules.of_text(rules.view),
            "change": rules.of_text(rules.is_open) & (rules.is_holder | rules.is_officer),
        }
        constraints = [
            models.CheckConstraint(condition=~Q(html="") & ~Q(title=""), name="minority_position_written"),
            models.CheckConstraint(
                condition=Q(in_favour=None, against=None, abstentions=None)
                | Q(in_favour__isnull=False, against__isnull=False, abstentions__isnull=False),
                name="minority_votes_all_or_none",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def authority_id(self):
        return self.text.authority_id

    def get_desk_url(self):
        return self.text.get_desk_url()


class Adoption(models.Model):
    """How a text was adopted: who could vote, who was there, what they said."""

    personal = None

    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="adoption")
    mode = models.CharField("mode", max_length=10, choices=AdoptionMode.choices)
    on = models.DateField("date")
    electors = models.PositiveIntegerField("membres")
    present = models.PositiveIntegerField("présents")
    proxies = models.PositiveIntegerField("pouvoirs", default=0)
    quorum_required = models.PositiveIntegerField("quorum exigé")
    quorum_reached = models.BooleanField("quorum atteint")
    by_consensus = models.BooleanField("par consensus", default=False)
    in_favour = models.PositiveIntegerField("pour", default=0)
    against = models.PositiveIntegerField("contre", default=0)
    abstentions = models.PositiveIntegerField("abstentions", default=0)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("enregistrée le")

    class Meta:
        verbose_name = "adoption"
        verbose_name_plural = "adoptions"
        constraints = [
            models.CheckConstraint(
                condition=Q(electors__gte=F("present") + F("proxies")), name="adoption_no_more_voters_than_electors"
            ),
            models.CheckConstraint(
                condition=Q(present__gte=F("in_favour") + F("against") + F("abstentions") - F("proxies")),
                name="adoption_no_more_votes_than_voters",
            ),
            models.CheckConstraint(
                condition=Q(by_consensus=True) | Q(in_favour__gt=F("against")), name="adoption_by_a_majority"
            ),
            models.CheckConstraint(condition=Q(quorum_reached=True), name="adoption_with_its_quorum"),
        ]

    def __str__(self):
        return f"adoption du {self.on:%d/%m/%Y}"

    @property
    def authority_id(self):
        return self.text.authority_id

    @property
    def voters(self):
        return self.present + self.proxies


class WrittenProcedure(models.Model):
    """A vote without a meeting: the members answer in their space before a date."""

    personal = None

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="written_procedures")
    opens_on = models.DateField("ouverture")
    closes_on = models.DateField("clôture")
    quorum_required = models.PositiveIntegerField("quorum exigé")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField("close le", null=True, blank=True)

    class Meta:
        verbose_name = "procédure écrite"
        verbose_name_plural = "procédures écrites"
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="written_procedure_dates_in_order"),
            models.UniqueConstraint(
                fields=["text"], condition=Q(closed_at=None), name="written_procedure_one_at_a_time"
            ),
        ]

    def __str__(self):
        return f"procédure écrite jusqu’au {self.closes_on:%d/%m/%Y}"

    @property
    def authority_id(self):
        return self.text.authority_id


class WrittenVote(models.Model):
    """One elector of a written procedure and their answer: attributable, as in a show of hands."""

    personal = PersonalData(purpose="Vote par procédure écrite", subject="person", keep=ARCHIVE)

    procedure = models.ForeignKey(WrittenProcedure, on_delete=models.PROTECT, related_name="votes")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField("vote", max_length=10, choices=VoteChoice.choices, blank=True)
    cast_at = models.DateTimeField("date", null=True, blank=True)
    cast_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "vote écrit"
        verbose_name_plural = "votes écrits"
        constraints = [
            models.UniqueConstraint(fields=["procedure", "person"], name="written_vote_one_each"),
            models.CheckConstraint(
                condition=Q(choice="", cast_at=None) | ~Q(choice="") & Q(cast_at__isnull=False),
                name="written_vote_dated_once_cast",
            ),
        ]

    def __str__(self):
        return f"vote de {self.person_id}"

    @property
    def authority_id(self):
        return self.procedure.text.authority_id


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
