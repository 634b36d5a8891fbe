"""Promises of past years, from a spreadsheet."""

import re

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from parvis.commons.imports import parsing
from parvis.commons.imports.importing import Column, Importer, LineError
from parvis.commons.people.models import Person, fold_name
from parvis.commons.schemes.models import Scheme
from parvis.ground.authorities.models import Department

from . import lifecycle
from .choices import Status
from .models import Commitment, ProgressReport

NUMBERED = re.compile(r"\S+-\d{4}-\d+ R\d+")
"""« S-2025-03 R4 »: an answer to a recommendation makes one promise, however a file words it."""

TAKEN = "Repris d’un tableau."


def write_commitment(row, batch):
    """One line, one promise in the state it had reached. One that is already there is brought to that state."""
    if known := _known(row, batch):
        complete_state(known, row, batch)
        return
    commitment = batch.add(
        lifecycle.promise(
            batch.authority, by=batch.by, title=row["title"], details=row["details"], due_on=row["due_on"],
            promised_on=row["promised_on"], reference=row["reference"], is_public=bool(row["is_public"]),
            owner=_owner(row["owner"], batch), department=_department(row["department"], batch),
            scheme=_scheme(row["scheme"], batch),
        )
    )  # fmt: skip
    reach_state(commitment, row, batch)


def reach_state(commitment, row, batch):
    """Bring a promise of past years to the state that the line says, with what proves it.

    `row` has `status`, `done_on`, `public_reason`, `evidence_url`, and `progress` where the file tells it.
    """
    text = row.get("progress", "")
    if text or row["evidence_url"]:
        batch.add(_report(commitment, text or f"Avancement : {TAKEN.lower()}", row["evidence_url"], batch))
    _close(commitment, row, batch)


def complete_state(commitment, row, batch):
    """The same for a promise that was there before the file: it goes forward, never back.

    A report says that the file moved it, so that undoing the import takes the step back (`reopen_moved`).
    """
    status = row["status"] or Status.TO_DO
    if commitment.is_open and status not in (Status.TO_DO, commitment.status):
        told = row.get("progress", "") or f"Avancement : {TAKEN.lower()}"
        reach_state(commitment, {**row, "progress": told}, batch)


def reopen_moved(batch):
    """When an import is undone, the promises that it closed without having made them go on again."""
    reports = _rows_of(batch, ProgressReport)
    moved = Commitment.objects.filter(reports__in=reports).exclude(pk__in=_rows_of(batch, Commitment))
    keys = list(moved.exclude(status__in=lifecycle.OPEN).values_list("pk", flat=True).distinct())
    return lambda: [
        lifecycle.reopen(commitment, reason="L’import qui le disait clos est défait.", by=None)
        for commitment in Commitment.objects.filter(pk__in=keys)
    ]


def _rows_of(batch, model):
    return batch.rows.filter(content_type=ContentType.objects.get_for_model(model)).values("object_id")


def _known(row, batch):
    """The promise that the line speaks of: by the recommendation it answers, else the same words on the same days."""
    rows = Commitment.objects.of(batch.authority)
    if NUMBERED.fullmatch(row["reference"]):
        return rows.filter(reference=row["reference"]).first()
    return rows.filter(title=row["title"], promised_on=row["promised_on"], due_on=row["due_on"]).first()


def _report(commitment, text, evidence_url, batch):
    if evidence_url:
        try:
            URLValidator()(evidence_url)
        except ValidationError:
            raise LineError("Cette adresse n’est pas celle d’une page : elle commence par https://.", "evidence_url")
    return lifecycle.report(commitment, text=text, evidence_url=evidence_url, by=batch.by)


def _close(commitment, row, batch):
    status = row["status"] or Status.TO_DO
    if status == Status.IN_PROGRESS and commitment.status == Status.TO_DO:
        lifecycle.start(commitment, by=batch.by)
    elif status == Status.DONE:
        if row["done_on"] is None:
            raise LineError("Dites quand l’engagement a été tenu.", column="done_on")
        lifecycle.complete(commitment, done_on=row["done_on"], by=batch.by, override=TAKEN)
    elif status == Status.ABANDONED:
        if not row["public_reason"]:
            raise LineError("Dites pourquoi l’engagement est abandonné.", column="public_reason")
        lifecycle.abandon(commitment, public_reason=row["public_reason"], by=batch.by)


def _owner(name, batch):
    if not name:
        return None
    found = list(Person.objects.of(batch.authority).filter(folded_name=fold_name("", name))[:2])
    if len(found) != 1:
        words = "Plusieurs personnes portent" if found else "Personne ne porte"
        raise LineError(f"{words} ce nom ici.", column="owner")
    return found[0]


def _department(name, batch):
    return _named(Department, name, batch, "department", "Aucun service ne porte ce nom.")


def _scheme(name, batch):
    return _named(Scheme, name, batch, "scheme", "Aucun dispositif ne porte ce nom.")


def _named(model, name, batch, column, sentence):
    if not name:
        return None
    known = batch.memory.setdefault(model, {})
    if name.lower() not in known:
        known[name.lower()] = model.objects.of(batch.authority).filter(name__iexact=name).first()
    if known[name.lower()] is None:
        raise LineError(sentence, column=column)
    return known[name.lower()]


STATE_COLUMNS = (
    Column(
        "status", "État", synonyms=("Statut", "Avancée", "État de l’engagement"),
        help="à faire, en cours, tenu ou abandonné",
        parse=parsing.choice(Status, realise="done", fait="done", termine="done", abandonnee="abandoned"),
    ),
    Column("done_on", "Tenu le", parse=parsing.date, synonyms=("Réalisé le", "Fait le")),
    Column("public_reason", "Raison de l’abandon", synonyms=("Motif", "Motif de l’abandon")),
    Column("evidence_url", "Adresse d’une preuve", synonyms=("Preuve", "Lien")),
)  # fmt: skip
"""Where a promise stands, as every file of past years says it (see `reach_state`)."""

COMMITMENTS = Importer(
    key="commitments",
    label="Engagements",
    description="Une ligne par engagement pris, avec son échéance et l’état où il en est. Un engagement déjà là, "
    "pris en réponse à une recommandation ou écrit de la même façon, reçoit l’état que dit la ligne.",
    permission="commitments.import_commitment",
    columns=(
        Column("title", "Engagement", required=True, synonyms=("Intitulé", "Promesse", "Action")),
        Column("details", "Précisions", synonyms=("Détail", "Description")),
        Column("promised_on", "Pris le", required=True, parse=parsing.date, synonyms=("Date", "Date de l’engagement")),
        Column("due_on", "Échéance", required=True, parse=parsing.date, synonyms=("Pour le", "Date prévue")),
        Column("owner", "Personne qui en répond", synonyms=("Responsable", "Élu"), help="nom et prénom"),
        Column("department", "Service chargé", synonyms=("Service", "Direction"), help="son nom exact"),
        Column("scheme", "Dispositif", synonyms=("Instance", "Conseil"), help="son nom exact"),
        Column("reference", "Origine", synonyms=("Référence", "Recommandation"), example="S-2025-03 R4"),
        *STATE_COLUMNS,
        Column("progress", "Avancement", synonyms=("Commentaire", "Point d’avancement")),
        Column("is_public", "Publié", parse=parsing.boolean, synonyms=("Public",), help="oui ou non"),
    ),
    write=write_commitment,
    undo=reopen_moved,
)  # fmt: skip
