"""`parvis rules load`: write the legal figures that this version of the product brings."""

from django.core.management.base import BaseCommand

from parvis.ground.authorities.defaults import load_rules


class Command(BaseCommand):
    help = "Legal rules: « load » writes the general rows that are missing; rows already there are never touched."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["load"])

    def handle(self, *, action, **options):
        self.stdout.write(f"Legal rules written: {load_rules()}.")
