"""An editable OpenDocument text, with real styles, real lists, and table heads that repeat."""

import io

from odfdo import Document as OdfDocument

from .. import pictures, tree
from ..typography import for_language
from .opendocument import install_styles, odf, set_pages, wrapped

LANGUAGES = {"fr": "fr-FR", "en": "en-GB", "es": "es-ES", "de": "de-DE", "pt": "pt-PT", "it": "it-IT"}
TEXT_WIDTH = 16
FACE_WIDTH = 3.4
MARKS = {
    "strong": "Strong_20_Emphasis",
    "em": "Emphasis",
    "superscript": "Superscript",
    "subscript": "Subscript",
}
SIDES = {"start": "Standard", "end": "Text_20_end", "center": "Text_20_center"}


def write_odt(document, *, at=None):
    """The document as ODT, with its title, its language and its date in the properties."""
    return OdtWriter(document, at).write()


class OdtWriter:
    """Walks one tree; each `_kind` method gives the elements of the blocks of that kind."""

    def __init__(self, document, at=None):
        self.document = document
        self.at = at
        self.set_text = for_language(document.lang)
        self.file = OdfDocument("text")
        self.numbering = False
        self.named = 0

    def write(self):
        self._set_properties()
        install_styles(self.file, brand=self.document.brand)
        set_pages(self.file, [self._p(self.document.running, "Footer")], self._footer())
        body = self.file.body
        body.clear()
        for element in (*self._opening(), *self._blocks(self.document.blocks)):
            body.append(wrapped(element))
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()

    # ── The file ──

    def _set_properties(self):
        d, meta = self.document, self.file.meta
        self.file.set_language(LANGUAGES.get(d.lang, d.lang))
        meta.title, meta.subject = d.title, d.subtitle
        meta.creator = meta.initial_creator = d.author or None
        if d.keywords:
            meta.keyword = ", ".join(d.keywords)
        meta.description = f"Empreinte SHA-256 du contenu : {d.fingerprint}"
        if self.at:
            meta.creation_date = meta.date = self.at.replace(tzinfo=None, microsecond=0)

    def _footer(self):
        d = self.document
        lines = filter(None, (d.footer, d.public_url, f"Empreinte SHA-256 : {d.fingerprint}"))
        count = odf("text_p", odf("text_page_number"), " / ", odf("text_page_count"), text_style_name="Footer_20_end")
        return [self._p("\n".join(lines), "Footer"), count]

    def _opening(self):
        d = self.document
        if d.cover and d.cover.paving:
            yield self._picture(tree.Image(d.cover.paving.encode(), "svg"), "", width=TEXT_WIDTH)
        if d.logo:
            yield self._picture(d.logo, d.logo_alt, height=1.6)
        if d.header:
            yield self._p(d.header)
        if d.show_title or d.cover:
            yield self._p(d.title, "Title")
            if d.subtitle:
                yield self._p(d.subtitle, "Subtitle")
        for line in d.cover.lines if d.cover else ():
            yield self._p(line)
        if d.contents:
            yield self._contents()
        if d.cover or d.contents:
            yield self._p("", "Page_20_break")

    def _contents(self):
        titles = [b for b in self.document.blocks if isinstance(b, tree.Heading) and b.level < 3]
        lines = [self._p(tree.plain(h.runs), f"Contents_20_{h.level}") for h in titles]
        title = odf("text_index_title", self._p("Sommaire", "Contents_20_Heading"), text_name="Sommaire_Head")
        return odf(
            "text_table_of_content",
            odf("text_table_of_content_source", text_outline_level=2),
            odf("text_index_body", title, *lines),
            text_name="Sommaire",
        )

    # ── Blocks ──

    def _blocks(self, blocks, style="Standard"):
        return [element for block in blocks for element in self._block(block, style)]

    def _block(self, block, style):
        return getattr(self, f"_{type(block).__name__.lower()}")(block, style)

    def _heading(self, block, style, name=""):
        style_name = f"Heading_20_{block.level}{name}"
        return [odf("text_h", *self._runs(block.runs), text_style_name=style_name, text_outline_level=block.level)]

    def _paragraph(self, block, style):
        style = style if block.align == "start" else SIDES[block.align]
        words = odf("text_p", *self._runs(block.runs), text_style_name=style)
        return [self._numbered(words)] if block.numbered else [words]

    def _numbered(self, words):
        # One count through the whole document: each list of one paragraph goes on from the first.
        link = {"text_continue_list": "numbered"} if self.numbering else {"xml_id": "numbered"}
        self.numbering = True
        return odf("text_list", odf("text_list_item", words), text_style_name="Numbered_20_paragraphs", **link)

    def _list(self, block, style):
        items = [self._item(item, style, block, first=n == 0) for n, item in enumerate(block.items)]
        return [odf("text_list", *items, text_style_name="Numbers" if block.ordered else "Bullets")]

    def _item(self, blocks, style, block, *, first):
        start = {"text_start_value": block.start} if block.ordered and first else {}
        return odf("text_list_item", *self._blocks(blocks, style), **start)

    def _table(self, block, style):
        caption = [odf("text_p", *self._runs(block.caption), text_style_name="Caption")] if block.caption else []
        title = [odf("table_title", tree.plain(block.caption))] if block.caption else []
        table = odf(
            "table_table",
            *title,
            odf("table_table_column", table_number_columns_repeated=block.width),
            odf("table_table_header_rows", self._row(block, block.head, head=True)),
            *(self._row(block, cells) for cells in block.rows),
            table_name=self._name("Tableau"),
            table_style_name="Facts",
        )
        return [*caption, table, self._p("")]

    def _row(self, block, cells, *, head=False):
        made, position = [], 0
        for value in cells:
            strong = head or (block.row_heads and position == 0)
            made += self._cell(value, strong=strong, figures=position in block.numeric, head=head)
            position += value.span
        return odf("table_table_row", *made, table_style_name="Whole_20_row")

    def _cell(self, value, *, strong, figures, head):
        style = f"Table_20_{'Heading' if strong else 'Contents'}{'_20_figures' if figures else ''}"
        span = {"table_number_columns_spanned": value.span} if value.span > 1 else {}
        yield odf(
            "table_table_cell",
            odf("text_p", *self._runs(value.runs), text_style_name=style),
            office_value_type="string",
            table_style_name="Head_20_cell" if head else "Body_20_cell",
            **span,
        )
        for _ in range(value.span - 1):
            yield odf("table_covered_table_cell")

    def _quote(self, block, style):
        made = self._blocks(block.blocks, "Quotations")
        if block.source:
            made.append(odf("text_p", "— ", *self._runs(block.source), text_style_name="Quotations"))
        return made

    def _figure(self, block, style):
        made = [self._picture(block.image, block.alt, width=TEXT_WIDTH * block.width)]
        if block.caption:
            made.append(odf("text_p", *self._runs(block.caption), text_style_name="Caption"))
        return made

    def _faces(self, block, style):
        table = odf(
            "table_table",
            odf("table_title", "Portraits, noms et fonctions"),
            odf("table_table_column", table_number_columns_repeated=block.PER_ROW),
            *(self._face_row(faces, block.PER_ROW) for faces in block.rows),
            table_name=self._name("Portraits"),
            table_style_name="Facts",
        )
        return [table, self._p("")]

    def _face_row(self, faces, width):
        cells = [odf("table_table_cell", *self._face(face), office_value_type="string") for face in faces]
        blank = [odf("table_table_cell", self._p("", "Table_20_Contents")) for _ in range(width - len(faces))]
        return odf("table_table_row", *cells, *blank, table_style_name="Whole_20_row")

    def _face(self, face):
        if face.portrait:
            yield self._picture(pictures.square(face.portrait), f"Portrait : {face.name}", width=FACE_WIDTH)
        else:
            yield self._p(face.initials, "Face")
        yield self._p(face.name, "Table_20_Heading")
        if face.role:
            yield self._p(face.role, "Table_20_Contents")

    def _note(self, block, style):
        title = [odf("text_p", *self._runs((tree.strong(block.title),)), text_style_name="Note")]
        return [*(title if block.title else ()), *self._blocks(block.blocks, "Note")]

    def _columns(self, block, style):
        pairs = [block.columns[i : i + 2] for i in range(0, len(block.columns), 2)]
        return [self._side_by_side(pair, block.level, style) for pair in pairs]

    def _side_by_side(self, pair, level, style):
        made = []
        for position, column in enumerate(pair):
            made += self._heading(tree.Heading(level, column.title), style, "_20_second" if position else "")
            made += self._blocks(column.blocks, style)
        return odf("text_section", *made, text_name=self._name("Colonnes"), text_style_name=f"Columns_20_{len(pair)}")

    def _letterhead(self, block, style):
        yield self._p("\n".join(block.sender))
        yield self._p("\n".join(block.recipient), "Recipient")
        if block.place_and_date:
            yield self._p(block.place_and_date, "Recipient")
        for label, value in (("Réf. : ", block.reference), ("Objet : ", block.subject)):
            if value:
                yield odf("text_p", *self._runs((tree.strong(label), tree.Run(value))), text_style_name="Standard")

    def _signatureblock(self, block, style):
        if block.place_and_date:
            yield self._p(block.place_and_date, "Signature")
        for person in block.signatories:
            yield self._p("\n".join(filter(None, (person.mention, person.title))), "Signature_20_room")
            yield odf("text_p", *self._runs((tree.strong(person.name),)), text_style_name="Recipient")

    def _pagebreak(self, block, style):
        return [self._p("", "Page_20_break")]

    # ── Words and pictures ──

    def _p(self, words, style="Standard"):
        return odf("text_p", self.set_text(words), text_style_name=style)

    def _runs(self, runs):
        return [self._run(run) for run in runs if run.text]

    def _run(self, run):
        made = self.set_text(run.text)
        for mark, style in MARKS.items():
            if getattr(run, mark):
                made = odf("text_span", made, text_style_name=style)
        if run.link:
            made = odf("text_a", made, xlink_type="simple", xlink_href=run.link)
        return made

    def _picture(self, image, alt, *, width=None, height=None):
        image = pictures.fit_for_print(image)
        pixels_wide, pixels_high = pictures.size_of(image)
        width = width or height * pixels_wide / pixels_high
        height = height or width * pixels_high / pixels_wide
        place = self.file.add_file(io.BytesIO(image.data))
        frame = odf(
            "draw_frame",
            odf("draw_image", xlink_href=place, xlink_type="simple"),
            *([odf("svg_title", alt), odf("svg_desc", alt)] if alt else []),
            draw_name=self._name("Image"),
            text_anchor_type="as-char",
            svg_width=f"{width:.2f}cm",
            svg_height=f"{height:.2f}cm",
        )
        return odf("text_p", frame, text_style_name="Standard")

    def _name(self, kind):
        self.named += 1
        return f"{kind} {self.named}"
