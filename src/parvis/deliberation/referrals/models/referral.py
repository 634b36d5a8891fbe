"""The register, and the referral itself."""

from functools import cached_property

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from parvis.commons.writing.models import Recommendation
from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock
from parvis.ground.core.addresses import address
from parvis.ground.core.dates import days_late
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData

from .. import rules
from ..choices import (
    ADOPTED_ON,
    ANSWERED_ON,
    AT_WORK,
    AWAITING_ANSWER,
    ENDED_ASIDE,
    OPEN_QUESTIONS,
    RECEIVED,
    STEPS,
    TONES,
    TRANSMITTED_ON,
    Kind,
    Status,
)

ARCHIVE = "archives de l’instance (saisines et avis)"


class RegisterQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(authority__in=user.grants.anywhere(*rules.LIST_READERS))


class Register(AuthorityOwned):
    """The register of one year: its prefix and the last number given. One row is locked while a number is taken."""

    personal = None

    year = models.PositiveIntegerField("année")
    prefix = models.CharField("préfixe", max_length=8, default="S")
    last = models.PositiveIntegerField("dernier numéro", default=0)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = "registre des saisines"
        verbose_name_plural = "registres des saisines"
        rules_permissions = {"view": rules.reads_list, "configure": rules.is_officer}
        constraints = [
            models.UniqueConstraint(fields=["authority", "year"], name="register_once_a_year"),
            models.CheckConstraint(condition=~Q(prefix=""), name="register_has_a_prefix"),
        ]

    def __str__(self):
        return f"registre {self.year}"


class ReferralQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        """Received questions for everybody; drafts for the officer, the auditor, their author, the members' bureau."""
        seen = Q(status__in=RECEIVED)
        if user.is_authenticated:
            grants = user.grants
            seen |= Q(authority__in=grants.authorities(Persona.OFFICER, Persona.AUDITOR)) | Q(drafted_by=user)
            seen |= Q(body__in=grants.schemes(Persona.OFFICER))
            seen |= Q(kind=Kind.SELF_REFERRAL, body__in=grants.schemes(Persona.MEMBER, Persona.CHAIR))
        return self.filter(seen)

    def with_next_review(self):
        """With the first review not held yet: its day and its months."""
        reviews = apps.get_model("referrals", "FollowUpReview").objects
        waiting = reviews.filter(referral=models.OuterRef("pk"), held_on=None).order_by("due_on")
        return self.annotate(
            next_review_id=models.Subquery(waiting.values("pk")[:1]),
            next_review_on=models.Subquery(waiting.values("due_on")[:1]),
            next_review_months=models.Subquery(waiting.values("months")[:1]),
        )

    def with_contributions_count(self):
        """With how many contributions the body received."""
        received = apps.get_model("referrals", "HearingContribution").objects.filter(referral=models.OuterRef("pk"))
        counted = received.order_by().values("referral").annotate(number=models.Count("pk")).values("number")
        return self.annotate(contributions_count=Coalesce(models.Subquery(counted), 0))

    def for_record(self):
        return self.with_next_review().with_contributions_count().select_related(
            "body", "requested_by", "rapporteur", "commission", "lead_department", "service_contact",
            "referring_councillor", "text__adoption", "text__plain_row", "plenary",
        )  # fmt: skip

    def for_list(self):
        return self.select_related("body", "rapporteur").defer("letter_html", "context_html", "answer_html")

    def for_links(self):
        """With what a public line says: the question, its body, where it stands, how late the answer is."""
        said = ("title", "slug", "status", "question", "expected_on", "answer_due_on", "answered_on")
        return self.select_related("body").only(*said, "body__name")

    def open_questions(self):
        """What a body is asked now."""
        return self.filter(status__in=OPEN_QUESTIONS)

    def at_work(self):
        return self.filter(status__in=AT_WORK)

    def awaiting_answer(self):
        return self.filter(status__in=AWAITING_ANSWER)

    def late(self, on):
        """The answer was promised before `on` and has not come."""
        return self.awaiting_answer().filter(answer_due_on__lt=on)

    def overdue_opinion(self, on):
        """The date on which an opinion was expected has passed."""
        return self.at_work().filter(expected_on__lt=on)


class Referral(AuthorityOwned):
    """A question to a body (*saisine, auto-saisine, consultation obligatoire*) and everything that follows from it."""

    personal = PersonalData(purpose="Registre des saisines", subject="requested_by", keep=ARCHIVE)
    STEPS = STEPS
    TONES = TONES
    RULES = "B.2@2026-11"

    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="referrals", verbose_name="instance")
    kind = models.CharField("nature", max_length=20, choices=Kind.choices)
    status = models.CharField("état", max_length=20, choices=Status.choices, default=Status.DRAFT)
    year = models.PositiveIntegerField("année du registre", null=True, blank=True)
    sequence = models.PositiveIntegerField("rang dans l’année", null=True, blank=True)
    number = models.CharField("numéro", max_length=30, blank=True)
    slug = models.SlugField("adresse courte", max_length=80)
    title = models.CharField("objet", max_length=200)
    question = models.CharField("question posée", max_length=500)
    letter_html = models.TextField("lettre de saisine", blank=True)
    context_html = models.TextField("note de contexte", blank=True)
    within_perimeter = models.BooleanField("relève des compétences de la collectivité", default=True)
    requested_by = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="demandée par"
    )
    expected_on = models.DateField("avis attendu le", null=True, blank=True)
    legal_ground = models.CharField("fondement de la consultation obligatoire", max_length=300, blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("rédigée le")
    submitted_at = models.DateTimeField("reçue le", null=True, blank=True)
    put_in_position_on = models.DateField("instance mise en mesure de se prononcer le", null=True, blank=True)
    lead_department = models.ForeignKey(
        "authorities.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="service concerné",
    )  # fmt: skip
    referring_councillor = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="élu référent ou élue référente",
    )  # fmt: skip
    admitted_at = models.DateTimeField("acceptée le", null=True, blank=True)
    rapporteur = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="rapporteur ou rapporteure",
    )  # fmt: skip
    commission = models.ForeignKey(
        "bodies.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="commission"
    )
    service_contact = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="contact dans le service",
    )  # fmt: skip
    plenary = models.ForeignKey(
        "meetings.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="plénière d’adoption",
    )  # fmt: skip
    adoption_planned_on = models.DateField("adoption prévue le", null=True, blank=True)
    started_at = models.DateTimeField("examen commencé le", null=True, blank=True)
    text = models.OneToOneField(
        "writing.Text", null=True, blank=True, on_delete=models.PROTECT, related_name="referral", verbose_name="avis"
    )
    drafting_started_at = models.DateTimeField("écriture commencée le", null=True, blank=True)
    opinion_adopted_on = models.DateField("avis adopté le", null=True, blank=True)
    transmitted_on = models.DateField("avis transmis le", null=True, blank=True)
    answer_due_on = models.DateField("réponse attendue le", null=True, blank=True)
    opinion_published_at = models.DateTimeField("avis publié le", null=True, blank=True)
    acknowledged_on = models.DateField("avis reçu le", null=True, blank=True)
    answered_on = models.DateField("réponse publiée le", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer_approved_on = models.DateField("réponse approuvée par la direction le", null=True, blank=True)
    answer_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer_html = models.TextField("réponse d’ensemble", blank=True)
    presented_on = models.DateField("réponse présentée à l’instance le", null=True, blank=True)
    closed_on = models.DateField("close le", null=True, blank=True)
    ended_on = models.DateField("déclinée, retirée ou caduque le", null=True, blank=True)
    end_reason = models.TextField("motif", max_length=2000, blank=True)
    no_opinion = models.BooleanField("« sans avis » explicite", default=False)
    follows = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by", verbose_name="suite de"
    )

    objects = ReferralQuerySet.as_manager()
    private_files_permission = "referrals.read_file_referral"

    class Meta:
        verbose_name = "saisine"
        verbose_name_plural = "saisines"
        ordering = ["-year", "-sequence", "-drafted_at"]
        rules_permissions = {
            "view": rules.view,
            "list": rules.reads_list,
            "draft": rules.is_officer | rules.executive,
            "change": rules.is_draft & (rules.runs | rules.author),
            "submit": rules.is_draft & (rules.runs & rules.is_self_referral | rules.requesters),
            "join": rules.is_draft & rules.is_self_referral & rules.is_member,
            "decide": rules.bureau,
            "work": rules.see_work,
            "read_file": rules.read_file,
            "read_opinion": rules.read_opinion,
            "run": rules.runs,
            "import": rules.is_officer,
            "propose": rules.sits_somewhere,
            "start_drafting": rules.runs | rules.is_rapporteur,
            "adopt": rules.bureau,
            "transmit": rules.bureau,
            "acknowledge": rules.is_elected | rules.may_acknowledge_by_delegation,
            "see_answer": rules.is_answered | rules.see_answer_draft,
            "draft_answer": rules.awaits_answer & rules.prepare,
            "enter_answer": rules.awaits_answer & rules.enter,
            "approve_answer": rules.awaits_answer & rules.directs,
            "answer": rules.is_elected,
            "review": rules.runs | rules.is_asked_service,
            "close": rules.bureau,
            "withdraw": rules.may_still_be_withdrawn & rules.takes_back,
            "overrule": rules.overrule,
        }
        indexes = [
            # All that tells the next step of a file (`queries.next_step_on`) and who sees it: thousands are compared
            # for the first page of the desk, and the wide rows are read for the few that are shown.
            models.Index(
                fields=[
                    "authority",
                    "status",
                    "answer_due_on",
                    "expected_on",
                    "adoption_planned_on",
                    "drafted_by",
                    "id",
                ],
                name="referral_next_step",
            ),
            models.Index(fields=["answer_due_on"], name="referral_by_answer_due"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["authority", "slug"], name="referral_slug_once"),
            models.UniqueConstraint(
                fields=["authority", "number"], condition=~Q(number=""), name="referral_number_once"
            ),
            models.UniqueConstraint(
                fields=["authority", "year", "sequence"],
                condition=Q(sequence__isnull=False),
                name="referral_rank_once",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(question=""), name="referral_asks_something"),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT, submitted_at=None, number="", year=None, sequence=None)
                | Q(status__in=RECEIVED, submitted_at__isnull=False, year__isnull=False, sequence__isnull=False)
                & ~Q(number=""),
                name="referral_numbered_and_dated_once_received",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | Q(expected_on__isnull=False),
                name="referral_expected_on_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.COMPULSORY) | Q(status=Status.DRAFT) | ~Q(legal_ground=""),
                name="referral_compulsory_has_its_ground",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.COMPULSORY)
                | ~Q(status__in=(Status.DECLINED, Status.LAPSED))
                | Q(put_in_position_on__isnull=False),
                name="referral_compulsory_put_in_position",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(*AT_WORK, *ADOPTED_ON)) | Q(admitted_at__isnull=False),
                name="referral_dated_once_admitted",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(*AT_WORK, *ADOPTED_ON)) | Q(rapporteur__isnull=False),
                name="referral_has_a_rapporteur_once_admitted",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(Status.IN_PROGRESS, Status.OPINION_DRAFTING, *ADOPTED_ON))
                | Q(started_at__isnull=False),
                name="referral_dated_once_started",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(Status.OPINION_DRAFTING, *ADOPTED_ON)) | Q(text__isnull=False),
                name="referral_has_a_text_once_drafting",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ADOPTED_ON) | Q(opinion_adopted_on__isnull=False),
                name="referral_dated_once_adopted",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=TRANSMITTED_ON)
                | Q(transmitted_on__gte=F("opinion_adopted_on"), answer_due_on__gte=F("transmitted_on")),
                name="referral_dated_once_transmitted",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(Status.ACKNOWLEDGED, *ANSWERED_ON))
                | Q(acknowledged_on__gte=F("transmitted_on")),
                name="referral_dated_once_acknowledged",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ANSWERED_ON) | Q(answered_on__gte=F("acknowledged_on")),
                name="referral_dated_once_answered",
            ),
            models.CheckConstraint(
                condition=Q(presented_on=None) | Q(presented_on__gte=F("transmitted_on")),
                name="referral_answer_presented_after_the_opinion",
            ),
            models.CheckConstraint(
                condition=Q(answer_approved_on=None, answer_approved_by=None)
                | Q(answer_approved_on__isnull=False, answer_approved_by__isnull=False),
                name="referral_answer_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.CLOSED) | Q(closed_on__isnull=False), name="referral_dated_once_closed"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(Status.DECLINED, Status.WITHDRAWN, Status.LAPSED))
                | Q(ended_on__isnull=False) & ~Q(end_reason=""),
                name="referral_ended_with_date_and_reason",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}".strip()

    @property
    def scheme_id(self):
        """A referral lives in the scheme of its body."""
        return self.body_id

    @property
    def is_self_referral(self):
        return self.kind == Kind.SELF_REFERRAL

    @property
    def is_compulsory(self):
        return self.kind == Kind.COMPULSORY

    @property
    def is_over(self):
        """Closed, declined, withdrawn or lapsed: nothing is awaited any more."""
        return self.status in (Status.CLOSED, *ENDED_ASIDE)

    @cached_property
    def review_list(self):
        """Its follow-up reviews by date, read once."""
        return sorted(self.reviews.all(), key=lambda review: review.due_on)

    @property
    def opinion_is_public(self):
        return self.opinion_published_at is not None

    @property
    def days_late(self):
        """Days between the promise and the answer, or today while it is awaited; 0 when on time."""
        if not self.answer_due_on:
            return 0
        if self.status in AWAITING_ANSWER:
            return days_late(self.answer_due_on, clock.today())
        return days_late(self.answer_due_on, self.answered_on) if self.answered_on else 0

    def asks_departments(self, departments):
        """Whether one of these services has a recommendation to answer."""
        if self.text_id is None:
            return False
        asked = Q(addressee__in=departments) | Q(response__department__in=departments)
        return Recommendation.objects.filter(asked, text=self.text_id).exists()

    def get_desk_url(self):
        return address("desk:referrals:detail", self.pk)

    def get_member_url(self):
        return address("member:referrals:detail", self.pk)

    def get_absolute_url(self):
        """The public page, once the question is received."""
        return address("public:referrals:detail", self.slug) if self.status in RECEIVED else ""


class Signatory(models.Model):
    """A member who asks for a self-referral; enough of them make it admissible by the body's own rules."""

    personal = PersonalData(purpose="Signatures d’une auto-saisine", subject="person", keep=ARCHIVE)

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="signatories")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+", verbose_name="membre")
    signed_on = models.DateField("signé le")

    class Meta:
        verbose_name = "signataire"
        verbose_name_plural = "signataires"
        ordering = ["signed_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["referral", "person"], name="signatory_once")]

    def __str__(self):
        return f"signature de {self.person_id}"

    @property
    def authority_id(self):
        return self.referral.authority_id
