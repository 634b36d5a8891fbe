"""Predicates that every app builds its rights on. They ask `user.grants`, loaded once per request."""

from rules import predicate

from .choices import STAFF, Persona

SETTINGS_READERS = (Persona.ADMIN, Persona.OFFICER, Persona.DIRECTOR, Persona.AUDITOR)
"""Who reads settings, users and roles (matrix E.2); administrators alone change them."""

LAW_READERS = (
    Persona.ADMIN, Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.CABINET, Persona.AGENT,
    Persona.MEMBER, Persona.CHAIR, Persona.ASSOCIATION, Persona.PARTNER, Persona.MUNICIPALITY, Persona.AUDITOR,
)  # fmt: skip
"""Who reads legal rules and legal acts (matrix E.2)."""


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


def anywhere(*personas):
    """A predicate: the person holds one of these roles on the authority of the object, or on one of its schemes.

    A row without authority holds for all: whoever has one of these roles somewhere.
    """

    @predicate("anywhere:" + "|".join(personas))
    def holds(user, obj):
        found = user.grants.anywhere(*personas) if user.is_authenticated else []
        owner = authority_id_of(obj)
        return bool(found) if owner is None else owner in found

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
reads_settings = role(*SETTINGS_READERS)
reads_law = anywhere(*LAW_READERS)


@predicate
def is_party(user, delegation):
    """The elected member who delegates, or the person they delegate to."""
    return user.is_authenticated and user.pk in (
        getattr(delegation, "principal_id", None),
        getattr(delegation, "delegate_id", None),
    )


@predicate
def is_own_row(user, obj):
    """The row is about the person."""
    return user.is_authenticated and user.pk == getattr(obj, "user_id", None)
