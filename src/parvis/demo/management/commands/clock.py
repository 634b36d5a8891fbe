"""`parvis clock`: read or set the clock that web and worker live by, outside production."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from parvis.ground.core import clock


class Command(BaseCommand):
    help = "Show or set the clock of the demonstration."

    def add_arguments(self, parser):
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("show", help="tell the moment in which the product lives")
        for act, words in (("freeze", "stop at that moment"), ("shift", "run on from that moment")):
            acts.add_parser(act, help=words).add_argument("moment", help="2026-03-16 or 2026-03-16T09:00, in Paris")
        acts.add_parser("release", help="go back to the real time")

    def handle(self, *, act, moment="", **options):
        if act != "show" and settings.PRODUCTION:
            raise CommandError("In production the clock always shows the real time.")
        if act == "release":
            clock.release()
        elif act != "show":
            self._set(act, moment)
        kind = "the real time" if clock.is_real() else "set"
        self.stdout.write(f"{clock.now():%Y-%m-%d %H:%M:%S} ({kind})")

    @staticmethod
    def _set(act, moment):
        try:
            getattr(clock, act)(moment if "T" in moment or " " in moment else f"{moment}T09:00")
        except ValueError as error:
            raise CommandError(
                f"« {moment} » is not a day such as 2026-03-16, nor a moment such as 2026-03-16T09:00."
            ) from error
