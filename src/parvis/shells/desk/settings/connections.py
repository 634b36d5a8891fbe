"""Who signed in, by which means, and what failed: read by the administration and by auditors, purged by rule."""

import datetime as dt

import django_tables2 as tables
from django.urls import path as url

from parvis.ground.accounts.models import ConnectionLog
from parvis.ground.core.dates import midnight
from parvis.shells.desk.columns import DateTimeColumn, Table
from parvis.shells.desk.filters import DateFilter, FilterSet
from parvis.shells.desk.listing import Listing


class ConnectionTable(Table):
    at = DateTimeColumn()
    event = tables.Column()
    user = tables.Column(order_by="user__name")
    method = tables.Column()
    network = tables.Column()
    reason = tables.Column(orderable=False)

    class Meta(Table.Meta):
        model = ConnectionLog
        fields = ()


class ConnectionFilters(FilterSet):
    since = DateFilter(label="Depuis le", field_name="at", method="keep_since")
    until = DateFilter(label="Jusqu’au", field_name="at", method="keep_until")

    class Meta:
        model = ConnectionLog
        fields = ["event", "since", "until"]

    def keep_since(self, rows, name, day):
        return rows.filter(at__gte=midnight(day))

    def keep_until(self, rows, name, day):
        return rows.filter(at__lt=midnight(day + dt.timedelta(days=1)))


class ConnectionList(Listing):
    model = ConnectionLog
    permission = "accounts.view_connectionlog"
    title = "Connexions"
    noun = ("trace de connexion", "traces de connexion")
    feminine = True
    lede = "Le réseau est noté, jamais l’adresse entière. Les traces s’effacent au terme fixé dans les règles de droit."
    columns = ConnectionTable
    filterset = ConnectionFilters
    search_fields = ("user__name", "user__email")
    default_sort = ("-at",)
    personal_export = True
    empty = "Les connexions et les échecs de connexion à ce site s’inscriront ici."


urls = [url("connexions/", ConnectionList.as_view(), name="connection-list")]
