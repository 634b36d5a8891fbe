"""Worlds of the demonstration, played once in a run and put back as often as a test asks.

The story of an authority takes seconds to play; a copy of the database where it was played takes a fraction of one.
"""

import datetime as dt
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

from django.conf import settings
from django.db import transaction

from parvis.demo.data import WORLDS
from parvis.demo.loading import load_world
from parvis.demo.worlds import moment_of
from parvis.ground.core import clock
from parvis.ground.search import index
from tests import templates

T0 = dt.date(2026, 11, 16)
"""The day on which the demonstration stands unless it is told another one."""


def stand_on(day, slug):
    """Put the world of an authority back as of that day, with its files; the clock stands still there."""
    files = Path(settings.MEDIA_ROOT)
    with suppress(FileNotFoundError):
        rmtree(files)
    templates.stand_on(f"{slug}-{day:%Y%m%d}", lambda: _play(day, slug), files)
    clock.freeze(moment_of(day))


def _play(day, slug):
    with transaction.atomic():
        load_world(WORLDS[slug], moment_of(day), 0)
    for model in index.sources():
        index.rebuild(model)
