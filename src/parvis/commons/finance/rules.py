"""Who reads and moves a budget (matrix of rights, row « Budgets »). A role counts within its scope."""

from rules import predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import follow, is_director, is_officer, role, scheme_role

READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.AUDITOR)
"""They read every budget of the authority, the mission's own included."""
SCHEME_READERS = (*READERS, Persona.CABINET, Persona.AGENT, Persona.CHAIR)
"""They read the budget of their own scheme. The bureau of a body holds the role of its chair."""
DESK_READERS = (*READERS, Persona.CABINET, Persona.AGENT)
MEMBER_READERS = (Persona.CHAIR, Persona.MEMBER)
"""Members read their body's budget once its internal rules open it to them."""


def holds_somewhere(*personas):
    """A predicate asked with the authority: one of these roles, there or on one of its schemes."""

    @predicate("holds_somewhere:" + "|".join(personas))
    def holds(user, authority):
        return user.is_authenticated and not user.grants.personas(authority.pk).isdisjoint(personas)

    return holds


lists_on_desk = holds_somewhere(*DESK_READERS)
lists_as_member = holds_somewhere(*MEMBER_READERS)
follows_as_member = holds_somewhere(Persona.CHAIR)
prepares_somewhere = holds_somewhere(Persona.OFFICER)


def _rights(to_budget=""):
    """The predicates of a row that leads to its budget by this path: (sees, runs, decides)."""

    def path(name):
        return f"{to_budget}.{name}" if to_budget else name

    @predicate(f"is_of_lead_department:{to_budget}")
    def is_of_lead_department(user, row):
        department = follow(row, path("scheme.lead_department_id"))
        return user.is_authenticated and department and user.grants.has_on_department((Persona.AGENT,), department)

    @predicate(f"is_opened_to_members:{to_budget}")
    def is_opened(user, row):
        return bool(follow(row, path("open_to_members")))

    scheme = path("scheme_id")
    on_scheme = scheme_role(*SCHEME_READERS, path=scheme) | is_of_lead_department
    sees = role(*READERS) | on_scheme | (is_opened & scheme_role(Persona.MEMBER, path=scheme))
    runs = is_officer | scheme_role(Persona.OFFICER, path=scheme)
    return sees, runs, is_director | scheme_role(Persona.DIRECTOR, path=scheme)


sees_budget, runs_budget, decides_budget = _rights()
sees_line, runs_line, _ = _rights("budget")
sees_expense, runs_expense, _ = _rights("line.budget")
imports = is_officer
