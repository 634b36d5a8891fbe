"""Forms over a record: checked like the model, written by a verb."""

from copy import copy

from django import forms

from .actions import ActionForm


class RecordForm(ActionForm, forms.ModelForm):
    """A form of a verb with the fields of the record.

    It works on a copy: the verb receives the record as it is in the database, and sees what changed.
    """

    def __init__(self, *args, about=None, **kwargs):
        super().__init__(*args, about=about, instance=copy(about) if about else None, **kwargs)


def date_input():
    """The browser's own date picker, which takes and gives ISO dates."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
