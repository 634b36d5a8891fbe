"""The domain's clock. Web and worker read the same one.

In production it is the real time. Elsewhere `PARVIS_CLOCK` or the file `settings.CLOCK_FILE` may freeze it
(« 2026-11-16T09:00 ») or shift it (« 2026-11-16T09:00@<unix time at which it showed that> »), so that a
demonstration or a test stands on the day it tells about. Technical times (sessions, retries) stay real.
"""

import datetime as dt
import os
import time
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from django.conf import settings
from django.utils import timezone

_here = ContextVar("parvis_clock", default=None)
_looks = ContextVar("parvis_clock_looks", default=None)
_cache = {"stamp": None, "value": None}


def now():
    """The current domain time, aware, in the current time zone."""
    if (looks := _looks.get()) is not None:
        looks.append(True)
    return _now()


@contextmanager
def watched():
    """Give a list that fills up when somebody asks in this block for the moment, and not only for the day."""
    looks = []
    token = _looks.set(looks)
    try:
        yield looks
    finally:
        _looks.reset(token)


def _now():
    if (moment := _here.get()) is not None:
        return moment
    setting = _setting()
    if setting is None:
        return timezone.localtime()
    instant, shown_at = setting
    if shown_at is None:
        return instant
    return instant + dt.timedelta(seconds=time.time() - shown_at)


def today():
    """The current domain date in Europe/Paris."""
    return timezone.localdate(_now())


def local(moment):
    """An aware moment in Europe/Paris."""
    return timezone.localtime(moment)


def freeze(moment):
    """Stop the clock at `moment` (aware datetime, or ISO text read in Europe/Paris) for every process."""
    _write(_parse(moment).isoformat())


def shift(moment):
    """Let the clock run on from `moment`."""
    _write(f"{_parse(moment).isoformat()}@{time.time()}")


@contextmanager
def at(moment):
    """Stand at `moment` in this block of this process only: for loading past years, and for tests."""
    token = _here.set(_parse(moment))
    try:
        yield
    finally:
        _here.reset(token)


def release():
    """Go back to the real time."""
    Path(settings.CLOCK_FILE).unlink(missing_ok=True)


def is_real():
    """Whether the clock shows the real time."""
    return _setting() is None


def _write(text):
    path = Path(settings.CLOCK_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(text)
    draft.replace(path)


def _setting():
    if settings.PRODUCTION:
        return None
    try:
        stat = os.stat(settings.CLOCK_FILE)
    except FileNotFoundError:
        return _read(settings.CLOCK) if settings.CLOCK else None
    stamp = (settings.CLOCK_FILE, stat.st_mtime_ns, stat.st_ino)
    if _cache["stamp"] != stamp:
        _cache.update(stamp=stamp, value=_read(Path(settings.CLOCK_FILE).read_text()))
    return _cache["value"]


def _read(text):
    moment, _, shown_at = text.strip().partition("@")
    return _parse(moment), float(shown_at) if shown_at else None


def _parse(moment):
    if isinstance(moment, str):
        moment = dt.datetime.fromisoformat(moment)
    return timezone.localtime(moment) if timezone.is_aware(moment) else timezone.make_aware(moment)
