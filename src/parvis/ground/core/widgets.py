"""Controls of forms that Django draws too slowly."""

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.safestring import mark_safe

from .form_renderer import option_of, select_of

SELECTED = " selected"


class RecordSelect(forms.Select):
    """One record among hundreds: drawn at once, where Django asks two templates for each option.

    A model whose `NAMED_BY` tells the column of its name is not made row by row.
    """

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        options = "\n".join(
            option_of(key, str(label), SELECTED if str(key) in chosen else "") for key, label in self._named()
        )
        return mark_safe(select_of({"name": name, "attrs": self.build_attrs(self.attrs, attrs)}, options))

    def _named(self):
        """(key, label) of each option."""
        source = getattr(self.choices, "iterator", self.choices)
        if not isinstance(source, ModelChoiceIterator) or not hasattr(source.queryset.model, "NAMED_BY"):
            return self.choices
        empty = source.field.empty_label
        named = source.queryset.values_list("pk", source.queryset.model.NAMED_BY)
        return [*([("", empty)] if empty is not None else []), *named]
