"""School holidays and other days on which one would rather not meet, from a spreadsheet or the ministry's file."""

import datetime as dt

from parvis.commons.imports import parsing
from parvis.commons.imports.importing import Column, Importer, LineError
from parvis.ground.authorities.choices import PeriodKind
from parvis.ground.authorities.models import AvoidedPeriod
from parvis.ground.core import clock

TEACHERS = "enseignants"
ONE_DAY = dt.timedelta(days=1)
SOURCE = "Repris d’un tableur"


def first_day(cell):
    """A day, or the moment at which classes stop, as the ministry's file writes it (in universal time)."""
    return _day_of(cell) or parsing.date(cell)


def last_day(cell):
    """A day; of a moment, the eve: the ministry's file gives the day on which classes start again."""
    resumes = _day_of(cell)
    return resumes - ONE_DAY if resumes else parsing.date(cell)


def _day_of(cell):
    if "T" not in cell or not ("+" in cell or cell.endswith("Z")):
        return None
    try:
        return clock.local(dt.datetime.fromisoformat(cell.replace("Z", "+00:00"))).date()
    except ValueError:
        return None


def write_period(row, batch):
    """One period; one that is there already stays as it is. What concerns teachers alone is left out."""
    if row["population"].strip().lower() == TEACHERS:
        return
    if row["ends_on"] < row["starts_on"]:
        raise LineError("Le dernier jour précède le premier.", column="ends_on")
    zone = row["zone"].removeprefix("Zone").strip()
    known = AvoidedPeriod.objects.of(batch.authority).filter(
        label=row["label"], starts_on=row["starts_on"], kind=row["kind"] or PeriodKind.SCHOOL
    )
    if not known.exists():
        batch.add(
            AvoidedPeriod.objects.create(
                authority=batch.authority, kind=row["kind"] or PeriodKind.SCHOOL, label=row["label"], zone=zone[:20],
                starts_on=row["starts_on"], ends_on=row["ends_on"], source=SOURCE,
            )
        )  # fmt: skip


PERIODS = Importer(
    key="avoided_periods",
    label="Vacances scolaires et périodes à éviter",
    description="Une ligne par période. Le fichier CSV du ministère se lit tel quel : n’y gardez que votre zone.",
    permission="meetings.import_meeting",
    columns=(
        Column(
            "label", "Période", required=True, synonyms=("Description", "Nom", "Libellé"), example="Vacances de Noël"
        ),
        Column("starts_on", "Premier jour", required=True, parse=first_day, synonyms=("Date de début", "Début")),
        Column("ends_on", "Dernier jour", required=True, parse=last_day, synonyms=("Date de fin", "Fin")),
        Column("zone", "Zone", synonyms=("Zones",), example="B"),
        Column("kind", "Nature", parse=parsing.choice(PeriodKind)),
        Column("population", "Population", help="les lignes des enseignants seuls sont laissées"),
    ),
    write=write_period,
)  # fmt: skip
