"""How a long statement is asked: as it is, or made ready because it comes again and again."""

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

from django.db import connection

from .moments import WHEN_ASKED, Told, filled

MOST = 8
"""Statements that one connection to PostgreSQL keeps planned: the plan of a long one takes megabytes there."""

AT_ONCE = 100
"""Values that SQLite writes as text in one question."""


@dataclass(frozen=True)
class Statement:
    """SQL with its parameters, some of which may be told when it is asked (`moments.Told`)."""

    sql: str
    params: tuple

    def rows(self, **values):
        """What the database answers now; `values` are those to be told, by name."""
        return _fetched(self.sql, filled(self.params, values))

    def ready(self):
        """The same, for who asks it again and again; the present moment alone may be told."""
        return (Planned if connection.vendor == "postgresql" else WrittenOut)(self.sql, self.params)

    @cached_property
    def _moments(self):
        """How many times the present moment is told."""
        return sum(isinstance(param, Told) for param in self.params)


@dataclass(frozen=True)
class WrittenOut(Statement):
    """A statement with its values in its text, which SQLite reads and plans once.

    When a value on which the plan might depend is bound, SQLite plans again, even for the same value. Moments stay
    bound.
    """

    def rows(self):
        return _fetched(self._text, filled([WHEN_ASKED] * self._moments, {}))

    @cached_property
    def _text(self):
        """A « % » of a value is doubled: parameters are still to come."""
        values = _quoted([param for param in self.params if not isinstance(param, Told)])
        said = ["%s" if isinstance(param, Told) else next(values).replace("%", "%%") for param in self.params]
        return self.sql.replace("%%", "%%%%") % tuple(said)


def _quoted(values):
    """Values as SQLite writes them."""
    connection.ensure_connection()
    for start in range(0, len(values), AT_ONCE):
        some = values[start : start + AT_ONCE]
        yield from connection.connection.execute(f"SELECT {', '.join(['quote(?)'] * len(some))}", some).fetchone()


@dataclass(frozen=True)
class Planned(Statement):
    """A statement that each connection to PostgreSQL prepares: planning thirty sources takes as long as answering them.

    With its values in its text it is planned for good, until a table or its statistics change.
    """

    def rows(self):
        name = _known(self._name, self._text)
        moments = [WHEN_ASKED] if self._moments else []
        return _fetched(f"EXECUTE {name}{'(%s)' if moments else ''}", filled(moments, {}))

    @cached_property
    def _text(self):
        """« $1 » is the present moment, however often it is told."""
        from psycopg.sql import Literal

        connection.ensure_connection()
        said = ["$1" if isinstance(p, Told) else Literal(p).as_string(connection.connection) for p in self.params]
        return f"{'(timestamptz) ' if self._moments else ''}AS {self.sql % tuple(said)}"

    @cached_property
    def _name(self):
        return f"parvis_{hashlib.sha256(self._text.encode()).hexdigest()[:32]}"


_local = threading.local()


def _known(name, text):
    """The name of a statement, once the connection of this thread knows it; those it used least recently make room."""
    connection.ensure_connection()
    if getattr(_local, "connection", None) is not connection.connection:
        _local.connection, _local.names = connection.connection, OrderedDict()
    names = _local.names
    if name not in names:
        _order(f"PREPARE {name} {text}")
        names[name] = None
    names.move_to_end(name)
    while len(names) > MOST:
        _order(f"DEALLOCATE {names.popitem(last=False)[0]}")
    return name


def _order(order):
    """Given to the driver itself: to prepare is no question of the page."""
    with connection.connection.cursor() as cursor:
        cursor.execute(order)


def _fetched(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
