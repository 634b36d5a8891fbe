"""Bodies, what they are made of, who sits in them, and the campaigns that renew them (K02, B.7, B.8)."""

from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from parvis.commons.schemes.models import Scheme, SchemeQuerySet
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Authority, LegalAct, Territory
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention

from . import composition, rules
from .choices import (
    BODY_STEPS,
    BODY_TONES,
    CANDIDATES,
    IN_OFFICE,
    INNER_TYPES,
    LEFT,
    MEMBERSHIP_STEPS,
    MEMBERSHIP_TONES,
    RENEWAL_STEPS,
    RENEWAL_TONES,
    ROLE_ORDER,
    AppointingMode,
    BodyStatus,
    BodyType,
    Channel,
    EndReason,
    MemberRole,
    MembershipStatus,
    OpinionSense,
    RenewalStatus,
)


class BodyQuerySet(SchemeQuerySet):
    def visible_to(self, user):
        seen = Q(is_public=True) & ~Q(status=BodyStatus.PROJECTED)
        seen |= Q(authority__in=user.grants.authorities(*rules.BODY_READERS))
        held = user.grants.schemes()
        return self.filter(seen | Q(pk__in=held) | Q(parent__in=held))

    def published(self):
        """What the public site shows."""
        return self.filter(is_public=True).exclude(status=BodyStatus.PROJECTED)

    def alive(self):
        """Neither a project nor dissolved."""
        return self.exclude(status__in=(BodyStatus.PROJECTED, BodyStatus.DISSOLVED))

    def for_record(self):
        rows = self.select_related("authority", "parent", "creation_act", "lead_department", "referring_councillor")
        return rows.annotate(
            has_retained=Exists(Membership.objects.retained().filter(body=OuterRef("pk"))),
            has_uninvited=Exists(Membership.objects.in_office().filter(body=OuterRef("pk"), invited_on=None)),
        )

    def for_list(self):
        return self.select_related("authority", "parent", "creation_act", "lead_department")


class Body(Scheme):
    """A participatory body (*instance*): its legal basis, its rules, and where it stands."""

    personal = None
    STEPS = BODY_STEPS
    TONES = BODY_TONES
    RULES = "bodies@2026-11"
    private_files_permission = "bodies.read_private_files_body"

    site = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", editable=False)
    slug = models.SlugField("adresse courte", max_length=80)
    short_name = models.CharField("nom court", max_length=60, blank=True)
    type = models.CharField("type", max_length=30, choices=BodyType.choices)
    status = models.CharField("état", max_length=12, choices=BodyStatus.choices, default=BodyStatus.PROJECTED)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children", verbose_name="fait partie de"
    )
    legal_basis = models.CharField("fondement juridique", max_length=300, blank=True)
    creation_act = models.ForeignKey(
        LegalAct, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="acte de création"
    )
    dissolution_act = models.ForeignKey(
        LegalAct, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="acte de dissolution"
    )
    how_chosen = models.TextField("comment ses membres sont choisis", max_length=2000, blank=True)
    term_months = models.PositiveSmallIntegerField("durée du mandat, en mois", null=True, blank=True)
    installed_on = models.DateField("installée le", null=True, blank=True)
    term_ends_on = models.DateField("fin du mandat en cours", null=True, blank=True)
    dissolved_on = models.DateField("dissoute le", null=True, blank=True)
    quorum_numerator = models.PositiveSmallIntegerField("quorum : numérateur", null=True, blank=True)
    quorum_denominator = models.PositiveSmallIntegerField("quorum : dénominateur", null=True, blank=True)
    quorum_fixed = models.PositiveSmallIntegerField("quorum : nombre fixe", null=True, blank=True)
    proxies_per_member = models.PositiveSmallIntegerField("pouvoirs par membre", default=0)
    self_referral_signatories = models.PositiveSmallIntegerField(
        "signataires d’une auto-saisine", null=True, blank=True
    )
    self_referral_by_bureau = models.BooleanField("le bureau peut s’auto-saisir", default=True)
    internal_rules_adopted_on = models.DateField("règlement intérieur adopté le", null=True, blank=True)
    activity_report_on = models.DateField("dernier rapport d’activité débattu le", null=True, blank=True)
    gender_gap_max = models.PositiveSmallIntegerField("écart maximal entre femmes et hommes", null=True, blank=True)
    reflects_age_classes = models.BooleanField("reflète les classes d’âge du recensement", default=False)
    excludes_elected = models.BooleanField("les élus de la collectivité ne peuvent pas siéger", default=False)
    charter_required = models.BooleanField("charte du membre à signer", default=True)
    convocation_days = models.PositiveSmallIntegerField("délai de convocation, en jours", null=True, blank=True)
    names_by_consent = models.BooleanField("noms publiés seulement avec l’accord des membres", default=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = "instance"
        verbose_name_plural = "instances"
        rules_permissions = {
            "list": rules.works_here,
            "view": rules.can_view_body,
            "belong": rules.sits_there,
            "add": rules.is_officer,
            "change": rules.runs_body | rules.is_chair,
            "compose": rules.runs_body,
            "transition": rules.runs_body | rules.is_director,
            "propose": rules.runs_body | rules.is_chair,
            "view_candidates": rules.reads_candidates_of_body,
            "view_contacts": rules.reads_contacts_of_body,
            "export_contacts": rules.runs_body,
            "read_private_files": rules.sits_there,
        }
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="body_slug_once"),
            models.CheckConstraint(condition=~Q(slug=""), name="body_has_a_slug"),
            models.CheckConstraint(
                condition=Q(status=BodyStatus.PROJECTED) | Q(creation_act__isnull=False) | Q(type__in=INNER_TYPES),
                name="body_created_by_an_act",
            ),
            models.CheckConstraint(
                condition=~Q(type__in=INNER_TYPES) | Q(parent__isnull=False), name="body_inner_has_a_parent"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("scheme_ptr")), name="body_not_its_own_parent"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(BodyStatus.INSTALLED, BodyStatus.ACTIVE)) | Q(installed_on__isnull=False),
                name="body_has_a_date_once_installed",
            ),
            models.CheckConstraint(
                condition=~Q(status=BodyStatus.DISSOLVED) | Q(dissolved_on__isnull=False),
                name="body_has_a_date_once_dissolved",
            ),
            models.CheckConstraint(
                condition=Q(term_ends_on=None) | Q(term_ends_on__gte=F("installed_on")), name="body_term_in_order"
            ),
            models.CheckConstraint(
                condition=Q(quorum_numerator=None, quorum_denominator=None)
                | Q(
                    quorum_fixed=None,
                    quorum_numerator__gt=0,
                    quorum_denominator__gte=F("quorum_numerator"),
                ),
                name="body_quorum_is_one_rule",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.site_id = self.authority_id
        super().save(*args, **kwargs)

    @property
    def tone(self):
        return self.TONES[self.status]

    @property
    def said(self):
        """The name people use in a sentence."""
        return self.short_name or self.name

    @property
    def quorum_words(self):
        """The rule of quorum as it is read: « 1/2 des membres en exercice »."""
        if self.quorum_fixed:
            return f"{self.quorum_fixed} membres"
        if self.quorum_numerator:
            return f"{self.quorum_numerator}/{self.quorum_denominator} des membres en exercice"
        return ""

    @property
    def is_inner(self):
        """A part of another body: bureau, commission, working group…"""
        return self.type in INNER_TYPES

    def get_desk_url(self):
        return reverse("desk:bodies:detail", args=[self.pk])

    def get_absolute_url(self):
        return reverse("public:bodies:detail", args=[self.slug])


class PartQuerySet(models.QuerySet):
    """Rows that belong to a body: those of the bodies one may see."""

    path = "body"

    def of(self, authority):
        return self.filter(**{f"{self.path}__authority": authority})

    def visible_to(self, user):
        return self.filter(**{f"{self.path}__in": Body.objects.visible_to(user).values("pk")})

    def in_force(self, on):
        """Of the composition that holds on this day."""
        return self.filter(Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on)))


class College(models.Model):
    """A category of seats of one composition: how many, filled how, by which act, from when to when.

    `starts_on` is empty until the installation of the composition that the act voted.
    """

    personal = None

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="colleges")
    name = models.CharField("nom", max_length=120)
    code = models.CharField("code", max_length=10, blank=True)
    seats = models.PositiveSmallIntegerField("sièges")
    appointing_mode = models.CharField("mode de désignation", max_length=12, choices=AppointingMode.choices)
    act = models.ForeignKey(LegalAct, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    position = models.PositiveSmallIntegerField("rang", default=0)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "collège"
        verbose_name_plural = "collèges"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["body", "name", "starts_on"], name="college_name_once"),
            models.UniqueConstraint(
                fields=["body", "name"], condition=Q(starts_on=None), name="college_name_once_before_installation"
            ),
            models.CheckConstraint(condition=Q(seats__gt=0), name="college_has_seats"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="college_dates_in_order",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def authority_id(self):
        return self.body.authority_id


class SeatQuerySet(PartQuerySet):
    path = "college__body"


class Seat(models.Model):
    """One place in a college, for a territory or an organisation when the act says so."""

    personal = None

    college = models.ForeignKey(College, on_delete=models.CASCADE, related_name="seat_rows")
    number = models.PositiveSmallIntegerField("numéro")
    label = models.CharField("libellé", max_length=120, blank=True)
    territory = models.ForeignKey(
        Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="territoire"
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "siège"
        verbose_name_plural = "sièges"
        ordering = ["college", "number"]
        constraints = [
            models.UniqueConstraint(fields=["college", "number"], name="seat_number_once"),
            models.UniqueConstraint(
                fields=["college", "territory"], condition=Q(territory__isnull=False), name="seat_territory_once"
            ),
        ]

    def __str__(self):
        return self.label or f"{self.college} n° {self.number}"

    @property
    def authority_id(self):
        return self.college.body.authority_id


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
    private_files_permission = "bodies.sign_membership"

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
            "view_contact": rules.can_view_contact,
        }
        indexes = [models.Index(fields=["body", "status"], name="membership_of_body")]
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
    def is_substitute(self):
        return self.role == MemberRole.SUBSTITUTE

    def get_desk_url(self):
        return reverse("desk:bodies:membership", args=[self.pk])

    def get_absolute_url(self):
        return self.body.get_absolute_url()


class AgeClassQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(authority__in=user.grants.authorities(*rules.BODY_READERS))


class AgeClass(AuthorityOwned):
    """A row of the census table of an authority: how many inhabitants of these ages (CGCT L5211-10-1)."""

    personal = None

    label = models.CharField("classe d’âge", max_length=60)
    low = models.PositiveSmallIntegerField("de (ans)")
    high = models.PositiveSmallIntegerField("à (ans)", null=True, blank=True)
    population = models.PositiveIntegerField("habitants")
    census_year = models.PositiveSmallIntegerField("recensement de")
    source = models.CharField("source", max_length=200, blank=True)

    objects = AgeClassQuerySet.as_manager()

    class Meta:
        verbose_name = "classe d’âge du recensement"
        verbose_name_plural = "classes d’âge du recensement"
        rules_permissions = {"view": rules.is_staff, "change": rules.is_officer, "add": rules.is_officer}
        ordering = ["-census_year", "low"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "census_year", "low"], name="age_class_once"),
            models.CheckConstraint(condition=Q(high=None) | Q(high__gte=F("low")), name="age_class_in_order"),
        ]

    def __str__(self):
        return self.label

    def value(self):
        """As the composition checker reads it."""
        return composition.AgeClass(self.label, self.low, self.high, self.population)


class RenewalQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        seen = Q(authority__in=user.grants.authorities(*rules.BODY_READERS))
        return self.filter(seen | Q(body__in=user.grants.schemes(Persona.OFFICER)))

    def open(self):
        return self.exclude(status=RenewalStatus.CLOSED)

    def for_record(self):
        return self.select_related("body", "composition_act", "authority")


class RenewalCampaign(AuthorityOwned):
    """What it takes to renew a body: legal items and dates, composition voted, recruitment, installation (B.7)."""

    personal = None
    STEPS = RENEWAL_STEPS
    TONES = RENEWAL_TONES
    RULES = "bodies@2026-11"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="renewals", verbose_name="instance")
    title = models.CharField("titre", max_length=160)
    status = models.CharField("état", max_length=20, choices=RenewalStatus.choices, default=RenewalStatus.OPENED)
    opened_on = models.DateField("ouvert le")
    election_date = models.DateField("date du renouvellement général", null=True, blank=True)
    composition_act = models.ForeignKey(
        LegalAct, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="acte qui fixe la composition",
    )  # fmt: skip
    term_months = models.PositiveSmallIntegerField("durée du mandat, en mois", null=True, blank=True)
    installation_on = models.DateField("installation le", null=True, blank=True)
    closed_on = models.DateField("clos le", null=True, blank=True)

    objects = RenewalQuerySet.as_manager()

    class Meta:
        verbose_name = "renouvellement"
        verbose_name_plural = "renouvellements"
        rules_permissions = {
            "view": rules.is_staff | rules.runs_its_body,
            "change": rules.runs_its_body,
            "transition": rules.runs_its_body | rules.is_director,
        }
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body"], condition=~Q(status=RenewalStatus.CLOSED), name="renewal_one_open_a_body"
            ),
            models.CheckConstraint(
                condition=Q(status=RenewalStatus.OPENED) | Q(composition_act__isnull=False),
                name="renewal_composition_by_an_act",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(RenewalStatus.INSTALLED, RenewalStatus.CLOSED))
                | Q(installation_on__isnull=False),
                name="renewal_has_a_date_once_installed",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def tone(self):
        return self.TONES[self.status]

    def get_desk_url(self):
        return reverse("desk:bodies:renewal", args=[self.pk])


class CampaignPartQuerySet(PartQuerySet):
    path = "campaign"

    def visible_to(self, user):
        return self.filter(campaign__in=RenewalCampaign.objects.visible_to(user).values("pk"))


class RenewalItem(models.Model):
    """One agenda item or duty of a campaign, with its deadline and its legal source."""

    personal = None

    campaign = models.ForeignKey(RenewalCampaign, on_delete=models.CASCADE, related_name="items")
    code = models.CharField("code", max_length=60, blank=True)
    label = models.CharField("intitulé", max_length=300)
    rule = models.CharField("règle", max_length=120, blank=True)
    source = models.CharField("source", max_length=300, blank=True)
    due_on = models.DateField("avant le", null=True, blank=True)
    done_on = models.DateField("fait le", null=True, blank=True)
    act = models.ForeignKey(
        LegalAct, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="délibération"
    )
    note = models.CharField("précision", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("rang", default=0)

    objects = CampaignPartQuerySet.as_manager()

    class Meta:
        verbose_name = "point du renouvellement"
        verbose_name_plural = "points du renouvellement"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], condition=~Q(code=""), name="renewal_item_code_once")
        ]

    def __str__(self):
        return self.label

    @property
    def authority_id(self):
        return self.campaign.authority_id

    def get_desk_url(self):
        return self.campaign.get_desk_url()


class MunicipalOpinion(models.Model):
    """What a municipal council says of the draft pact, within two months of being asked (CGCT L5211-11-2)."""

    personal = None

    campaign = models.ForeignKey(RenewalCampaign, on_delete=models.CASCADE, related_name="opinions")
    commune = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+", verbose_name="commune")
    asked_on = models.DateField("demandé le")
    due_on = models.DateField("attendu avant le")
    received_on = models.DateField("reçu le", null=True, blank=True)
    sense = models.CharField("avis", max_length=16, choices=OpinionSense.choices, blank=True)

    objects = CampaignPartQuerySet.as_manager()

    class Meta:
        verbose_name = "avis d’un conseil municipal"
        verbose_name_plural = "avis des conseils municipaux"
        ordering = ["commune__name"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "commune"], name="municipal_opinion_once"),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("asked_on")),
                name="municipal_opinion_dates_in_order",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("asked_on")), name="municipal_opinion_due_after_asked"),
        ]

    def __str__(self):
        return f"{self.commune} : {self.get_sense_display() or 'en attente'}"

    @property
    def authority_id(self):
        return self.campaign.authority_id

    def get_desk_url(self):
        return self.campaign.get_desk_url()
