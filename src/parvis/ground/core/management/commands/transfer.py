"""`parvis transfer DATABASE_URL`: copy this database into an empty one of another engine. Files stay in place."""

import os
import subprocess
import sys

from dj_database_url import parse
from django.core.management import get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from parvis.ground.core.errors import Refused
from parvis.ground.core.transfer import transfer


class Command(BaseCommand):
    help = "Copy this database into an empty one, for example from SQLite to PostgreSQL."

    def add_arguments(self, parser):
        parser.add_argument("target", help="postgres://user:password@host:port/name")

    def handle(self, *, target, **options):
        connections.databases["target"] = connections["default"].settings_dict | {"OPTIONS": {}} | parse(target)
        self.stdout.write("Making the tables of the target, then copying the rows…")
        try:
            transfer("default", "target", self.stdout.write)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        finally:
            connections["target"].close()
        self.reindex(target)
        self.stdout.write("Every table holds the same number of rows. Set DATABASE_URL to the target and start again.")

    def reindex(self, target):
        if "reindex" in get_commands():
            self.stdout.write("Building the search index of the target…")
            command = [sys.executable, "-m", "parvis", "reindex"]
            subprocess.run(command, env=os.environ | {"DATABASE_URL": target}, check=True)
