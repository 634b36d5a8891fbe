"""A seat opens doors: what an active membership lets its holder do on the body's scheme (B.7, « access granted »)."""

from parvis.commons.schemes.lifecycle import seat, unseat
from parvis.ground.authorities.choices import Persona

from .choices import LEADING, BodyType, MembershipStatus
from .models import Membership


def open_access(membership, *, by):
    """Give the roles that follow from an active membership; nothing for somebody without an account."""
    user = membership.person.user
    if user is None:
        return
    for scheme, persona in _roles(membership):
        seat(
            scheme, user=user, persona=persona, by=by, title=membership.capacity,
            starts_on=membership.starts_on, ends_on=membership.ends_on,
        )  # fmt: skip


def close_access(membership, *, by, on):
    """Take back, from `on`, what no other active membership of the same person still gives."""
    user = membership.person.user
    if user is None:
        return
    active = Membership.objects.filter(person=membership.person_id, status=MembershipStatus.ACTIVE)
    others = active.exclude(pk=membership.pk).select_related("body__parent")
    kept = {(scheme.pk, persona) for other in others for scheme, persona in _roles(other)}
    for scheme, persona in _roles(membership):
        if (scheme.pk, persona) not in kept:
            unseat(scheme, user=user, persona=persona, by=by, on=on)


def _roles(membership):
    """(body, persona): members read and write; those who lead convene, adopt and transmit.

    The members of a bureau lead the body that the bureau is part of.
    """
    body = membership.body
    yield body, Persona.MEMBER
    if membership.role in LEADING:
        yield body, Persona.CHAIR
    if body.type == BodyType.BUREAU and body.parent:
        yield body.parent, Persona.CHAIR
