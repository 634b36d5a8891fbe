"""Requests and purges, as the desk lists them."""

import django_filters
import django_tables2 as tables
from django.db.models import Q

from parvis.accountability.privacy.choices import OPEN, PurgeStatus, Right, Status
from parvis.accountability.privacy.models import DataSubjectRequest, PurgeRun
from parvis.shells.desk.columns import BadgeColumn, DateColumn, DateTimeColumn, DueColumn, NumberColumn, RecordColumn
from parvis.shells.desk.filters import FilterSet
from parvis.shells.desk.listing import Create, Listing, Table


class RequestTable(Table):
    number = RecordColumn(verbose_name="Demande", accessor="__str__", order_by=("pk",))
    name = tables.Column()
    status = BadgeColumn()
    received_on = DateColumn()
    due_on = DueColumn(done=lambda row: not row.is_open)
    answered_on = DateColumn()

    class Meta(Table.Meta):
        model = DataSubjectRequest
        fields = ("number", "name", "status", "received_on", "due_on", "answered_on")


class RequestFilters(FilterSet):
    etat = django_filters.ChoiceFilter(label="État", field_name="status", choices=Status.choices)
    droit = django_filters.ChoiceFilter(label="Droit", field_name="right", choices=Right.choices)


class RequestList(Listing):
    model = DataSubjectRequest
    permission = "privacy.list_datasubjectrequest"
    title = "Demandes sur les données"
    noun = ("demande", "demandes")
    feminine = True
    columns = RequestTable
    filterset = RequestFilters
    search_fields = ("name", "email")
    default_sort = ("due_on",)
    notes = (("en retard", lambda today: Q(status__in=OPEN, due_on__lt=today)),)
    create = Create("Enregistrer une demande", "desk:privacy:create", "privacy.add_datasubjectrequest")
    actions = (
        Create("Registre des traitements", "desk:privacy:register", "privacy.read_register"),
        Create("Purges", "desk:privacy:purges", "privacy.list_purgerun"),
    )
    empty = "Les demandes faites sur le site arrivent ici ; celles reçues sur papier s’enregistrent à la main."
    personal_export = True


class PurgeTable(Table):
    as_of = RecordColumn(verbose_name="Purge", accessor="__str__", order_by=("as_of",))
    status = BadgeColumn()
    prepared_by = tables.Column(order_by=("prepared_by__name",))
    prepared_at = DateTimeColumn()
    approved_by = tables.Column(order_by=("approved_by__name",))
    done_at = DateTimeColumn()
    done_count = NumberColumn(verbose_name="Lignes effacées", orderable=False)

    class Meta(Table.Meta):
        model = PurgeRun
        fields = ("as_of", "status", "prepared_by", "prepared_at", "approved_by", "done_at", "done_count")


class PurgeFilters(FilterSet):
    etat = django_filters.ChoiceFilter(label="État", field_name="status", choices=PurgeStatus.choices)


class PurgeList(Listing):
    model = PurgeRun
    permission = "privacy.list_purgerun"
    feminine = True
    columns = PurgeTable
    filterset = PurgeFilters
    default_sort = ("-prepared_at",)
    create = Create("Préparer une purge", "desk:privacy:prepare_purge", "privacy.add_purgerun")
    empty = "Une purge efface ce qui a dépassé sa durée de conservation, après votre accord."
