"""Sealing the journal into a chain, and checking it."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from .models import JournalLine, JournalSeal

GENESIS = "0" * 64
BATCH = 2000


def seal_pending():
    """Put every line not yet sealed at the end of the chain, in order; returns how many. One job at a time does it.

    Two sealers at once cannot both write the same number: the primary key refuses the second, whose batch is
    taken up again at the next call.
    """
    sealed = 0
    while batch := _seal_batch():
        sealed += batch
    return sealed


@transaction.atomic
def _seal_batch():
    last = JournalSeal.objects.select_for_update().order_by("-number").first()
    number, digest = (last.number, last.digest) if last else (0, GENESIS)
    seals = []
    for line in JournalLine.objects.unsealed().order_by("id")[:BATCH]:
        number += 1
        digest = JournalSeal.digest_of(number, digest, line)
        seals.append(JournalSeal(number=number, line=line, digest=digest))
    JournalSeal.objects.bulk_create(seals)
    return len(seals)


@dataclass(frozen=True)
class Finding:
    """Something wrong in the journal: `kind` is « break », « missing » or « unsealed »."""

    kind: str
    number: int | None
    line_id: int | None

    def __str__(self):
        return {
            "break": f"Rupture de la chaîne au scellé {self.number} (ligne {self.line_id}).",
            "missing": f"Scellé {self.number} : la ligne {self.line_id} a disparu.",
            "gap": f"Il manque un scellé avant le numéro {self.number}.",
            "unsealed": f"La ligne {self.line_id} attend son scellé depuis trop longtemps.",
        }[self.kind]


def verify(*, patience=dt.timedelta(hours=1)):
    """Walk the whole chain; yields a `Finding` for a break, a missing line, a gap, or a line unsealed for too long."""
    digest, expected = GENESIS, 0
    lines = JournalLine.objects.in_bulk
    for seals in _pages():
        found = lines([s.line_id for s in seals])
        for seal in seals:
            expected += 1
            if seal.number != expected:
                yield Finding("gap", seal.number, seal.line_id)
                expected = seal.number
            line = found.get(seal.line_id)
            if line is None:
                yield Finding("missing", seal.number, seal.line_id)
            elif JournalSeal.digest_of(seal.number, digest, line) != seal.digest:
                yield Finding("break", seal.number, seal.line_id)
            digest = seal.digest
    yield from _forgotten(patience)


def _pages(size=2000):
    last = 0
    while page := list(JournalSeal.objects.filter(number__gt=last).order_by("number")[:size]):
        yield page
        last = page[-1].number


def _forgotten(patience):
    late = timezone.now() - patience
    for line in JournalLine.objects.unsealed().filter(recorded_at__lt=late).order_by("id")[:100]:
        yield Finding("unsealed", None, line.pk)
