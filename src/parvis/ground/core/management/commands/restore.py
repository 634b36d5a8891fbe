"""`parvis restore FILE`: put back what `parvis backup` wrote. Stop the services first."""

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from parvis.ground.core import archive
from parvis.ground.core.errors import Refused


class Command(BaseCommand):
    help = "Replace the database and the files by those of an archive."

    def add_arguments(self, parser):
        parser.add_argument("file", help="an archive written by « parvis backup »")
        parser.add_argument("--replace", action="store_true", help="the database holds rows: lose them")

    def handle(self, *, file, replace, **options):
        if not replace and holds_rows():
            raise CommandError("The database holds rows that would be lost: say --replace if they may be.")
        self.stdout.write("Checking the archive, then restoring the files and the database…")
        try:
            manifest = archive.restore(file)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        count = len(manifest["entries"]) - 1
        self.stdout.write(f"Restored: the database of {manifest['made_at']} and {count} files.")


def holds_rows():
    """Whether an authority is served from this database."""
    try:
        return apps.get_model("authorities", "Authority").objects.exists()
    except DatabaseError:
        return False  # no tables yet: a fresh machine
