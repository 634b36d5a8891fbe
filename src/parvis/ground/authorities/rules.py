"""Predicates that every app builds its rights on. They ask `user.grants`, loaded once per request."""

from rules import predicate

from .choices import STAFF, Persona

ROLE_READERS = (Persona.ADMIN, Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)


def role(*personas):
    """A predicate: the person holds one of these roles on the authority of the object (or on the authority given)."""

    @predicate("role:" + "|".join(personas))
    def holds(user, obj):
        return user.is_authenticated and user.grants.has(personas, authority_id_of(obj))

    return holds


def scheme_role(*personas, path="scheme_id"):
    """A predicate: the person holds one of these roles on the scheme of the object (`path` leads to its id)."""

    @predicate("scheme_role:" + "|".join(personas))
    def holds(user, obj):
        return user.is_authenticated and user.grants.has_on_scheme(personas, follow(obj, path))

    return holds


def authority_id_of(obj):
    """The authority of a record; an authority is its own."""
    return getattr(obj, "authority_id", None)


def follow(obj, path):
    """The value at the end of a dotted path, None as soon as a step is missing."""
    for name in path.split("."):
        obj = getattr(obj, name, None)
        if obj is None:
            return None
    return obj


is_admin = role(Persona.ADMIN)
is_officer = role(Persona.OFFICER)
is_director = role(Persona.DIRECTOR)
is_councillor = role(Persona.COUNCILLOR)
is_cabinet = role(Persona.CABINET)
is_agent = role(Persona.AGENT)
is_auditor = role(Persona.AUDITOR)
is_staff = role(*STAFF)
is_inside = role(*STAFF, Persona.MEMBER, Persona.CHAIR, Persona.MUNICIPALITY, Persona.CONTRACTOR)
