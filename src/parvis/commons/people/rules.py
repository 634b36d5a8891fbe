"""Who reads and keeps the records of people (matrix: « Person, organisation », « Member private contact »).

The mission, the direction, the cabinet and auditors read the directory: names, functions, places. An agent reads the
people of their own service. Elected members read no record but their own. Contact details stay with the mission.
"""

from django.apps import apps
from rules import add_perm, predicate

from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import BreakGlass
from parvis.ground.authorities.rules import is_agent, is_auditor, is_officer, role
from parvis.ground.core import clock

READERS = (Persona.OFFICER, Persona.DIRECTOR, Persona.CABINET, Persona.AUDITOR)
"""Administrators are not among them: personal content opens to them by a motivated, time-limited access only."""

keeps_people = is_officer


def glass_broken_on(user):
    """Ids of the authorities whose personal content an administrator opened for themself, for a few hours."""
    if not user.grants.authorities(Persona.ADMIN):
        return []
    now = clock.now()
    rows = BreakGlass.objects.filter(user=user.pk, starts_at__lte=now, ends_at__gt=now)
    return list(rows.values_list("authority", flat=True))


@predicate
def broke_glass(user, obj):
    """Separation rule 5: motivated, time-limited, told to the DPO."""
    return user.is_authenticated and getattr(obj, "authority_id", None) in glass_broken_on(user)


is_reader = role(*READERS)
reads_people = is_reader | broke_glass


@predicate
def is_self(user, person):
    """One's own record."""
    return user.is_authenticated and getattr(person, "user_id", None) == user.pk


@predicate
def is_own_organisation(user, organisation):
    """The organisation one acts for today."""
    return (
        user.is_authenticated
        and hasattr(organisation, "roles")
        and organisation.roles.filter(person__user=user).in_force().exists()
    )


def colleagues_of(user):
    """The roles held today on the services where somebody works as an agent; None for whoever works in none."""
    services = user.grants.departments(Persona.AGENT)
    if not services:
        return None
    return apps.get_model("authorities", "Role").objects.in_force(clock.today()).filter(department__in=services)


@predicate
def is_colleague(user, person):
    """Somebody of the service where an agent works."""
    held = colleagues_of(user) if user.is_authenticated and getattr(person, "user_id", None) else None
    return held is not None and held.filter(user=person.user_id, authority=person.authority_id).exists()


lists_people = reads_people | is_agent
reads_by_right = is_reader | is_self | is_colleague
sees_person = reads_by_right | broke_glass
reads_contact = is_officer | is_auditor | is_self | broke_glass


@predicate
def is_known_here(user, authority):
    """Somebody with a record on this authority."""
    return user.is_authenticated and user.persons.filter(authority_id=authority.pk).exists()


@predicate
def is_person_of(user, row):
    """The row is about one's own record."""
    return is_self(user, getattr(row, "person", None))


@predicate
def sees_person_of(user, row):
    """Functions and consents are read by whoever reads the record."""
    return sees_person.test(user, getattr(row, "person", None))


add_perm("people.see_self", is_known_here)
