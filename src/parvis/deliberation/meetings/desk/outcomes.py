"""The *relevé de décisions* across all bodies, and what is to be done after meetings."""

import django_filters
import django_tables2 as tables
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import path

from parvis.commons.people.models import Person
from parvis.commons.schemes.models import Scheme
from parvis.deliberation.meetings.choices import ActionStatus
from parvis.deliberation.meetings.models import ActionPoint, Decision
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock
from parvis.shells.desk.columns import BadgeColumn, DateColumn, DateTimeColumn, DueColumn, NumberColumn, RecordColumn
from parvis.shells.desk.filters import YesNoFilter
from parvis.shells.desk.listing import Create, FilterSet, Listing, Table

OPEN_ACTIONS = Subquery(
    ActionPoint.objects.open().filter(decision=OuterRef("pk")).order_by().values("decision").values(n=Count("pk"))
)

OF_MEETING = ("meeting__title", "meeting__starts_at", "meeting__scheme__name")
SHOWN = ("text", "number", "vote__in_favour", "vote__against", "vote__abstentions", *OF_MEETING)
SHOWN_OF_ACTION = (
    "text", "status", "due_on", "done_on", "note", "owner_label", "owner__given_name", "owner__family_name",
    "department__name", *OF_MEETING,
)  # fmt: skip
"""What the lists tell, exports included."""


def late(today):
    return Q(status=ActionStatus.OPEN, due_on__lt=today)


def owners(request):
    """People who were given something to do in the meetings of this authority."""
    return Person.objects.filter(pk__in=ActionPoint.objects.filter(owner__gt=0).values("owner"))


class DecisionTable(Table):
    text = RecordColumn(verbose_name="Décision")
    number = NumberColumn(verbose_name="N°")
    meeting = tables.Column(verbose_name="Réunion", order_by=("meeting__title",))
    scheme = tables.Column(accessor="meeting__scheme", verbose_name="Instance", order_by=("meeting__scheme__name",))
    day = DateTimeColumn(accessor="meeting__starts_at", verbose_name="Séance du")
    vote = tables.Column(verbose_name="Vote", orderable=False)
    left = NumberColumn(accessor="open_actions", verbose_name="Suites à faire")

    folded = ("vote",)

    class Meta(Table.Meta):
        model = Decision
        fields = ("text", "number", "scheme", "meeting", "day", "vote", "left")

    def render_vote(self, value):
        return f"{value.in_favour} pour, {value.against} contre, {value.abstentions} abstentions"


class DecisionFilters(FilterSet):
    instance = django_filters.ModelChoiceFilter(
        label="Instance", field_name="meeting__scheme", queryset=Scheme.objects.all()
    )
    seance = django_filters.DateFromToRangeFilter(label="Séance", field_name="meeting__starts_at")
    charge = django_filters.ModelChoiceFilter(label="Qui s’en charge", queryset=owners, method="with_owner")
    etat = django_filters.ChoiceFilter(label="Suites", choices=ActionStatus.choices, method="with_state")
    retard = YesNoFilter(label="Suites en retard", method="with_late")

    def with_owner(self, rows, name, value):
        return rows.filter(_followed(owner=value))

    def with_state(self, rows, name, value):
        return rows.filter(_followed(status=value))

    def with_late(self, rows, name, value):
        found = _followed(status=ActionStatus.OPEN, due_on__lt=clock.today())
        return rows.filter(found) if value else rows.exclude(found)


def _followed(**conditions):
    return Exists(ActionPoint.objects.filter(decision=OuterRef("pk"), **conditions))


class DecisionList(Listing):
    model = Decision
    permission = "meetings.list_meeting"
    title = "Relevé de décisions"
    noun = ("décision", "décisions")
    columns = DecisionTable
    filterset = DecisionFilters
    search_fields = ("text", "meeting__title", "meeting__scheme__name")
    default_sort = ("-day", "number")
    feminine = True
    parent = ("Réunions", "desk:meetings:list")
    actions = (Create("Suites à donner", "desk:meetings:actions", "meetings.list_meeting"),)
    empty = "Les décisions écrites pendant les séances se retrouvent ici, toutes instances réunies."

    def rows(self):
        rows = super().rows().select_related(None).select_related("meeting__scheme", "vote").only(*SHOWN)
        return rows.annotate(open_actions=Coalesce(OPEN_ACTIONS, 0))


class ActionTable(Table):
    text = RecordColumn(verbose_name="À faire")
    status = BadgeColumn()
    due_on = DueColumn(done=lambda row: not row.is_open)
    who = tables.Column(verbose_name="Qui", order_by=("owner__folded_name", "department__name", "owner_label"))
    scheme = tables.Column(accessor="meeting__scheme", verbose_name="Instance", order_by=("meeting__scheme__name",))
    meeting = tables.Column(verbose_name="Réunion", order_by=("meeting__starts_at",))
    done_on = DateColumn()
    note = tables.Column()

    folded = ("done_on", "note")

    class Meta(Table.Meta):
        model = ActionPoint
        fields = ("text", "status", "due_on", "who", "scheme", "meeting", "done_on", "note")


class ActionFilters(FilterSet):
    instance = django_filters.ModelChoiceFilter(
        label="Instance", field_name="meeting__scheme", queryset=Scheme.objects.all()
    )
    echeance = django_filters.DateFromToRangeFilter(label="Échéance", field_name="due_on")
    charge = django_filters.ModelChoiceFilter(label="Qui s’en charge", field_name="owner", queryset=owners)
    service = django_filters.ModelChoiceFilter(
        label="Service", field_name="department", queryset=Department.objects.all()
    )
    etat = django_filters.ChoiceFilter(label="État", field_name="status", choices=ActionStatus.choices)
    retard = YesNoFilter(label="En retard", method="is_late")

    def is_late(self, rows, name, value):
        return rows.filter(late(clock.today())) if value else rows.exclude(late(clock.today()))


class ActionList(Listing):
    model = ActionPoint
    permission = "meetings.list_meeting"
    title = "Suites à donner"
    noun = ("suite à donner", "suites à donner")
    columns = ActionTable
    filterset = ActionFilters
    search_fields = ("text", "owner_label", "meeting__title", "meeting__scheme__name")
    default_sort = ("-status", "due_on")
    notes = (("en retard", late),)
    feminine = True
    parent = ("Relevé de décisions", "desk:meetings:decisions")
    empty = "Ce qui est confié pendant une séance arrive ici, avec un nom et une date."

    def rows(self):
        rows = super().rows().select_related(None).select_related("meeting__scheme", "owner", "department")
        return rows.only(*SHOWN_OF_ACTION)


urlpatterns = [
    path("decisions/", DecisionList.as_view(), name="decisions"),
    path("suites/", ActionList.as_view(), name="actions"),
]
