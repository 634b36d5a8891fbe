"""Who may do what with bodies, memberships and renewals (E.2: « Body, composition », « Member private contact »)."""

from rules import predicate

from parvis.ground.authorities.choices import STAFF, Persona
from parvis.ground.authorities.rules import is_auditor, is_director, is_officer, is_staff, role, scheme_role

from .choices import CANDIDATES, BodyStatus

BODY_READERS = STAFF
CANDIDATE_READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)
CONTACT_READERS = (Persona.OFFICER, Persona.AUDITOR)


@predicate
def is_public_body(user, body):
    """The body was made public, and is more than a project."""
    return getattr(body, "is_public", False) and body.status != BodyStatus.PROJECTED


@predicate
def sits_there(user, body):
    """The person holds a role on the body, or on the body it is part of."""
    if not user.is_authenticated:
        return False
    held = set(user.grants.schemes())
    return getattr(body, "pk", None) in held or getattr(body, "parent_id", None) in held


@predicate
def sees_body(user, membership):
    """What is said of a membership follows from what is said of its body."""
    return can_view_body(user, membership.body)


@predicate
def is_candidate(user, membership):
    """Proposed or not retained: somebody who does not sit."""
    return membership.status in CANDIDATES


@predicate
def is_oneself(user, membership):
    """The membership is the person's own."""
    return user.is_authenticated and membership.person.user_id == user.pk


is_chair = scheme_role(Persona.CHAIR, path="pk")
chairs_body = scheme_role(Persona.CHAIR, path="body_id")
reads_candidates = role(*CANDIDATE_READERS)
runs_bodies = is_officer | is_director

can_view_body = is_public_body | is_staff | sits_there
can_view_membership = (~is_candidate & sees_body) | (is_candidate & (reads_candidates | chairs_body))
can_view_contact = is_officer | is_auditor | chairs_body | is_oneself
can_propose = is_officer | is_chair
