"""Who reads, writes, comments and settles a text: the people of its scheme, and the officer (part E.2).

An opinion is the members': whoever facilitates the scheme does not read it being written, nor does the direction. They
have the accounts of sessions: facilitators write them, the direction reads the minutes, members comment on them.
"""

from rules import predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Authority
from parvis.ground.authorities.rules import anywhere, is_auditor, is_director, is_officer, scheme_role

from .choices import OF_A_SESSION, OPEN, Status, TextKind

is_member = scheme_role(Persona.MEMBER, Persona.CHAIR)
is_chair = scheme_role(Persona.CHAIR)
is_team = scheme_role(Persona.OFFICER)
is_facilitator = scheme_role(Persona.FACILITATOR)
directs = is_director | scheme_role(Persona.DIRECTOR)
runs_a_scheme = anywhere(Persona.OFFICER)
runs_scheme = scheme_role(Persona.OFFICER, path="pk")


@predicate
def is_open(user, text):
    return text.status in OPEN


@predicate
def is_of_a_session(user, text):
    return text.kind in OF_A_SESSION


@predicate
def is_minutes(user, text):
    return text.kind == TextKind.MINUTES


@predicate
def opens_texts(user, obj):
    """Asked of a scheme: whoever runs it; of an authority: whoever runs something there."""
    if isinstance(obj, Authority):
        return runs_a_scheme.test(user, obj)
    return (is_officer | runs_scheme).test(user, obj)


@predicate
def is_published(user, text):
    return text.status == Status.PUBLISHED


@predicate
def is_asked(user, text):
    """An agent of a service that was asked about this text reads it."""
    departments = user.grants.departments(Persona.AGENT)
    return bool(departments) and text.readers.filter(pk__in=departments).exists()


@predicate
def is_rapporteur(user, text):
    return user.is_authenticated and text.rapporteur is not None and text.rapporteur.user_id == user.pk


@predicate
def is_holder(user, position):
    """The person wrote the minority position, or holds it."""
    if not user.is_authenticated:
        return False
    return position.written_by_id == user.pk or position.holders.filter(user=user).exists()


def of_text(rule):
    """The same rule, asked of the text that a row belongs to."""

    @predicate(f"of_text:{rule.name}")
    def holds(user, row):
        return rule.test(user, row.text)

    return holds


runs = is_officer | is_team
facilitates = is_facilitator & is_of_a_session
at_work = runs | is_member | facilitates
inside = at_work | is_auditor | (directs & is_minutes)
view = is_published | inside | is_asked
write = (runs | facilitates | (is_member & ~is_minutes)) & is_open
comment = at_work
run = runs | is_chair | is_rapporteur
adopt = runs | is_chair
view_note = runs | is_member | is_facilitator | is_auditor
