"""Who handles personal data (matrix, row « Data-subject requests »).

The matrix gives the requests to the auditor who is the DPO (reads and decides) and lets the officer read them; anybody
makes one. A small authority without a DPO's account names one: the auditor role is made for it.

Deciding on a request is the one thing that an auditor does; whoever controls the purges neither prepares nor approves
them (separation rule 7).
"""

from rules import add_perm, predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import is_auditor, is_director, is_officer, role

READERS = (Persona.OFFICER, Persona.AUDITOR)
PURGE_READERS = (Persona.ADMIN, Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)

reads_requests = role(*READERS)
reads_purges = role(*PURGE_READERS)
decides_requests = is_auditor
files_requests = is_officer | is_auditor
prepares_purges = is_officer
approves_purges = is_officer | is_director


@predicate
def is_requester(user, request):
    """Who made the request, signed in."""
    return user.is_authenticated and getattr(request, "user_id", None) == user.pk


@predicate
def is_somebody_here(user, authority):
    """Whoever has a record or a role on this authority."""
    if not user.is_authenticated:
        return False
    known = user.grants.known_authorities()
    return authority.pk in known or user.persons.filter(authority_id=authority.pk).exists()


add_perm("privacy.see_own_data", is_somebody_here)
add_perm("privacy.read_register", reads_purges)
