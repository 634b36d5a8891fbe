"""The expenses of a budget for the finance software: one row an expense, in columns that do not change."""

from decimal import Decimal

from parvis.ground.core.sheets import csv_bytes

from .models import Expense

COLUMNS = (
    ("identifiant", "numéro de la dépense dans Parvis, qui ne change jamais", lambda e: e.pk),
    ("exercice", "année du budget", lambda e: e.line.budget.year),
    ("budget", "intitulé du budget", lambda e: e.line.budget.label),
    ("dispositif", "instance ou démarche ; vide pour le budget de la mission", lambda e: e.line.budget.scheme),
    ("section", "fonctionnement ou investissement", lambda e: e.line.get_section_display()),
    ("numero_ligne", "rang de la ligne dans le budget", lambda e: e.line.number),
    ("ligne", "nom de la ligne", lambda e: e.line.label),
    ("nature", "compte par nature", lambda e: e.line.nature),
    ("code_analytique", "code analytique", lambda e: e.line.analytic_code),
    ("objet", "objet de la dépense", lambda e: e.label),
    ("fournisseur", "nom du fournisseur", lambda e: e.supplier_words),
    ("siret", "SIRET du fournisseur, quand sa fiche le porte", lambda e: e.supplier.siret if e.supplier else ""),
    ("bon_de_commande", "référence du bon de commande", lambda e: e.order_reference),
    ("etat", "estimée, engagée, facturée, payée ou annulée", lambda e: e.get_status_display()),
    ("estime_ttc", "montant estimé, en euros", lambda e: euros(e.estimated_cents)),
    ("engage_ttc", "montant engagé, en euros", lambda e: euros(e.committed_cents)),
    ("date_engagement", "jour de l’engagement", lambda e: e.committed_on),
    ("facture_ttc", "montant facturé, en euros", lambda e: euros(e.invoiced_cents)),
    ("numero_facture", "numéro de la facture", lambda e: e.invoice_number),
    ("date_facture", "date de la facture", lambda e: e.invoiced_on),
    ("taux_tva", "taux de TVA, en pour cent", lambda e: euros(e.vat_basis_points)),
    ("paye_ttc", "montant payé, en euros", lambda e: euros(e.paid_cents)),
    ("date_paiement", "jour du paiement", lambda e: e.paid_on),
)
"""(header, what it holds, how it is read). Amounts have a decimal comma; dates are written 16/11/2026."""


def euros(hundredths):
    """Cents as euros with two decimals; nothing stays nothing."""
    return None if hundredths is None else Decimal(hundredths) / 100


def rows(budget):
    """The values of each expense, in the order of the lines; a related record is named."""
    expenses = Expense.objects.filter(line__budget=budget).for_list().order_by("line__number", "pk")
    for expense in expenses.iterator(chunk_size=500):
        values = (read(expense) for _, _, read in COLUMNS)
        yield [str(value) if hasattr(value, "_meta") else value for value in values]


def finance_csv(budget):
    """The file, piece by piece: semicolons, UTF-8; a text that looks like a formula is written as a text."""
    return csv_bytes([header for header, _, _ in COLUMNS], rows(budget))
