"""Controls of forms that Django draws too slowly."""

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.safestring import mark_safe

from .form_renderer import option_of, select_of

SELECTED = " selected"


class RecordSelect(forms.Select):
    """One record among hundreds: drawn at once, where Django asks two templates for each option.

    A model whose `NAMED_BY` tells the columns of its name, in order, is not made row by row.
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
        if not isinstance(source, ModelChoiceIterator) or not _is_named(source):
            return self.choices
        empty = source.field.empty_label
        named = source.queryset.values_list("pk", *source.queryset.model.NAMED_BY)
        return [*([("", empty)] if empty is not None else []), *((key, " ".join(name).strip()) for key, *name in named)]


def _is_named(source):
    """Whether these choices bear the name of their record, which its columns tell."""
    is_plain = type(source.field).label_from_instance is forms.ModelChoiceField.label_from_instance
    return is_plain and hasattr(source.queryset.model, "NAMED_BY")
