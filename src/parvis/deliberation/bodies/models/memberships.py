"""Who sits in a body, in what capacity, by which act, from when to when (B.7)."""

from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce

from parvis.deliberation.bodies import rules
from parvis.deliberation.bodies.choices import (
    CANDIDATES,
    IN_OFFICE,
    LEFT,
    MEMBERSHIP_STEPS,
    MEMBERSHIP_TONES,
    ROLE_ORDER,
    THANKED,
    Channel,
    EndReason,
    MemberRole,
    MembershipStatus,
)
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import LegalAct
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention

from .bodies import Body, College, Seat


class MembershipQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        bodies = Body.objects.visible_to(user).values("pk")
        candidates = Q(authority__in=user.grants.authorities(*rules.CANDIDATE_READERS))
        candidates |= Q(body__in=user.grants.schemes(*rules.CANDIDATE_READERS, Persona.CHAIR))
        members = Q(body__in=bodies)
        if user.is_authenticated:
            members |= Q(person__user=user)
        return self.filter((~Q(status__in=CANDIDATES) & members) | (Q(status__in=CANDIDATES) & candidates))

    def sitting_on(self, day):
        """Those whose mandate covers the day, past or future; candidates never sit."""
        last = Coalesce("ended_on", "ends_on")
        rows = self.exclude(status__in=CANDIDATES).annotate(sits_until=last)
        return rows.filter(starts_on__lte=day).filter(Q(sits_until=None) | Q(sits_until__gte=day))

    def holders(self):
        """Those who hold a seat, without their substitutes."""
        return self.exclude(role=MemberRole.SUBSTITUTE)

    def substitutes(self):
        return self.filter(role=MemberRole.SUBSTITUTE)

    def in_office(self):
        """Appointed, active or suspended now."""
        return self.filter(status__in=IN_OFFICE)

    def to_welcome(self):
        """Nobody has invited them yet. While people are appointed to a composition to come, only they are new."""
        waiting = self.filter(status__in=(MembershipStatus.APPOINTED, MembershipStatus.ACTIVE), invited_on=None)
        coming = waiting.filter(status=MembershipStatus.APPOINTED)
        return coming if coming.exists() else waiting

    def retained(self):
        """Candidates chosen for the composition that is being prepared."""
        return self.filter(status=MembershipStatus.PROPOSED, is_retained=True)

    def by_rank(self):
        """Chair first, then vice-chairs… then by name."""
        ranks = [When(role=role, then=Value(rank)) for role, rank in ROLE_ORDER.items()]
        rows = self.annotate(rank=Case(*ranks, default=Value(99), output_field=IntegerField()))
        return rows.order_by("rank", "person__family_name", "person__given_name", "pk")

    def for_list(self):
        return self.select_related("person", "college", "seat__territory", "organisation", "act", "body")

    def for_record(self):
        return self.for_list().select_related("substitute_of__person", "replaces__person")


class Membership(AuthorityOwned):
    """Somebody sits in a body, in one capacity, between two dates, by one act.

    A change of role ends the row on the eve and opens another on the same seat, so that any date can be answered.
    """

    personal = PersonalData(
        purpose="Composition des instances et tenue des mandats",
        subject="person",
        fields={"title": ""},
        retention=Retention(since="ended_on", months=12, then="archive"),
        keep="preuve de la composition des instances (acte de la collectivité)",
    )
    STEPS = MEMBERSHIP_STEPS
    TONES = MEMBERSHIP_TONES
    RULES = "bodies@2026-11"
    private_files_permission = "bodies.view_contact_membership"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships", verbose_name="instance")
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="memberships", verbose_name="personne"
    )
    college = models.ForeignKey(
        College, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships", verbose_name="collège"
    )
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships", verbose_name="siège"
    )
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="au titre de",
    )  # fmt: skip
    role = models.CharField("fonction", max_length=12, choices=MemberRole.choices, default=MemberRole.MEMBER)
    title = models.CharField("titre affiché", max_length=120, blank=True)
    status = models.CharField(
        "état", max_length=14, choices=MembershipStatus.choices, default=MembershipStatus.PROPOSED
    )
    is_retained = models.BooleanField("candidature retenue", default=False)
    starts_on = models.DateField("début", null=True, blank=True)
    ends_on = models.DateField("fin prévue", null=True, blank=True)
    ended_on = models.DateField("dernier jour", null=True, blank=True)
    end_reason = models.CharField("motif de fin", max_length=14, choices=EndReason.choices, blank=True)
    act = models.ForeignKey(
        LegalAct, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="acte de nomination"
    )
    appointed_by = models.CharField("ou désignation par", max_length=200, blank=True)
    substitute_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="substitute_rows",
        verbose_name="supplée",
    )  # fmt: skip
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors", verbose_name="succède à"
    )
    charter_signed_on = models.DateField("charte signée le", null=True, blank=True)
    suspended_on = models.DateField("suspension depuis le", null=True, blank=True)
    heard_on = models.DateField("personne entendue le", null=True, blank=True)
    invited_on = models.DateField("invitation envoyée le", null=True, blank=True)
    invited_by = models.CharField("invitation par", max_length=10, choices=Channel.choices, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        verbose_name_plural = "mandats"
        rules_permissions = {
            "view": rules.can_view_membership,
            "list": rules.works_here,
            "export": rules.runs_its_body,
            "import": rules.is_officer,
            "change": rules.runs_its_body,
            "appoint": rules.runs_its_body | rules.is_director,
            "end": rules.runs_its_body | rules.is_director,
            "sign": rules.is_oneself,
            "read_archive": rules.is_oneself & rules.has_served,
            "view_contact": rules.can_view_contact,
        }
        indexes = [models.Index(fields=["body", "status", "ends_on"], name="membership_of_body_ending")]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(status__in=(MembershipStatus.ACTIVE, MembershipStatus.SUSPENDED)),
                name="membership_active_once",
            ),
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(status=MembershipStatus.APPOINTED),
                name="membership_appointed_once",
            ),
            models.UniqueConstraint(
                fields=["body", "person"],
                condition=Q(status=MembershipStatus.PROPOSED),
                name="membership_proposed_once",
            ),
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(status__in=IN_OFFICE) & ~Q(role=MemberRole.SUBSTITUTE),
                name="membership_one_holder_a_seat",
            ),
            # Whoever is appointed before the date of installation is known has no start yet.
            models.CheckConstraint(
                condition=~Q(status__in=(MembershipStatus.ACTIVE, MembershipStatus.SUSPENDED))
                | Q(starts_on__isnull=False),
                name="membership_has_a_start",
            ),
            models.CheckConstraint(
                condition=Q(status__in=CANDIDATES) | Q(act__isnull=False) | ~Q(appointed_by=""),
                name="membership_appointed_by_an_act",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="membership_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=LEFT) | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="membership_ended_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(MembershipStatus.SUSPENDED, MembershipStatus.DISQUALIFIED))
                | Q(heard_on__isnull=False),
                name="membership_heard_before_a_sanction",
            ),
            models.CheckConstraint(
                condition=Q(is_retained=False) | Q(status=MembershipStatus.PROPOSED),
                name="membership_retained_candidate",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.capacity}"

    @property
    def tone(self):
        return self.TONES[self.status]

    @property
    def capacity(self):
        """In what capacity the person sits, in words."""
        return self.title or self.get_role_display()

    @property
    def last_day(self):
        """The last day of the mandate, real or planned."""
        return self.ended_on or self.ends_on

    @property
    def appointed_words(self):
        """By which act the person sits."""
        return str(self.act) if self.act else self.appointed_by

    @property
    def was_served(self):
        """The person sat, and left for a reason that calls for thanks: their archives stay open (B.7)."""
        began = self.starts_on is not None and self.ended_on is not None and self.starts_on <= self.ended_on
        return began and self.end_reason in THANKED

    @property
    def is_substitute(self):
        return self.role == MemberRole.SUBSTITUTE

    def get_desk_url(self):
        return address("desk:bodies:membership", self.pk)

    def get_absolute_url(self):
        return self.body.get_absolute_url()
