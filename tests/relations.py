"""What a row leads to: its schemes and its accounts."""

from django.db import models as django_models

from parvis.commons.schemes.models import Scheme
from parvis.ground.accounts.models import User


def foreign_keys(row):
    for field in row._meta.concrete_fields:
        if isinstance(field, django_models.ForeignKey) and field.name != "authority":
            yield field, getattr(row, field.name)


def schemes_of(row, depth=2):
    """The schemes that a row leads to in two steps."""
    found = {row.pk: row} if isinstance(row, Scheme) else {}
    for _, value in foreign_keys(row):
        if isinstance(value, Scheme):
            found[value.pk] = value
        elif value is not None and depth > 1 and value._meta.app_label not in ("authorities", "contenttypes"):
            found |= {scheme.pk: scheme for scheme in schemes_of(value, depth - 1)}
    return [Scheme.objects.get(pk=pk) for pk in found]


def users_of(row):
    """The accounts that a row names, directly or through a person."""
    for field, value in foreign_keys(row):
        if isinstance(value, User):
            yield field.name, value
        elif isinstance(getattr(value, "user", None), User):
            yield f"{field.name}’s account", value.user
