"""One question for every feature: what is due, what has changed, read by one query whatever their number.

A feature names its sources: ordered rows, the columns it needs, and how a row reads. The database joins them in one
UNION ALL; each row travels as a JSON object, so that rows of any shape stand side by side on both engines.
"""

import datetime as dt
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from types import SimpleNamespace

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, DateField, QuerySet, Value, Window
from django.db.models.base import ModelState
from django.db.models.functions import JSONObject

from .french import plural
from .manifest import DueItem
from .statements import Statement

MOST = 20
ALL = 1000
"""As many as one page may hold."""
RANK = "ROW_NUMBER() OVER () AS rank"
"""The place of a row among those of its source, in the order in which the source gives them."""
COUNTED = 500
"""Rows left out are counted up to here: nobody reads « 4 812 autres », and a database stops as soon as it knows."""


@dataclass(frozen=True)
class Source:
    """Rows of one kind, and how each of them reads.

    `rows` may be grouped (`values().annotate()`), is ordered most urgent first and not sliced: the first `most` come.
    Plain rows are one for each record: what depends on several others is asked with `Exists` or `pk__in`, not joined.
    `written` is the manager's method that adds the annotations named by `columns` of plain rows, if any; it neither
    leaves rows out nor joins what a row has several of.
    `columns` are paths and annotations, as `values()` takes them; a row has them as attributes (`row.body__name`).
    `read(row)` gives an item, or None when there is nothing to say. `rest(count, items)` gives the last line, which
    leads to the `count` rows left out, at most `COUNTED` + 1; without it they are not counted.
    """

    rows: QuerySet
    columns: tuple[str, ...]
    read: Callable
    most: int = MOST
    rest: Callable | None = None
    written: Callable | None = None


def as_is(row):
    """The `read` of a source whose rows are what is wanted."""
    return row


def gather(sources):
    """The items of all the sources, each source in its turn; one query, none when nothing can be found."""
    return Wording.of(sources).items()


def gather_apart(sources):
    """The same, the items of each source in a list of their own: the small tables of one page, for one query."""
    return Wording.of(sources).ask()


def light_rows(rows, *columns, most=ALL):
    """A source of light records: these columns of ordered rows, and nothing else that may be asked of them."""
    return Source(rows, columns, lambda row: light(rows.model, **vars(row)), most=most)


def others(one, many, url, what="Voir la liste", waiting=False):
    """The `rest` of a source of due items: how many more there are, and where. It comes after the last one shown."""

    def line(count, items):
        last = max((item.when for item in items if item.when), default=None)
        return DueItem(_how_many(count, one, many), what, "", last, url, waiting=waiting, rest=True)

    return line


def light(model, **values):
    """A record made from a gathered row, with no more than what its line asks of it; never to be saved.

    It begins as an empty record does, without asking again each default: fifty times less than making one.
    """
    row = model.__new__(model)
    row.__dict__.update(_empty(model))
    row._state = ModelState()
    for name, value in values.items():
        setattr(row, name, value)
    return row


@cache
def _empty(model):
    """What an empty record holds."""
    return {name: value for name, value in vars(model()).items() if name != "_state"}


def _how_many(count, one, many):
    return plural(count, one, many) if count <= COUNTED else f"Plus de {plural(COUNTED, one, many)}"


def _items(source, rows, total):
    items = [item for row in rows if (item := source.read(row)) is not None]
    yield from items
    if source.rest and total > source.most:
        yield source.rest(total - source.most, items)


@dataclass(frozen=True)
class Wording:
    """Sources worded for the database: one statement, asked as often as one likes without wording it again."""

    sources: tuple[Source, ...]
    kinds: dict
    statement: Statement

    @classmethod
    def of(cls, sources):
        """Word these sources; one that can find nothing (nobody's departments, no scheme) is not asked."""
        sources = tuple(sources)
        kinds, parts, params = {}, [], []
        for number, source in enumerate(sources):
            with suppress(EmptyResultSet):
                sql, given, kinds[number] = _part(source)
                parts.append(f"SELECT {number}, part_{number}.* FROM ({sql}) AS part_{number}")
                params += given
        return cls(sources, kinds, Statement(" UNION ALL ".join(parts), tuple(params)))

    def ready(self):
        """The same, for who asks it again and again."""
        return replace(self, statement=self.statement.ready()) if self.kinds else self

    def items(self):
        """The items of all the sources, each source in its turn."""
        return [item for items in self.ask() for item in items]

    def ask(self):
        """The items of each source in a list of their own; one query, none when nothing can be found."""
        found, totals = [[] for _ in self.sources], [0] * len(self.sources)
        for number, total, packed, _ in self._rows():
            found[number].append(_unpacked(packed, self.kinds[number]))
            totals[number] = total
        return [list(_items(*told)) for told in zip(self.sources, found, totals, strict=True)]

    def _rows(self):
        """Rows found by their keys come in any order: each says its rank."""
        return sorted(self.statement.rows(), key=lambda row: (row[0], row[3])) if self.kinds else []


def _part(source):
    """The first rows as (how many, JSON, rank). A derived table may be cut where SQLite lets no member of a union be.

    Grouped rows are few. Of plain rows the keys are chosen before any row is written, and rows are then written by key
    alone: their conditions are not asked twice.
    """
    if source.rows.query.group_by is not None:
        total = Window(Count("*")) if source.rest else Value(0)
        packed = _packed(source.rows, source.columns)
        sql, given = _sql(packed.annotate(total=total).values_list("total", "packed")[: source.most])
        return f"SELECT total, packed, {RANK} FROM ({sql}) AS grouped", given, _kinds(packed)
    first, given = _keys(source)
    every, asked, kinds = _written(source.written or source.rows.model._base_manager.all, source.columns)
    # Asked row by row: joined, a planner may read whole tables before it looks at these few keys.
    packed = f"SELECT every.packed FROM ({every}) AS every WHERE every.pk = first.pk"
    return f"SELECT total, ({packed}) AS packed, rank FROM ({first}) AS first", (*asked, *given), kinds


@cache
def _written(rows, columns):
    """How records of one kind are written, whichever they are: nothing here depends on who asks, nor when."""
    packed = _packed(rows(), columns)
    return *_sql(packed.order_by().values_list("pk", "packed")), _kinds(packed)


def _packed(rows, columns):
    return rows.annotate(packed=JSONObject(**{name: name for name in columns}))


def _sql(rows):
    return rows.query.sql_with_params()


def _keys(source):
    """The keys of the first rows, with how many there are; counting stops once there are many."""
    keys = source.rows.values_list("pk")
    if not source.rest:
        sql, given = _sql(keys[: source.most])
        return f"SELECT 0 AS total, keys.pk, {RANK} FROM ({sql}) AS keys", given
    sql, given = _sql(keys[: source.most + COUNTED + 1])
    return f"SELECT COUNT(*) OVER () AS total, keys.pk, {RANK} FROM ({sql}) AS keys LIMIT {source.most}", given


def _kinds(packed):
    """The field of each column that holds a date or a moment, which JSON writes as text."""
    said = packed.query.annotations["packed"].get_source_expressions()
    fields = {key.value: column.output_field for key, column in zip(said[::2], said[1::2], strict=True)}
    return {name: field for name, field in fields.items() if isinstance(field, DateField)}


def _unpacked(packed, kinds):
    row = json.loads(packed)
    for name, field in kinds.items():
        row[name] = _dated(field.to_python(row[name]))
    return SimpleNamespace(**row)


def _dated(value):
    """SQLite writes moments in universal time, without saying so."""
    is_naive = isinstance(value, dt.datetime) and value.tzinfo is None
    return value.replace(tzinfo=dt.UTC) if is_naive else value
