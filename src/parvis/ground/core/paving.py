"""The paving: a quiet pattern of flagstones drawn from the authority's name and its two colours.

The same name gives the same paving for ever, on the public home page, on the cover of documents and in empty
states. Stones of one, two or four cells are laid row by row, as masons lay an *opus romain*.
"""

import hashlib
from typing import NamedTuple
from xml.sax.saxutils import escape

from . import colours

CELL, JOINT = 24, 2
SHAPES = ((2, 2), (3, 2), (2, 1), (3, 1), (1, 2), (1, 1))
TONES = 5  # 0 to 3: the first colour, from faint to plain; 4: the second colour
_STRENGTH = (0.10, 0.18, 0.30, 0.52)


class Stone(NamedTuple):
    """A flagstone, in cells."""

    x: int
    y: int
    width: int
    height: int
    tone: int


def stones(name, columns, rows):
    """The stones that cover `columns` × `rows` cells exactly, always the same for one name."""
    chance = _chance(name)
    free = {(x, y) for y in range(rows) for x in range(columns)}
    laid = []
    for y in range(rows):
        for x in range(columns):
            if (x, y) in free:
                stone = _lay(x, y, free, chance)
                free -= set(_cells(stone))
                laid.append(stone)
    return laid


def paths(name, columns, rows):
    """One SVG path per tone, the lightest way to write hundreds of stones."""
    drawn = [[] for _ in range(TONES)]
    for stone in stones(name, columns, rows):
        drawn[stone.tone].append(_outline(stone))
    return ["".join(tone) for tone in drawn]


def paving_svg(name, primary="", accent="", *, columns=60, rows=4, title=""):
    """A whole SVG file for documents, on white paper; decorative unless `title` is given."""
    primary, accent = primary or colours.PRIMARY, accent or colours.ACCENT
    fills = [colours.mix("#ffffff", primary, strength) for strength in _STRENGTH] + [accent]
    label = f'role="img" aria-label="{escape(title, {chr(34): "&quot;"})}"' if title else 'aria-hidden="true"'
    body = "".join(f'<path fill="{f}" d="{d}"/>' for f, d in zip(fills, paths(name, columns, rows), strict=True))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * CELL} {rows * CELL}" '
        f'preserveAspectRatio="xMidYMid slice" {label}>{body}</svg>'
    )


def _lay(x, y, free, chance):
    """The first shape, tried in an order left to chance, that fits at this free cell."""
    draw = next(chance)
    order = SHAPES[draw % 5 :] + SHAPES[: draw % 5]
    tone = _tone(next(chance))
    fitting = (Stone(x, y, w, h, tone) for w, h in order)
    return next(stone for stone in fitting if free.issuperset(_cells(stone)))


def _tone(draw):
    """Mostly faint stones, few plain ones, one in eighteen of the second colour."""
    return (0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4)[draw % 18]


def _cells(stone):
    return [(stone.x + i, stone.y + j) for i in range(stone.width) for j in range(stone.height)]


def _outline(stone):
    x, y = stone.x * CELL + JOINT // 2, stone.y * CELL + JOINT // 2
    width, height = stone.width * CELL - JOINT, stone.height * CELL - JOINT
    return f"M{x} {y}h{width}v{height}h-{width}z"


def _chance(name):
    """Bytes that follow from the name: no random generator whose algorithm could change one day."""
    counter = 0
    while True:
        yield from hashlib.sha256(f"{name}|{counter}".encode()).digest()
        counter += 1
