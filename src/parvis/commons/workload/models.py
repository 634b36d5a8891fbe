"""The hours that an officer gives in the evening and at week-ends, what they take back, where they go, what it costs.

Durations are whole minutes, distances tenths of a kilometre, money cents.
"""

import datetime as dt
from fractions import Fraction

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from rules.contrib.models import RulesModel

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import SETTINGS_READERS
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention

from . import rules
from .choices import (
    AGREEMENT_STEPS,
    ANSWERED,
    CLAIM_STEPS,
    DAY_MINUTES,
    HELD,
    KEPT_MONTHS,
    SESSION_STEPS,
    STANDING,
    USE_STEPS,
    WORKED,
    AgreementStatus,
    ClaimStatus,
    Kind,
    LineKind,
    SessionStatus,
    UseStatus,
    Vehicle,
)

SATURDAY = 6
"""The number of Saturday in the ISO week."""
PAY = "pièces justificatives du temps de travail et des déplacements : cinq ans"


def hours_kept(since="day"):
    """What each table of hours says of its people."""
    return PersonalData(
        purpose="Temps de travail, récupérations et déplacements des agents",
        subject="user",
        retention=Retention(since=since, months=KEPT_MONTHS),
        keep=PAY,
    )


def one_of(user):
    """The rows of a person, and those of the team that they direct."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    return Q(user=user) | Q(authority__in=user.grants.authorities(Persona.DIRECTOR))


class OwnHoursQuerySet(AuthorityQuerySet):
    """Rows of one officer: read by them, and by their director."""

    def visible_to(self, user):
        return self.filter(one_of(user))

    def of_user(self, user):
        return self.filter(user=user)

    def between(self, first, last):
        """Those of these days, both included."""
        return self.filter(day__gte=first, day__lte=last)

    def for_list(self):
        return self.select_related("user", "authority")

    def for_record(self):
        return self.for_list()


class OwnHours(AuthorityOwned):
    """A row of hours, of rest or of road: whose it is, and on which day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="agent")
    day = models.DateField("jour")

    class Meta:
        abstract = True


class SessionQuerySet(OwnHoursQuerySet):
    def held(self):
        """To come, or worked."""
        return self.filter(status__in=HELD)

    def worked(self):
        return self.filter(status__in=WORKED)

    def planned(self):
        return self.filter(status=SessionStatus.PLANNED)

    def saturdays(self):
        """On a Saturday, even one that is a public holiday."""
        return self.filter(day__iso_week_day=SATURDAY)

    def touching(self, starts_at, ends_at):
        """Those that share some time with this period."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def for_list(self):
        return self.select_related("user", "scheme", "authority")


class WorkSession(OwnHours):
    """One stretch of work outside office hours, or planned for a meeting. Its rate is frozen when it is credited.

    The day is that on which it starts in Europe/Paris: a session that ends after midnight belongs to its evening.
    """

    personal = hours_kept()
    STEPS = SESSION_STEPS
    RULES = "workload@2026-11"
    TONES = {
        SessionStatus.PLANNED: "wait", SessionStatus.DONE: "go", SessionStatus.CREDITED: "done",
        SessionStatus.CANCELLED: "off",
    }  # fmt: skip

    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    kind = models.CharField("nature", max_length=10, choices=Kind.choices)
    label = models.CharField("objet", max_length=200)
    scheme = models.ForeignKey(
        "schemes.Scheme", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="dispositif"
    )
    source = models.CharField("origine", max_length=60, blank=True, editable=False)
    status = models.CharField(
        "état", max_length=10, choices=SessionStatus.choices, default=SessionStatus.PLANNED, editable=False
    )
    counted_minutes = models.PositiveSmallIntegerField("minutes comptées", null=True, blank=True, editable=False)
    rate_numerator = models.PositiveSmallIntegerField("taux, numérateur", null=True, blank=True, editable=False)
    rate_denominator = models.PositiveSmallIntegerField("taux, dénominateur", null=True, blank=True, editable=False)
    credited_minutes = models.PositiveIntegerField("minutes créditées", null=True, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = "séance de travail"
        verbose_name_plural = "séances de travail"
        ordering = ["starts_at", "pk"]
        rules_permissions = {
            "list": rules.has_hours,
            "team": rules.leads_team,
            "view": rules.sees_hours,
            "add": rules.has_hours,
            "change": rules.owns,
            "move": rules.owns,
            "do": rules.owns,
            "correct": rules.owns,
            "cancel": rules.owns,
        }
        indexes = [
            models.Index(fields=["authority", "user", "day"], name="work_session_by_day"),
            models.Index(fields=["authority", "day"], name="work_session_of_team"),
            models.Index(fields=["source"], condition=~Q(source=""), name="work_session_by_source"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="work_session_has_a_label"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="work_session_ends_after_it_starts"),
            models.UniqueConstraint(
                fields=["authority", "user", "source"], condition=~Q(source=""), name="work_session_once_per_source"
            ),
            models.CheckConstraint(
                condition=Q(
                    status=SessionStatus.CREDITED, counted_minutes__isnull=False, rate_numerator__isnull=False,
                    rate_denominator__isnull=False, rate_denominator__gt=0, credited_minutes__isnull=False,
                )
                | (
                    ~Q(status=SessionStatus.CREDITED)
                    & Q(counted_minutes=None, rate_numerator=None, rate_denominator=None, credited_minutes=None)
                ),
                name="work_session_credited_with_its_rate",
            ),
        ]  # fmt: skip

    def __str__(self):
        # Told to nobody but its owner: the journal and the menus of others never say more than the kind of record.
        return "Séance de travail"

    def get_desk_url(self):
        return reverse("desk:workload:session", args=[self.pk])

    @property
    def tone(self):
        return self.TONES[self.status]

    @property
    def rate(self):
        """The rate frozen with the credit, as an exact fraction; None before."""
        if self.rate_denominator is None:
            return None
        return Fraction(self.rate_numerator, self.rate_denominator)

    @property
    def minutes(self):
        """How long it lasts on the clock of the world: a night of change of hour has one hour more, or less."""
        return int((self.ends_at.astimezone(dt.UTC) - self.starts_at.astimezone(dt.UTC)).total_seconds() // 60)


class UseQuerySet(OwnHoursQuerySet):
    def taken(self):
        return self.filter(status=UseStatus.TAKEN)

    def planned(self):
        return self.filter(status=UseStatus.PLANNED)


class RecoveryUse(OwnHours):
    """Time taken back: asked for a day, then taken, or given back."""

    personal = hours_kept()
    STEPS = USE_STEPS
    RULES = "workload@2026-11"
    TONES = {UseStatus.PLANNED: "wait", UseStatus.TAKEN: "done", UseStatus.CANCELLED: "off"}

    minutes = models.PositiveSmallIntegerField("minutes")
    label = models.CharField("précision", max_length=200, blank=True)
    status = models.CharField(
        "état", max_length=10, choices=UseStatus.choices, default=UseStatus.PLANNED, editable=False
    )

    objects = UseQuerySet.as_manager()

    class Meta:
        verbose_name = "récupération"
        verbose_name_plural = "récupérations"
        ordering = ["day", "pk"]
        rules_permissions = {
            "list": rules.has_hours,
            "view": rules.sees_hours,
            "add": rules.has_hours,
            "take": rules.owns,
            "give_back": rules.owns,
        }
        indexes = [models.Index(fields=["authority", "user", "day"], name="recovery_use_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=DAY_MINUTES), name="recovery_use_within_a_day"
            )
        ]

    def __str__(self):
        return "Récupération"

    def get_desk_url(self):
        return reverse("desk:workload:use", args=[self.pk])

    @property
    def tone(self):
        return self.TONES[self.status]


class TripQuerySet(OwnHoursQuerySet):
    def for_list(self):
        return self.select_related("user", "scheme", "authority")


class Trip(OwnHours):
    """A journey made for the mission: from where, to where, how far, in what."""

    personal = hours_kept()

    origin = models.CharField("départ", max_length=120)
    destination = models.CharField("arrivée", max_length=120)
    km_tenths = models.PositiveIntegerField("distance (dixièmes de kilomètre)")
    vehicle = models.CharField("moyen", max_length=10, choices=Vehicle.choices, default=Vehicle.PERSONAL)
    purpose = models.CharField("motif", max_length=200)
    scheme = models.ForeignKey(
        "schemes.Scheme", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="dispositif"
    )
    source = models.CharField("origine", max_length=60, blank=True, editable=False)

    objects = TripQuerySet.as_manager()

    class Meta:
        verbose_name = "trajet"
        verbose_name_plural = "trajets"
        ordering = ["day", "pk"]
        rules_permissions = {
            "list": rules.has_hours,
            "view": rules.sees_hours,
            "add": rules.has_hours,
            "change": rules.owns,
            "remove": rules.owns,
        }
        indexes = [models.Index(fields=["authority", "user", "day"], name="trip_by_day")]
        constraints = [
            models.CheckConstraint(condition=Q(km_tenths__gt=0), name="trip_goes_somewhere"),
            models.CheckConstraint(
                condition=~Q(origin="") & ~Q(destination="") & ~Q(purpose=""), name="trip_says_where_and_why"
            ),
            models.UniqueConstraint(
                fields=["authority", "user", "source"], condition=~Q(source=""), name="trip_once_per_source"
            ),
        ]

    def __str__(self):
        return "Trajet"

    def get_desk_url(self):
        return reverse("desk:workload:trip", args=[self.pk])

    @property
    def km(self):
        return Fraction(self.km_tenths, 10)


class AgreementQuerySet(OwnHoursQuerySet):
    def standing(self):
        """Asked or granted: what makes a Saturday possible."""
        return self.filter(status__in=STANDING)

    def waiting(self):
        return self.filter(status=AgreementStatus.ASKED)


class SaturdayAgreement(OwnHours):
    """The director's answer to one Saturday more than the rule. Whoever asks never answers."""

    personal = hours_kept()
    STEPS = AGREEMENT_STEPS
    RULES = "workload@2026-11"
    TONES = {
        AgreementStatus.ASKED: "wait", AgreementStatus.GRANTED: "done", AgreementStatus.REFUSED: "off",
        AgreementStatus.WITHDRAWN: "off",
    }  # fmt: skip

    rank = models.PositiveSmallIntegerField("rang du samedi dans l’année")
    reason = models.TextField("pourquoi ce samedi", max_length=2000)
    asked_at = models.DateTimeField("demandé le")
    status = models.CharField(
        "état", max_length=10, choices=AgreementStatus.choices, default=AgreementStatus.ASKED, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="réponse de", editable=False,
    )  # fmt: skip
    decided_at = models.DateTimeField("répondu le", null=True, blank=True, editable=False)
    answer = models.TextField("motif de la réponse", max_length=2000, blank=True, editable=False)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "accord pour un samedi de plus"
        verbose_name_plural = "accords pour un samedi de plus"
        ordering = ["-day", "-pk"]
        rules_permissions = {
            "list": rules.has_hours | rules.leads_team,
            "view": rules.sees_hours,
            "add": rules.has_hours,
            "answer": rules.answers_agreement,
            "withdraw": rules.owns,
        }
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "user", "day"], condition=Q(status__in=STANDING), name="saturday_asked_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="saturday_asked_with_a_reason"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("user")), name="saturday_answered_by_somebody_else"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ANSWERED)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(answer="")),
                name="saturday_answered_with_a_reason",
            ),
        ]

    def __str__(self):
        return "Accord pour un samedi de plus"

    def get_desk_url(self):
        return reverse("desk:workload:agreement", args=[self.pk])

    @property
    def tone(self):
        return self.TONES[self.status]


class MonthQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(one_of(user))

    def for_record(self):
        return self.select_related("user", "authority")


class WorkMonth(AuthorityOwned):
    """The month of an officer: what its statements for the human resources are kept with."""

    personal = hours_kept("month")
    private_files_permission = "workload.view_workmonth"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="agent")
    month = models.DateField("premier jour du mois")

    objects = MonthQuerySet.as_manager()

    class Meta:
        verbose_name = "mois de travail"
        verbose_name_plural = "mois de travail"
        ordering = ["-month", "pk"]
        rules_permissions = {"view": rules.sees_hours}
        constraints = [
            models.UniqueConstraint(fields=["authority", "user", "month"], name="work_month_once"),
        ]

    def __str__(self):
        return "Mois de travail"

    def get_desk_url(self):
        return f"{reverse('desk:workload:month')}?mois={self.month:%Y-%m}"


class RateQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*SETTINGS_READERS))

    def in_force(self, on):
        """The rates that may hold that day, the latest first."""
        return self.filter(valid_from__lte=on).order_by("-valid_from")


class RecoveryRate(AuthorityOwned):
    """How much one hour of a kind gives back, from a day on, as an exact fraction: 4/3 for a Saturday."""

    personal = None

    kind = models.CharField("nature de séance", max_length=10, choices=Kind.choices)
    numerator = models.PositiveSmallIntegerField("numérateur")
    denominator = models.PositiveSmallIntegerField("dénominateur", default=1)
    valid_from = models.DateField("à partir du")
    source = models.CharField("texte qui le fixe", max_length=300)

    objects = RateQuerySet.as_manager()

    class Meta:
        verbose_name = "taux de récupération"
        verbose_name_plural = "taux de récupération"
        ordering = ["kind", "-valid_from"]
        rules_permissions = {
            "list": rules.reads_rates,
            "view": rules.reads_rates,
            "set": rules.sets_rates,
            "remove": rules.sets_rates,
        }
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind", "valid_from"], name="recovery_rate_once_a_day"),
            models.CheckConstraint(
                condition=Q(denominator__gt=0, numerator__lte=10 * F("denominator")),
                name="recovery_rate_is_a_fraction",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} : {self.words}"

    def get_desk_url(self):
        return reverse("desk:workload:rates")

    @property
    def rate(self):
        return Fraction(self.numerator, self.denominator)

    @property
    def words(self):
        """« 4/3 », « 1 »."""
        return str(self.rate)


# --- What a member pays to come ---


class ClaimQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        grants = user.grants
        handed = ~Q(status=ClaimStatus.DRAFT) & (
            Q(authority__in=grants.authorities(*rules.CLAIM_READERS))
            | Q(scheme__in=grants.schemes(*rules.CLAIM_READERS))
        )
        return self.filter(Q(person__user=user) | handed)

    def mine(self, user):
        return self.filter(person__user=user)

    def waiting(self):
        return self.filter(status=ClaimStatus.SUBMITTED)

    def with_total(self):
        """Each with the sum of its lines, in cents."""
        return self.annotate(total=Coalesce(models.Sum("lines__cents"), 0))

    def for_list(self):
        return self.select_related("person", "scheme").with_total()

    def for_record(self):
        return self.select_related("person", "scheme", "authority", "decided_by", "expense__line").with_total()


class ExpenseClaim(AuthorityOwned):
    """What a member asks to be paid back for a meeting (*état de frais*, D10)."""

    personal = PersonalData(
        purpose="Remboursement des frais des membres",
        subject="person",
        retention=Retention(since="day", months=120, then="archive"),
        keep="pièce comptable : dix ans",
    )
    STEPS = CLAIM_STEPS
    RULES = "workload@2026-11"
    TONES = {
        ClaimStatus.DRAFT: "off", ClaimStatus.SUBMITTED: "wait", ClaimStatus.ACCEPTED: "done",
        ClaimStatus.REFUSED: "late",
    }  # fmt: skip
    private_files_permission = "workload.view_expenseclaim"

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="expense_claims", verbose_name="membre"
    )
    scheme = models.ForeignKey(
        "schemes.Scheme", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="instance"
    )
    meeting = models.CharField("réunion ou motif", max_length=200)
    day = models.DateField("jour")
    status = models.CharField(
        "état", max_length=10, choices=ClaimStatus.choices, default=ClaimStatus.DRAFT, editable=False
    )
    submitted_at = models.DateTimeField("transmis le", null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="vérifié par", editable=False,
    )  # fmt: skip
    decided_at = models.DateTimeField("vérifié le", null=True, blank=True, editable=False)
    answer = models.TextField("motif de la réponse", max_length=2000, blank=True, editable=False)
    expense = models.OneToOneField(
        "finance.Expense", null=True, blank=True, on_delete=models.PROTECT, related_name="claim", editable=False,
        verbose_name="dépense du budget",
    )  # fmt: skip

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "état de frais"
        verbose_name_plural = "états de frais"
        ordering = ["-day", "-pk"]
        rules_permissions = {
            "list": rules.checks_anywhere,
            "view": rules.sees_claim,
            "add": rules.claims,
            "change": rules.is_claimant,
            "submit": rules.is_claimant,
            "take_back": rules.is_claimant,
            "remove": rules.is_claimant,
            "accept": rules.settles_claim,
            "refuse": rules.settles_claim,
        }
        indexes = [models.Index(fields=["authority", "status", "-day"], name="expense_claim_list")]
        constraints = [
            models.CheckConstraint(condition=~Q(meeting=""), name="expense_claim_says_for_what"),
            models.CheckConstraint(
                condition=Q(status=ClaimStatus.DRAFT) | Q(submitted_at__isnull=False),
                name="expense_claim_dated_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(ClaimStatus.DRAFT, ClaimStatus.SUBMITTED))
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="expense_claim_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status=ClaimStatus.REFUSED) | ~Q(answer=""), name="expense_claim_refused_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(expense=None) | Q(status=ClaimStatus.ACCEPTED), name="expense_claim_paid_once_accepted"
            ),
        ]

    def __str__(self):
        return "État de frais"

    def get_desk_url(self):
        return reverse("desk:workload:claim", args=[self.pk])

    def get_member_url(self):
        return reverse("member:workload:claim", args=[self.pk])

    @property
    def status_words(self):
        return self.get_status_display()

    @property
    def tone(self):
        return self.TONES[self.status]


class LineQuerySet(models.QuerySet):
    def of(self, authority):
        return self.filter(claim__authority=authority)

    def visible_to(self, user):
        return self.filter(claim__in=ExpenseClaim.objects.visible_to(user))

    def for_record(self):
        return self.select_related("claim__authority", "claim__person", "claim__scheme")


class ClaimLine(RulesModel):
    """One expense of a claim. Kilometres are turned into cents at the rate of the day, then frozen."""

    personal = PersonalData(
        purpose="Remboursement des frais des membres", subject="claim.person", keep="pièce comptable : dix ans"
    )

    claim = models.ForeignKey(ExpenseClaim, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField("dépense", max_length=10, choices=LineKind.choices)
    label = models.CharField("précision", max_length=200, blank=True)
    km_tenths = models.PositiveIntegerField("distance (dixièmes de kilomètre)", null=True, blank=True)
    cents = models.PositiveIntegerField("montant (centimes)")

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne d’un état de frais"
        verbose_name_plural = "lignes des états de frais"
        ordering = ["pk"]
        rules_permissions = {"view": rules.sees_claim_of}
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="claim_line_costs_something"),
            models.CheckConstraint(
                condition=Q(kind=LineKind.MILEAGE, km_tenths__isnull=False, km_tenths__gt=0)
                | (~Q(kind=LineKind.MILEAGE) & Q(km_tenths=None)),
                name="claim_line_counts_kilometres_of_a_car",
            ),
        ]

    def __str__(self):
        return "ligne d’un état de frais"

    @property
    def authority_id(self):
        return self.claim.authority_id
