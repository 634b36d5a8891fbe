"""D29, the state of a budget: voted, committed, paid and available, line by line; signed once the year is closed."""

from parvis.ground.core import clock, french
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.texts import texts_for

from . import queries
from .choices import ExpenseStatus
from .models import Expense

STATE = DocumentKind(
    code="finance.state",
    number="D29",
    label="État du budget",
    words=(
        ("budget", "l’intitulé du budget"),
        ("exercice", "l’année"),
        ("beneficiaire", "la mission ou le dispositif"),
        ("date", "le jour dont les chiffres sont donnés"),
        ("cloture", "qui a clos l’exercice, et quand"),
        ("empreinte", "l’empreinte des lignes closes"),
    ),
    signed=True,
    signatory_title="La directrice ou le directeur",
    parts=(
        TextPart(
            "introduction",
            "Introduction",
            "<p>État du budget « {budget} » de l’exercice {exercice} ({beneficiaire}), au {date}.</p>",
        ),
        TextPart(
            "closing",
            "Clôture",
            "<p>L’exercice est clos : {cloture}. Les lignes et les dépenses ne changent plus. L’empreinte de leur "
            "contenu (SHA-256) est {empreinte}.</p>",
            help="Ne paraît que dans l’état d’un exercice clos.",
        ),
    ),
)
KINDS = (STATE,)
HEAD = ("Ligne", "Voté", "Engagé", "Payé", "Disponible", "Après estimations")


def state(budget, *, on=None):
    """(tree, template) of a budget as it stands today, or as it stood at the end of a past day."""
    on = on or clock.today()
    rows = queries.figures(budget, on=on if on < clock.today() else None)
    texts = texts_for(budget.authority, STATE.code)
    words = _words(budget, on)
    blocks = [*texts.part("introduction", **words), tree.Heading(1, "Les lignes"), _lines(rows)]
    blocks += [*_funding(budget), *_moves(budget, on), *_expenses(budget, on)]
    if budget.is_closed:
        blocks += [tree.Heading(1, "Clôture"), *texts.part("closing", **words), texts.signature(on=clock.today())]
    subtitle = f"{budget.owner_words[:1].upper()}{budget.owner_words[1:]}, au {words['date']}"
    title = f"État du budget {budget.year} : {budget.label}"
    return texts.document(title, blocks, subtitle=subtitle, seal=budget.seal), texts.template


def _words(budget, on):
    closing = ""
    if budget.is_closed:
        closing = f"le {french.plain_date(budget.closed_at)}, par {budget.closed_by}"
    return {
        "budget": budget.label, "exercice": str(budget.year), "beneficiaire": budget.owner_words,
        "date": french.plain_date(on), "cloture": closing, "empreinte": budget.seal,
    }  # fmt: skip


def _lines(rows):
    cells = [[str(row.line), *_amounts(row.figures)] for row in rows]
    cells.append(["Total", *_amounts(queries.total(rows))])
    return tree.Table(
        HEAD, tuple(cells), caption="Voté, engagé, payé et disponible, en euros", row_heads=True,
        numeric=(1, 2, 3, 4, 5), widths=(6, 3, 3, 3, 3, 3),
    )  # fmt: skip


def _amounts(found):
    names = (found.voted, found.committed, found.paid, found.available, found.available_after_estimates)
    return map(french.money, names)


def _funding(budget):
    if sources := list(budget.funding.all()):
        yield tree.Heading(1, "Financement")
        cells = tuple([source.label, french.money(source.cents)] for source in sources)
        yield tree.Table(("Origine", "Montant"), cells, caption="Qui finance ce budget", row_heads=True, numeric=(1,))


def _moves(budget, on):
    moves = budget.reallocations.filter(decided_on__lte=on).select_related("from_line", "to_line")
    if moves:
        cells = tuple(
            [french.short_date(m.decided_on), str(m.from_line), str(m.to_line), french.money(m.cents)] for m in moves
        )
        yield tree.Heading(1, "Virements entre lignes")
        yield tree.Table(("Décidé le", "De", "Vers", "Montant"), cells, caption="Virements entre lignes", numeric=(3,))


def _expenses(budget, on):
    rows = Expense.objects.filter(line__budget=budget, estimated_on__lte=on).for_list()
    rows = rows.exclude(status=ExpenseStatus.CANCELLED).order_by("line__number", "estimated_on", "pk")
    if rows:
        cells = tuple(
            [e.label, str(e.line), e.supplier_words or "à préciser", e.get_status_display(), french.money(e.due_cents)]
            for e in rows
        )
        yield tree.Heading(1, "Les dépenses")
        yield tree.Paragraph(f"Dans l’état où elles sont le {french.plain_date(clock.today())}.")
        yield tree.Table(
            ("Objet", "Ligne", "Fournisseur", "État", "Montant"), cells, caption="Dépenses du budget", row_heads=True,
            numeric=(4,), widths=(6, 5, 4, 3, 3),
        )  # fmt: skip
