"""D13 of what is written together: the synthesis of the debates, and the easy-to-read version, as content trees."""

from itertools import zip_longest

from parvis.ground.core import french
from parvis.ground.documents import tree
from parvis.ground.documents.kinds import DocumentKind, TextPart
from parvis.ground.documents.rich import from_html
from parvis.ground.documents.texts import texts_for

from .arguments import HEADS, arguments_of
from .choices import TextKind

WORDS = (("titre", "le titre du texte"), ("instance", "le nom de l’instance ou du dispositif"))

SYNTHESIS = DocumentKind(
    code="writing.synthesis", number="D13", label="Synthèse des débats", words=WORDS,
    parts=(
        TextPart(
            "introduction", "Introduction",
            "<p>Ce document rassemble ce qui s’est dit : {titre}. Chaque argument est suivi du nombre de personnes qui "
            "le tiennent. Les désaccords et les positions minoritaires y ont le même rang que le reste.</p>",
        ),
    ),
)  # fmt: skip
PLAIN = DocumentKind(
    code="writing.plain", number="D13", label="Version facile à lire", words=WORDS,
    parts=(TextPart("introduction", "Introduction", "<p>Ce texte est écrit pour être facile à lire.</p>"),),
)  # fmt: skip
KINDS = (SYNTHESIS, PLAIN)
PUBLIC = (TextKind.SYNTHESIS, TextKind.PLAIN_LANGUAGE)
"""Once published, everybody reads their documents; the synthesis of other texts stays with those who work on them."""


def available(text):
    """The documents that can be written of a text as it stands."""
    if text.kind == TextKind.PLAIN_LANGUAGE:
        return [PLAIN] if text.latest else []
    said = text.kind == TextKind.SYNTHESIS and text.latest
    return [SYNTHESIS] if said or text.debate_notes.exists() or text.minority_positions.exists() else []


def synthesis(text):
    """(tree, template): the words of the synthesis, the table of arguments, then every position side by side."""
    texts = texts_for(text.authority, SYNTHESIS.code)
    latest = text.latest if text.kind == TextKind.SYNTHESIS else None
    blocks = [
        *texts.part("introduction", **_words(text)),
        *(from_html(latest.html, under=0) if latest else []),
        *_arguments(text),
        *_positions(text),
        *_divergences(text),
    ]
    title = text.title if text.kind == TextKind.SYNTHESIS else f"Synthèse des débats : {text.title}"
    return texts.document(title, blocks, cover_lines=(text.scheme.name,), seal=_seal(text)), texts.template


def plain(text):
    """(tree, template): the easy-to-read words as they were written, and where the whole text is."""
    texts = texts_for(text.authority, PLAIN.code)
    blocks = [
        *texts.part("introduction", **_words(text)),
        *from_html(text.latest.html),
        tree.Paragraph((tree.em(f"Le texte complet s’appelle : {text.plain_of.title}."),)),
    ]
    return texts.document(text.title, blocks, seal=text.fingerprint), texts.template


def _words(text):
    return {"titre": text.title, "instance": text.scheme.name}


def _seal(text):
    return text.fingerprint if text.kind == TextKind.SYNTHESIS else ""


def _arguments(text):
    for found in arguments_of(text):
        if text_rows := _rows(found):
            yield tree.Heading(1, found.theme)
            yield tree.Table(HEADS, text_rows, caption=f"Arguments et questions : {found.theme}", widths=(1, 1, 1))


def _rows(found):
    """The three lists side by side, one argument a cell."""
    return tuple(tuple(_held(note) for note in row) for row in zip_longest(*found.sides))


def _held(note):
    return f"{note.body} ({french.plural(note.supporters_count, 'personne')})" if note else ""


def _positions(text):
    rows = list(text.minority_positions.prefetch_related("holders"))
    if not rows:
        return
    yield tree.Heading(1, "Positions minoritaires")
    yield tree.Columns(tuple(tree.Column(row.title, tuple(_position(row))) for row in rows))


def _position(row):
    yield from from_html(row.html, under=2)
    count = french.plural(len(row.holders.all()), "membre")
    yield tree.Paragraph((tree.em(f"Portée par {count}."),))


def _divergences(text):
    rows = list(text.divergences.prefetch_related("positions"))
    if not rows:
        return
    yield tree.Heading(1, "Désaccords")
    for row in rows:
        yield tree.Heading(2, row.subject)
        yield tree.Columns(
            tuple(
                tree.Column(
                    f"Position {rank}",
                    (
                        tree.Paragraph(side.statement),
                        tree.Paragraph((tree.em(french.plural(side.supporters_count, "personne")),)),
                    ),
                )
                for rank, side in enumerate(row.positions.all(), 1)
            )
        )
