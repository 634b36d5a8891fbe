"""Departments, territories and venues."""

import django_tables2 as tables
from django import forms
from django.core.exceptions import ValidationError
from django.shortcuts import render

from parvis.ground.authorities.choices import TerritoryKind
from parvis.ground.authorities.models import Department, Territory, Venue
from parvis.ground.core.validators import validate_insee_commune
from parvis.shells.desk.columns import DateColumn, NumberColumn, RecordColumn, Table, YesNoColumn
from parvis.shells.desk.filters import FilterSet, YesNoFilter
from parvis.shells.desk.listing import Create
from parvis.shells.entry import desk_view

from .register import Register, SettingForm, SettingList

GEOMETRIES = {"Point", "Polygon", "MultiPolygon", "Feature", "FeatureCollection"}


class NestedForm(SettingForm):
    """A record that may stand inside another one of its kind, never inside itself."""

    def clean_parent(self):
        parent, step = self.cleaned_data["parent"], self.cleaned_data["parent"]
        while step is not None:
            if step.pk == self.instance.pk:
                raise ValidationError("Une fiche ne peut pas être rattachée à elle-même, ni à ce qu’elle contient.")
            step = step.parent
        return parent


# --- Departments ----------------------------------------------------------------------------------


class DepartmentTable(Table):
    name = RecordColumn()
    kind = tables.Column()
    parent = tables.Column(order_by="parent__name")
    email = tables.Column()
    closed_on = DateColumn()

    folded = ("closed_on",)

    class Meta(Table.Meta):
        model = Department
        fields = ()


class DepartmentFilters(FilterSet):
    open = YesNoFilter(label="Ouvert", field_name="closed_on", lookup_expr="isnull")

    class Meta:
        model = Department
        fields = ["kind", "open"]


class DepartmentList(SettingList):
    model = Department
    permission = "authorities.view_department"
    title = "Services"
    columns = DepartmentTable
    filterset = DepartmentFilters
    search_fields = ("name", "email")
    default_sort = ("name",)
    create = Create("Nouveau service", "desk:settings:department-create", "authorities.add_department")
    empty = "Inscrivez les directions et services : ils portent les démarches et répondent aux recommandations."


departments = Register(
    Department, "department", path="services", listing=DepartmentList, form=NestedForm,
    fields=("name", "kind", "parent", "email", "closed_on"),
    add_title="Nouveau service", saved="Le service est enregistré.",
)  # fmt: skip


# --- Territories ----------------------------------------------------------------------------------


class TerritoryForm(NestedForm):
    """A territory; its outline is pasted as GeoJSON."""

    class Meta:
        fields = (
            "kind", "name", "code", "population", "parent", "latitude", "longitude", "valid_from", "valid_to",
            "geometry",
        )  # fmt: skip
        widgets = {"geometry": forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})}
        help_texts = {
            "code": "Pour une commune, les cinq caractères du code officiel géographique.",
            "geometry": "Collez le contour au format GeoJSON, en degrés. Sans contour, le territoire reste utilisable.",
            "latitude": "Du centre, en degrés, par exemple 44,352.",
        }

    def clean_geometry(self):
        geometry = self.cleaned_data["geometry"]
        if geometry and (not isinstance(geometry, dict) or geometry.get("type") not in GEOMETRIES):
            raise ValidationError("Ce n’est pas un contour GeoJSON : il lui faut un « type », comme « Polygon ».")
        return geometry or None

    def clean(self):
        data = super().clean()
        if data.get("kind") == TerritoryKind.COMMUNE and data.get("code"):
            try:
                validate_insee_commune(data["code"])
            except ValidationError as error:
                self.add_error("code", error)
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", "La fin précède le début.")
        return data


class TerritoryTable(Table):
    name = RecordColumn()
    kind = tables.Column()
    code = tables.Column()
    population = NumberColumn()
    parent = tables.Column(order_by="parent__name")
    valid_from = DateColumn()
    valid_to = DateColumn()

    folded = ("valid_from", "valid_to")

    class Meta(Table.Meta):
        model = Territory
        fields = ()


class TerritoryFilters(FilterSet):
    class Meta:
        model = Territory
        fields = ["kind", "parent"]


class TerritoryList(SettingList):
    model = Territory
    permission = "authorities.view_territory"
    title = "Territoires"
    columns = TerritoryTable
    filterset = TerritoryFilters
    search_fields = ("name", "code")
    default_sort = ("kind", "name")
    create = Create("Nouveau territoire", "desk:settings:territory-create", "authorities.add_territory")
    actions = (Create("Voir l’arbre", "desk:settings:territory-tree", "authorities.view_territory"),)
    empty = "Inscrivez les communes, cantons ou quartiers : ils situent les instances, les lieux et les personnes."


territories = Register(
    Territory, "territory", path="territoires", listing=TerritoryList, form=TerritoryForm,
    add_title="Nouveau territoire", saved="Le territoire est enregistré.",
)  # fmt: skip


@desk_view("authorities.view_territory")
def territory_tree(request):
    """What is inside what, in one query."""
    rows = list(Territory.objects.of(request.authority).order_by("kind", "name").defer("geometry"))
    inside = {}
    for row in rows:
        inside.setdefault(row.parent_id, []).append(row)
    return render(request, "desk/settings/tree.html", {"title": "Arbre des territoires", "nodes": branch(inside, None)})


def branch(inside, parent_id):
    return [{"row": row, "nodes": branch(inside, row.pk)} for row in inside.get(parent_id, ())]


# --- Venues ---------------------------------------------------------------------------------------


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
    class Meta:
        model = Venue
        fields = ["territory", "step_free", "hearing_loop"]


class VenueList(SettingList):
    model = Venue
    permission = "authorities.view_venue"
    title = "Lieux"
    columns = VenueTable
    filterset = VenueFilters
    search_fields = ("name", "address")
    default_sort = ("name",)
    create = Create("Nouveau lieu", "desk:settings:venue-create", "authorities.add_venue")
    empty = "Décrivez les salles où se tiennent vos réunions : places, accès sans marche, boucle magnétique."


venues = Register(
    Venue, "venue", path="lieux", listing=VenueList,
    fields=("name", "address", "territory", "capacity", "step_free", "hearing_loop", "equipment", "notes"),
    add_title="Nouveau lieu", saved="Le lieu est enregistré.",
)  # fmt: skip
