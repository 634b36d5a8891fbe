"""`parvis backup FILE`: database and files together, while the product goes on."""

from django.core.management.base import BaseCommand, CommandError

from parvis.ground.core import archive
from parvis.ground.core.errors import Refused


class Command(BaseCommand):
    help = "Write the database and the files into one archive."

    def add_arguments(self, parser):
        parser.add_argument("file", help="where to write the archive, for example parvis-2026-11-16.tar")

    def handle(self, *, file, **options):
        self.stdout.write("Writing the database, then the files…")
        try:
            manifest = archive.write(file)
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        count = len(manifest["entries"]) - 1
        size = sum(entry["size"] for entry in manifest["entries"].values()) / 1_000_000
        self.stdout.write(f"{file} holds the database ({manifest['engine']}) and {count} files: {size:.1f} MB.")
