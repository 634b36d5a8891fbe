"""Filters of the desk's lists: kept in the URL, limited to the authority, said back as chips."""

import datetime as dt

import django_filters
from django import forms
from django.db.models import BooleanField, DateField, Q

from parvis.ground.core import french
from parvis.ground.core.widgets import RecordSelect

LONGEST_SEARCH = 200
EMPTY_CHOICE_LABEL = django_filters.conf.settings.EMPTY_CHOICE_LABEL
EVERYTHING = "Tout"


class YesNoFilter(django_filters.BooleanFilter):
    """Everything, yes, or no."""

    def __init__(self, *args, **kwargs):
        choices = [("", EVERYTHING), ("true", "oui"), ("false", "non")]
        super().__init__(*args, widget=forms.Select(choices=choices), **kwargs)


class DateFilter(django_filters.DateFilter):
    """A day, chosen with the browser's own calendar."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class FilterSet(django_filters.FilterSet):
    """A set of filters of one list. Choices among records are limited to those of the authority.

    `Listing` adds the search box `q` over its `search_fields`, and the hidden fields that keep sort and columns.
    """

    FILTER_DEFAULTS = {
        **django_filters.FilterSet.FILTER_DEFAULTS,
        BooleanField: {"filter_class": YesNoFilter},
        DateField: {"filter_class": DateFilter},
    }

    search_fields = ()
    kept = ()
    """Parameters that the form sends back without filtering by them."""

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None):
        super().__init__(data, queryset, request=request, prefix=prefix)
        for choice in self.filters.values():
            self._prepare(choice)
        if self.search_fields:
            self.filters = {"q": self._search_box(), **self.filters}

    def _prepare(self, choice):
        """Choices in words, and among records only those of the authority."""
        if isinstance(choice, django_filters.ModelChoiceFilter | django_filters.ModelMultipleChoiceFilter):
            choice.queryset = self._own(choice)
        if type(choice) is django_filters.ModelChoiceFilter:
            choice.extra.setdefault("widget", RecordSelect)
        one = isinstance(choice, django_filters.ChoiceFilter | django_filters.ModelChoiceFilter)
        if one and choice.extra.get("empty_label") in (None, EMPTY_CHOICE_LABEL):
            choice.extra["empty_label"] = EVERYTHING

    def _own(self, choice):
        rows = choice.get_queryset(self.request)
        if hasattr(rows, "of"):
            return rows.of(self.request.authority)
        return rows

    def _search_box(self):
        box = django_filters.CharFilter(
            label="Rechercher", method="look_for", max_length=LONGEST_SEARCH, strip=True,
            widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        )  # fmt: skip
        box.model, box.parent = self.queryset.model, self
        return box

    @property
    def searched(self):
        """Whether words are looked for in every row."""
        return bool(getattr(self.form, "cleaned_data", {}).get("q"))

    def look_for(self, rows, name, value):
        """Every word must be in one of the fields, without regard for accents and case."""
        for word in value.split()[:8]:
            found = Q()
            for field in self.search_fields:
                found |= Q(**{f"{field}__says": word})
            rows = rows.filter(found)
        return rows

    def get_form_class(self):
        form = super().get_form_class()
        hidden = {name: hidden_field(self.data.getlist(name)) for name in self.kept if self.data.getlist(name)}
        return type(form.__name__, (form,), hidden)

    def filter_queryset(self, queryset):
        for name, value in self.form.cleaned_data.items():
            if name in self.filters:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def chips(self):
        """The filters in use as (field name, « Statut : en cours »)."""
        data = getattr(self.form, "cleaned_data", {})
        for name, value in data.items():
            if name in self.filters and value not in (None, "", [], ()) and not is_empty(value):
                yield name, f"{self.form.fields[name].label} : {self.said(name, value)}"

    def said(self, name, value):
        """The words of a filter's value."""
        choices = getattr(self.form.fields[name], "choices", None)
        if isinstance(value, bool):
            return "oui" if value else "non"
        if isinstance(value, slice):
            return self._range(name, value)
        if isinstance(value, dt.date):
            return french.short_date(value)
        if isinstance(value, str):
            return dict(flat(choices)).get(value, value) if choices is not None else value
        if hasattr(value, "__iter__"):
            return ", ".join(self.said(name, one) for one in value)
        return str(value)

    def _range(self, name, value):
        """« 1er janv. 2026 – 3 mars 2026 »; with one end alone, which of the two it is."""
        ends = [self.said(name, edge) for edge in (value.start, value.stop) if edge is not None]
        if len(ends) == 1 and isinstance(value.start or value.stop, dt.date):
            return f"{'jusqu’au' if value.start is None else 'depuis le'} {ends[0]}"
        return " – ".join(ends)


def hidden_field(values):
    """A field that gives back what came, one or several."""
    return forms.MultipleChoiceField(choices=[(v, v) for v in values], required=False, widget=forms.MultipleHiddenInput)


def is_empty(value):
    return hasattr(value, "exists") and not value


def flat(choices):
    """Choices without their groups, as text."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield str(value), label
