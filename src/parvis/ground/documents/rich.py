"""Rich text typed by people becomes nodes of the tree, with nothing that a reader or a printer could not follow."""

import re
from dataclasses import replace

import nh3
from lxml import html as parser

from parvis.ground.core import html as rich_html
from parvis.ground.core.errors import Refused

from . import tree

TAGS = rich_html.TAGS | {"h1", "h5", "h6", "img", "figure", "figcaption", "div", "tfoot", "u"}
ATTRIBUTES = rich_html.ATTRIBUTES | {"img": {"src", "alt"}, "ol": {"start"}}
MARKS = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "sup": "superscript", "sub": "subscript"}
WHOLE_ADDRESS = re.compile("(https?|mailto|tel):", re.IGNORECASE)
HEADINGS = {f"h{level}": level for level in range(1, 7)}


def from_html(html, *, under=0, numbered=False, find_image=None):
    """The nodes that say what `html` says; cleaned again here, whoever cleaned it before.

    Headings are renumbered to start at level `under` + 1 and to skip none. `numbered` numbers the paragraphs that
    stand on their own. `find_image(src)` gives an `Image`. `Refused` when a picture has no text alternative, or a
    table no head.
    """
    cleaned = nh3.clean(
        html or "", tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel=None
    )
    root = parser.fragment_fromstring(cleaned, create_parent="div")
    nodes = Reader(numbered=numbered, find_image=find_image).blocks(root)
    return tree.in_order(nodes, under)


class Reader:
    """Reads one fragment, block after block."""

    def __init__(self, *, numbered=False, find_image=None):
        self.numbered = numbered
        self.find_image = find_image
        self.pictures = 0

    def blocks(self, element, *, nested=False):
        """The blocks inside an element; words that stand between blocks make paragraphs."""
        made, loose = [], Words()
        loose.say(element.text)
        for child in element:
            if read := getattr(self, f"_{BLOCKS.get(child.tag, '')}", None):
                made += self._flush(loose, nested)
                made += read(child, nested)
            else:
                self._inline(child, loose, {})
            loose.say(child.tail)
        return [*made, *self._flush(loose, nested)]

    def _flush(self, loose, nested):
        runs = loose.take()
        if not runs:
            return []
        return [tree.Paragraph(runs, numbered=self.numbered and not nested)]

    def _heading(self, element, nested):
        runs = self._runs(element)
        return [tree.Heading(HEADINGS[element.tag], runs)] if runs else []

    def _rule(self, element, nested):
        return []

    def _container(self, element, nested):
        return self.blocks(element, nested=nested)

    def _list(self, element, nested):
        items = tuple(tuple(self.blocks(item, nested=True)) for item in element.findall("li"))
        items = tuple(item for item in items if item)
        start = element.get("start", "1")
        ordered = element.tag == "ol"
        return [tree.List(items, ordered, int(start) if start.isdecimal() else 1)] if items else []

    def _quote(self, element, nested):
        inside = tuple(self.blocks(element, nested=True))
        return [tree.Quote(inside)] if inside else []

    def _table(self, element, nested):
        rows = list(element.iter("tr"))
        if not rows:
            return []
        head = element.find("thead/tr")
        if head is None and _is_head(rows[0]):
            head = rows[0]
        caption = element.find("caption")
        body = [row for row in rows if row is not head]
        cells = list(self._grid(rows))
        return [
            tree.Table(
                head=cells[rows.index(head)] if head is not None else (),
                rows=tuple(cells[rows.index(row)] for row in body),
                caption=self._runs(caption) if caption is not None else (),
                row_heads=bool(body) and all(len(row) and row[0].tag == "th" for row in body),
            )
        ]

    def _grid(self, rows):
        """The cells of each row; one that spans several rows is said again in each, which everybody can follow."""
        hanging = {}
        for row in rows:
            cells, column = [], 0
            waiting = [c for c in row if c.tag in ("th", "td")]
            while waiting or hanging.get(column, (0,))[0]:
                left, cell = hanging.pop(column, (0, None))
                if not left:
                    element = waiting.pop(0)
                    cell, left = tree.Cell(self._runs(element), _span(element)), _span(element, "rowspan")
                if left > 1:
                    hanging[column] = (left - 1, cell)
                cells.append(cell)
                column += cell.span
            yield tuple(cells)

    def _figure(self, element, nested):
        picture, caption = element.find(".//img"), element.find("figcaption")
        if picture is None:
            return self.blocks(element, nested=nested)
        return self._picture(picture, nested, caption=self._runs(caption) if caption is not None else ())

    def _picture(self, element, nested, caption=()):
        self.pictures += 1
        alt = (element.get("alt") or "").strip()
        if not alt:
            raise Refused(
                f"L’image n° {self.pictures} du texte n’a pas de texte de remplacement : décrivez-la en une phrase."
            )
        image = self.find_image(element.get("src", "")) if self.find_image else None
        if image is None:
            raise Refused(f"L’image « {alt} » est introuvable : déposez-la à nouveau dans le texte.")
        return [tree.Figure(image, alt, caption)]

    def _runs(self, element):
        words = Words()
        words.say(element.text)
        for child in element:
            self._inline(child, words, {})
            words.say(child.tail)
        return words.take()

    def _inline(self, element, words, marks):
        if element.tag == "br":
            words.break_line()
            return
        inner = dict(marks)
        if element.tag in MARKS:
            inner[MARKS[element.tag]] = True
        elif element.tag == "a" and WHOLE_ADDRESS.match(element.get("href", "")):
            inner["link"] = element.get("href")
        words.say(element.text, inner)
        for child in element:
            self._inline(child, words, inner)
            words.say(child.tail, inner)
        if element.tag in BLOCKS:
            words.break_line()


class Words:
    """Runs in the making; blanks count once, as in HTML."""

    def __init__(self):
        self.runs = []

    def say(self, text, marks=None):
        """Add words in a manner; a run in the same manner as the last one joins it."""
        if not text:
            return
        text = _one_blank(text)
        if not self.runs or self.runs[-1].text.endswith((" ", "\n")):
            text = text.lstrip(" ")
        if not text:
            return
        run = tree.Run(text, **(marks or {}))
        if self.runs and replace(self.runs[-1], text="") == replace(run, text=""):
            run = replace(run, text=self.runs.pop().text + text)
        self.runs.append(run)

    def break_line(self):
        """Go to the next line, when something stands on this one."""
        if self.runs:
            last = self.runs[-1]
            self.runs[-1] = replace(last, text=last.text.rstrip(" ") + "\n")

    def take(self):
        """The runs said so far, without blanks at the end."""
        runs, self.runs = self.runs, []
        while runs and not runs[-1].text.strip():
            runs.pop()
        if runs:
            runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
        return tuple(runs)


BLOCKS = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(("p", "div"), "container"),
    **dict.fromkeys(("ul", "ol"), "list"),
    "blockquote": "quote",
    "table": "table",
    "figure": "figure",
    "img": "picture",
    "hr": "rule",
}


def _is_head(row):
    return len(row) > 0 and all(cell.tag == "th" for cell in row)


def _span(cell, way="colspan"):
    span = cell.get(way, "1")
    return min(max(int(span), 1), 100) if span.isdecimal() else 1


def _one_blank(text):
    # A no-break space is a choice of whoever wrote it: only ordinary blanks are folded.
    return re.sub("[ \t\r\n]+", " ", text)
