"""Questions that a person asks again and again: worded once a day, asked of the database at each visit.

Wording what is due (thirty sources with their rights) costs more than the answer. A process keeps the wordings of the
people it serves; it keeps no answer, and a wording only as long as what was read to make it reads the same.
"""

import hashlib
import json
from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from django.db import connection

from . import clock
from .gathering import Wording

MOST = 256
"""Wordings kept by one process; the one that was not asked for the longest time leaves first."""

_kept, _lock = OrderedDict(), Lock()


@dataclass(frozen=True)
class _Kept:
    wording: Wording
    reads: tuple  # (sql, params, rows): what was asked of the database to word it, and what it said
    lasts: bool  # false when it is worth this moment alone: somebody asked what time it was, or wrote

    def holds(self):
        """Whether everything that was read still reads the same."""
        return all(_answer(sql, params) == rows for sql, params, rows in self.reads)


def wording(key, sources):
    """The question that `sources()` makes, worded already if somebody asked with the same `key`.

    The key holds all that the sources are made from, apart from the database: who asks and what they may do, of
    which authority, on which day (see `state`).
    """
    known = _known(key)
    if known is None or not known.holds():
        known = _worded(sources)
        _keep(key, known)
    return known.wording


def state(record):
    """A fingerprint of the fields of a record, as a part of a key: another value, another question."""
    said = [str(getattr(record, field.attname)) for field in record._meta.concrete_fields]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def bare(record):
    """A copy that knows its fields alone: whatever else is asked of it is read, and noted, while a question is worded.

    The account and the authority of a request carry what earlier questions found; nothing must be made from that.
    """
    return record._meta.model.from_db(
        record._state.db,
        *zip(*((field.attname, getattr(record, field.attname)) for field in record._meta.concrete_fields), strict=True),
    )


def _known(key):
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
        return _kept.get(key)


def _keep(key, made):
    with _lock:
        _kept.pop(key, None)
        if made.lasts:
            _kept[key] = made
        while len(_kept) > MOST:
            _kept.popitem(last=False)


def _worded(sources):
    _ = connection.features.supports_json_field  # Django asks SQLite once: that is no part of the question
    with _reads() as (reads, others), clock.watched() as looks:
        made = Wording.of(sources())
    lasts = not looks and not others
    return _Kept(made.ready() if lasts else made, tuple(reads), lasts)


@contextmanager
def _reads():
    """What is asked of the database meanwhile, with its answer, read just before it is given; and what else is done."""
    found, others = [], []

    def note(execute, sql, params, many, context):
        if sql.lstrip("(").startswith("SELECT"):
            execute(sql, params, many, context)
            found.append((sql, params, context["cursor"].fetchall()))
        else:
            others.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found, others


def _answer(sql, params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()
