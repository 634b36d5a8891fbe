"""Who sees and runs a meeting (matrix E.2: « Meeting public », « Meeting closed (file) », « Minutes draft »)."""

from rules import add_perm, predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import is_officer, role, scheme_role

from .choices import PUBLISHED

CLOSED_READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)
"""Who reads the file of a closed meeting besides the members of its body and those invited."""

MEETING_PEOPLE = (
    *CLOSED_READERS, Persona.COUNCILLOR, Persona.AGENT, Persona.FACILITATOR, Persona.MEMBER, Persona.CHAIR,
    Persona.CONTRACTOR,
)  # fmt: skip
"""Who reads it with a role on the scheme that meets: not the cabinet, nor partners, nor those who only take part."""

DESK_READERS = (
    Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.CABINET, Persona.AGENT, Persona.FACILITATOR,
    Persona.MODERATOR, Persona.AUDITOR,
)  # fmt: skip

THREAD_STAFF = (Persona.OFFICER, Persona.AUDITOR)
THREAD_MODERATORS = (Persona.OFFICER, Persona.CHAIR)
THREAD_MEMBERS = (Persona.OFFICER, Persona.CHAIR, Persona.MEMBER)


@predicate
def is_public_meeting(user, meeting):
    return bool(getattr(meeting, "is_public", False))


@predicate
def is_on_scheme(user, meeting):
    """The person sits or works in the scheme that meets: holding a role there is being invited."""
    return user.is_authenticated and user.grants.has_on_scheme(MEETING_PEOPLE, getattr(meeting, "scheme_id", None))


@predicate
def is_invited(user, meeting):
    """Somebody called to this meeting, member or guest."""
    if not user.is_authenticated or getattr(meeting, "pk", None) is None:
        return False
    return meeting.convocations.filter(person__user=user).exists()


reads_closed = role(*CLOSED_READERS)
reads_list = role(*DESK_READERS)
chairs = scheme_role(Persona.CHAIR)
runs_scheme = scheme_role(Persona.OFFICER)
facilitates = (role(Persona.FACILITATOR) & is_invited) | scheme_role(Persona.FACILITATOR)
runs = is_officer | runs_scheme
leads = runs | chairs
prepares = leads | facilitates
can_view = is_public_meeting | reads_closed | is_on_scheme | is_invited
can_read_file = reads_closed | is_on_scheme | is_invited
"""Agenda documents, video link, needs counted: even of a public meeting they are for its people only."""
can_convene = leads
reads_calls = prepares | role(Persona.DIRECTOR, Persona.AUDITOR)
"""The proof of who was called, and what they answered; never what they need, which is only counted."""
reads_series = reads_closed | is_on_scheme


def of_meeting(rule):
    """The same question, asked of the meeting that a row belongs to."""

    @predicate(f"of_meeting:{rule.name}")
    def asked(user, row):
        meeting = getattr(row, "meeting", None)
        return meeting is not None and rule.test(user, meeting)

    return asked


@predicate
def owns_action(user, action):
    """The person who must do it."""
    owner = getattr(action, "owner", None)
    return user.is_authenticated and owner is not None and owner.user_id == user.pk


@predicate
def is_of_its_department(user, action):
    """An agent of the department that must do it."""
    department = getattr(action, "department_id", None)
    return (
        user.is_authenticated and department is not None and user.grants.has_on_department((Persona.AGENT,), department)
    )


does_action = owns_action | is_of_its_department
completes_action = of_meeting(leads) | does_action

reads_thread_staff = role(*THREAD_STAFF)
moderates_post = is_officer | scheme_role(*THREAD_MODERATORS)


@predicate
def is_shown(user, post):
    return getattr(post, "hidden_at", None) is None


is_author = predicate(lambda user, post: user.is_authenticated and getattr(post, "author_id", None) == user.pk)
writes_there = scheme_role(*THREAD_MEMBERS)
reads_post = reads_thread_staff | scheme_role(*THREAD_MODERATORS) | (writes_there & is_shown) | is_author
answers_post = (is_officer | writes_there) & is_shown

MINUTES_STAFF = (Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)
MINUTES_PEOPLE = (*MINUTES_STAFF, Persona.AGENT, Persona.FACILITATOR, Persona.MEMBER, Persona.CHAIR)
NOT_BEFORE_PUBLICATION = (Persona.COUNCILLOR, Persona.CABINET)
"""Elected members do not read minutes being written, be they invited (matrix E.2, « Minutes draft »)."""


@predicate
def minutes_are_published(user, meeting):
    return getattr(meeting, "status", None) in PUBLISHED


reads_draft = role(*MINUTES_STAFF) | scheme_role(*MINUTES_PEOPLE) | (is_invited & ~role(*NOT_BEFORE_PUBLICATION))
reads_minutes = reads_draft | (minutes_are_published & can_view)
reads_whole_minutes = reads_draft | (minutes_are_published & can_read_file)
"""With every name; whoever only may attend reads the masked version."""
approves = chairs | runs

reads_thread = role(*THREAD_STAFF) | scheme_role(*THREAD_MEMBERS, path="pk")
"""Asked of a scheme: what its members say to each other between two meetings."""
posts = is_officer | scheme_role(*THREAD_MEMBERS, path="pk")
moderates_thread = is_officer | scheme_role(*THREAD_MODERATORS, path="pk")

add_perm("meetings.read_thread", reads_thread)
add_perm("meetings.post_thread", posts)
add_perm("meetings.moderate_thread", moderates_thread)
