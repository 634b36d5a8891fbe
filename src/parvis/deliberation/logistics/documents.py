"""D09: the logistics sheet, the meal order handed to the protocol department, the confirmation sent to a speaker."""

from django.template.defaultfilters import capfirst

from parvis.ground.core import clock, french
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.texts import texts_for

from . import queries
from .choices import Right

ABOUT_MEETING = (("reunion", "le titre de la réunion"), ("date", "sa date"), ("lieu", "son lieu"))

SHEET = DocumentKind(
    code="logistics.sheet",
    number="D09",
    label="Fiche logistique et rétroplanning",
    words=(*ABOUT_MEETING, ("personnes", "le nombre de personnes attendues")),
    parts=(TextPart("introduction", "Introduction", "<p>{reunion}, {date}, {lieu}. {personnes}.</p>"),),
)
MEALS = DocumentKind(
    code="logistics.meals",
    number="D09",
    label="Commande de repas",
    words=(*ABOUT_MEETING, ("repas", "le nombre de repas"), ("heure", "l’heure du service")),
    signed=True,
    signatory_title="La mission participation citoyenne",
    parts=(
        TextPart(
            "introduction", "Introduction",
            "<p>Merci de préparer {repas} pour {reunion}, {date}, {lieu}. Service : {heure}.</p>",
        ),
        TextPart(
            "closing", "Conclusion",
            "<p>Les régimes et les allergies sont donnés en nombres. Merci d’étiqueter chaque plat avec ses "
            "allergènes.</p>",
        ),
    ),
)  # fmt: skip
SPEAKER = DocumentKind(
    code="logistics.speaker",
    number="D09",
    label="Confirmation d’intervention",
    words=(
        *ABOUT_MEETING, ("personne", "qui intervient"), ("sujet", "le sujet de l’intervention"),
        ("heure", "l’heure de l’intervention"), ("honoraires", "le montant des honoraires"),
        ("voyage", "le montant du voyage"),
    ),
    signed=True,
    signatory_title="La mission participation citoyenne",
    parts=(
        TextPart(
            "body", "Lettre",
            "<p>Nous vous remercions d’intervenir lors de {reunion}, {date}, {lieu}, sur le sujet « {sujet} » "
            "({heure}).</p><p>Vos honoraires sont de {honoraires} ; votre voyage est pris en charge pour {voyage}.</p>",
        ),
    ),
)  # fmt: skip
KINDS = (SHEET, MEALS, SPEAKER)
HEAD = ("À confirmer avant le", "Besoin", "Quantité", "Service ou fournisseur", "État", "Coût")


def sheet_document(sheet):
    """(tree, template) of the whole preparation: needs by date, then orders by supplier, then the costs."""
    texts, needs = texts_for(sheet.authority, SHEET.code), queries.needs_of(sheet)
    costs = queries.costs_of(sheet, needs)
    people = french.plural(queries.expected_at(sheet), "personne attendue", "personnes attendues")
    blocks = [
        *texts.part("introduction", **_meeting(sheet), personnes=people),
        tree.Paragraph(f"{capfirst(queries.state_of(needs).words)}. Tout doit l’être le "
                       f"{french.plain_date(queries.secured_by(sheet))}."),
        *([tree.Paragraph(sheet.notes)] if sheet.notes else []),
        tree.Heading(1, "Rétroplanning"), _planning(needs),
        *_warnings(sheet), *_orders(needs),
        tree.Heading(1, "Coût"),
        tree.Paragraph(f"Estimé : {french.money(costs.estimated)}. Connu ce jour : {french.money(costs.actual)}."),
    ]  # fmt: skip
    return texts.document(f"Fiche logistique : {sheet.meeting.title}", blocks), texts.template


def _meeting(sheet):
    meeting = sheet.meeting
    return {
        "reunion": meeting.title, "date": french.full_datetime(meeting.starts_at),
        "lieu": meeting.where or "lieu à préciser",
    }  # fmt: skip


def _planning(needs):
    rows = tuple(
        [
            french.short_date(need.due_on), need.label, str(need.quantity), need.provider_words or "à choisir",
            need.state_words, french.money(need.cost_cents) if need.cost_cents else "",
        ]
        for need in needs if not queries.given_up(need)
    )  # fmt: skip
    return tree.Table(HEAD, rows, caption="Besoins par date", numeric=(2, 5), widths=(3, 6, 2, 5, 3, 3))


def _warnings(sheet):
    told = [caution.message for caution in queries.venue_cautions(sheet)]
    if told:
        yield tree.Heading(1, "À savoir sur la salle")
        yield from map(tree.Paragraph, told)


def _orders(needs):
    yield tree.Heading(1, "Commandes par fournisseur")
    for provider, orders in queries.by_provider(needs):
        yield tree.Heading(2, provider or "À personne encore")
        for need in orders:
            more = f" : {need.details}" if need.details else ""
            yield tree.Paragraph(f"{need.label} ({need.quantity}){more}")


def meals_document(order):
    """(tree, template) of a meal order: quantities, place and hour, diets and allergies in counts; no name."""
    sheet = order.need.sheet
    texts = texts_for(order.authority, MEALS.code)
    hour = french.hour(order.served_at) if order.served_at else "à convenir"
    meals = french.plural(order.headcount, "repas", "repas")
    blocks = [*texts.part("introduction", **_meeting(sheet), repas=meals, heure=hour), _counts(order)]
    blocks += [tree.Paragraph(text) for text in (order.instructions, order.need.details) if text]
    blocks += [*texts.part("closing"), texts.signature(on=clock.today())]
    return texts.document(f"Commande de repas : {sheet.meeting.title}", blocks), texts.template


def _counts(order):
    rows = [["Repas en tout", str(order.headcount)]]
    rows += [[f"dont {count.words}", str(count.count)] for count in order.counts.all()]
    return tree.Table(("Repas", "Nombre"), tuple(rows), caption="Repas, régimes et allergies", numeric=(1,))


def speaker_document(booking):
    """(tree, template) of the confirmation sent to a speaker: subject, hour, fee, journey, rights."""
    sheet = booking.need.sheet
    texts = texts_for(booking.authority, SPEAKER.code)
    words = {
        **_meeting(sheet), "personne": str(booking.speaker), "sujet": booking.topic,
        "heure": french.hour(booking.speaks_at) if booking.speaks_at else "heure à convenir",
        "honoraires": french.money(booking.need.cost_cents),
        "voyage": french.money(booking.travel.cost_cents if booking.travel else 0),
    }  # fmt: skip
    rights = (
        ("Diffuser vos diapositives", booking.slides_right),
        ("Vous photographier et vous filmer", booking.image_right),
    )
    blocks = [
        tree.Paragraph(f"À l’attention de {booking.speaker}"), *texts.part("body", **words),
        tree.Heading(1, "Vos droits"),
        tree.Table(
            ("Ce que vous nous permettez", "Votre réponse"),
            tuple([label, Right(value).label if value != Right.ASKED else "oui / non"] for label, value in rights),
            caption="Droits sur les diapositives et sur l’image",
        ),
        texts.signature(on=clock.today()),
    ]  # fmt: skip
    return texts.document(f"Confirmation d’intervention : {booking.topic}", blocks), texts.template
