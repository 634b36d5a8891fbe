"""Roles on schemes enter what a person may do."""

from parvis.ground.authorities.grants import NOWHERE, provider

from .models import SchemeRole


@provider
def scheme_roles(user, on):
    """Roles in force on schemes."""
    rows = SchemeRole.objects.filter(user=user).in_force(on)
    return rows.annotate(department=NOWHERE).values_list("persona", "authority_id", "department", "scheme_id")
