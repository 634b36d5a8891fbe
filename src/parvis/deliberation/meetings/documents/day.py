"""D07: the sign-in sheet, the place cards and the badges of a meeting, printed the day before."""

from parvis.ground.core import french
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.texts import texts_for

from ..models import Proxy

WORDS = (("reunion", "le titre de la réunion"), ("date", "sa date"), ("lieu", "son lieu"))
SHEET = DocumentKind(
    code="meetings.sign_in",
    number="D07",
    label="Feuille d’émargement",
    words=WORDS,
    parts=(
        TextPart(
            "introduction", "Introduction",
            "<p>{reunion}, {date}, {lieu}. Chaque personne signe à son arrivée. Cette feuille sert si les accueils ne "
            "fonctionnent pas : elle est recopiée puis classée avec le compte rendu.</p>",
        ),
    ),
)  # fmt: skip
CARDS = DocumentKind(code="meetings.name_cards", number="D07", label="Chevalets", formats=("pdf", "docx", "odt"))
BADGES = DocumentKind(code="meetings.badges", number="D07", label="Badges")
KINDS = (SHEET, CARDS, BADGES)

A_PAGE = 4
"""Place cards on one page: cut, then folded."""

BLANK_LINES = 5
"""For those who come without having been called."""


def day_papers(meeting):
    """{code of the kind: (tree, template)} of what is printed for the day."""
    called = list(meeting.convocations.standing().for_list())
    made = {SHEET: _sheet, CARDS: _cards, BADGES: _badges}
    return {kind.code: make(meeting, called) for kind, make in made.items()}


def _sheet(meeting, called):
    texts, given = texts_for(meeting.authority, SHEET.code), _proxies(meeting)
    rows = [
        [str(place), c.person.full_name, c.get_kind_display(), given.get(c.pk, ""), "", ""]
        for place, c in enumerate(called, start=1)
    ]
    rows += [[str(len(called) + n), "", "", "", "", ""] for n in range(1, BLANK_LINES + 1)]
    head = ("N°", "Nom", "Qualité", "Pouvoir donné à", "Heure", "Signature")
    blocks = [
        *texts.part(
            "introduction", reunion=meeting.title, date=french.full_datetime(meeting.starts_at),
            lieu=meeting.where or "lieu à préciser",
        ),
        tree.Table(head, tuple(rows), caption="Personnes convoquées", widths=(1, 5, 3, 4, 2, 5)),
    ]  # fmt: skip
    return texts.document(f"Émargement : {meeting.title}", blocks), texts.template


def _cards(meeting, called):
    texts = texts_for(meeting.authority, CARDS.code)
    blocks = []
    for place, name in enumerate(_names(called)):
        if place and place % A_PAGE == 0:
            blocks.append(tree.PageBreak())
        blocks += [tree.Heading(1, name), tree.Paragraph(meeting.scheme.name)]
    return texts.document(f"Chevalets : {meeting.title}", blocks or [_nobody()]), texts.template


def _badges(meeting, called):
    texts, names = texts_for(meeting.authority, BADGES.code), _names(called)
    pairs = [names[place : place + 2] for place in range(0, len(names), 2)]
    rows = tuple([*pair, *[""] * (2 - len(pair))] for pair in pairs)
    table = tree.Table(("Badge", "Badge"), rows, caption=f"Badges : {meeting.scheme.name}", widths=(1, 1))
    return texts.document(f"Badges : {meeting.title}", [table] if rows else [_nobody()]), texts.template


def _names(called):
    return [convocation.person.full_name for convocation in called]


def _nobody():
    return tree.Paragraph("Personne n’est encore convoqué à cette réunion.")


def _proxies(meeting):
    rows = Proxy.objects.filter(meeting=meeting).select_related("holder__person")
    return {row.giver_id: row.holder.person.full_name for row in rows}
