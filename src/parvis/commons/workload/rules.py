"""Who reads hours, trips and claims (matrix of rights, row « Workload, recovery, trips »): their own, and the director.

Nobody else, not even to administer or to audit: an officer never sees the hours of another one.
"""

from rules import predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import (
    anywhere,
    is_admin,
    is_director,
    is_officer,
    is_own_row,
    reads_settings,
    role,
    scheme_role,
)

CLAIM_READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)
"""A claim is an accounting piece of a budget: who reads budgets and answers for them reads it."""

has_hours = anywhere(Persona.OFFICER)
leads_team = is_director
owns = is_own_row
sees_hours = owns | is_director
reads_rates = reads_settings
sets_rates = is_admin

claims = anywhere(Persona.MEMBER, Persona.CHAIR)
checks_anywhere = anywhere(*CLAIM_READERS)
checks_claim = is_officer | scheme_role(Persona.OFFICER)


@predicate
def is_claimant(user, claim):
    """The member whose expenses they are."""
    person = getattr(claim, "person", None)
    return user.is_authenticated and person is not None and person.user_id == user.pk


@predicate
def is_asker(user, agreement):
    """The officer who asks: they cannot answer themselves."""
    return user.is_authenticated and user.pk == getattr(agreement, "user_id", None)


@predicate
def is_no_draft(user, claim):
    """A claim that its author keeps to themselves is read by nobody else."""
    return getattr(claim, "status", "") != "draft"


answers_agreement = is_director & ~is_asker
sees_claim = is_claimant | (is_no_draft & (role(*CLAIM_READERS) | scheme_role(*CLAIM_READERS)))
settles_claim = checks_claim & ~is_claimant


@predicate
def sees_claim_of(user, row):
    """Lines are read with their claim."""
    claim = getattr(row, "claim", None)
    return claim is not None and sees_claim.test(user, claim)
