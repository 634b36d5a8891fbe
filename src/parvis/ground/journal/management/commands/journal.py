"""`parvis journal seal` and `parvis journal verify`."""

import datetime as dt

from django.core.management.base import BaseCommand, CommandError

from parvis.ground.journal import chain
from parvis.ground.journal.models import JournalLine, JournalSeal


class Command(BaseCommand):
    help = "Scelle le journal, ou vérifie sa chaîne."

    def add_arguments(self, parser):
        parser.add_argument("act", choices=["seal", "verify"])
        parser.add_argument("--patience", type=int, default=60, help="minutes avant qu’une ligne non scellée alerte")

    def handle(self, *, act, patience, **options):
        if act == "seal":
            self.stdout.write(f"{chain.seal_pending()} ligne(s) scellée(s).")
            return
        findings = list(chain.verify(patience=dt.timedelta(minutes=patience)))
        for finding in findings:
            self.stderr.write(str(finding))
        if findings:
            raise CommandError(f"Journal : {len(findings)} anomalie(s).")
        sealed, total = JournalSeal.objects.count(), JournalLine.objects.count()
        self.stdout.write(f"Journal intact : {sealed} lignes scellées sur {total}.")
