"""Who reads and moves a commitment (matrix of rights, row « Commitment »). A role counts within its scope."""

from rules import predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import is_director, is_officer, role, scheme_role

READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.AUDITOR)
"""The matrix leaves administrators out: of what is not public they read nothing."""
SCHEME_READERS = (
    Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.AGENT, Persona.MEMBER, Persona.CHAIR,
    Persona.PARTNER, Persona.AUDITOR,
)  # fmt: skip

reads_all = role(*READERS)
DESK_READERS = (*READERS, Persona.AGENT)
is_on_scheme = scheme_role(*SCHEME_READERS)
is_scheme_officer = scheme_role(Persona.OFFICER)
is_scheme_director = scheme_role(Persona.DIRECTOR)
is_scheme_agent = scheme_role(Persona.AGENT)


def holds_somewhere(*personas):
    """A predicate asked with the authority: one of these roles, there or on one of its schemes."""

    @predicate("holds_somewhere:" + "|".join(personas))
    def holds(user, authority):
        return user.is_authenticated and not user.grants.personas(authority.pk).isdisjoint(personas)

    return holds


lists_on_desk = holds_somewhere(*DESK_READERS)
lists_as_member = holds_somewhere(*SCHEME_READERS)
promises_somewhere = holds_somewhere(Persona.OFFICER)


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


imports = is_officer
runs = is_officer | is_scheme_officer
reports_own = is_of_own_department | is_scheme_agent | is_promised_by
decides = runs | is_director | is_scheme_director
sees = is_public | reads_all | is_on_scheme | reports_own


@predicate
def sees_commitment_of(user, row):
    """Reports and reviews are read by whoever reads the promise."""
    commitment = getattr(row, "commitment", None)
    return commitment is not None and sees.test(user, commitment)


@predicate
def runs_commitment_of(user, row):
    commitment = getattr(row, "commitment", None)
    return commitment is not None and runs.test(user, commitment)
