"""Short constructors for people, offices, roles and personas, used by the five authorities."""

from .pools import email_of, slug
from .shapes import START, Office, Person, Persona, Role


def agent(first_name, last_name, gender, department, title, since=START, phone=""):
    """An agent of the authority."""
    return Person(
        key=slug(f"{first_name} {last_name}"),
        first_name=first_name,
        last_name=last_name,
        gender=gender,
        email=email_of(first_name, last_name),
        phone=phone,
        kind="agent",
        department=department,
        title=title,
        since=since,
    )


def elected(first_name, last_name, gender, title, territory=None, since=START):
    """An elected member of the deliberating assembly."""
    return Person(
        key=slug(f"{first_name} {last_name}"),
        first_name=first_name,
        last_name=last_name,
        gender=gender,
        email=email_of(first_name, last_name),
        kind="elected",
        territory=territory,
        title=title,
        since=since,
    )


def outsider(first_name, last_name, gender, title, kind="external", organisation=None, since=START, **facts):
    """Somebody of an organisation, or a registered resident."""
    return Person(
        key=slug(f"{first_name} {last_name}"),
        first_name=first_name,
        last_name=last_name,
        gender=gender,
        email=email_of(first_name, last_name),
        kind=kind,
        title=title,
        organisation=organisation,
        since=since,
        **facts,
    )


def office(person, function, title, start, end, delegation="", territory=None, community=False):
    """An elected member's office during one term."""
    return Office(
        key=f"{person}-{start.year}",
        person=person,
        function=function,
        title=title,
        delegation=delegation,
        start=start,
        end=end,
        territory=territory,
        is_community_councillor=community,
    )


def role(person, code, scope="authority", scope_key=None, start=START, end=None, granted_by=None):
    """A role granted on a scope."""
    return Role(
        key="-".join(filter(None, (person, code, scope_key))),
        person=person,
        role=code,
        scope=scope,
        scope_key=scope_key,
        start=start,
        end=end,
        granted_by=granted_by,
    )


def persona(person, code, sentence, start=START, end=None):
    """A person offered on the sign-in page."""
    return Persona(key=f"{person}-{code}", person=person, role=code, sentence=sentence, start=start, end=end)
