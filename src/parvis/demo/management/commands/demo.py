"""`parvis demo`: five fictional authorities, their story played up to a chosen moment; or their removal."""

import datetime as dt
import time
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from parvis.demo import removal, worlds
from parvis.demo.data import T0
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused


class Command(BaseCommand):
    help = "Load five fictional authorities into an empty database, or remove them."
    requires_system_checks = ()  # the tables were just made by a command that checked everything

    def add_arguments(self, parser):
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--at", type=dt.date.fromisoformat, metavar="DAY", help="as of that day (2026-03-16)")
        which.add_argument("--today", action="store_true", help="move every date so that the story stands today")
        which.add_argument("--remove", action="store_true", help="remove every row of the demonstration")
        parser.add_argument("--freeze", action="store_true", help="stop the clock instead of letting it run")

    def handle(self, *, at, today, remove, freeze, **options):
        try:
            self.remove() if remove else self.load(at, today, freeze)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def load(self, at, today, freeze):
        moment = timezone.localtime() if today else worlds.moment_of(at)
        moved_by = worlds.days_to_today() if today else 0
        if before := worlds.loaded():
            if self._is_that(before, at, today):
                self.say(f"The demonstration of {_told(before[0])} is already there: nothing was changed.")
                return
            worlds.refuse_real_rows()
            self.remove()
        worlds.refuse_real_rows()
        self.say(f"Demonstration of {_told(moment)}: everything in it is fictional.")
        worlds.load_all(moment, moved_by, self.step)
        worlds.set_clock(moment, moved_by, freeze=freeze)
        self.say(self._clock_told())

    @staticmethod
    def _is_that(before, at, today):
        """Whether what is loaded is what was asked: without a day, whatever is there."""
        moment, moved_by = before
        if today:
            return moved_by == worlds.days_to_today()
        return at is None or (moved_by == 0 and moment == worlds.moment_of(at))

    def remove(self):
        if worlds.loaded() is None:
            self.say("There is no demonstration in this database: nothing was changed.")
            return
        clock.release()
        with self.step("Removing the demonstration"):
            removal.remove_all()
        self.say("The demonstration is gone and the clock shows the real time.")

    def _clock_told(self):
        if clock.is_real():
            return "The clock shows the real time."
        return f"The clock shows {_told(clock.now())}; « parvis clock » moves it."

    @contextmanager
    def step(self, label):
        self.stdout.write(f"  {label}… ", ending="")
        self.stdout.flush()
        start = time.monotonic()
        yield
        self.say(f"done in {time.monotonic() - start:.1f} s")

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()


def _told(moment):
    return f"{timezone.localtime(moment):%-d %B %Y, %H:%M}" if moment != T0 else "16 November 2026, 09:00"
