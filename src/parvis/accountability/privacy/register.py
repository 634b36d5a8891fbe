"""The register of processing (RGPD, art. 30), written by the declarations of the tables themselves."""

from itertools import groupby

from django.apps import apps

from parvis.ground.core.manifest import features

from .retention import sentence
from .subjects import declared
from .words import SECRETS, TECHNICAL, field_words, table_words


def register(authority):
    """`[{"name", "entries": [{"table", "purpose", "basis", "fields", "kept", "erased"}]}]`, app by app."""
    labels = feature_labels()
    found = []
    for app, group in groupby(declared(), key=lambda pair: pair[0]._meta.app_label):
        entries = [entry(model, personal, authority) for model, personal in group]
        found.append({"name": labels.get(app, apps.get_app_config(app).verbose_name), "entries": entries})
    return found


def feature_labels():
    """The names under which people know the apps."""
    return {feature.slug: feature.label for feature in features()}


def entry(model, personal, authority):
    return {
        "table": table_words(model),
        "purpose": personal.purpose,
        "basis": personal.basis,
        "fields": ", ".join(_field_names(model, personal)),
        "kept": sentence(model, personal, authority),
        "erased": personal.keep or ("sur demande" if personal.fields else "avec la fiche de la personne"),
    }


def _field_names(model, personal):
    """The declared fields in the words of the forms; the link to the person when the row holds nothing else."""
    names = [field_words(model._meta.get_field(name)) for name in personal.fields if name not in SECRETS | TECHNICAL]
    return names or ["lien vers la personne ou le compte"]


def table_name(label):
    """The words for a table by its label; the label when the app is gone."""
    try:
        return table_words(apps.get_model(label))
    except LookupError:
        return label
