"""Who sees a scheme and who composes its team."""

from rules import predicate

from parvis.ground.authorities.choices import STAFF, Persona
from parvis.ground.authorities.rules import is_admin, is_officer, is_staff, role, scheme_role

is_scheme_officer = scheme_role(Persona.OFFICER, path="pk")
is_officer_of_scheme = scheme_role(Persona.OFFICER)
TEAM_READERS = (Persona.ADMIN, Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)
reads_teams = role(*TEAM_READERS)


@predicate
def works_here(user, authority):
    """Any role of the staff, on the authority or on one of its schemes."""
    return user.is_authenticated and not user.grants.personas(authority.pk).isdisjoint(STAFF)


@predicate
def is_public(user, scheme):
    return bool(getattr(scheme, "is_public", False))


@predicate
def has_a_place(user, scheme):
    """Whoever holds any role on the scheme."""
    return user.is_authenticated and scheme.pk in user.grants.schemes()


@predicate
def is_on_team(user, role):
    return user.is_authenticated and getattr(role, "user_id", None) == user.pk


sees_scheme = is_public | is_staff | has_a_place
composes_team = is_admin | is_officer | is_scheme_officer
"""Roles are the administration’s; the composition of a body or of a team is also the mission’s (matrix E.2)."""
composes_team_of = is_admin | is_officer | is_officer_of_scheme
