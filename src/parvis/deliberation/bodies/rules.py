"""Who may do what with bodies, memberships and renewals (E.2: « Body, composition », « Member private contact »)."""

from rules import predicate

from parvis.commons.schemes.rules import works_here
from parvis.ground.authorities.choices import STAFF, Persona
from parvis.ground.authorities.rules import is_auditor, is_director, is_officer, is_staff, role, scheme_role

from .choices import CANDIDATES, BodyStatus

__all__ = [
    "BODY_READERS", "CANDIDATE_READERS", "can_view_body", "can_view_contact", "can_view_membership",
    "has_served", "is_chair", "is_director", "is_officer", "is_oneself", "is_staff", "reads_annex",
    "reads_candidates_of_body", "reads_contacts_of_body", "reads_private_files", "runs_body", "runs_its_body",
    "sits_there", "works_here",
    "works_on_its_body",
]  # fmt: skip

BODY_READERS = STAFF
CANDIDATE_READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)


@predicate
def is_public_body(user, body):
    """The body was made public, and is more than a project."""
    return getattr(body, "is_public", False) and body.status != BodyStatus.PROJECTED


@predicate
def names_everybody(user, body):
    """The names of its members are published, whether or not each of them agrees."""
    return not body.names_by_consent


@predicate
def sits_there(user, body):
    """The person holds a role on the body, or on the body it is part of."""
    if not user.is_authenticated or not hasattr(body, "parent_id"):
        return False
    held = set(user.grants.schemes())
    return body.pk in held or body.parent_id in held


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


@predicate
def has_served(user, membership):
    """The mandate is over and was not ended by an exclusion: what was done in it stays readable (B.7)."""
    return membership.was_served


is_chair = scheme_role(Persona.CHAIR, path="scheme_ptr_id")
chairs_it = scheme_role(Persona.CHAIR, path="body_id")
runs_body = is_officer | scheme_role(Persona.OFFICER, path="scheme_ptr_id")
works_on_its_body = scheme_role(*BODY_READERS, path="body_id")
runs_its_body = is_officer | scheme_role(Persona.OFFICER, path="body_id")

can_view_body = is_public_body | is_staff | sits_there
reads_candidates_of_body = role(*CANDIDATE_READERS) | scheme_role(
    *CANDIDATE_READERS, Persona.CHAIR, path="scheme_ptr_id"
)
reads_candidates = role(*CANDIDATE_READERS) | scheme_role(*CANDIDATE_READERS, Persona.CHAIR, path="body_id")
reads_contacts_of_body = runs_body | is_auditor | is_chair
reads_private_files = runs_body | is_director | is_auditor | sits_there
reads_annex = is_staff | reads_private_files | (is_public_body & names_everybody)
can_view_contact = runs_its_body | is_auditor | chairs_it | is_oneself
can_view_membership = (~is_candidate & (sees_body | is_oneself)) | (is_candidate & reads_candidates)
