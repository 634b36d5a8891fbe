"""The scheme (*dispositif*): what every body, process or programme shares, and the team that runs it."""

from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from parvis.ground.authorities.choices import STAFF, TIME_LIMITED, Persona
from parvis.ground.core import clock
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention

from . import rules
from .choices import Source


class ThemeQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.all()


class Theme(AuthorityOwned):
    """A subject on which schemes are grouped: « mobilités », « climat »."""

    personal = None
    NAMED_BY = ("name",)

    name = models.CharField("nom", max_length=80)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = "thème"
        verbose_name_plural = "thèmes"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "name"], name="theme_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="theme_has_a_name"),
        ]

    def __str__(self):
        return self.name


class SchemeQuerySet(AuthorityQuerySet):
    """Children's querysets inherit from this one."""

    def visible_to(self, user):
        staff = Q(authority__in=user.grants.authorities(*STAFF))
        return self.filter(Q(is_public=True) | staff | Q(pk__in=user.grants.schemes()))

    def run_by(self, user):
        """Those whose team the person leads, or that belong to an authority whose mission they are."""
        everywhere = Q(authority__in=user.grants.authorities(Persona.OFFICER))
        return self.filter(everywhere | Q(pk__in=user.grants.schemes(Persona.OFFICER)))

    def with_children(self):
        """With the row of each kind, so that `child` costs no query."""
        return self.select_related(*child_kinds())

    def for_list(self):
        return self.select_related("lead_department", "referring_councillor")

    def for_record(self):
        return self.select_related("authority", "lead_department", "referring_councillor")


class Scheme(AuthorityOwned):
    """Something with a team, a lead department, territories, themes, meetings, promises and a public page.

    Each kind is a child table that owns its status, slug and constraints: a scheme alone has none.
    """

    personal = None
    NAMED_BY = ("name",)

    kind = models.CharField("nature", max_length=30, editable=False)
    name = models.CharField("nom", max_length=200)
    summary = models.TextField("présentation", max_length=2000, blank=True)
    lead_department = models.ForeignKey(
        "authorities.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="schemes",
        verbose_name="service pilote",
    )  # fmt: skip
    referring_councillor = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="referred_schemes",
        verbose_name="élu référent ou élue référente",
    )  # fmt: skip
    territories = models.ManyToManyField(
        "authorities.Territory", blank=True, related_name="schemes", verbose_name="territoires"
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="schemes", verbose_name="thèmes")
    is_public = models.BooleanField("publié", default=False, editable=False)
    created_at = models.DateTimeField("créé le", default=clock.now, editable=False)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = "dispositif"
        verbose_name_plural = "dispositifs"
        ordering = ["name", "pk"]
        rules_permissions = {
            "list": rules.works_here,
            "view": rules.sees_scheme,
            "team": rules.reads_teams | rules.composes_team,
            "compose": rules.composes_team,
        }
        indexes = [models.Index(fields=["authority", "kind"], name="scheme_by_kind")]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="scheme_has_a_name"),
            models.CheckConstraint(condition=~Q(kind=""), name="scheme_has_a_kind"),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.kind = self.kind or self._meta.model_name
        super().save(*args, **kwargs)

    @property
    def child(self):
        """The row of its own kind (a body, a process…): itself when it already is one."""
        if type(self) is not Scheme or self.kind not in child_kinds():
            return self
        return getattr(self, self.kind)

    @property
    def kind_label(self):
        """« instance », « démarche »: the name of its kind."""
        field = child_kinds().get(self.kind)
        return str((field.related_model if field else type(self))._meta.verbose_name)

    def get_desk_url(self):
        """The page of its own kind; a bare scheme has its team only."""
        child = self.child
        return self.get_team_url() if type(child) is Scheme else child.get_desk_url()

    def get_team_url(self):
        return address("desk:schemes:team", self.pk)


@cache
def child_kinds():
    """Model name of each kind → its one-to-one relation from `Scheme`."""
    links = (f for f in Scheme._meta.related_objects if f.parent_link)
    return {f.related_model._meta.model_name: f for f in links}


class SchemeRoleQuerySet(AuthorityQuerySet):
    def in_force(self, on=None):
        on = on or clock.today()
        return self.filter(starts_on__lte=on).filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def visible_to(self, user):
        if not user.is_authenticated:
            return self.none()
        readers = Q(authority__in=user.grants.authorities(*rules.TEAM_READERS))
        return self.filter(readers | Q(scheme__in=user.grants.schemes(Persona.OFFICER)) | Q(user=user))

    def for_list(self):
        return self.select_related("user", "scheme", "granted_by")

    for_record = for_list


class SchemeRole(AuthorityOwned):
    """What a person may do on one scheme, between two dates."""

    personal = PersonalData(
        purpose="Droits d’accès aux dispositifs",
        subject="user",
        fields={"title": ""},
        retention=Retention(since="ends_on", months=12),
        keep="obligation de preuve des habilitations",
    )

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="team", verbose_name="dispositif")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="scheme_roles", verbose_name="compte"
    )
    persona = models.CharField("rôle", max_length=20, choices=Persona.choices)
    title = models.CharField("fonction", max_length=120, blank=True)
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin", null=True, blank=True)
    source = models.CharField("origine", max_length=12, choices=Source.choices, default=Source.GRANT, editable=False)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = SchemeRoleQuerySet.as_manager()

    class Meta:
        verbose_name = "rôle sur un dispositif"
        verbose_name_plural = "rôles sur les dispositifs"
        ordering = ["persona", "starts_on", "pk"]
        rules_permissions = {
            "view": rules.reads_teams | rules.composes_team_of | rules.is_on_team,
            "end": rules.composes_team_of,
        }
        indexes = [models.Index(fields=["user", "starts_on"], name="scheme_role_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="scheme_role_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | Q(source=Source.MEMBERSHIP) | ~Q(granted_by=F("user")),
                name="scheme_role_not_granted_to_oneself",
            ),
            models.CheckConstraint(
                condition=~Q(persona__in=TIME_LIMITED) | Q(ends_on__isnull=False),
                name="scheme_role_dated_when_limited",
            ),
        ]

    def __str__(self):
        return f"{self.get_persona_display()}, {self.scheme}"

    def get_desk_url(self):
        return self.scheme.get_team_url()

    def is_in_force(self, on=None):
        on = on or clock.today()
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
