"""Roles on schemes enter what a person may do."""

from parvis.ground.authorities.grants import provider

from .models import SchemeRole


@provider
def scheme_roles(user, on, grants):
    """Roles in force on schemes."""
    rows = SchemeRole.objects.filter(user=user).in_force(on)
    for persona, authority_id, scheme_id in rows.values_list("persona", "authority_id", "scheme_id"):
        grants.add(persona, authority_id, scheme_id=scheme_id)
