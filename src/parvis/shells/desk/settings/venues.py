"""Places where people meet."""

import django_tables2 as tables

from parvis.ground.authorities.models import Venue
from parvis.shells.desk.columns import NumberColumn, RecordColumn, YesNoColumn
from parvis.shells.desk.filters import YesNoFilter
from parvis.shells.desk.listing import Create, FilterSet, Listing, Table

from .register import Register


class VenueTable(Table):
    name = RecordColumn()
    address = tables.Column()
    territory = tables.Column(order_by="territory__name")
    capacity = NumberColumn()
    step_free = YesNoColumn()
    hearing_loop = YesNoColumn()
    equipment = tables.Column(orderable=False)

    folded = ("equipment",)

    class Meta(Table.Meta):
        model = Venue
        fields = ()


class VenueFilters(FilterSet):
    step_free = YesNoFilter(label="Accessible sans marche")
    hearing_loop = YesNoFilter(label="Boucle magnétique")

    class Meta:
        model = Venue
        fields = ["territory", "step_free", "hearing_loop"]


class VenueList(Listing):
    model = Venue
    title = "Lieux"
    columns = VenueTable
    filterset = VenueFilters
    search_fields = ("name", "address")
    default_sort = ("name",)
    create = Create("Nouveau lieu", "desk:settings:venue-create", "authorities.add_venue")
    empty = "Décrivez les salles où se tiennent vos réunions : places, accès sans marche, boucle magnétique."


register = Register(
    Venue, "venue", path="lieux", listing=VenueList,
    fields=("name", "address", "territory", "capacity", "step_free", "hearing_loop", "equipment", "notes"),
    add_title="Nouveau lieu", saved="Le lieu est enregistré.",
)  # fmt: skip
