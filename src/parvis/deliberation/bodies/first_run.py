"""The first body of an authority, named on its first day."""

from django import forms

from . import obligations
from .choices import INNER_TYPES, BodyType
from .lifecycle import project


class FirstBodyForm(forms.Form):
    name = forms.CharField(
        label="Nom de l’instance", help_text="Par exemple « Conseil de développement ».", max_length=120
    )
    type = forms.ChoiceField(
        label="Nature", choices=[("", "Choisir"), *(c for c in BodyType.choices if c[0] not in INNER_TYPES)]
    )


def create(authority, data, *, by):
    """The body is in project: its creation, its colleges and its members come afterwards, with their acts."""
    return project(authority, name=data["name"], type=data["type"], by=by)


def told(authority):
    """What the law asks of this authority, one sentence a body, once it is open."""
    for asked in obligations.obligations(authority):
        state = "à créer" if asked.is_missing else "fiche ouverte"
        yield f"{asked.label} : {asked.why} ; {state}."


HOOK = {"told": told, "label": "Votre première instance", "form": lambda: FirstBodyForm, "create": create}
