"""What one person may do, everywhere, today: read once per request from registered providers.

`authorities` gives roles on an authority or a department; `schemes` registers roles on a scheme. Predicates and
`visible_to` both ask here, so that a list and a record tell the same truth.
"""

from collections import defaultdict

from parvis.ground.core import clock

PROVIDERS = []


def provider(load):
    """Register `load(user, on)`, which yields `Grant` values."""
    PROVIDERS.append(load)
    return load


class Grants:
    """The roles of one person on one day, indexed for predicates."""

    def __init__(self, user, on=None):
        self.user_id = user.pk
        self._on_authority = defaultdict(set)
        self._on_department = defaultdict(set)
        self._on_scheme = defaultdict(set)
        self._scheme_authority = {}
        for load in PROVIDERS:
            load(user, on or clock.today(), self)

    def add(self, persona, authority_id, *, department_id=None, scheme_id=None):
        """Called by providers, one grant at a time."""
        if scheme_id is not None:
            self._on_scheme[scheme_id].add(persona)
            self._scheme_authority[scheme_id] = authority_id
        elif department_id is not None:
            self._on_department[department_id].add(persona)
            self._on_authority[authority_id].add(persona)
        else:
            self._on_authority[authority_id].add(persona)

    def has(self, personas, authority_id):
        """Whether one of these roles is held on this authority (a department's role counts)."""
        return not self._on_authority.get(authority_id, frozenset()).isdisjoint(personas)

    def has_on_scheme(self, personas, scheme_id):
        return not self._on_scheme.get(scheme_id, frozenset()).isdisjoint(personas)

    def has_on_department(self, personas, department_id):
        return not self._on_department.get(department_id, frozenset()).isdisjoint(personas)

    def authorities(self, *personas):
        """Ids of the authorities where one of these roles is held; all known ones when none is named."""
        return [a for a, held in self._on_authority.items() if not personas or not held.isdisjoint(personas)]

    def schemes(self, *personas, authority_id=None):
        """Ids of the schemes where one of these roles is held."""
        return [
            s
            for s, held in self._on_scheme.items()
            if (not personas or not held.isdisjoint(personas))
            and (authority_id is None or self._scheme_authority[s] == authority_id)
        ]

    def departments(self, *personas):
        """Ids of the departments where one of these roles is held."""
        return [d for d, held in self._on_department.items() if not personas or not held.isdisjoint(personas)]

    def personas(self, authority_id):
        """Every role held on this authority or on one of its schemes."""
        held = set(self._on_authority.get(authority_id, ()))
        for scheme, codes in self._on_scheme.items():
            if self._scheme_authority[scheme] == authority_id:
                held |= codes
        return held

    def anywhere(self, *personas):
        """Ids of the authorities where one of these roles is held, on the authority or on one of its schemes."""
        return [a for a in self.known_authorities() if not self.personas(a).isdisjoint(personas)]

    def known_authorities(self):
        """Ids of the authorities where the person is somebody."""
        return sorted({*self._on_authority, *self._scheme_authority.values()})


class NoGrants(Grants):
    """A visitor holds nothing."""

    def __init__(self):
        self.user_id = None
        self._on_authority, self._on_department, self._on_scheme = {}, {}, {}
        self._scheme_authority = {}


NOBODY = NoGrants()


@provider
def authority_roles(user, on, grants):
    """Roles in force on authorities and departments."""
    from .models import Role

    rows = Role.objects.filter(user=user).in_force(on)
    for persona, authority_id, department_id in rows.values_list("persona", "authority_id", "department_id"):
        grants.add(persona, authority_id, department_id=department_id)
