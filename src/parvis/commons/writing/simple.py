"""Rich text as somebody types it in a bare text area, without JavaScript, and back.

A blank line separates blocks; « ## » starts a title (« ### » a smaller one), « - » or « 1. » an item, « > » a
quotation; **strong**, *emphasis*, [words](address). A table shows as rows between bars. A block left as it was keeps
its HTML, so that saving from a bare page never loses a table or a mark that this notation cannot say.
"""

import re
from html import escape, unescape
from html.parser import HTMLParser

from .anchors import split

HEADINGS = {"h2": "## ", "h3": "### ", "h4": "#### "}
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}


def to_simple(html):
    """The HTML in the simple notation."""
    return "\n\n".join(block_to_simple(block) for block in split(html))


def from_simple(text, before=()):
    """HTML of the simple notation; blocks of the version `before` that did not change keep theirs."""
    kept = {block_to_simple(html): html for html in before}
    chunks = [chunk.strip("\n") for chunk in re.split(r"\n\s*\n", text.replace("\r\n", "\n")) if chunk.strip()]
    return "".join(kept.get(chunk) or _block(chunk) for chunk in chunks)


def block_to_simple(html):
    """One block in the simple notation."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return "".join(writer.out).strip("\n")


class _Writer(HTMLParser):
    """Walks one block and writes its simple notation."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.out, self.lists, self.href = [], [], ""

    def handle_starttag(self, tag, attrs):
        if tag in HEADINGS:
            self.out.append(HEADINGS[tag])
        elif tag in MARKS:
            self.out.append(MARKS[tag])
        elif tag == "br":
            self.out.append("\n")
        elif tag == "hr":
            self.out.append("---")
        elif tag == "blockquote":
            self.out.append("> ")
        elif tag in ("ul", "ol"):
            self.lists.append([tag, 0])
        elif tag == "li":
            self._item()
        elif tag == "a":
            self.href = dict(attrs).get("href", "")
            self.out.append("[")
        elif tag in ("td", "th"):
            self.out.append("| ")

    def handle_endtag(self, tag):
        if tag in MARKS:
            self.out.append(MARKS[tag])
        elif tag in ("ul", "ol"):
            self.lists.pop()
        elif tag == "a":
            self.out.append(f"]({self.href})")
        elif tag in ("td", "th"):
            self.out.append(" ")
        elif tag == "tr":
            self.out.append("|\n")

    def handle_data(self, data):
        self.out.append(" ".join(data.split("\n")) if data.strip() or data == " " else "")

    def _item(self):
        if not self.lists:
            return
        kind, count = self.lists[-1]
        self.lists[-1][1] = count + 1
        mark = "- " if kind == "ul" else f"{count + 1}. "
        self.out.append(f"\n{'  ' * (len(self.lists) - 1)}{mark}")


_ITEM = re.compile(r"^\s*(?:[-•*]|\d+[.)])\s+(.*)$")
_ORDERED = re.compile(r"^\s*\d+[.)]\s")
_HEADING = re.compile(r"^(#{1,4})\s+(.*)$", re.DOTALL)


def _block(chunk):
    lines = chunk.split("\n")
    if heading := _HEADING.match(chunk):
        level = max(len(heading[1]), 2)
        return f"<h{level}>{_inline(heading[2])}</h{level}>"
    if all(_ITEM.match(line) for line in lines):
        tag = "ol" if _ORDERED.match(lines[0]) else "ul"
        items = "".join(f"<li>{_inline(_ITEM.match(line)[1])}</li>" for line in lines)
        return f"<{tag}>{items}</{tag}>"
    if all(line.startswith(">") for line in lines):
        inside = "<br>".join(_inline(line[1:].strip()) for line in lines)
        return f"<blockquote><p>{inside}</p></blockquote>"
    if chunk.strip() == "---":
        return "<hr>"
    return f"<p>{'<br>'.join(_inline(line.strip()) for line in lines)}</p>"


def _inline(text):
    html = escape(text, quote=False)
    html = re.sub(r"\[([^\]\n]+)\]\(([^)\s]+)\)", lambda m: f'<a href="{escape(unescape(m[2]))}">{m[1]}</a>', html)
    html = re.sub(r"\*\*([^*\n]+)\*\*", r"<strong>\1</strong>", html)
    return re.sub(r"(?<!\*)\*([^*\n]+)\*(?!\*)", r"<em>\1</em>", html)
