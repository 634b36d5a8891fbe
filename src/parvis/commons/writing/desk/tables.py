"""The list of texts."""

import django_tables2 as tables

from parvis.commons.writing.models import Text
from parvis.shells.desk.columns import BadgeColumn, DateColumn, DateTimeColumn, NumberColumn, RecordColumn, Table
from parvis.shells.desk.filters import FilterSet


class TextTable(Table):
    title = RecordColumn(verbose_name="Texte")
    kind = tables.Column(verbose_name="Nature", accessor="get_kind_display", order_by="kind")
    scheme = tables.Column(verbose_name="Dispositif", accessor="scheme__name")
    status = BadgeColumn(verbose_name="État")
    head = NumberColumn(verbose_name="Version")
    comments_open = NumberColumn(verbose_name="Remarques à examiner")
    comments_until = DateColumn(verbose_name="Commentaires jusqu’au")
    created_at = DateTimeColumn(verbose_name="Ouvert le")

    class Meta(Table.Meta):
        model = Text
        fields = ()

    folded = ("created_at",)


class TextFilters(FilterSet):
    class Meta:
        model = Text
        fields = ("status", "kind")
