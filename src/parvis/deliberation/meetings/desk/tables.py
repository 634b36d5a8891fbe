"""The list of meetings."""

import django_filters
import django_tables2 as tables

from parvis.deliberation.meetings.choices import MeetingKind, MeetingStatus
from parvis.deliberation.meetings.models import Meeting
from parvis.shells.desk.columns import BadgeColumn, DateTimeColumn, NumberColumn, RecordColumn
from parvis.shells.desk.listing import Create, FilterSet, Listing, Table


class MeetingTable(Table):
    title = RecordColumn()
    scheme = tables.Column()
    kind = tables.Column()
    starts_at = DateTimeColumn()
    where = tables.Column(orderable=False, verbose_name="Lieu")
    status = BadgeColumn()
    present = NumberColumn(verbose_name="Présents")
    proxies = NumberColumn()

    folded = ("proxies",)

    class Meta(Table.Meta):
        model = Meeting
        fields = ("title", "starts_at", "status", "scheme", "where", "kind", "present", "proxies")


class MeetingFilters(FilterSet):
    kind = django_filters.ChoiceFilter(label="Nature", choices=MeetingKind.choices)
    status = django_filters.ChoiceFilter(label="État", choices=MeetingStatus.choices)
    starts_at = django_filters.DateFromToRangeFilter(label="Date")

    class Meta:
        model = Meeting
        fields = ("kind", "status", "starts_at")


class MeetingList(Listing):
    model = Meeting
    permission = "meetings.list_meeting"
    columns = MeetingTable
    filterset = MeetingFilters
    search_fields = ("title", "scheme__name", "place")
    default_sort = ("-starts_at",)
    feminine = True
    create = Create("Nouvelle réunion", "desk:meetings:create", "meetings.add_meeting")
    actions = (Create("Nouvelle série", "desk:meetings:create_series", "meetings.add_meeting"),)
    empty = "Plénières, bureaux, commissions : prévoyez la première date."
