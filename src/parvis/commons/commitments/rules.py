"""Who reads and moves a commitment (matrix of rights, row « Commitment »). A role counts within its scope."""

from rules import predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import is_director, is_officer, role, scheme_role

READERS = (Persona.ADMIN, Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.AUDITOR)
SCHEME_READERS = (
    Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.AGENT, Persona.MEMBER, Persona.CHAIR,
    Persona.PARTNER, Persona.AUDITOR,
)  # fmt: skip

reads_all = role(*READERS)
lists_on_desk = role(*READERS, Persona.AGENT)
is_on_scheme = scheme_role(*SCHEME_READERS)
is_scheme_officer = scheme_role(Persona.OFFICER)
is_scheme_director = scheme_role(Persona.DIRECTOR)
is_scheme_agent = scheme_role(Persona.AGENT)


@predicate
def is_public(user, commitment):
    return bool(getattr(commitment, "is_public", False))


@predicate
def is_of_own_department(user, commitment):
    """An agent of the department that made the promise."""
    department = getattr(commitment, "department_id", None)
    return (
        user.is_authenticated and department is not None and user.grants.has_on_department((Persona.AGENT,), department)
    )


@predicate
def is_promised_by(user, commitment):
    """The person who answers for it."""
    owner = getattr(commitment, "owner", None)
    return user.is_authenticated and owner is not None and owner.user_id == user.pk


runs = is_officer | is_scheme_officer
reports_own = is_of_own_department | is_scheme_agent | is_promised_by
decides = runs | is_director | is_scheme_director
sees = is_public | reads_all | is_on_scheme | reports_own
