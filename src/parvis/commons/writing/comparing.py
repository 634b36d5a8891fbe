"""What changes between two states of a text: block by block, then word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from parvis.ground.core.html import plain

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"


@dataclass(frozen=True)
class Piece:
    """Some words: kept, added or removed."""

    state: str
    words: str


@dataclass(frozen=True)
class Row:
    """A block on both sides; `pieces` say what moved inside when it changed."""

    state: str
    left: str = ""
    right: str = ""
    pieces: tuple = ()
    anchor: int = 0


def compare(before, after):
    """Rows of the two sequences of blocks, in the order of reading; blocks meet by their anchor."""
    left = {block.anchor: block for block in before}
    order = SequenceMatcher(None, [b.anchor for b in before], [b.anchor for b in after], autojunk=False)
    rows = []
    for tag, i1, i2, j1, j2 in order.get_opcodes():
        if tag == "equal":
            rows += [_pair(before[i], after[j]) for i, j in zip(range(i1, i2), range(j1, j2), strict=True)]
            continue
        moved = {b.anchor for b in after}
        rows += [Row(REMOVED, left=b.html, anchor=b.anchor) for b in before[i1:i2] if b.anchor not in moved]
        rows += [_pair(left[b.anchor], b) if b.anchor in left else _new(b) for b in after[j1:j2]]
    return rows


def changes(rows):
    """How many blocks changed, were added, were removed."""
    return {state: sum(row.state == state for row in rows) for state in (CHANGED, ADDED, REMOVED)}


def word_pieces(before, after):
    """The words of two passages as pieces kept, added, removed."""
    left, right = _words(before), _words(after)
    pieces = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, "".join(left[i1:i2])))
            continue
        if i2 > i1:
            pieces.append(Piece(REMOVED, "".join(left[i1:i2])))
        if j2 > j1:
            pieces.append(Piece(ADDED, "".join(right[j1:j2])))
    return tuple(pieces)


def _pair(left, right):
    if left.html == right.html:
        return Row(SAME, left.html, right.html, anchor=right.anchor)
    return Row(CHANGED, left.html, right.html, word_pieces(plain(left.html), plain(right.html)), right.anchor)


def _new(block):
    return Row(ADDED, right=block.html, anchor=block.anchor)


def _words(text):
    return re.findall(r"\S+\s*", text)
