"""Who reads and keeps the records of people (matrix: « Person, organisation », « Member private contact »)."""

from rules import predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import is_auditor, is_officer, role

READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.AUDITOR)
"""Administrators are not among them: personal content opens to them by a motivated, time-limited access only."""

reads_people = role(*READERS)
keeps_people = is_officer


@predicate
def is_self(user, person):
    """One's own record."""
    return user.is_authenticated and getattr(person, "user_id", None) == user.pk


@predicate
def is_own_organisation(user, organisation):
    """The organisation one acts for today."""
    return (
        user.is_authenticated
        and hasattr(organisation, "roles")
        and organisation.roles.filter(person__user=user).in_force().exists()
    )


reads_contact = is_officer | is_auditor | is_self
