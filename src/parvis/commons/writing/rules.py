"""Who reads, writes, comments and settles a text: the people of its scheme, and the officer (part E.2)."""

from rules import predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.rules import is_auditor, is_officer, scheme_role

from .choices import OPEN, Status

is_member = scheme_role(Persona.MEMBER, Persona.CHAIR)
is_chair = scheme_role(Persona.CHAIR)
is_team = scheme_role(Persona.OFFICER, Persona.FACILITATOR)


@predicate
def is_open(user, text):
    return text.status in OPEN


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


inside = is_officer | is_team | is_member | is_auditor
view = is_published | inside | is_asked
write = (is_officer | is_team | is_member) & is_open
comment = is_member | is_officer | is_team
run = is_officer | is_team | is_chair | is_rapporteur
