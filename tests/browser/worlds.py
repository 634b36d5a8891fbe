"""Worlds of the demonstration, played once in a run and put back as often as a test asks.

The story of an authority takes seconds to play; a copy of the database where it was played takes a fraction of one.
"""

import datetime as dt
from contextlib import suppress
from pathlib import Path
from shutil import copytree, rmtree

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection, connections, transaction

from parvis.demo.data import WORLDS
from parvis.demo.loading import load_world
from parvis.demo.worlds import moment_of
from parvis.ground.core import clock
from parvis.ground.search import index
from tests import templates

T0 = dt.date(2026, 11, 16)
"""The day on which the demonstration stands unless it is told another one."""


class Worlds:
    """The database of this run, as one authority stands on one day."""

    def __init__(self, folder):
        self.folder, self.kept = folder, {}

    def stand_on(self, day, slug):
        """Put the world back as of that day, playing it the first time; the clock stands still there."""
        self._empty_files()
        if (slug, day) in self.kept:
            self._restore(slug, day)
        else:
            self._play(slug, day)
        clock.freeze(moment_of(day))

    def leave(self):
        """Give the next tests their empty database."""
        clock.release()
        self._put_database(templates.put_back)

    def close(self):
        """Remove the copies."""
        for name in self.kept.values():
            templates.drop_database(name)

    def _play(self, slug, day):
        self._put_database(templates.put_back)
        with transaction.atomic():
            load_world(WORLDS[slug], moment_of(day), 0)
        for model in index.sources():
            index.rebuild(model)
        name = f"{connection.settings_dict['NAME']}_{slug}_{day:%Y%m%d}"
        connections.close_all()
        templates.copy_database(connection.settings_dict["NAME"], name)
        copytree(settings.MEDIA_ROOT, self.folder / name, dirs_exist_ok=True)
        self.kept[slug, day] = name

    def _restore(self, slug, day):
        name = self.kept[slug, day]
        self._put_database(lambda: templates.copy_database(name, connection.settings_dict["NAME"]))
        copytree(self.folder / name, settings.MEDIA_ROOT, dirs_exist_ok=True)

    def _put_database(self, put):
        connections.close_all()
        put()
        ContentType.objects.clear_cache()  # each copy numbers its own
        for cache in caches.all(initialized_only=True):
            cache.clear()

    def _empty_files(self):
        with suppress(FileNotFoundError):
            rmtree(settings.MEDIA_ROOT)
        Path(settings.MEDIA_ROOT).mkdir(parents=True)
