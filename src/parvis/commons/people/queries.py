"""What other apps ask about people."""

from .choices import RoleKind
from .models import Person


def person_of(user, authority):
    """The record of this account on this authority, or None."""
    if not user or not user.is_authenticated:
        return None
    return Person.objects.of(authority).filter(user=user).first()


def is_elected_member(person, on=None):
    """Whether the person sits on the authority's governing assembly that day (today by default)."""
    return person.roles.in_force(on).filter(kind=RoleKind.ELECTED, organisation=None).exists()
