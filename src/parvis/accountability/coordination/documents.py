"""D38, *tableau macro des instances*: the board as a document, for the monthly coordination meeting."""

from parvis.ground.core import french
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
        tree.Heading(1, "Recoupements"),
        *_listed([_told(found) for found in queries.overlaps(authority, user, on, end)], "Aucun recoupement."),
        tree.Heading(1, "Sujets suivis"),
        *_listed([_topic(topic) for topic in queries.kept_topics(authority)], "Aucun sujet suivi."),
    ]  # fmt: skip
    return texts.document("Tableau des instances", blocks, subtitle=french.plain_date(on)), texts.template


def _row(line):
    state, milestone, when = queries.named(line)
    step = ", ".join(filter(None, [milestone, french.plain_date(when) if when else ""]))
    return [line.scheme.name, state, step, " ; ".join(line.risks), " ; ".join(line.helps)]


def _listed(lines, none):
    yield tree.List(tuple(lines)) if lines else tree.Paragraph(none)


def _told(found):
    when = f" ({french.plain_date(found.when)})" if found.when else ""
    return f"{found.what}{when} : {', '.join(found.who)}."


def _topic(topic):
    names = ", ".join(scheme.name for scheme in topic.schemes.all())
    return f"{topic.title} ({topic.get_status_display()}) : {names}."
