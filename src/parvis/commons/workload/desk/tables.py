"""Sessions, recoveries and trips of one officer; requests for a Saturday; claims of members; rates."""

import django_filters
import django_tables2 as tables
from django.db.models import Q
from django.utils.html import format_html

from parvis.commons.workload import hours
from parvis.commons.workload.choices import AgreementStatus, ClaimStatus, Kind, SessionStatus, UseStatus, Vehicle
from parvis.commons.workload.models import (
    ExpenseClaim,
    RecoveryRate,
    RecoveryUse,
    SaturdayAgreement,
    Trip,
    WorkSession,
)
from parvis.ground.core import french
from parvis.ground.core.addresses import address
from parvis.shells.desk.columns import BadgeColumn, DateColumn, RecordColumn
from parvis.shells.desk.filters import DateFilter, FilterSet
from parvis.shells.desk.listing import Create, Listing, Table

MINE = ("Ma journée", "desk:workload:day")


class DaysFilter(FilterSet):
    """Between two days, both included."""

    depuis = DateFilter(label="Depuis le", field_name="day", lookup_expr="gte")
    jusque = DateFilter(label="Jusqu’au", field_name="day", lookup_expr="lte")


class OwnListing(Listing):
    """A list of one's own rows: nobody finds those of another one here, not even their director."""

    parent = MINE
    feminine = True

    def rows(self):
        return super().rows().of_user(self.request.user)


class MinutesColumn(tables.Column):
    """« 2 h 30 » on the page; a spreadsheet receives minutes, which it can add."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("attrs", {"cell": {"class": "num"}})
        super().__init__(*args, **kwargs)

    def render(self, value):
        return hours.words(value)

    def exported(self, value):
        return value


class SessionTable(Table):
    day = DateColumn()
    label = RecordColumn()
    status = BadgeColumn()
    kind = tables.Column()
    starts_at = tables.Column("De")
    ends_at = tables.Column("À")
    counted_minutes = MinutesColumn("Compté")
    rate = tables.Column("Taux", orderable=False)
    credited_minutes = MinutesColumn("Crédité")
    scheme = tables.Column(order_by=("scheme__name",))

    folded = ("scheme",)

    class Meta(Table.Meta):
        model = WorkSession
        fields = ()

    def render_starts_at(self, value):
        return french.hour(value)

    def render_ends_at(self, value):
        return french.hour(value)

    def render_rate(self, value):
        return str(value)


class SessionFilters(DaysFilter):
    nature = django_filters.ChoiceFilter(label="Nature", field_name="kind", choices=Kind.choices)
    etat = django_filters.ChoiceFilter(label="État", field_name="status", choices=SessionStatus.choices)


class SessionList(OwnListing):
    model = WorkSession
    permission = "workload.list_worksession"
    title = "Mes séances"
    noun = ("séance", "séances")
    columns = SessionTable
    filterset = SessionFilters
    search_fields = ("label",)
    default_sort = ("-starts_at",)
    notes = (("à noter", lambda today: Q(status=SessionStatus.PLANNED, day__lt=today)),)
    create = Create("Prévoir une séance", "desk:workload:plan", "workload.add_worksession")
    empty = "Vos soirées et vos samedis arriveront ici, depuis les réunions ou saisis par vous."


class UseTable(Table):
    day = RecordColumn()
    minutes = MinutesColumn("Durée")
    status = BadgeColumn()
    label = tables.Column()

    class Meta(Table.Meta):
        model = RecoveryUse
        fields = ()

    def render_day(self, value):
        return french.short_date(value)


class UseFilters(DaysFilter):
    etat = django_filters.ChoiceFilter(label="État", field_name="status", choices=UseStatus.choices)


class UseList(OwnListing):
    model = RecoveryUse
    permission = "workload.list_recoveryuse"
    title = "Mes récupérations"
    columns = UseTable
    filterset = UseFilters
    search_fields = ("label",)
    default_sort = ("-day",)
    create = Create("Poser une récupération", "desk:workload:use_create", "workload.add_recoveryuse")
    empty = "Le temps que vous reprenez s’inscrit ici et se déduit de votre solde."


class TripTable(Table):
    day = DateColumn()
    purpose = RecordColumn()
    origin = tables.Column()
    destination = tables.Column()
    km_tenths = tables.Column("Distance", attrs={"cell": {"class": "num"}})
    vehicle = tables.Column()
    scheme = tables.Column(order_by=("scheme__name",))

    folded = ("scheme",)

    class Meta(Table.Meta):
        model = Trip
        fields = ()

    def render_km_tenths(self, value):
        return hours.km_words(value)

    def value_km_tenths(self, record):
        return record.km_tenths / 10


class TripFilters(DaysFilter):
    moyen = django_filters.ChoiceFilter(label="Moyen", field_name="vehicle", choices=Vehicle.choices)


class TripList(OwnListing):
    model = Trip
    permission = "workload.list_trip"
    title = "Mes trajets"
    feminine = False
    columns = TripTable
    filterset = TripFilters
    search_fields = ("purpose", "origin", "destination")
    default_sort = ("-day",)
    create = Create("Noter un trajet", "desk:workload:trip_create", "workload.add_trip")
    empty = "Les trajets que vous notez forment l’état kilométrique du mois."


class AgreementTable(Table):
    day = RecordColumn()
    user = tables.Column("Agent", order_by=("user__name",))
    status = BadgeColumn()
    rank = tables.Column("Rang dans l’année", attrs={"cell": {"class": "num"}})
    asked_at = DateColumn()

    class Meta(Table.Meta):
        model = SaturdayAgreement
        fields = ()

    def render_day(self, value):
        return french.short_date(value)


class AgreementFilters(DaysFilter):
    etat = django_filters.ChoiceFilter(label="État", field_name="status", choices=AgreementStatus.choices)


class AgreementList(Listing):
    """Those of the officer, or those of the whole team for whoever answers."""

    model = SaturdayAgreement
    permission = "workload.list_saturdayagreement"
    title = "Samedis au-delà de la règle"
    noun = ("demande", "demandes")
    feminine = True
    columns = AgreementTable
    filterset = AgreementFilters
    default_sort = ("-day",)
    create = Create("Demander un samedi", "desk:workload:ask", "workload.add_saturdayagreement")
    empty = "Quand un samedi dépasse la règle de l’année, l’accord de la direction se demande ici."


class ClaimTable(Table):
    meeting = RecordColumn()
    day = DateColumn()
    person = tables.Column(order_by=("person__folded_name",))
    status = BadgeColumn()
    total = tables.Column("Montant", attrs={"cell": {"class": "num"}})
    scheme = tables.Column(order_by=("scheme__name",))
    submitted_at = DateColumn()

    class Meta(Table.Meta):
        model = ExpenseClaim
        fields = ()

    def render_total(self, value):
        return french.money(value)

    def value_total(self, record):
        return record.total / 100


class ClaimFilters(DaysFilter):
    etat = django_filters.ChoiceFilter(label="État", field_name="status", choices=ClaimStatus.choices)


class ClaimList(Listing):
    model = ExpenseClaim
    permission = "workload.list_expenseclaim"
    title = "États de frais des membres"
    columns = ClaimTable
    filterset = ClaimFilters
    search_fields = ("meeting", "person__family_name", "person__given_name")
    default_sort = ("-day",)
    notes = (("à vérifier", lambda today: Q(status=ClaimStatus.SUBMITTED)),)
    personal_export = True
    empty = "Les membres remplissent leur état de frais dans leur espace, avec leurs justificatifs."

    def rows(self):
        return super().rows().exclude(status=ClaimStatus.DRAFT)


class RateTable(Table):
    kind = tables.Column()
    rate = tables.Column("Une heure rend", accessor="words", orderable=False)
    valid_from = DateColumn()
    source = tables.Column()
    undo = tables.Column("Actions", accessor="pk", orderable=False, exclude_from_export=True)

    class Meta(Table.Meta):
        model = RecoveryRate
        fields = ()

    def render_undo(self, record):
        url = address("desk:workload:rate_remove", record.pk)
        return format_html('<a href="{}">Retirer<span class="sr-only"> le taux {}</span></a>', url, record)


class RateFilters(FilterSet):
    nature = django_filters.ChoiceFilter(label="Nature", field_name="kind", choices=Kind.choices)


class RateList(Listing):
    model = RecoveryRate
    permission = "workload.list_recoveryrate"
    parent = ("Réglages", "desk:settings:home")
    lede = "Sans taux fixé, une heure du soir, du samedi ou du dimanche rend une heure, et une heure de journée rien."
    columns = RateTable
    filterset = RateFilters
    default_sort = ("kind", "-valid_from")
    create = Create("Fixer un taux", "desk:workload:rate_create", "workload.set_recoveryrate")
    empty = "Fixez ce que rend une heure du soir, du samedi ou du dimanche, avec le texte qui le dit."

    def withheld(self):
        return () if self.request.user.has_perm("workload.set_recoveryrate", self.request.authority) else ("undo",)
