"""The pieces of Office Open XML that python-docx leaves to its callers."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:ext '
    'uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)

# The schema wants the properties of a paragraph in order; these may follow its shading.
AFTER_SHADING = ("w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")


def element(tag, *children, **attributes):
    """A `w:` element with `w:` attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def field(paragraph, instruction, shown="1"):
    """A field that the word processor computes (page number, number of pages)."""
    for part in (
        element("fldChar", fldCharType="begin"),
        _instruction(instruction),
        element("fldChar", fldCharType="separate"),
        _text(shown),
        element("fldChar", fldCharType="end"),
    ):
        paragraph.add_run()._r.append(part)


def hyperlink(paragraph, url):
    """An empty link in the paragraph, to which runs are moved."""
    target = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made = element("hyperlink", history=1)
    made.set(qn("r:id"), target)
    paragraph._p.append(made)
    return made


def describe(picture, text):
    """Give a picture its text alternative, or mark it as decoration when there is none."""
    properties = picture._inline.docPr
    properties.set("descr", text)
    if not text:
        properties.append(parse_xml(DECORATIVE))


def repeat_head(row):
    """This row is the head of its table, shown again on each page."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_whole(row):
    """This row is not cut between two pages."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def set_look(table, *, row_heads, caption):
    """Tell assistive technology what the first row and column are, and how the table is called."""
    properties = table._tbl.tblPr
    for look in properties.findall(qn("w:tblLook")):
        properties.remove(look)
    properties.append(
        element("tblLook", firstRow=1, lastRow=0, firstColumn=int(row_heads), lastColumn=0, noHBand=0, noVBand=1)
    )
    if caption:
        properties.append(element("tblCaption", val=caption))


def lay_out(table, caption):
    """A table that only places things side by side: nothing heads it, and no line is drawn."""
    properties = table._tbl.tblPr
    for look in properties.findall(qn("w:tblLook")):
        properties.remove(look)
    properties.append(element("tblLook", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1))
    properties.append(element("tblCaption", val=caption))


def set_columns(section, count):
    """Text of this section flows in `count` columns of equal width."""
    columns = section._sectPr.find(qn("w:cols"))
    columns.set(qn("w:num"), str(count))
    columns.set(qn("w:space"), "510")


def shade(paragraph_style, fill, line):
    """A tinted box around the paragraphs of a style."""
    _border(paragraph_style, line, ("top", "left", "bottom", "right"), sz=4, space=6)
    _place(paragraph_style, element("shd", val="clear", color="auto", fill=fill), AFTER_SHADING)


def rule_left(paragraph_style, line):
    """A vertical line at the left of the paragraphs of a style."""
    _border(paragraph_style, line, ("left",), sz=12, space=8)


def _border(paragraph_style, line, sides, **shape):
    lines = [element(side, val="single", color=line, **shape) for side in sides]
    _place(paragraph_style, element("pBdr", *lines), ("w:shd", *AFTER_SHADING))


def _place(paragraph_style, made, followers):
    paragraph_style.element.get_or_add_pPr().insert_element_before(made, *followers)


def set_language(document, code):
    """The language of every word that says nothing else."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for lang in defaults.findall(qn("w:lang")):
        defaults.remove(lang)
    defaults.append(element("lang", val=code, eastAsia=code, bidi="ar-SA"))
    document.core_properties.language = code


class Numbering:
    """The lists of a document: real ones, each ordered list with its own count."""

    def __init__(self, document):
        self.root = document.part.numbering_part.element
        self.bullets = self._define("bullet", ("•", "–", "•"))
        self.decimals = self._define("decimal", ("%1.", "%2.", "%3."))
        self.paragraphs = self.start(self._define("decimal", ("%1.",), step=510))
        self.bulleted = self.start(self.bullets)

    def start(self, abstract, first=1, level=0):
        """A new count from `first` at that level; its id is for `apply`."""
        number = self.root.add_num(abstract)
        if abstract != self.bullets:
            number.add_lvlOverride(level).add_startOverride(first)
        return number.numId

    def apply(self, paragraph, number, level=0):
        """Make the paragraph the next item of the list."""
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = min(level, 2)
        properties.get_or_add_numId().val = number

    def _define(self, kind, signs, step=360):
        taken = [int(a.get(qn("w:abstractNumId"))) for a in self.root.findall(qn("w:abstractNum"))]
        code = max(taken, default=0) + 1
        levels = [self._level(kind, depth, sign, step) for depth, sign in enumerate(signs)]
        abstract = element("abstractNum", element("multiLevelType", val="multilevel"), *levels, abstractNumId=code)
        first_number = self.root.find(qn("w:num"))
        if first_number is None:
            self.root.append(abstract)
        else:
            first_number.addprevious(abstract)
        return code

    def _level(self, kind, depth, sign, step):
        indent = element("pPr", element("ind", left=step * (depth + 1), hanging=step))
        return element(
            "lvl",
            element("start", val=1),
            element("numFmt", val=kind),
            element("lvlText", val=sign),
            element("lvlJc", val="left"),
            indent,
            ilvl=depth,
        )


def without_first_page(section):
    """This section has no first page of its own: it goes on."""
    for mark in section._sectPr.findall(qn("w:titlePg")):
        section._sectPr.remove(mark)


def _instruction(code):
    made = element("instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = f" {code} "
    return made


def _text(words):
    made = element("t")
    made.text = words
    return made


def without_border(style):
    """Take away the line that Word's own style draws."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def set_face(style, face):
    """The same typeface for every script, in place of the theme's."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), face)


def contents(document, titles):
    """A table of contents that the word processor brings up to date; it already holds each (level, title)."""
    first = last = document.add_paragraph()
    parts = (element("fldChar", fldCharType="begin"), _instruction('TOC \\o "1-2" \\h'))
    for part in (*parts, element("fldChar", fldCharType="separate")):
        first.add_run()._r.append(part)
    for position, (level, title) in enumerate(titles):
        last = document.add_paragraph() if position else first
        last.paragraph_format.left_indent = Mm(6 * (level - 1))
        last.add_run(title)
    last.add_run()._r.append(element("fldChar", fldCharType="end"))
