"""The journal: every act of the authority, and the state of its chain of seals."""

import datetime as dt

import django_filters
import django_tables2 as tables
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.shortcuts import render
from django.urls import path as url

from parvis.ground.accounts.models import User
from parvis.ground.authorities.models import Role
from parvis.ground.core.dates import midnight
from parvis.ground.core.folding import folded
from parvis.ground.journal import chain
from parvis.ground.journal.models import JournalLine, JournalSeal
from parvis.shells.desk import history
from parvis.shells.desk.columns import DateTimeColumn, Table
from parvis.shells.desk.filters import DateFilter, FilterSet
from parvis.shells.desk.listing import Create, french_capital
from parvis.shells.entry import desk_view

from .register import SettingList


class JournalTable(Table):
    at = DateTimeColumn()
    what = tables.Column("Acte", empty_values=(), accessor="verb", order_by="verb")
    kind = tables.Column("Fiche", empty_values=(), accessor="content_type", order_by="content_type")
    object_id = tables.Column("Numéro interne")
    who = tables.Column("Par", empty_values=(), accessor="actor", order_by="actor__name")
    rule = tables.Column()
    reason = tables.Column("Motif", empty_values=(), orderable=False)

    folded = ("object_id", "rule")

    class Meta(Table.Meta):
        model = JournalLine
        fields = ()

    def render_what(self, record):
        return history.words_of(record)

    def render_kind(self, record):
        return record.content_type.name.capitalize()

    def render_who(self, record):
        return history.who(record)

    def render_reason(self, record):
        return history.note(record)


class JournalFilters(FilterSet):
    since = DateFilter(label="Depuis le", method="keep_since")
    until = DateFilter(label="Jusqu’au", method="keep_until")
    kind = django_filters.ChoiceFilter(label="Fiche", method="keep_kind")
    actor = django_filters.ModelChoiceFilter(label="Par", queryset=User.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = kinds()
        staff = Role.objects.of(self.request.authority).values("user")
        self.filters["actor"].queryset = User.objects.filter(pk__in=staff).order_by("name")

    def keep_kind(self, rows, name, label):
        return rows.filter(content_type=ContentType.objects.get_for_model(apps.get_model(label)))

    def keep_since(self, rows, name, day):
        return rows.filter(at__gte=midnight(day))

    def keep_until(self, rows, name, day):
        return rows.filter(at__lt=midnight(day + dt.timedelta(days=1)))


def kinds():
    """Every kind of record that the journal may speak of, by part of the product."""
    groups = {}
    for model in apps.get_models():
        if model.__module__.startswith("parvis.") and hasattr(model, "authority_id"):
            named = model._meta.label_lower, french_capital(str(model._meta.verbose_name))
            groups.setdefault(model._meta.app_config.verbose_name, []).append(named)
    return [(group, sorted(named, key=lambda choice: folded(choice[1]))) for group, named in groups.items()]


class JournalList(SettingList):
    model = JournalLine
    permission = "journal.view_journalline"
    title = "Journal"
    noun = ("acte inscrit", "actes inscrits")
    columns = JournalTable
    filterset = JournalFilters
    default_sort = ("-pk",)
    actions = (Create("Vérifier le journal", "desk:settings:journal-state", "journal.view_journalline"),)
    personal_export = True
    empty = "Chaque acte accompli ici s’inscrira dans le journal, avec sa date et son auteur."

    def withheld(self):
        """Reasons are not for everybody who reads the journal."""
        reads = self.request.user.has_perm("journal.read_reasons", self.request.authority)
        return () if reads else ("reason",)


@desk_view("journal.view_journalline")
def state(request):
    """Whether every line is sealed, in order and unchanged: the last seal, and what a full check finds now."""
    last = JournalSeal.objects.order_by("-number").first()
    waiting = JournalLine.objects.unsealed().count()
    findings = list(chain.verify()) if request.method == "POST" else None
    context = {"title": "Intégrité du journal", "last": last, "waiting": waiting, "findings": findings}
    return render(request, "desk/settings/journal_state.html", context)


urls = [
    url("journal/", JournalList.as_view(), name="journal-list"),
    url("journal/integrite/", state, name="journal-state"),
]
