"""The content tree: what a document says, whatever the format it leaves in.

Features build a `Document`; the writers turn it into PDF, DOCX and ODT. Nodes are values: two documents that
say the same thing are equal and have the same fingerprint.
"""

import hashlib
import json
from dataclasses import dataclass, field, fields, is_dataclass

from parvis.ground.core.errors import Refused


@dataclass(frozen=True)
class Run:
    """Words in one manner; `\\n` in the text is a line break."""

    text: str
    strong: bool = False
    em: bool = False
    superscript: bool = False
    subscript: bool = False
    link: str = ""


def strong(text):
    """Words that matter."""
    return Run(text, strong=True)


def em(text):
    """Words said in another tone, or a title."""
    return Run(text, em=True)


def superscript(text):
    """« er », « e », « o »…"""
    return Run(text, superscript=True)


def link(text, url):
    """Words that lead to an address; the words say where."""
    return Run(text, link=url)


def runs_of(content):
    """Runs from what callers write: a string, a run, or a sequence of both."""
    if isinstance(content, str):
        return (Run(content),)
    if isinstance(content, Run):
        return (content,)
    return tuple(part if isinstance(part, Run) else Run(part) for part in content)


def plain(content):
    """The words alone of a run, a node or a sequence of nodes."""
    if isinstance(content, str):
        return content
    if isinstance(content, Run):
        return content.text
    if isinstance(content, tuple | list):
        glue = "" if content and isinstance(content[0], Run) else " "
        return glue.join(filter(None, map(plain, content)))
    if is_dataclass(content):
        return plain([getattr(content, f.name) for f in fields(content) if f.metadata.get("said")])
    return ""


def said(**options):
    """A field that holds words to be read."""
    return field(metadata={"said": True}, **options)


class Node:
    """A block of the tree."""


@dataclass(frozen=True)
class Heading(Node):
    """A title inside the document; `level` is a wish, the document keeps levels in order."""

    level: int
    runs: tuple = said()

    def __post_init__(self):
        _freeze(self, runs=runs_of(self.runs))


@dataclass(frozen=True)
class Paragraph(Node):
    """A paragraph; `numbered` ones follow one count through the document, so that « § 12 » can be cited."""

    runs: tuple = said()
    numbered: bool = False
    align: str = "start"

    def __post_init__(self):
        _freeze(self, runs=runs_of(self.runs))


@dataclass(frozen=True)
class List(Node):
    """Items in a row of importance (`ordered`) or not; an item is words, or a sequence of blocks."""

    items: tuple = said()
    ordered: bool = False
    start: int = 1

    def __post_init__(self):
        _freeze(self, items=tuple(_blocks(item) for item in self.items))


@dataclass(frozen=True)
class Cell:
    """One cell of a table: words, how many columns it takes, how they stand."""

    runs: tuple = said()
    span: int = 1

    def __post_init__(self):
        _freeze(self, runs=runs_of(self.runs))


@dataclass(frozen=True)
class Table(Node):
    """Figures or facts in rows. The head is compulsory, repeats on each page, and rules its columns.

    `row_heads` says that the first cell of each row names the row; `numeric` gives the columns (0, 1, …) of
    figures, set to the right; `widths` are shares of the width.
    """

    head: tuple = said()
    rows: tuple = said()
    caption: tuple = said(default=())
    row_heads: bool = False
    numeric: tuple = ()
    widths: tuple = ()

    def __post_init__(self):
        head = tuple(_cell(c) for c in self.head)
        rows = tuple(tuple(_cell(c) for c in row) for row in self.rows)
        _freeze(self, head=head, rows=rows, caption=runs_of(self.caption), numeric=tuple(self.numeric))
        self._check()

    @property
    def width(self):
        """The number of columns."""
        return sum(c.span for c in self.head)

    def _check(self):
        if not any(plain(c).strip() for c in self.head):
            raise Refused(f"{_named_table(self)} n’a pas d’en-tête : dites ce que contient chaque colonne.")
        for number, row in enumerate(self.rows, 1):
            if sum(c.span for c in row) != self.width:
                raise Refused(f"{_named_table(self)} n’a pas le même nombre de cellules à la ligne {number}.")
        if self.widths and len(self.widths) != self.width:
            raise ValueError("One width a column.")


@dataclass(frozen=True)
class Quote(Node):
    """Somebody else's words."""

    blocks: tuple = said()
    source: tuple = said(default=())

    def __post_init__(self):
        _freeze(self, blocks=_blocks(self.blocks), source=runs_of(self.source))


@dataclass(frozen=True)
class Image:
    """The bytes of a picture: PNG, JPEG, GIF, WebP or SVG."""

    data: bytes
    kind: str = "png"


@dataclass(frozen=True)
class Figure(Node):
    """A picture with the words that stand for it; `width` is a share of the text's width."""

    image: Image
    alt: str = said()
    caption: tuple = said(default=())
    width: float = 1.0

    def __post_init__(self):
        _freeze(self, caption=runs_of(self.caption))
        if not self.alt.strip():
            name = plain(self.caption) or "sans légende"
            raise Refused(f"L’image « {name} » n’a pas de texte de remplacement : décrivez-la en une phrase.")


@dataclass(frozen=True)
class Face:
    """One person among those who sit: a portrait, or initials drawn in its place, then the name and the role."""

    name: str = said()
    role: str = said(default="")
    initials: str = ""
    portrait: Image | None = None


@dataclass(frozen=True)
class Faces(Node):
    """Who sits, as rows of portraits. Each cell reads on its own, from left to right: there is nothing to head."""

    PER_ROW = 4

    faces: tuple = said()

    def __post_init__(self):
        _freeze(self, faces=tuple(self.faces))

    @property
    def rows(self):
        """The faces, four by four; the last row may be short."""
        return [self.faces[i : i + self.PER_ROW] for i in range(0, len(self.faces), self.PER_ROW)]


@dataclass(frozen=True)
class Note(Node):
    """A boxed remark with its title."""

    title: str = said()
    blocks: tuple = said()

    def __post_init__(self):
        _freeze(self, blocks=_blocks(self.blocks))


@dataclass(frozen=True)
class Column:
    """One voice among equals: a title and what it says."""

    title: str = said()
    blocks: tuple = said()

    def __post_init__(self):
        _freeze(self, blocks=_blocks(self.blocks))


@dataclass(frozen=True)
class Columns(Node):
    """Texts of equal rank set side by side, such as minority positions; `level` is that of each title."""

    columns: tuple = said()
    level: int = 2

    def __post_init__(self):
        _freeze(self, columns=tuple(self.columns))


@dataclass(frozen=True)
class Letterhead(Node):
    """The top of a letter: who writes, to whom, where and when, about what."""

    sender: tuple = said()
    recipient: tuple = said()
    place_and_date: str = said(default="")
    subject: str = said(default="")
    reference: str = said(default="")

    def __post_init__(self):
        _freeze(self, sender=tuple(self.sender), recipient=tuple(self.recipient))


@dataclass(frozen=True)
class Signatory:
    """Who signs, and as what; `mention` is « Pour le Président et par délégation » and the like."""

    name: str = said()
    title: str = said(default="")
    mention: str = said(default="")


@dataclass(frozen=True)
class SignatureBlock(Node):
    """Where and when it is signed, and room for each signature; never cut between two pages."""

    signatories: tuple = said()
    place_and_date: str = said(default="")

    def __post_init__(self):
        _freeze(self, signatories=tuple(self.signatories))


@dataclass(frozen=True)
class PageBreak(Node):
    """What follows starts on a new page."""


@dataclass(frozen=True)
class Cover:
    """A first page of its own, with the authority's paving; `lines` stand under the title (body, date…)."""

    paving: str = ""
    lines: tuple = ()

    def __post_init__(self):
        _freeze(self, lines=tuple(self.lines))


@dataclass(frozen=True)
class Document:
    """A whole document.

    `title` names it in the reader's window, `running` on each page (the title when empty). `public_url` is
    where anybody finds it again. `seal` is the fingerprint printed in the footer: that of a locked text when
    there is one, else that of the content itself. `contents` asks for a table of contents.
    """

    title: str
    blocks: tuple
    lang: str = "fr"
    subtitle: str = ""
    author: str = ""
    logo: Image | None = None
    logo_alt: str = ""
    brand: str = "#1c2230"
    accent: str = "#4a5266"
    cover: Cover | None = None
    contents: bool = False
    running: str = ""
    header: str = ""
    footer: str = ""
    public_url: str = ""
    seal: str = ""
    show_title: bool = True
    keywords: tuple = ()

    def __post_init__(self):
        _freeze(self, blocks=in_order(_blocks(self.blocks)), running=self.running or self.title)
        if not self.title.strip():
            raise Refused("Donnez un titre au document.")

    @property
    def fingerprint(self):
        """The SHA-256 that the footer shows."""
        return self.seal or fingerprint_of(self)


def fingerprint_of(document):
    """SHA-256 of what the document says (title and blocks), the same whatever the format, logo or colours."""
    said_here = json.dumps([document.title, _jsonable(document.blocks)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said_here.encode()).hexdigest()


def in_order(blocks, under=0):
    """The same blocks with heading levels that start at `under` + 1 and never skip one."""
    return _renumber(blocks, [0] * under)


def walk(blocks):
    """Every block, depth first, with those inside lists, quotes, notes and columns."""
    for block in blocks:
        yield block
        for inside in _inside(block):
            yield from walk(inside)


def _renumber(blocks, open_levels):
    ordered = []
    for block in blocks:
        if isinstance(block, Heading):
            block = Heading(_level(open_levels, block.level), block.runs)
        elif isinstance(block, Columns):
            block = _renumber_columns(block, open_levels)
        elif isinstance(block, Quote):
            block = Quote(_renumber(block.blocks, open_levels), block.source)
        elif isinstance(block, Note):
            block = Note(block.title, _renumber(block.blocks, open_levels))
        ordered.append(block)
    return tuple(ordered)


def _renumber_columns(columns, open_levels):
    level = _level(open_levels, columns.level)
    inner = [Column(c.title, _renumber(c.blocks, [0] * level)) for c in columns.columns]
    return Columns(tuple(inner), level)


def _level(open_levels, wished):
    while open_levels and open_levels[-1] >= wished:
        open_levels.pop()
    open_levels.append(wished)
    return min(len(open_levels), 6)


def _inside(block):
    if isinstance(block, Quote | Note):
        return (block.blocks,)
    if isinstance(block, List):
        return block.items
    if isinstance(block, Columns):
        return tuple(c.blocks for c in block.columns)
    return ()


def _blocks(content):
    if isinstance(content, str | Run):
        return (Paragraph(content),)
    if isinstance(content, Node):
        return (content,)
    content = tuple(content)
    if content and all(isinstance(part, str | Run) for part in content):
        return (Paragraph(content),)
    return tuple(part if isinstance(part, Node) else Paragraph(part) for part in content)


def _cell(content):
    return content if isinstance(content, Cell) else Cell(content)


def _named_table(table):
    caption = plain(table.caption).strip()
    return f"Le tableau « {caption} »" if caption else "Un tableau"


def _jsonable(value):
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, tuple):
        return [_jsonable(part) for part in value]
    if is_dataclass(value):
        return {"is": type(value).__name__} | {f.name: _jsonable(getattr(value, f.name)) for f in fields(value)}
    return value


def _freeze(node, **values):
    for name, value in values.items():
        object.__setattr__(node, name, value)
