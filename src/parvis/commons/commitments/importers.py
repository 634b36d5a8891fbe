"""Promises of past years, from a spreadsheet."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from parvis.commons.imports import parsing
from parvis.commons.imports.importing import Column, Importer, LineError
from parvis.commons.people.models import Person, fold_name
from parvis.commons.schemes.models import Scheme
from parvis.ground.authorities.models import Department

from . import lifecycle
from .choices import Status
from .models import Commitment


def write_commitment(row, batch):
    """One line, one promise in the state it had reached. The same title and date on the same day is already there."""
    same = Commitment.objects.of(batch.authority).filter(
        title=row["title"], promised_on=row["promised_on"], due_on=row["due_on"]
    )
    if same.exists():
        return
    commitment = batch.add(
        lifecycle.promise(
            batch.authority, by=batch.by, title=row["title"], details=row["details"], due_on=row["due_on"],
            promised_on=row["promised_on"], reference=row["reference"], is_public=bool(row["is_public"]),
            owner=_owner(row["owner"], batch), department=_department(row["department"], batch),
            scheme=_scheme(row["scheme"], batch),
        )
    )  # fmt: skip
    if row["progress"] or row["evidence_url"]:
        text = row["progress"] or "Avancement repris d’un tableau."
        batch.add(_report(commitment, text, row["evidence_url"], batch))
    _close(commitment, row, batch)


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
        lifecycle.complete(commitment, done_on=row["done_on"], by=batch.by, override="Repris d’un tableau.")
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


COMMITMENTS = Importer(
    key="commitments",
    label="Engagements",
    description="Une ligne par engagement pris, avec son échéance et l’état où il en est.",
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
        Column(
            "status", "État", synonyms=("Statut", "Avancée"), help="à faire, en cours, tenu ou abandonné",
            parse=parsing.choice(Status, realise="done", fait="done", termine="done", abandonnee="abandoned"),
        ),
        Column("done_on", "Tenu le", parse=parsing.date, synonyms=("Réalisé le", "Fait le")),
        Column("public_reason", "Raison de l’abandon", synonyms=("Motif",)),
        Column("progress", "Avancement", synonyms=("Commentaire", "Point d’avancement")),
        Column("evidence_url", "Adresse d’une preuve", synonyms=("Preuve", "Lien")),
        Column("is_public", "Publié", parse=parsing.boolean, synonyms=("Public",), help="oui ou non"),
    ),
    write=write_commitment,
)  # fmt: skip
