"""The schemes of the authority, whatever their kind."""

import django_filters
import django_tables2 as tables

from parvis.commons.schemes.models import Scheme, Theme, child_kinds
from parvis.ground.authorities.models import Department
from parvis.shells.desk.columns import RecordColumn
from parvis.shells.desk.filters import FilterSet
from parvis.shells.desk.listing import Listing, Table


class SchemeTable(Table):
    name = RecordColumn()
    kind = tables.Column(verbose_name="Nature")
    lead_department = tables.Column()
    referring_councillor = tables.Column(order_by=("referring_councillor__folded_name",))

    class Meta(Table.Meta):
        model = Scheme
        fields = ("name", "kind", "lead_department", "referring_councillor")

    def render_kind(self, record):
        return record.kind_label


def kinds():
    """The kinds of schemes that exist, as choices."""
    return [(name, str(link.related_model._meta.verbose_name)) for name, link in sorted(child_kinds().items())]


class SchemeFilters(FilterSet):
    kind = django_filters.ChoiceFilter(label="Nature", choices=kinds)
    lead_department = django_filters.ModelChoiceFilter(label="Service pilote", queryset=Department.objects.all())
    themes = django_filters.ModelChoiceFilter(label="Thème", queryset=Theme.objects.all())


class SchemeList(Listing):
    model = Scheme
    permission = "schemes.list_scheme"
    columns = SchemeTable
    filterset = SchemeFilters
    search_fields = ("name", "summary")
    default_sort = ("name",)
    empty = "Les instances et les démarches que vous ouvrez arrivent ici."

    def rows(self):
        return super().rows().with_children()
