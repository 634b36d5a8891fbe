"""The logistics sheet of a meeting: one, opened when its preparation begins."""

from django.apps import apps
from django.db import models
from django.db.models import Q

from parvis.deliberation.meetings.models import Meeting
from parvis.ground.authorities.choices import Persona
from parvis.ground.core import clock
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet

from .. import rules


def seen_by(user, to_meeting):
    """The filter of rows whose sheet the person reads whole; `to_meeting` leads there (« sheet__meeting__ »)."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    grants = user.grants
    called = apps.get_model("meetings", "Convocation").objects.filter(person__user=user)
    facilitated = Q(authority__in=grants.authorities(Persona.FACILITATOR)) & Q(
        **{f"{to_meeting}pk__in": called.values("meeting")}
    )
    on_scheme = Q(**{f"{to_meeting}scheme__in": grants.schemes(*rules.SCHEME_READERS)})
    return Q(authority__in=grants.authorities(*rules.READERS)) | on_scheme | facilitated


class EventLogisticsQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        return self.filter(seen_by(user, "meeting__"))

    def for_list(self):
        return self.select_related("meeting__scheme__body", "meeting__venue")

    def for_record(self):
        return self.for_list()


class EventLogistics(AuthorityOwned):
    """What must be ready for one meeting. It remembers the date and place that suppliers were told."""

    personal = None
    RULES = "logistics@2026-11"

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="logistics", verbose_name="réunion")
    headcount = models.PositiveIntegerField("personnes attendues", null=True, blank=True)
    notes = models.TextField("consignes pour les services", max_length=3000, blank=True)
    opened_on = models.DateField("ouverte le", default=clock.today, editable=False)
    told_starts_at = models.DateTimeField("date annoncée aux fournisseurs", editable=False)
    told_where = models.CharField("lieu annoncé aux fournisseurs", max_length=400, blank=True, editable=False)

    objects = EventLogisticsQuerySet.as_manager()
    private_files_permission = "logistics.view_eventlogistics"

    class Meta:
        verbose_name = "fiche logistique"
        verbose_name_plural = "fiches logistiques"
        ordering = ["meeting__starts_at", "pk"]
        rules_permissions = {
            "list": rules.lists_on_desk,
            "view": rules.sees_sheet,
            "read": rules.lists_as_chair,
            "add": rules.opens_somewhere,
            "change": rules.runs_sheet,
        }
        constraints = [
            models.CheckConstraint(condition=Q(headcount=None) | Q(headcount__gte=1), name="logistics_for_somebody"),
        ]

    def __str__(self):
        return f"Logistique : {self.meeting.title}"

    def get_desk_url(self):
        return address("desk:logistics:sheet", self.pk)

    def get_member_url(self):
        return address("member:logistics:sheet", self.pk)

    @property
    def day(self):
        return self.meeting.day
