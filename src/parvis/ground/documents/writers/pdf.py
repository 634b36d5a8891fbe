"""Accessible PDF: Typst compiles the tree under PDF/UA-1 (ISO 14289-1), or the document does not leave."""

import datetime as dt
import json
import logging
import re
import threading
from functools import cache
from pathlib import Path

import typst

from parvis.ground.core.errors import Refused
from parvis.ground.core.text import shorten

from .payload import Payload

TYPST = Path(__file__).resolve().parent.parent / "typst"
logger = logging.getLogger(__name__)
SAID = (
    "title",
    "text",
    "runs",
    "caption",
    "alt",
    "head",
    "rows",
    "blocks",
    "items",
    "columns",
    "subject",
    "name",
)
_local = threading.local()


def write_pdf(document, *, at=None):
    """The document as PDF/UA-1; `Refused` names the paragraph that cannot be made accessible."""
    payload = Payload(document)
    data = payload.data()
    try:
        return _compile(data, payload.files, at)
    except typst.TypstError as error:
        # What stands between back quotes is what people typed: logs do not hold it.
        logger.warning("Typst refused a document: %s", error.message.partition("`")[0])
        raise Refused(_sentence(error, _culprit(data, payload.files))) from error


def _compile(data, files, at=None):
    sources = {"main.typ": _template(), "data.json": json.dumps(data, ensure_ascii=False).encode()} | files
    return _compiler().compile(input=sources, format="pdf", pdf_standards="ua-1", timestamp=_fixed(at))


def _fixed(at):
    """The same moment as PDF writes it: whole seconds, and an offset in place of a time zone."""
    return at and at.astimezone(dt.timezone(at.utcoffset())).replace(microsecond=0)


def draw(svg, width_mm=160):
    """An SVG drawing as PNG, for the formats that only take pixels."""
    source = f'#set page(width: {width_mm}mm, height: auto, margin: 0mm)\n#image("drawing.svg", width: 100%)'
    try:
        return _compiler().compile(input={"main.typ": source.encode(), "drawing.svg": svg}, format="png", ppi=200)
    except typst.TypstError as error:
        raise Refused("Un dessin SVG ne peut pas être lu : remplacez-le par une image PNG.") from error


@cache
def _template():
    return (TYPST / "document.typ").read_bytes()


@cache
def _fonts():
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(TYPST / "fonts")])


def _compiler():
    """One compiler per thread, kept: it holds the fonts and the library."""
    if not hasattr(_local, "compiler"):
        _local.compiler = typst.Compiler(root=str(TYPST), font_paths=_fonts())
    return _local.compiler


def _culprit(data, files):
    """The smallest block that the compiler refuses on its own, found by halves; None when it is elsewhere."""
    blocks = data["blocks"]
    if _is_refused(data, files, []) or not _is_refused(data, files, blocks):
        return None
    while len(blocks) > 1:
        half = len(blocks) // 2
        first = blocks[:half]
        blocks = first if _is_refused(data, files, first) else blocks[half:]
    return blocks[0] if blocks else None


def _is_refused(data, files, blocks):
    # A heading opens the sample, because a part of the document may start at any level.
    opening = [{"is": "Heading", "level": level, "runs": ["x"]} for level in range(1, 6)]
    try:
        _compile(data | {"blocks": [*opening, *blocks], "cover": None, "logo": None}, files)
    except typst.TypstError:
        return True
    return False


REASONS = (
    (
        re.compile(r'the text `"(.+?)"` could not be displayed'),
        "contient un caractère que le document ne sait pas écrire : « {} »",
    ),
    (re.compile("missing alt text"), "contient une image sans texte de remplacement"),
    (re.compile("heading"), "contient un titre dont le niveau ne suit pas le précédent"),
    (re.compile("(?:decode|load|parse).*(?:image|SVG)", re.I), "contient une image qui ne peut pas être lue"),
    (re.compile("URL|link", re.I), "contient un lien dont l’adresse ne convient pas"),
)


def _sentence(error, block):
    """What the compiler refused, in French, with the words by which the reader finds the place."""
    return f"{_place(block)} {_reason(error.message)}. Corrigez ce passage puis recommencez."


def _reason(message):
    for pattern, sentence in REASONS:
        if found := pattern.search(message):
            return sentence.format(*found.groups())
    return "ne peut pas devenir un PDF accessible"


def _place(block):
    if block is None:
        return "Le titre ou l’en-tête du document"
    words = shorten(_words(block), 60)
    kind = {"Heading": "Le titre", "Table": "Le tableau", "Figure": "L’image", "List": "La liste"}
    named = kind.get(block["is"], "Le paragraphe")
    number = f" {block['number']}" if block.get("number") else ""
    return f"{named}{number} « {words} »" if words else f"{named}{number}"


def _words(value):
    """The words of a piece of data, in reading order."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return " ".join(filter(None, map(_words, value)))
    if isinstance(value, dict):
        return " ".join(filter(None, (_words(value[key]) for key in SAID if key in value)))
    return ""
