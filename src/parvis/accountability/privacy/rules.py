"""Who handles personal data (matrix, row « Data-subject requests »).

The matrix gives the requests to the auditor who is the DPO (reads and decides) and lets the officer read them; anybody
makes one. An auditor changes nothing (separation rule 7): the only one who decides is whom the authority names in its
settings, by the address of their account. Without such a name nobody decides, and the page of a request says so.

Whoever controls the purges neither prepares nor approves them, and nobody approves what they prepared.
"""

from rules import add_perm, predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Authority
from parvis.ground.authorities.rules import is_auditor, is_director, is_officer, role

READERS = (Persona.OFFICER, Persona.AUDITOR)
PURGE_READERS = (Persona.ADMIN, Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)

reads_requests = role(*READERS)
reads_purges = role(*PURGE_READERS)


@predicate
def is_named_dpo(user, obj):
    """The authority gives the address of this account as its DPO's."""
    authority = obj if isinstance(obj, Authority) else getattr(obj, "authority", None)
    return user.is_authenticated and authority is not None and user.email.lower() in authority.dpo_addresses


@predicate
def is_preparer(user, run):
    """Who counted what the purge would take."""
    return getattr(run, "prepared_by_id", None) == user.pk


is_dpo = is_auditor & is_named_dpo
decides_requests = is_dpo
files_requests = is_officer | is_dpo
prepares_purges = is_officer
approves_purges = (is_officer | is_director) & ~is_preparer


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
