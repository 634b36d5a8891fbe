"""Bodies, their colleges and their seats (K02, B.8)."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from parvis.commons.schemes.models import Scheme, SchemeQuerySet
from parvis.deliberation.bodies import rules
from parvis.deliberation.bodies.choices import (
    BODY_STEPS,
    BODY_TONES,
    INNER_TYPES,
    AppointingMode,
    BodyStatus,
    BodyType,
)
from parvis.ground.authorities.models import Authority, LegalAct, Territory
from parvis.ground.core.addresses import address
from parvis.ground.core.french import plural


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
        from .memberships import Membership  # a membership knows its body: the arrow points up only here

        rows = self.select_related("parent", "creation_act", "lead_department", "referring_councillor")
        in_office = Membership.objects.in_office().filter(body=OuterRef("pk"))
        return rows.annotate(
            has_retained=Exists(Membership.objects.retained().filter(body=OuterRef("pk"))),
            has_appointed=Exists(in_office),
            has_uninvited=Exists(in_office.filter(invited_on=None)),
        )

    def for_list(self):
        return self.select_related("parent", "creation_act", "lead_department")


class Body(Scheme):
    """A participatory body (*instance*): its legal basis, its rules, and where it stands."""

    personal = None
    STEPS = BODY_STEPS
    STATE_OF = ("l’instance", "elle")
    TONES = BODY_TONES
    RULES = "bodies@2026-11"
    private_files_permission = "bodies.read_private_files_body"
    shared_documents = {"bodies.annex": "bodies.read_annex_body"}

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
    second_without_quorum = models.BooleanField("seconde convocation sans condition de quorum", default=False)
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
            "export": rules.runs_body,
            "read_private_files": rules.reads_private_files,
            "read_annex": rules.reads_annex,
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
                condition=Q(dissolved_on=None) | Q(installed_on=None) | Q(dissolved_on__gte=F("installed_on")),
                name="body_dissolved_after_its_installation",
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
            return plural(self.quorum_fixed, "membre")
        if self.quorum_numerator:
            return f"{self.quorum_numerator}/{self.quorum_denominator} des membres en exercice"
        return ""

    @property
    def is_inner(self):
        """A part of another body: bureau, commission, working group…"""
        return self.type in INNER_TYPES

    def get_desk_url(self):
        return address("desk:bodies:detail", self.pk)

    def get_absolute_url(self):
        return address("public:bodies:detail", self.slug)


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
