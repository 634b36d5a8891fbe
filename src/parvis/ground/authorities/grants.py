"""What one person may do, everywhere, today: read once per request from registered providers.

`authorities` gives roles on an authority or a department; `schemes` registers roles on a scheme. Predicates and
`visible_to` both ask here, so that a list and a record tell the same truth.
"""

from collections import defaultdict
from functools import cache

from django.db import connection
from django.db.models import BigIntegerField, DateField, Value
from django.db.models.functions import Cast

from parvis.ground.core import clock
from parvis.ground.core.moments import Told
from parvis.ground.core.statements import Statement

PROVIDERS = []
NOWHERE = Cast(Value(None), BigIntegerField())
"""The department or the scheme of a role that has none; the cast gives both members of the union one type."""


def provider(load):
    """Register `load(user, on)`: rows of (persona, authority, department or none, scheme or none), read in one query
    with those of the other providers. That query is worded once: the person and the day are told at each request."""
    PROVIDERS.append(load)
    return load


class Grants:
    """The roles of one person on one day, indexed for predicates; `rows` are all of them, as they were read."""

    def __init__(self, user, on=None):
        self.user_id = user.pk
        self._on_authority = defaultdict(set)
        self._on_department = defaultdict(set)
        self._on_scheme = defaultdict(set)
        self._scheme_authority = {}
        self.rows = tuple(_roles(connection.vendor).rows(user=user.pk, on=on or clock.today()))
        for row in self.rows:
            self._add(*row)

    def _add(self, persona, authority_id, department_id, scheme_id):
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
        self.user_id, self.rows = None, ()
        self._on_authority, self._on_department, self._on_scheme = {}, {}, {}
        self._scheme_authority = {}


NOBODY = NoGrants()


@cache
def _roles(vendor):
    """What is asked of the database of that make."""
    user, on = Told("user", BigIntegerField()), Told("on", DateField())
    first, *others = (load(user, on).order_by() for load in PROVIDERS)
    return Statement(*first.union(*others, all=True).query.sql_with_params())


@provider
def authority_roles(user, on):
    """Roles in force on authorities and departments."""
    from .models import Role

    rows = Role.objects.filter(user=user).in_force(on)
    return rows.annotate(scheme=NOWHERE).values_list("persona", "authority_id", "department_id", "scheme")
