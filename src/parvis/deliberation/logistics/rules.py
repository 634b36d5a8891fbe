"""Who sees and runs logistics (matrix E.2, « Logistic need, order »)."""

from rules import predicate

from parvis.deliberation.meetings import rules as meetings
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import follow, is_officer, role, scheme_role

READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)
"""Who reads every order of the authority."""

SCHEME_READERS = (*READERS, Persona.CHAIR, Persona.FACILITATOR)
"""Who reads those of a scheme, with a role on it."""

DESK_READERS = (*READERS, Persona.AGENT, Persona.FACILITATOR)


def _holds_somewhere(*personas):
    """A predicate asked of an authority: the person has one of these roles there, be it on one scheme."""

    @predicate("logistics_somewhere:" + "|".join(personas))
    def holds(user, authority):
        return user.is_authenticated and not user.grants.personas(authority.pk).isdisjoint(personas)

    return holds


lists_on_desk = _holds_somewhere(*DESK_READERS)
lists_as_chair = _holds_somewhere(Persona.CHAIR)
opens_somewhere = _holds_somewhere(Persona.OFFICER)


def _rights(to_meeting):
    """(sees, runs) of a row that leads to its meeting by this path."""
    scheme = f"{to_meeting}.scheme_id"

    @predicate(f"facilitates_invited:{to_meeting}")
    def facilitates_invited(user, row):
        if not user.is_authenticated or not user.grants.has((Persona.FACILITATOR,), getattr(row, "authority_id", None)):
            return False
        meeting = follow(row, to_meeting)
        return meeting is not None and meetings.is_invited.test(user, meeting)

    runs = is_officer | scheme_role(Persona.OFFICER, path=scheme)
    return role(*READERS) | scheme_role(*SCHEME_READERS, path=scheme) | facilitates_invited, runs


def is_of_asked_department(to_need=""):
    """A predicate: the person is an agent of the service that the order is sent to."""
    path = f"{to_need}.department_id" if to_need else "department_id"

    @predicate(f"is_of_asked_department:{path}")
    def is_asked(user, row):
        department = follow(row, path)
        return bool(
            user.is_authenticated and department and user.grants.has_on_department((Persona.AGENT,), department)
        )

    return is_asked


sees_sheet, runs_sheet = _rights("meeting")
_sees_need, runs_need = _rights("sheet.meeting")
_sees_of_need, runs_of_need = _rights("need.sheet.meeting")


@predicate
def is_ordered(user, need):
    """A service sees what was asked of it, not what is still being prepared."""
    return getattr(need, "requested_on", None) is not None


@predicate
def is_of_ordered_need(user, row):
    return follow(row, "need.requested_on") is not None


answers_need = runs_need | (is_of_asked_department() & is_ordered)
sees_need = _sees_need | (is_of_asked_department() & is_ordered)
sees_of_need = _sees_of_need | (is_of_asked_department("need") & is_of_ordered_need)
reads_templates = role(*READERS)
keeps_templates = is_officer
sees_speaker = role(*READERS)
keeps_speakers = is_officer


def _of_meeting(rule, name):
    @predicate(f"logistics_of_meeting:{name}")
    def asked(user, row):
        meeting = getattr(row, "meeting", None)
        return meeting is not None and rule.test(user, meeting)

    return asked


shares_meeting = _of_meeting(meetings.is_on_scheme | meetings.is_invited, "shares")


@predicate
def drives(user, offer):
    """The person who offers the ride."""
    return bool(user.is_authenticated and follow(offer, "driver.user_id") == user.pk)


rides_along = _holds_somewhere(
    Persona.MEMBER, Persona.CHAIR, Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR, Persona.COUNCILLOR,
    Persona.AGENT, Persona.FACILITATOR, Persona.CONTRACTOR,
)  # fmt: skip
