"""What an upgrade must bring by itself, once the tables are those of the new version."""

from django.apps import apps as installed
from django.db import DEFAULT_DB_ALIAS

from .defaults import load_rules
from .models import Authority, LegalRule


def bring_missing_rules(sender, using, apps=installed, **_):
    """Write the general figures that the new version reads: without them, its daily jobs would stop on a missing rule.

    Rows already there, general or a town's own, stay as they are. A database without authorities is left empty: its
    first authority brings the figures.
    """
    if using == DEFAULT_DB_ALIAS and _is_up_to_date(apps) and Authority.objects.exists():
        load_rules()


def _is_up_to_date(apps):
    """False when only a part of the migrations was asked for: the tables are not those that the code knows."""
    for model in (Authority, LegalRule):
        try:
            reached = apps.get_model(model._meta.label)
        except LookupError:
            return False
        if {f.column for f in reached._meta.concrete_fields} != {f.column for f in model._meta.concrete_fields}:
            return False
    return True
