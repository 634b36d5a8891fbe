"""Paragraphs and their anchors: what a remark hangs on stays in place when the text around it changes.

A version is a sequence of blocks (paragraph, title, list, quotation, table). Each has a number given once; from one
version to the next a block keeps its number when it is the same or nearly so, whatever its place.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

from parvis.ground.core.html import plain

VOID = {"br", "hr"}
ALIKE = 0.6
"""Above this share of common words a rewritten paragraph is still the same paragraph."""


@dataclass(frozen=True)
class Block:
    """One block of a version with its anchor."""

    anchor: int
    html: str

    @property
    def code(self):
        """The id of the block in a page."""
        return f"p{self.anchor}"

    @property
    def words(self):
        return plain(self.html)


class _Splitter(HTMLParser):
    """Cuts cleaned HTML at its top level; stray words become a paragraph of their own."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.blocks, self.current, self.depth = [], [], 0

    def handle_starttag(self, tag, attrs):
        if self.depth == 0 and tag not in _INLINE:
            self.flush()
        self.current.append(self.get_starttag_text())
        if tag in VOID:
            if self.depth == 0 and tag == "hr":
                self.flush()
        else:
            self.depth += 1

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        self.current.append(f"</{tag}>")
        self.depth = max(self.depth - 1, 0)
        if self.depth == 0 and tag not in _INLINE:
            self.flush()

    def handle_data(self, data):
        self.current.append(data)

    def handle_entityref(self, name):
        self.current.append(f"&{name};")

    def handle_charref(self, name):
        self.current.append(f"&#{name};")

    def flush(self):
        html = "".join(self.current).strip()
        if html:
            self.blocks.append(html if html.startswith(_OPENINGS) else f"<p>{html}</p>")
        self.current = []


_INLINE = {"strong", "em", "b", "i", "sup", "sub", "a", "br"}
_OPENINGS = ("<p", "<h", "<ul", "<ol", "<blockquote", "<table")


def split(html):
    """The top-level blocks of cleaned HTML, in order, empty paragraphs left out."""
    splitter = _Splitter()
    splitter.feed(html or "")
    splitter.close()
    splitter.flush()
    return [block for block in splitter.blocks if block.startswith("<hr") or plain(block)]


def anchor_blocks(html, before=(), last=0):
    """Number the blocks of `html` after those of the version before; returns (anchors, highest number ever given).

    Identical blocks first, in order; then each remaining one takes the anchor of the most alike block left over
    at the same place in the text; the others are new.
    """
    fresh, old = split(html), list(before)
    anchors = [None] * len(fresh)
    matcher = SequenceMatcher(None, [b.html for b in old], fresh, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            anchors[j1:j2] = [b.anchor for b in old[i1:i2]]
    free = {b.anchor: b for b in old if b.anchor not in anchors}
    for place, block in enumerate(fresh):
        if anchors[place] is None:
            anchors[place] = _take_most_alike(block, free)
    for place, anchor in enumerate(anchors):
        if anchor is None:
            last += 1
            anchors[place] = last
    return anchors, last


def _take_most_alike(html, free):
    """The anchor of the free block most alike, taken out of the free ones; None when all are under `ALIKE`."""
    words = plain(html).split()
    best, score = None, ALIKE
    for anchor, block in free.items():
        likeness = SequenceMatcher(None, block.words.split(), words, autojunk=False)
        if likeness.quick_ratio() >= score and (ratio := likeness.ratio()) >= score:
            best, score = anchor, ratio
    if best is not None:
        del free[best]
    return best
