"""Who sees and runs a meeting (matrix E.2: « Meeting public », « Meeting closed (file) »)."""

from rules import predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import is_officer, role, scheme_role

CLOSED_READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)
"""Who reads the file of a closed meeting besides the members of its body; guests come with attendance."""

DESK_READERS = (
    Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.CABINET, Persona.AGENT, Persona.FACILITATOR,
    Persona.MODERATOR, Persona.AUDITOR,
)  # fmt: skip


@predicate
def is_public_meeting(user, meeting):
    return bool(getattr(meeting, "is_public", False))


@predicate
def is_on_scheme(user, meeting):
    """The person holds a role on the scheme that meets."""
    return user.is_authenticated and getattr(meeting, "scheme_id", None) in user.grants.schemes()


reads_closed = role(*CLOSED_READERS)
reads_list = role(*DESK_READERS)
chairs = scheme_role(Persona.CHAIR)
can_view = is_public_meeting | reads_closed | is_on_scheme
can_convene = is_officer | chairs
