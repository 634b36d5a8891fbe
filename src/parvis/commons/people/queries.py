"""What other apps ask about people."""

from parvis.ground.core.gathering import light

from .choices import RoleKind
from .models import Person


def person_of(user, authority):
    """The record of this account on this authority, or None; once found, it is kept with the account in hand."""
    if not user or not user.is_authenticated:
        return None
    known = user.__dict__.setdefault("_records", {})
    if known.get(authority.pk) is None:
        known[authority.pk] = records_of(user).of(authority).first()
    return known[authority.pk]


def records_of(user):
    """The records of this account, on every authority: a condition that compares with them joins no table of people."""
    return Person.objects.filter(user=user)


def is_elected_member(person, on=None):
    """Whether the person sits on the authority's governing assembly that day (today by default)."""
    return person.roles.in_force(on).filter(kind=RoleKind.ELECTED, organisation=None).exists()


def names(path):
    """The columns in which a gathered row (see `core.gathering`) carries the name of the person at this path."""
    return (f"{path}__given_name", f"{path}__family_name")


def named(row, path):
    """The person whose name a gathered row carries, with nothing else; None without one."""
    given, family = (getattr(row, column) for column in names(path))
    return None if family is None else light(Person, given_name=given, family_name=family)
