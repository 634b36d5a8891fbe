"""Needs, sheets and templates, as the desk lists them."""

import django_filters
import django_tables2 as tables

from parvis.commons.finance.desk.tables import MoneyColumn
from parvis.deliberation.logistics.choices import Kind, Status
from parvis.deliberation.logistics.models import EventLogistics, LogisticNeed, NeedTemplate
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock
from parvis.shells.desk.columns import BadgeColumn, DateColumn, DueColumn, NumberColumn, RecordColumn
from parvis.shells.desk.filters import FilterSet, YesNoFilter
from parvis.shells.desk.listing import Create, Listing, Table


class CostColumn(MoneyColumn):
    """What is free says nothing."""

    def render(self, value):
        return super().render(value) if value else ""


class NeedTable(Table):
    label = RecordColumn()
    status = BadgeColumn()
    due_on = DueColumn(done=lambda need: not need.is_unsecured)
    meeting = tables.Column(accessor="sheet__meeting", verbose_name="Réunion", order_by=("sheet__meeting__starts_at",))
    kind = tables.Column()
    provider = tables.Column(accessor="provider_words", verbose_name="Service ou fournisseur", orderable=False)
    quantity = NumberColumn()
    estimated_cents = MoneyColumn(verbose_name="Estimé")
    cost = CostColumn(accessor="cost_cents", verbose_name="Coût connu", orderable=False)
    line = tables.Column(order_by=("line__label",))
    requested_on = DateColumn()
    confirmed_on = DateColumn()

    folded = ("quantity", "line", "requested_on", "confirmed_on")

    class Meta(Table.Meta):
        model = LogisticNeed
        fields = (
            "label", "status", "due_on", "meeting", "kind", "provider", "quantity", "estimated_cents", "cost", "line",
            "requested_on", "confirmed_on",
        )  # fmt: skip


class NeedFilters(FilterSet):
    etat = django_filters.ChoiceFilter(label="État", field_name="status", choices=Status.choices)
    nature = django_filters.ChoiceFilter(label="Nature", field_name="kind", choices=Kind.choices)
    service = django_filters.ModelChoiceFilter(
        label="Service", field_name="department", queryset=Department.objects.all()
    )
    rouge = YesNoFilter(label="En rouge", method="is_red")
    avant = django_filters.DateFromToRangeFilter(label="À confirmer", field_name="due_on")

    def is_red(self, rows, name, value):
        red = LogisticNeed.objects.red(clock.today())
        return rows.filter(pk__in=red.values("pk")) if value else rows.exclude(pk__in=red.values("pk"))


class NeedList(Listing):
    model = LogisticNeed
    permission = "logistics.list_logisticneed"
    columns = NeedTable
    filterset = NeedFilters
    search_fields = ("label", "provider_label", "department__name", "organisation__name", "sheet__meeting__title")
    default_sort = ("due_on",)
    actions = (
        Create("Commandes par fournisseur", "desk:logistics:providers", "logistics.list_logisticneed"),
        Create("Fiches des réunions", "desk:logistics:sheets", "logistics.list_eventlogistics"),
        Create("Modèles", "desk:logistics:templates", "logistics.list_needtemplate"),
    )
    empty = "Ouvrez la fiche logistique d’une réunion : ses besoins arriveront ici, avec leur date."


class SheetTable(Table):
    meeting = RecordColumn(order_by=("meeting__title",))
    starts_at = DateColumn(accessor="meeting__starts_at", verbose_name="Date")
    scheme = tables.Column(accessor="meeting__scheme", verbose_name="Dispositif", order_by=("meeting__scheme__name",))
    headcount = NumberColumn()

    class Meta(Table.Meta):
        model = EventLogistics
        fields = ("meeting", "starts_at", "scheme", "headcount")


class SheetList(Listing):
    model = EventLogistics
    permission = "logistics.list_eventlogistics"
    columns = SheetTable
    search_fields = ("meeting__title", "meeting__scheme__name")
    default_sort = ("-starts_at",)
    feminine = True
    parent = ("Logistique", "desk:logistics:list")
    empty = "La fiche d’une réunion s’ouvre depuis sa page."


class TemplateTable(Table):
    name = RecordColumn()
    needs_count = NumberColumn(verbose_name="Besoins")

    class Meta(Table.Meta):
        model = NeedTemplate
        fields = ("name", "needs_count")


class TemplateList(Listing):
    model = NeedTemplate
    permission = "logistics.list_needtemplate"
    columns = TemplateTable
    search_fields = ("name",)
    default_sort = ("name",)
    parent = ("Logistique", "desk:logistics:list")
    empty = "Gardez une fiche réussie comme modèle : la suivante partira de ses besoins et de ses délais."
