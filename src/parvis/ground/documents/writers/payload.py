"""The tree as plain data for Typst: dictionaries, lists, strings, and pictures named as files.

Data is never source: whatever people typed stays a JSON string that the template shows as text.
"""

import io

import segno

from .. import pictures, tree
from ..typography import for_language

TEXTS = ("title", "subtitle", "running", "header", "footer")


class Payload:
    """Collects the data and the picture files of one document."""

    def __init__(self, document):
        self.document = document
        self.files = {}
        self.set_text = for_language(document.lang)
        self.numbered = 0

    def data(self):
        """The dictionary that the template reads."""
        d = self.document
        texts = {n: self.set_text(getattr(d, n)) for n in ("title", "subtitle", "running", "header", "footer")}
        return texts | {
            "lang": d.lang,
            "author": d.author,
            "keywords": list(d.keywords),
            "brand": d.brand,
            "accent": d.accent,
            "logo": self._picture(d.logo),
            "logo_alt": d.logo_alt,
            "cover": self._cover(d.cover),
            "contents": d.contents,
            "show_title": d.show_title,
            "public_url": d.public_url,
            "fingerprint": d.fingerprint,
            "qr": self._qr(d.public_url),
            "blocks": self.blocks(d.blocks),
        }

    def blocks(self, blocks):
        return [self.block(block) for block in blocks]

    def block(self, block):
        kind = type(block).__name__
        return {"is": kind} | getattr(self, f"_{kind.lower()}")(block)

    def runs(self, runs):
        return [self._run(run) for run in runs if run.text]

    def _run(self, run):
        text = self.set_text(run.text)
        marks = [m for m in ("strong", "em", "superscript", "subscript") if getattr(run, m)]
        if not marks and not run.link:
            return text
        return {"text": text, "marks": marks, "link": run.link}

    def _heading(self, block):
        return {"level": block.level, "runs": self.runs(block.runs)}

    def _paragraph(self, block):
        if block.numbered:
            self.numbered += 1
        number = self.numbered if block.numbered else None
        return {"runs": self.runs(block.runs), "number": number, "align": block.align}

    def _list(self, block):
        return {
            "items": [self.blocks(i) for i in block.items],
            "ordered": block.ordered,
            "start": block.start,
        }

    def _table(self, block):
        return {
            "head": self._cells(block.head),
            "rows": [self._cells(row) for row in block.rows],
            "caption": self.runs(block.caption),
            "row_heads": block.row_heads,
            "numeric": list(block.numeric),
            "widths": list(block.widths) or [1] * block.width,
        }

    def _cells(self, cells):
        return [{"runs": self.runs(c.runs), "span": c.span} for c in cells]

    def _quote(self, block):
        return {"blocks": self.blocks(block.blocks), "source": self.runs(block.source)}

    def _figure(self, block):
        return {
            "image": self._picture(block.image),
            "alt": block.alt,
            "caption": self.runs(block.caption),
            "width": block.width,
        }

    def _faces(self, block):
        return {"per_row": block.PER_ROW, "items": [self._face(face) for face in block.faces]}

    def _face(self, face):
        portrait = face.portrait and pictures.square(face.portrait)
        return {
            "name": self.set_text(face.name),
            "role": self.set_text(face.role),
            "initials": face.initials,
            "image": self._picture(portrait),
            "alt": f"Portrait : {face.name}",
        }

    def _note(self, block):
        return {"title": self.set_text(block.title), "blocks": self.blocks(block.blocks)}

    def _columns(self, block):
        return {
            "level": block.level,
            "columns": [{"title": self.set_text(c.title), "blocks": self.blocks(c.blocks)} for c in block.columns],
        }

    def _letterhead(self, block):
        return {
            "sender": [self.set_text(line) for line in block.sender],
            "recipient": [self.set_text(line) for line in block.recipient],
            "place_and_date": self.set_text(block.place_and_date),
            "subject": self.set_text(block.subject),
            "reference": self.set_text(block.reference),
        }

    def _signatureblock(self, block):
        people = [{n: self.set_text(getattr(s, n)) for n in ("name", "title", "mention")} for s in block.signatories]
        return {"place_and_date": self.set_text(block.place_and_date), "signatories": people}

    def _pagebreak(self, block):
        return {}

    def _cover(self, cover):
        if cover is None:
            return None
        paving = tree.Image(cover.paving.encode(), "svg") if cover.paving else None
        return {"paving": self._picture(paving), "lines": [self.set_text(line) for line in cover.lines]}

    def _picture(self, image):
        if image is None:
            return None
        name = f"picture-{len(self.files)}.svg"
        self.files[name] = pictures.as_svg(image)
        return name

    def _qr(self, url):
        if not url:
            return None
        drawing = io.BytesIO()
        segno.make(url, error="m").save(drawing, kind="svg", border=0)
        return self._picture(tree.Image(drawing.getvalue(), "svg"))
