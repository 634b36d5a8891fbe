"""Budgets of past years, or prepared in a spreadsheet: one row a line."""

from django.contrib.contenttypes.models import ContentType

from parvis.commons.imports import parsing
from parvis.commons.imports.importing import Column, Importer, LineError
from parvis.commons.schemes.models import Scheme
from parvis.ground.core.errors import Refused

from . import lifecycle
from .choices import UNVOTED, Section
from .models import Budget

MOST = 100_000_000_000


def write_line(row, batch):
    """One line of a budget; the budget is prepared when the year has none yet. One that is there stays as it is."""
    budget = _budget(row, batch)
    if budget.lines.filter(label__iexact=row["label"]).exists():
        return
    if budget.status not in UNVOTED:
        raise LineError("Ce budget est déjà voté : ses lignes ne s’importent plus.", column="label")
    if row["voted_cents"] > MOST:
        raise LineError("Ce montant est trop grand : vérifiez-le.", column="voted_cents")
    batch.add(
        lifecycle.add_line(
            budget, by=batch.by, label=row["label"], voted_cents=row["voted_cents"], nature=row["nature"],
            analytic_code=row["analytic_code"], section=row["section"] or Section.OPERATING,
        )
    )  # fmt: skip


def keep_voted(batch):
    """A budget that was voted since its import stays: other acts rest on it."""
    budgets = ContentType.objects.get_for_model(Budget)
    rows = Budget.objects.filter(pk__in=batch.rows.filter(content_type=budgets).values("object_id"))
    if rows.exclude(status__in=UNVOTED).exists():
        raise Refused("Un budget de cet import est voté : l’import ne peut plus être défait.")


def _budget(row, batch):
    scheme = _scheme(row["scheme"], batch)
    known = batch.memory.setdefault(Budget, {})
    key = (scheme and scheme.pk, row["year"])
    if key not in known:
        known[key] = Budget.objects.of(batch.authority).filter(scheme=scheme, year=row["year"]).first()
    if known[key] is None:
        label = row["budget"] or (f"Budget : {scheme.name}" if scheme else "Budget de la mission")
        known[key] = batch.add(
            lifecycle.prepare(batch.authority, by=batch.by, year=row["year"], label=label[:200], scheme=scheme)
        )
    return known[key]


def _scheme(name, batch):
    if not name:
        return None
    known = batch.memory.setdefault(Scheme, {})
    if name.lower() not in known:
        known[name.lower()] = Scheme.objects.of(batch.authority).filter(name__iexact=name).first()
    if known[name.lower()] is None:
        raise LineError("Aucun dispositif ne porte ce nom.", column="scheme")
    return known[name.lower()]


BUDGET_LINES = Importer(
    key="budget_lines",
    label="Budgets",
    description="Une ligne par ligne de budget. Le budget d’une année est préparé à la première de ses lignes ; les "
    "budgets déjà votés ne changent pas.",
    permission="finance.import_budget",
    columns=(
        Column("year", "Exercice", required=True, parse=parsing.year, synonyms=("Année", "Budget de l’année")),
        Column("scheme", "Dispositif", synonyms=("Instance", "Conseil"), help="son nom exact ; vide pour la mission"),
        Column("budget", "Budget", synonyms=("Intitulé du budget",)),
        Column("label", "Ligne", required=True, synonyms=("Libellé", "Intitulé de la ligne", "Poste")),
        Column(
            "voted_cents", "Montant", required=True, parse=parsing.cents, example="4 500,00",
            synonyms=("Voté", "Crédits", "Montant voté", "Montant TTC"),
        ),
        Column("nature", "Nature", synonyms=("Compte", "Article"), example="6234 Réceptions"),
        Column("analytic_code", "Code analytique", synonyms=("Analytique",)),
        Column(
            "section", "Section", parse=parsing.choice(Section, f="operating", i="investment"),
            help="fonctionnement ou investissement",
        ),
    ),
    write=write_line,
    undo=keep_voted,
)  # fmt: skip
