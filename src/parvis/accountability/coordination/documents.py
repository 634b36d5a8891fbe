"""D38, *tableau macro des instances*: the board as a document, for the monthly coordination meeting."""

import datetime as dt

from parvis.ground.core import french
from parvis.ground.core.manifest import Chapter
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.texts import texts_for

from . import queries

BOARD = DocumentKind(
    code="coordination.board",
    number="D38",
    label="Tableau macro des instances",
    words=(("collectivite", "le nom de la collectivité"), ("date", "la date du tableau")),
    parts=(TextPart("introduction", "Introduction", "<p>État des instances de {collectivite} au {date}.</p>"),),
)
KINDS = (BOARD,)

AHEAD = dt.timedelta(days=60)
"""How far ahead overlaps are looked for."""


def board_document(authority, user, on, end):
    """(tree, template) of the board on a day, with its overlaps until `end` and the topics that run."""
    texts = texts_for(authority, BOARD.code)
    lines = queries.board(authority, on)
    blocks = [
        *texts.part("introduction", collectivite=authority.name, date=french.plain_date(on)),
        tree.Table(
            ("Instance", "État", "Prochaine étape", "Risque", "Aide demandée"), tuple(_row(line) for line in lines),
            caption="État des instances", row_heads=True, widths=(4, 3, 4, 4, 4),
        ),
    ]  # fmt: skip
    for chapter in (overlaps_chapter(authority, user, on, end), topics_chapter(authority)):
        blocks += [tree.Heading(1, chapter.title), *_listed(chapter)]
    return texts.document("Tableau des instances", blocks, subtitle=french.plain_date(on)), texts.template


def _row(line):
    state, milestone, when = queries.named(line)
    step = ", ".join(filter(None, [milestone, french.plain_date(when) if when else ""]))
    return [line.scheme.name, state, step, " ; ".join(line.risks), " ; ".join(line.helps)]


def _listed(chapter):
    yield tree.List(chapter.lines) if chapter.lines else tree.Paragraph(chapter.none)


# --- What a coordination meeting goes through -----------------------------------------------------


def round_of_schemes(authority, user, on):
    """The macro board as the monthly meeting goes through it (K28): every scheme, what overlaps, what is followed."""
    yield Chapter("Tour des instances", tuple(map(_sentence, queries.board(authority, on))), "Rien en cours.", order=10)
    yield overlaps_chapter(authority, user, on, on + AHEAD)
    yield topics_chapter(authority)


def overlaps_chapter(authority, user, start, end):
    lines = tuple(_told(found) for found in queries.overlaps(authority, user, start, end))
    return Chapter("Recoupements", lines, "Aucun recoupement.", order=20)


def topics_chapter(authority):
    lines = tuple(_topic(topic) for topic in queries.kept_topics(authority))
    return Chapter("Sujets suivis", lines, "Aucun sujet suivi.", order=30)


def _sentence(line):
    name, state, step, risks, helps = _row(line)
    parts = (state, step and f"prochaine étape : {step}", risks and f"risque : {risks}", helps and f"aide : {helps}")
    return f"{name} – {' ; '.join(filter(None, parts))}."


def _told(found):
    when = f" ({french.plain_date(found.when)})" if found.when else ""
    return f"{found.what}{when} : {', '.join(found.who)}."


def _topic(topic):
    names = ", ".join(scheme.name for scheme in topic.schemes.all())
    return f"{topic.title} ({topic.get_status_display()}) : {names}."
