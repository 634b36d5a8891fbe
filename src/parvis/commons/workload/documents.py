"""D37, statements of hours and of kilometres of one month; D10, the claim of a member: as content trees."""

from parvis.ground.core import french
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.texts import texts_for

from . import hours, queries, sheets
from .choices import LineKind, UseStatus

_MONTH_WORDS = (("agent", "le nom de l’agent"), ("mois", "le mois, en toutes lettres"))

HOURS = DocumentKind(
    code="workload.hours",
    number="D37",
    label="État des heures et récupérations",
    words=_MONTH_WORDS,
    signed=True,
    signatory_title="La direction",
    parts=(
        TextPart(
            "introduction",
            "Introduction",
            "<p>Séances en dehors des heures de bureau et récupérations de {agent}, {mois}. Chaque séance est créditée "
            "au taux en vigueur le jour où elle se tient, arrondi à la minute.</p>",
        ),
    ),
)
MILEAGE = DocumentKind(
    code="workload.mileage",
    number="D37",
    label="État kilométrique",
    words=_MONTH_WORDS,
    signed=True,
    signatory_title="La direction",
    parts=(
        TextPart(
            "introduction",
            "Introduction",
            "<p>Trajets de {agent}, {mois}. Seuls les trajets en véhicule personnel donnent droit à l’indemnité.</p>",
        ),
    ),
)
CLAIM = DocumentKind(
    code="workload.claim",
    number="D10",
    label="État de frais de membre",
    words=(("nom", "le nom du membre"), ("reunion", "la réunion"), ("date", "le jour de la réunion")),
    signed=True,
    signatory_title="La mission participation",
    parts=(
        TextPart(
            "introduction",
            "Introduction",
            "<p>{nom} demande le remboursement des frais engagés pour : {reunion}, le {date}.</p>",
        ),
    ),
)
KINDS = (HOURS, MILEAGE, CLAIM)


def hours_statement(user, authority, month):
    """(tree, template) of the hours and recoveries of a month."""
    found = sheets.month_of(user, authority, month)
    texts = texts_for(authority, HOURS.code)
    blocks = [
        *texts.part("introduction", agent=str(user), mois=french.month(month)),
        tree.Heading(1, "Séances"),
        _sessions(found),
        tree.Heading(1, "Récupérations"),
        _uses(found),
        tree.Heading(1, "Solde"),
        _balance(found),
    ]
    return texts.document(f"État des heures, {french.month(month)}", blocks, subtitle=str(user)), texts.template


def _sessions(month):
    rows = [
        (
            french.short_date(day.day), session.label, session.get_kind_display(), _span(session),
            hours.words(session.counted_minutes), str(session.rate), hours.words(session.credited_minutes),
        )
        for day in month.days
        for session in day.sessions
        if session.rate is not None
    ]  # fmt: skip
    if not rows:
        return tree.Paragraph("Aucune séance n’est créditée ce mois-ci.")
    rows.append(("Total", "", "", "", "", "", hours.words(month.credited)))
    head = ("Jour", "Objet", "Nature", "Heures", "Compté", "Taux", "Crédité")
    return tree.Table(
        head, tuple(rows), caption="Séances créditées", row_heads=True, numeric=(4, 5, 6), widths=(5, 8, 4, 6, 4, 3, 4)
    )


def _span(session):
    return f"{french.hour(session.starts_at)} – {french.hour(session.ends_at)}"


def _uses(month):
    rows = [
        (french.short_date(day.day), use.label, hours.words(use.minutes))
        for day in month.days
        for use in day.uses
        if use.status == UseStatus.TAKEN
    ]
    if not rows:
        return tree.Paragraph("Aucune récupération n’est prise ce mois-ci.")
    rows.append(("Total", "", hours.words(month.used)))
    return tree.Table(
        ("Jour", "Précision", "Durée"), tuple(rows), caption="Récupérations prises", row_heads=True, numeric=(2,)
    )


def _balance(month):
    rows = (
        ("Crédité depuis l’origine", hours.words(month.balance.credited)),
        ("Récupéré", hours.words(month.balance.used)),
        ("Solde", hours.words(month.balance.minutes)),
        ("Soirées de l’année", month.evenings),
        ("Samedis de l’année", month.saturdays),
    )
    return tree.Table(("Compteur", "Valeur"), rows, caption="Solde et compteurs", row_heads=True)


def mileage_statement(user, authority, month):
    """(tree, template) of the trips of a month, with what each gives back."""
    found = sheets.month_of(user, authority, month)
    texts = texts_for(authority, MILEAGE.code)
    blocks = [
        *texts.part("introduction", agent=str(user), mois=french.month(month)),
        _trips(queries.mileage(found.trips, authority), found.km_tenths),
    ]
    return texts.document(f"État kilométrique, {french.month(month)}", blocks, subtitle=str(user)), texts.template


def _trips(lines, km_tenths):
    if not lines:
        return tree.Paragraph("Aucun trajet n’est noté ce mois-ci.")
    rows = [
        (
            french.short_date(trip.day), trip.purpose, f"{trip.origin} – {trip.destination}",
            trip.get_vehicle_display(), hours.km_words(trip.km_tenths), french.money(cents),
        )
        for trip, cents in lines
    ]  # fmt: skip
    rows.append(("Total", "", "", "", hours.km_words(km_tenths), french.money(sum(cents for _, cents in lines))))
    head = ("Jour", "Motif", "Trajet", "Moyen", "Distance", "Indemnité")
    return tree.Table(head, tuple(rows), caption="Trajets", row_heads=True, numeric=(4, 5), widths=(4, 6, 6, 5, 4, 4))


def claim_statement(claim):
    """(tree, template) of a member's claim, to be signed and paid."""
    texts = texts_for(claim.authority, CLAIM.code)
    lines = list(claim.lines.all())
    blocks = [
        *texts.part(
            "introduction", nom=claim.person.full_name, reunion=claim.meeting, date=french.plain_date(claim.day)
        ),
        _expenses(lines),
    ]
    title = f"État de frais, {french.plain_date(claim.day)}"
    return texts.document(title, blocks, subtitle=claim.person.full_name), texts.template


def _expenses(lines):
    rows = [(line.get_kind_display(), line_words(line), french.money(line.cents)) for line in lines]
    rows.append(("Total", "", french.money(sum(line.cents for line in lines))))
    return tree.Table(
        ("Dépense", "Précision", "Montant"), tuple(rows), caption="Dépenses", row_heads=True, numeric=(2,)
    )


def line_words(line):
    """« 36 km, aller et retour »."""
    told = [hours.km_words(line.km_tenths)] if line.kind == LineKind.MILEAGE else []
    return ", ".join(filter(None, [*told, line.label]))
