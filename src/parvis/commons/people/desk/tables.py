"""Lists of people and of organisations."""

import django_filters
import django_tables2 as tables

from parvis.commons.people import phones
from parvis.commons.people.choices import Channel, OrganisationKind, RoleKind
from parvis.commons.people.models import Organisation, Person, PersonRole
from parvis.ground.authorities.models import Territory
from parvis.shells.desk.columns import DateTimeColumn, NumberColumn, RecordColumn
from parvis.shells.desk.filters import FilterSet, YesNoFilter
from parvis.shells.desk.listing import Create, Listing, Table

CONTACT = ("email", "phone", "postal", "birth_date")
"""Columns that the direction, the cabinet and the services, who read the list, do not read."""


class PersonTable(Table):
    full_name = RecordColumn(verbose_name="Nom", order_by=("family_name", "given_name"))
    roles = tables.Column(verbose_name="Fonctions", accessor="current_roles", orderable=False)
    city = tables.Column()
    territory = tables.Column(order_by=("territory__name",))
    email = tables.Column()
    phone = tables.Column()
    postal = tables.Column(verbose_name="Adresse", accessor="address_line")
    channel = tables.Column(verbose_name="Lui écrire")
    occupation = tables.Column()
    birth_date = tables.DateColumn(format="d/m/Y")
    updated_at = DateTimeColumn()

    folded = ("territory", "postal", "occupation", "birth_date", "updated_at")

    class Meta(Table.Meta):
        model = Person
        fields = (
            "full_name", "roles", "city", "territory", "email", "phone", "postal", "channel", "occupation",
            "birth_date", "updated_at",
        )  # fmt: skip

    def render_roles(self, value):
        return " ; ".join(map(str, value))

    def render_phone(self, value):
        return phones.shown(value)


class PersonFilters(FilterSet):
    role = django_filters.ChoiceFilter(label="Qualité", choices=RoleKind.choices, method="acts_as")
    territory = django_filters.ModelChoiceFilter(label="Territoire", queryset=Territory.objects.all())
    channel = django_filters.ChoiceFilter(label="Lui écrire", choices=Channel.choices)
    account = YesNoFilter(label="A un compte", field_name="user", lookup_expr="isnull", exclude=True)

    def acts_as(self, rows, name, kind):
        return rows.filter(pk__in=PersonRole.objects.in_force().filter(kind=kind).values("person"))


class PersonList(Listing):
    model = Person
    permission = "people.list_person"
    columns = PersonTable
    filterset = PersonFilters
    feminine = True
    default_sort = ("full_name",)
    create = Create("Nouvelle personne", "desk:people:create", "people.add_person")
    actions = (
        Create("Organisations", "desk:people:organisations", "people.list_organisation"),
        Create("Doublons", "desk:people:duplicates", "people.merge_person"),
    )
    empty = "Les membres des instances, les élus et les partenaires arriveront ici."
    personal_export = True
    export_permission = "people.export_person"

    @property
    def reads_contact(self):
        return self.request.user.has_perm("people.contact_person", self.request.authority)

    @property
    def search_fields(self):
        """Contact details are searched by those who read them: a search must not tell what a column hides."""
        names = ("given_name", "family_name", "city", "occupation")
        return (*names, "email", "phone") if self.reads_contact else names

    def shown_columns(self, table):
        shown = super().shown_columns(table)
        return shown if self.reads_contact else shown - set(CONTACT)

    def column_choices(self):
        choices = super().column_choices()
        return choices if self.reads_contact else [c for c in choices if c["name"] not in CONTACT]

    def _order(self, table):
        if not self.reads_contact:
            for name in CONTACT:
                table.columns[name].column.orderable = False
        super()._order(table)


class OrganisationTable(Table):
    name = RecordColumn()
    kind = tables.Column()
    siret = tables.Column()
    rna = tables.Column()
    email = tables.Column()
    people_count = NumberColumn(verbose_name="Personnes")

    folded = ("rna",)

    class Meta(Table.Meta):
        model = Organisation
        fields = ("name", "kind", "siret", "rna", "email", "people_count")


class OrganisationFilters(FilterSet):
    kind = django_filters.ChoiceFilter(label="Nature", choices=OrganisationKind.choices)


class OrganisationList(Listing):
    model = Organisation
    permission = "people.list_organisation"
    columns = OrganisationTable
    filterset = OrganisationFilters
    feminine = True
    search_fields = ("name", "siret", "rna")
    default_sort = ("name",)
    create = Create("Nouvelle organisation", "desk:people:create_organisation", "people.add_organisation")
    empty = "Les associations, les entreprises et les organismes avec lesquels vous travaillez arriveront ici."
