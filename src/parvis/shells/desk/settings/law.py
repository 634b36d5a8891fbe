"""Acts, legal figures with their dates, terms of office, elections and the reserve they bring."""

import datetime as dt

import django_tables2 as tables
from django import forms
from django.shortcuts import render
from django.urls import path as url

from parvis.ground.authorities import lifecycle
from parvis.ground.authorities.choices import RuleStanding, RuleUnit
from parvis.ground.authorities.legal import reserve_months
from parvis.ground.authorities.models import AvoidedPeriod, Election, LegalAct, LegalRule, Term
from parvis.ground.core import clock, french
from parvis.shells.actions import ActionForm, desk_action
from parvis.shells.desk.columns import DateColumn, RecordColumn, Table
from parvis.shells.desk.filters import FilterSet, YesNoFilter
from parvis.shells.desk.listing import Create
from parvis.shells.entry import desk_view

from .register import Register, SettingForm, SettingList

# --- Acts -----------------------------------------------------------------------------------------


class ActTable(Table):
    number = RecordColumn()
    kind = tables.Column()
    date = DateColumn()
    title = tables.Column()

    class Meta(Table.Meta):
        model = LegalAct
        fields = ()


class ActFilters(FilterSet):
    class Meta:
        model = LegalAct
        fields = ["kind"]


class ActList(SettingList):
    model = LegalAct
    permission = "authorities.view_legalact"
    title = "Actes"
    columns = ActTable
    filterset = ActFilters
    search_fields = ("number", "title")
    default_sort = ("-date", "number")
    create = Create("Nouvel acte", "desk:settings:act-create", "authorities.add_legalact")
    empty = "Inscrivez les délibérations et arrêtés qui créent vos instances et nomment leurs membres."


class ActForm(SettingForm):
    url = forms.URLField(label="Adresse de l’acte publié", required=False, assume_scheme="https")

    class Meta:
        fields = ("kind", "number", "date", "title", "url")


acts = Register(
    LegalAct, "act", path="actes", listing=ActList, form=ActForm,
    add_title="Nouvel acte", saved="L’acte est enregistré.",
)  # fmt: skip


# --- Terms and elections --------------------------------------------------------------------------


class TermTable(Table):
    name = RecordColumn()
    starts_on = DateColumn()
    ends_on = DateColumn()

    class Meta(Table.Meta):
        model = Term
        fields = ()


class TermList(SettingList):
    model = Term
    permission = "authorities.view_term"
    title = "Mandatures"
    feminine = True
    columns = TermTable
    default_sort = ("-starts_on",)
    create = Create("Nouvelle mandature", "desk:settings:term-create", "authorities.add_term")
    empty = "Inscrivez la mandature en cours : les échéances de renouvellement s’en déduisent."


class TermForm(SettingForm):
    class Meta:
        fields = ("name", "starts_on", "ends_on")
        help_texts = {"name": "Par exemple « 2026-2032 »."}

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] <= data["starts_on"]:
            self.add_error("ends_on", "La fin doit suivre le début.")
        return data


terms = Register(
    Term, "term", path="mandatures", listing=TermList, form=TermForm,
    add_title="Nouvelle mandature", saved="La mandature est enregistrée.",
)  # fmt: skip


class ElectionTable(Table):
    name = RecordColumn()
    first_round = DateColumn()
    second_round = DateColumn()
    reserve = tables.Column("Réserve électorale", accessor="pk", empty_values=(), orderable=False)
    months = None
    """Those of the rule in force, read with the first row."""

    class Meta(Table.Meta):
        model = Election
        fields = ()

    def render_reserve(self, record):
        if self.months is None:
            self.months = reserve_months(record.authority_id, clock.today())
        start, end = record.reserve(self.months)
        return f"du {french.short_date(start)} au {french.short_date(end)}"


class ElectionList(SettingList):
    model = Election
    permission = "authorities.view_election"
    title = "Élections"
    feminine = True
    lede = (
        "La réserve électorale commence le premier jour du sixième mois qui précède le mois du scrutin "
        "(code électoral, art. L52-1) et dure jusqu’au dernier tour."
    )
    columns = ElectionTable
    default_sort = ("-first_round",)
    create = Create("Nouvelle élection", "desk:settings:election-create", "authorities.add_election")
    empty = "Inscrivez les élections générales qui concernent votre territoire : la réserve est calculée."


class ElectionForm(SettingForm):
    class Meta:
        fields = ("name", "first_round", "second_round")

    def clean(self):
        data = super().clean()
        if data.get("first_round") and data.get("second_round") and data["second_round"] < data["first_round"]:
            self.add_error("second_round", "Le second tour suit le premier.")
        return data


elections = Register(
    Election, "election", path="elections", listing=ElectionList, form=ElectionForm,
    add_title="Nouvelle élection", saved="L’élection est enregistrée.",
)  # fmt: skip


class PeriodTable(Table):
    label = RecordColumn()
    kind = tables.Column()
    zone = tables.Column()
    starts_on = DateColumn()
    ends_on = DateColumn()

    class Meta(Table.Meta):
        model = AvoidedPeriod
        fields = ()


class PeriodList(SettingList):
    model = AvoidedPeriod
    permission = "authorities.view_avoidedperiod"
    title = "Périodes à éviter"
    feminine = True
    lede = (
        "Vacances scolaires de votre zone, fêtes, événements locaux : Parvis prévient qui fixe une réunion "
        "ces jours-là. Le calendrier scolaire s’importe depuis le fichier CSV du ministère."
    )
    columns = PeriodTable
    search_fields = ("label", "zone")
    default_sort = ("-starts_on",)
    create = Create("Nouvelle période", "desk:settings:period-create", "authorities.add_avoidedperiod")
    empty = "Inscrivez les vacances scolaires et les grands événements locaux, ou importez le calendrier scolaire."


class PeriodForm(SettingForm):
    class Meta:
        fields = ("kind", "label", "zone", "starts_on", "ends_on", "source")

    def clean(self):
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", "Le dernier jour précède le premier.")
        return data


periods = Register(
    AvoidedPeriod, "period", path="periodes-a-eviter", listing=PeriodList, form=PeriodForm,
    add_title="Nouvelle période à éviter", saved="La période est enregistrée.",
)  # fmt: skip


# --- Legal rules ----------------------------------------------------------------------------------


def value_words(rule):
    """« 3 mois », « 10 % », « oui »."""
    if rule.unit == RuleUnit.FLAG:
        return "oui" if rule.value else "non"
    if rule.unit == RuleUnit.RATIO:
        return f"{french.number((rule.value * 100).normalize())} %"
    amount = french.number(rule.value.normalize() if rule.value % 1 else rule.number)
    if rule.unit == RuleUnit.COUNT:
        return amount
    many = rule.get_unit_display()
    one = many if rule.unit == RuleUnit.MONTHS else " ".join(word.removesuffix("s") for word in many.split())
    return f"{amount} {french.agree(rule.value, one, many)}"


class RuleTable(Table):
    label = RecordColumn()
    said = tables.Column("Valeur", accessor="value", order_by="value")
    valid_from = DateColumn()
    source = tables.Column()
    scope = tables.Column("S’applique à", accessor="authority", empty_values=(), order_by="authority")
    valid_to = DateColumn()
    standing = tables.Column()
    code = tables.Column()
    value = tables.Column("Nombre")
    unit = tables.Column()

    folded = ("valid_to", "standing", "code", "value", "unit")

    class Meta(Table.Meta):
        model = LegalRule
        fields = ()

    def render_said(self, record):
        return value_words(record)

    def render_value(self, record):
        return french.number(record.value.normalize() if record.value % 1 else record.number)

    def value_value(self, record):
        return record.value

    def render_scope(self, record):
        return "cette collectivité" if record.authority_id else "toutes"


class RuleFilters(FilterSet):
    in_force = YesNoFilter(label="En vigueur", method="keep_in_force")

    class Meta:
        model = LegalRule
        fields = ["standing", "unit", "in_force"]

    def keep_in_force(self, rows, name, value):
        now = LegalRule.objects.in_force(clock.today())
        return rows.filter(pk__in=now) if value else rows.exclude(pk__in=now)


class RuleList(SettingList):
    model = LegalRule
    permission = "authorities.view_legalrule"
    title = "Règles de droit"
    feminine = True
    lede = "Chaque délai et chaque seuil porte sa date et sa source. Une règle locale passe avant la règle générale."
    columns = RuleTable
    filterset = RuleFilters
    search_fields = ("code", "label", "source")
    default_sort = ("label", "-valid_from")
    empty = "Les règles générales arrivent à la mise à jour, ou avec la commande « parvis rules load »."


@desk_view("authorities.view_legalrule", LegalRule)
def rule(request, rule):
    """One figure through time: the local rows first, then the general ones."""
    rows = LegalRule.objects.of(request.authority).filter(code=rule.code).order_by("-valid_from")
    versions = [(version, value_words(version)) for version in sorted(rows, key=lambda v: v.authority_id is None)]
    context = {
        "title": rule.label, "rule": rule, "versions": versions,
        "may_change": request.user.has_perm("authorities.change_legalrule", request.authority),
    }  # fmt: skip
    return render(request, "desk/settings/rule.html", context)


class ChangeRuleForm(ActionForm):
    """The new value, from when, and the text that says so."""

    value = forms.DecimalField(label="Nouvelle valeur", max_digits=14, decimal_places=4, min_value=0)
    valid_from = forms.DateField(
        label="À partir du",
        help_text="La valeur actuelle cesse la veille. Les actes déjà accomplis gardent la règle de leur date.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    source = forms.CharField(label="Source", help_text="Article, délibération ou règlement.", max_length=300)
    source_url = forms.URLField(label="Adresse de la source", required=False, assume_scheme="https")
    standing = forms.ChoiceField(label="Portée", choices=RuleStanding.choices, initial=RuleStanding.LOCAL)


def in_future(request, rule):
    return {"value": rule.value.normalize(), "valid_from": clock.today() + dt.timedelta(days=1)}


@desk_action(
    LegalRule, "authorities.change_legalrule", on_authority=True, form=ChangeRuleForm, title="Changer la valeur",
    button="Enregistrer la nouvelle valeur", initial=in_future,
)  # fmt: skip
def change_rule(request, rule, **data):
    lifecycle.change_rule(request.authority, rule.code, by=request.user, **data)
    return f"La nouvelle valeur de « {rule.label} » vaut à partir du {french.plain_date(data['valid_from'])}."


rule_urls = [
    url("regles/", RuleList.as_view(), name="rule-list"),
    url("regles/<int:pk>/", rule, name="rule-detail"),
    url("regles/<int:pk>/valeur/", change_rule, name="rule-change"),
]
