"""A commitment: what the authority said it would do, who answers for it, and by when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from rules.contrib.models import RulesModel

from parvis.commons.people.models import Person
from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet, MayBeLate
from parvis.ground.core.personal import PersonalData

from . import rules
from .choices import OPEN, STEPS, ReviewState, Status


class CommitmentQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(Q(is_public=True) | _seen_inside(user))

    def public(self):
        return self.filter(is_public=True)

    def open(self):
        return self.filter(status__in=OPEN)

    def overdue(self, today):
        """Promised for a day that is past, and neither kept nor given up."""
        return self.open().filter(due_on__lt=today)

    def due_before(self, day):
        return self.open().filter(due_on__lte=day)

    def for_list(self):
        return self.select_related("scheme", "owner", "department")

    def for_board(self):
        """With the words of the latest report."""
        reports = ProgressReport.objects.filter(commitment=models.OuterRef("pk")).order_by("-at", "-pk")
        return self.for_list().annotate(latest=models.Subquery(reports.values("text")[:1]))

    def for_record(self):
        return self.select_related("scheme", "owner", "department")


def _seen_inside(user):
    """The rows that a person sees because of a role, of a department or of being the owner."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    grants = user.grants
    return (
        Q(authority__in=grants.authorities(*rules.READERS))
        | Q(scheme__in=grants.schemes(*rules.SCHEME_READERS))
        | Q(department__in=grants.departments(Persona.AGENT))
        | Q(owner__in=Person.objects.filter(user=user).values("pk"))
    )


class Commitment(MayBeLate, AuthorityOwned):
    """Something promised in public or to a body. Late is computed, never stored."""

    personal = PersonalData(
        purpose="Suivi des engagements de la collectivité",
        subject="owner",
        keep="archive publique des engagements : le nom de la personne qui en répond est effacé sur sa fiche",
    )

    STEPS = STEPS
    STATE_OF = ("l’engagement", "il")
    RULES = "commitments@2026-11"
    TONES = {Status.TO_DO: "wait", Status.IN_PROGRESS: "go", Status.DONE: "done", Status.ABANDONED: "off"}

    scheme = models.ForeignKey(
        "schemes.Scheme", null=True, blank=True, on_delete=models.PROTECT, related_name="commitments",
        verbose_name="dispositif",
    )  # fmt: skip
    title = models.CharField("engagement", max_length=300)
    details = models.TextField("précisions", max_length=5000, blank=True)
    owner = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="commitments",
        verbose_name="personne qui en répond",
    )  # fmt: skip
    department = models.ForeignKey(
        "authorities.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="commitments",
        verbose_name="service chargé",
    )  # fmt: skip
    due_on = models.DateField("échéance")
    status = models.CharField("état", max_length=12, choices=Status.choices, default=Status.TO_DO, editable=False)
    is_public = models.BooleanField("publié", default=False, editable=False)
    reference = models.CharField("origine", max_length=60, blank=True)
    promised_on = models.DateField("pris le", default=clock.today)
    started_on = models.DateField("commencé le", null=True, blank=True, editable=False)
    done_on = models.DateField("tenu le", null=True, blank=True, editable=False)
    abandoned_on = models.DateField("abandonné le", null=True, blank=True, editable=False)
    public_reason = models.TextField("raison donnée au public", max_length=2000, blank=True, editable=False)
    updated_at = models.DateTimeField("mis à jour le", default=clock.now, editable=False)
    last_reminder = models.CharField(max_length=30, blank=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = "engagement"
        verbose_name_plural = "engagements"
        ordering = ["due_on", "pk"]
        rules_permissions = {
            "list": rules.lists_on_desk,
            "view": rules.sees,
            "read": rules.lists_as_member,
            "add": rules.promises_somewhere,
            "change": rules.runs,
            "publish": rules.runs,
            "postpone": rules.decides,
            "withdraw": rules.runs,
            "start": rules.runs | rules.reports_own,
            "report": rules.runs | rules.reports_own,
            "complete": rules.decides,
            "abandon": rules.decides,
            "reopen": rules.decides,
            "review": rules.runs,
            "import": rules.imports,
        }
        indexes = [
            # The lists read « -status »: to do, in progress, kept (done), given up (abandoned).
            models.Index(fields=["authority", "-status", "due_on"], name="commitment_due"),
            models.Index(fields=["authority", "is_public", "-status", "due_on"], name="commitment_board"),
            models.Index(fields=["authority", "due_on"], name="commitment_by_date"),
            models.Index(fields=["authority", "-updated_at", "-id"], name="commitment_by_change"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="commitment_has_a_title"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | Q(department__isnull=False), name="commitment_is_answered_for"
            ),
            models.CheckConstraint(
                condition=Q(status=Status.DONE, done_on__isnull=False) | (~Q(status=Status.DONE) & Q(done_on=None)),
                name="commitment_done_is_dated",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.ABANDONED) | (~Q(public_reason="") & Q(abandoned_on__isnull=False)),
                name="commitment_abandoned_with_reason",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("promised_on")), name="commitment_due_after_promise"),
        ]

    def __str__(self):
        return self.title

    def get_desk_url(self):
        return address("desk:commitments:detail", self.pk)

    def get_absolute_url(self):
        return address("public:commitments:detail", self.pk)

    def get_member_url(self):
        return address("member:commitments:detail", self.pk)

    @property
    def is_open(self):
        return self.status in OPEN

    @property
    def is_late(self):
        """Computed on the domain's clock: still open the day after its date."""
        return self.is_open and self.due_on < clock.today()

    @property
    def due_words(self):
        """How the board introduces the date."""
        return _("échéance du") if self.is_open else _("attendu pour le")

    @property
    def owner_words(self):
        """Who answers for it, as the board says it."""
        return ", ".join(str(who) for who in (self.owner, self.department) if who)


class OfCommitmentsQuerySet(models.QuerySet):
    """Rows that belong to a commitment: seen by whoever sees it."""

    def of(self, authority):
        return self.filter(commitment__authority=authority)

    def visible_to(self, user):
        return self.filter(commitment__in=Commitment.objects.visible_to(user))

    def for_record(self):
        return self.select_related("commitment__authority", "commitment__owner")


class ProgressReportQuerySet(OfCommitmentsQuerySet):
    def proved(self):
        """Those that show something."""
        return self.filter(Q(evidence__isnull=False) | ~Q(evidence_url=""))


class ProgressReport(RulesModel):
    """Where a commitment stands, said on a day by somebody, with what proves it."""

    personal = PersonalData(
        purpose="Suivi des engagements de la collectivité",
        subject="by",
        keep="archive des engagements ; l’auteur apparaît sous le nom de son compte",
    )

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reports")
    at = models.DateTimeField("date", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="par"
    )
    text = models.TextField("avancement", max_length=3000)
    evidence = models.ForeignKey(
        "documents.StoredFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="pièce",
    )  # fmt: skip
    evidence_url = models.URLField("adresse d’une preuve", blank=True)

    objects = ProgressReportQuerySet.as_manager()

    class Meta:
        verbose_name = "point d’avancement"
        verbose_name_plural = "points d’avancement"
        rules_permissions = {"view": rules.sees_commitment_of}
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="progress_report_says_something")]

    def __str__(self):
        return f"point du {self.at:%d/%m/%Y}"

    @property
    def authority_id(self):
        return self.commitment.authority_id


class CommitmentReviewQuerySet(OfCommitmentsQuerySet):
    def waiting(self):
        return self.filter(held_on=None)


class CommitmentReview(RulesModel):
    """A fixed meeting with a promise: six, twelve and twenty-four months after it was made."""

    personal = None

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField("prévue le")
    held_on = models.DateField("faite le", null=True, blank=True)
    state = models.CharField("constat", max_length=12, choices=ReviewState.choices, blank=True)
    text = models.TextField("ce qui a été constaté", max_length=3000, blank=True)

    objects = CommitmentReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "revue d’un engagement"
        verbose_name_plural = "revues des engagements"
        rules_permissions = {"view": rules.sees_commitment_of, "hold": rules.runs_commitment_of}
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(held_on=None), name="commitment_review_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "due_on"], name="commitment_review_once_a_day"),
            models.CheckConstraint(
                condition=Q(held_on=None) | ~Q(state=""), name="commitment_review_held_has_a_finding"
            ),
        ]

    def __str__(self):
        return f"revue du {self.due_on:%d/%m/%Y}"

    def get_desk_url(self):
        return self.commitment.get_desk_url()

    @property
    def authority_id(self):
        return self.commitment.authority_id
