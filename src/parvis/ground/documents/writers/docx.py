"""An editable Word file: real styles, real lists, repeated table heads; it stays accessible once edited."""

import io

import docx
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt, RGBColor

from .. import pictures, tree
from ..typography import for_language
from . import ooxml

LANGUAGES = {"fr": "fr-FR", "en": "en-GB", "es": "es-ES", "de": "de-DE", "pt": "pt-PT", "it": "it-IT"}
FACE = "Arial"
TEXT_WIDTH = 160
FACE_WIDTH = 34
INK, SOFT, LINE, TINT = "1C2230", "4A5266", "DCD8CE", "F7F5F0"
HEADINGS = {1: 16, 2: 13, 3: 11.5, 4: 11, 5: 11, 6: 11}
SIDES = {
    "start": WD_ALIGN_PARAGRAPH.LEFT,
    "end": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def write_docx(document, *, at=None):
    """The document as DOCX, with its title, its language and its date in the properties."""
    return DocxWriter(document, at).write()


class DocxWriter:
    """Walks one tree; each `_kind` method writes the blocks of that kind."""

    def __init__(self, document, at=None):
        self.document = document
        self.at = at
        self.set_text = for_language(document.lang)
        self.file = docx.Document()
        self.numbering = ooxml.Numbering(self.file)
        self.style_ids = {}

    def write(self):
        self._set_properties()
        self._set_styles()
        self._set_page()
        self._open()
        self._blocks(self.document.blocks)
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()

    # ── The file ──

    def _set_properties(self):
        d, properties = self.document, self.file.core_properties
        properties.title = d.title
        properties.subject = d.subtitle
        properties.author = d.author
        properties.keywords = ", ".join(d.keywords)
        properties.comments = f"Empreinte SHA-256 du contenu : {d.fingerprint}"
        if self.at:
            properties.created = properties.modified = self.at.replace(tzinfo=None)
        ooxml.set_language(self.file, LANGUAGES.get(d.lang, d.lang))

    def _set_styles(self):
        styles = self.file.styles
        self._dress(styles["Normal"], 11, after=8)
        styles["Normal"].paragraph_format.line_spacing = 1.3
        self._dress(styles["Title"], 24, bold=True, after=6)
        ooxml.without_border(styles["Title"])
        self._dress(styles["Subtitle"], 14, colour=SOFT, after=12)
        self._dress(styles["Caption"], 9.5, bold=True, colour=SOFT, after=4)
        for level, size in HEADINGS.items():
            colour = self.document.brand.lstrip("#") if level == 1 else INK
            self._dress(styles[f"Heading {level}"], size, bold=True, colour=colour, before=16, after=6)
        self._dress(styles["Quote"], 11, after=8).paragraph_format.left_indent = Mm(8)
        ooxml.rule_left(styles["Quote"], LINE)
        ooxml.shade(self._add_style("Note"), TINT, LINE)
        self._add_style("Letter recipient").paragraph_format.left_indent = Mm(95)
        self._add_style("Signature block").paragraph_format.left_indent = Mm(80)
        self._add_style("Table text", 9.5).paragraph_format.space_after = Pt(2)
        self._dress(self._add_style("Face"), 22, bold=True, colour=self.document.brand.lstrip("#"), before=8, after=4)

    def _add_style(self, name, size=11):
        style = self.file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self.file.styles["Normal"]
        style.font.size = Pt(size)
        return style

    def _dress(self, style, size, *, bold=False, colour=INK, before=0, after=0):
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = RGBColor.from_string(colour.upper())
        ooxml.set_face(style, FACE)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        return style

    def _set_page(self):
        section = self.file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin, section.bottom_margin = Mm(26), Mm(28)
        section.different_first_page_header_footer = True
        self._fill(section.header.paragraphs[0], self.document.running)
        self._set_footer(section.footer)
        self._set_footer(section.first_page_footer)

    def _set_footer(self, footer):
        d = self.document
        lines = [d.footer, d.public_url, f"Empreinte SHA-256 : {d.fingerprint}"]
        paragraph = footer.paragraphs[0]
        self._fill(paragraph, "\n".join(filter(None, lines)), size=7.5)
        pages = footer.add_paragraph()
        pages.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        ooxml.field(pages, "PAGE")
        pages.add_run(" / ")
        ooxml.field(pages, "NUMPAGES")

    def _open(self):
        d = self.document
        if d.cover and d.cover.paving:
            self._picture(tree.Image(d.cover.paving.encode(), "svg"), "", Mm(TEXT_WIDTH))
        if d.logo:
            self._picture(d.logo, d.logo_alt, height=Mm(16))
        if d.header:
            self._paragraph_of(d.header)
        if d.show_title or d.cover:
            self._paragraph_of(d.title, "Title")
            if d.subtitle:
                self._paragraph_of(d.subtitle, "Subtitle")
        if d.cover:
            for line in d.cover.lines:
                self._paragraph_of(line)
            self._page_break()
        if d.contents:
            self._contents()

    def _contents(self):
        titles = [b for b in self.document.blocks if isinstance(b, tree.Heading) and b.level < 3]
        self._paragraph_of("Sommaire", "Subtitle")
        ooxml.contents(self.file, [(h.level, self.set_text(tree.plain(h.runs))) for h in titles])
        self._page_break()

    # ── Blocks ──

    def _blocks(self, blocks, style=None):
        for block in blocks:
            getattr(self, f"_{type(block).__name__.lower()}")(block, style)

    def _heading(self, block, style=None):
        self._runs(self._add_paragraph(f"Heading {block.level}"), block.runs)

    def _paragraph(self, block, style=None):
        paragraph = self._add_paragraph(style)
        paragraph.alignment = SIDES[block.align]
        self._runs(paragraph, block.runs)
        if block.numbered:
            self.numbering.apply(paragraph, self.numbering.paragraphs)
        return paragraph

    def _list(self, block, style=None, depth=0):
        number = self.numbering.bulleted
        if block.ordered:
            number = self.numbering.start(self.numbering.decimals, block.start, depth)
        for item in block.items:
            self._item(item, number, style, depth)

    def _item(self, blocks, number, style, depth):
        for position, block in enumerate(blocks):
            if isinstance(block, tree.List):
                self._list(block, style, depth + 1)
            elif isinstance(block, tree.Paragraph):
                paragraph = self._paragraph(block, style)
                if position == 0:
                    self.numbering.apply(paragraph, number, depth)
                else:
                    paragraph.paragraph_format.left_indent = Mm(6.35 * (depth + 1))
            else:
                self._blocks((block,), style)

    def _table(self, block, style=None):
        if block.caption:
            caption = self._add_paragraph("Caption")
            caption.paragraph_format.keep_with_next = True
            self._runs(caption, block.caption)
        table = self.file.add_table(rows=0, cols=block.width, style="Table Grid")
        ooxml.set_look(table, row_heads=block.row_heads, caption=tree.plain(block.caption))
        ooxml.repeat_head(self._row(table, block, block.head, head=True))
        for cells in block.rows:
            self._row(table, block, cells)
        self.file.add_paragraph()

    def _row(self, table, block, cells, *, head=False):
        row = table.add_row()
        ooxml.keep_whole(row)
        places, position = row.cells, 0
        for value in cells:
            place = places[position]
            if value.span > 1:
                place = place.merge(places[position + value.span - 1])
            strong = head or (block.row_heads and position == 0)
            self._cell(place, value, strong=strong, end=position in block.numeric)
            position += value.span
        return row

    def _cell(self, place, value, *, strong, end):
        paragraph = place.paragraphs[0]
        self._dress_as(paragraph, "Table text")
        if end:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        self._runs(paragraph, value.runs)
        for run in paragraph.runs if strong else ():
            run.bold = True

    def _quote(self, block, style=None):
        self._blocks(block.blocks, "Quote")
        if block.source:
            self._runs(self._add_paragraph("Quote", "— "), block.source)

    def _figure(self, block, style=None):
        self._picture(block.image, block.alt, Mm(TEXT_WIDTH * block.width))
        if block.caption:
            self._runs(self._add_paragraph("Caption"), block.caption)

    def _faces(self, block, style=None):
        table = self.file.add_table(rows=0, cols=block.PER_ROW)
        ooxml.lay_out(table, "Portraits, noms et fonctions")
        for faces in block.rows:
            row = table.add_row()
            ooxml.keep_whole(row)
            for place, face in zip(row.cells, faces, strict=False):
                self._face(place, face)
        self.file.add_paragraph()

    def _face(self, place, face):
        top = place.paragraphs[0]
        self._dress_as(top, "Face")
        if face.portrait:
            self._draw(top, pictures.square(face.portrait), f"Portrait : {face.name}", Mm(FACE_WIDTH))
        else:
            self._fill(top, face.initials, size=22)
        for words, bold in ((face.name, True), (face.role, False)):
            if words:
                self._dress_as(paragraph := place.add_paragraph(), "Table text")
                self._runs(paragraph, (tree.Run(words, strong=bold),))

    def _note(self, block, style=None):
        if block.title:
            self._runs(self._add_paragraph("Note"), (tree.strong(block.title),))
        self._blocks(block.blocks, "Note")

    def _columns(self, block, style=None):
        for pair in (block.columns[i : i + 2] for i in range(0, len(block.columns), 2)):
            self._section(len(pair))
            for position, column in enumerate(pair):
                if position:
                    self.file.add_paragraph().add_run().add_break(WD_BREAK.COLUMN)
                self._paragraph_of(column.title, f"Heading {block.level}")
                self._blocks(column.blocks, style)
        self._section(1)

    def _section(self, columns):
        section = self.file.add_section(WD_SECTION.CONTINUOUS)
        ooxml.without_first_page(section)
        ooxml.set_columns(section, columns)

    def _letterhead(self, block, style=None):
        self._paragraph_of("\n".join(block.sender))
        self._paragraph_of("\n".join(block.recipient), "Letter recipient")
        if block.place_and_date:
            self._paragraph_of(block.place_and_date, "Letter recipient")
        for label, value in (("Réf. : ", block.reference), ("Objet : ", block.subject)):
            if value:
                self._runs(self.file.add_paragraph(), (tree.strong(label), tree.Run(value)))

    def _signatureblock(self, block, style=None):
        if block.place_and_date:
            self._keep(self._paragraph_of(block.place_and_date, "Signature block"))
        for person in block.signatories:
            office = "\n".join(filter(None, (person.mention, person.title)))
            above = self._keep(self._paragraph_of(office, "Signature block"))
            above.paragraph_format.space_after = Mm(22)
            self._runs(self._add_paragraph("Signature block"), (tree.strong(person.name),))

    def _pagebreak(self, block=None, style=None):
        self._page_break()

    # ── Words and pictures ──

    def _runs(self, paragraph, runs):
        for run in runs:
            made = paragraph.add_run(self.set_text(run.text))
            made.bold, made.italic = run.strong or None, run.em or None
            made.font.superscript, made.font.subscript = run.superscript or None, run.subscript or None
            if run.link:
                made.font.underline = True
                ooxml.hyperlink(paragraph, run.link).append(made._r)

    def _add_paragraph(self, style=None, words=""):
        paragraph = self.file.add_paragraph(words)
        if style:
            self._dress_as(paragraph, style)
        return paragraph

    def _dress_as(self, paragraph, style):
        # python-docx looks through every style of the file each time it is given one: the id is asked once.
        if style not in self.style_ids:
            self.style_ids[style] = self.file.styles[style].style_id
        paragraph._p.style = self.style_ids[style]

    def _paragraph_of(self, words, style=None):
        return self._fill(self._add_paragraph(style), words)

    def _fill(self, paragraph, words, size=None):
        run = paragraph.add_run(self.set_text(words))
        if size:
            run.font.size = Pt(size)
        return paragraph

    def _keep(self, paragraph):
        paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def _picture(self, image, alt, width=None, height=None):
        self._draw(self.file.add_paragraph(), image, alt, width, height)

    def _draw(self, paragraph, image, alt, width=None, height=None):
        data = io.BytesIO(pictures.fit_for_print(image).data)
        ooxml.describe(paragraph.add_run().add_picture(data, width, height), alt)

    def _page_break(self):
        self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
