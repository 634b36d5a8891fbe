"""The files that came in."""

import django_filters
import django_tables2 as tables

from parvis.commons.imports.choices import Status
from parvis.commons.imports.importing import importers
from parvis.commons.imports.models import ImportBatch
from parvis.shells.desk.columns import BadgeColumn, DateTimeColumn, NumberColumn, RecordColumn
from parvis.shells.desk.filters import FilterSet
from parvis.shells.desk.listing import Create, Listing, Table


class BatchTable(Table):
    filename = RecordColumn()
    importer_key = tables.Column()
    status = BadgeColumn()
    line_count = NumberColumn()
    by = tables.Column(order_by=("by__name",))
    uploaded_at = DateTimeColumn()

    class Meta(Table.Meta):
        model = ImportBatch
        fields = ("filename", "importer_key", "status", "line_count", "by", "uploaded_at")

    def render_importer_key(self, record):
        return record.label


class BatchFilters(FilterSet):
    importer_key = django_filters.ChoiceFilter(label="Contenu", choices=lambda: [(i.key, i.label) for i in importers()])
    status = django_filters.ChoiceFilter(label="État", choices=Status.choices)


class BatchList(Listing):
    model = ImportBatch
    permission = "imports.list_importbatch"
    columns = BatchTable
    filterset = BatchFilters
    search_fields = ("filename",)
    default_sort = ("-uploaded_at",)
    create = Create("Importer un fichier", "desk:imports:choose", "imports.add_importbatch")
    empty = "Les années passées entrent ici, depuis vos tableurs."
