"""The pieces of OpenDocument: elements, and the styles that every document of ours has."""

from lxml import etree
from odfdo import Element

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
FACE = "Liberation Sans"
INK, SOFT, LINE, TINT = "#1c2230", "#4a5266", "#dcd8ce", "#f7f5f0"
HEADINGS = {1: "16pt", 2: "13pt", 3: "11.5pt", 4: "11pt", 5: "11pt", 6: "11pt"}
BOX = {"fo_background_color": TINT, "fo_border": f"0.02cm solid {LINE}", "fo_padding": "0.25cm"}


def qualified(name):
    """`text_p` → the name lxml wants; the first underscore ends the prefix, the others are hyphens."""
    prefix, _, local = name.partition("_")
    if prefix == "xml":
        return f"{{http://www.w3.org/XML/1998/namespace}}{local}"
    return f"{{{NAMESPACES[prefix]}}}{local.replace('_', '-')}"


def odf(name, *children, **attributes):
    """An element with its attributes and children; strings are words, where a line feed is a line break."""
    made = etree.Element(qualified(name), nsmap=NAMESPACES)
    for key, value in attributes.items():
        made.set(qualified(key), str(value))
    for child in children:
        if isinstance(child, str):
            _say(made, child)
        else:
            made.append(child)
    return made


def wrapped(element):
    """The same as odfdo knows it."""
    return Element.from_tag(element)


def install_styles(document, *, brand):
    """Give the document our named styles: people restyle it by changing these."""
    for made in (*_paragraph_styles(brand), *_text_styles(), *_table_styles(), *_list_styles(), *_section_styles()):
        document.insert_style(wrapped(made))


def set_pages(document, header, footer):
    """A4 with margins for a file's holes; the header and footer elements stand on each page."""
    styles = document.get_part("styles.xml")
    layout = styles.get_element("//style:page-layout-properties")
    sizes = {"page-width": "21cm", "page-height": "29.7cm", "margin-left": "2.5cm", "margin-right": "2.5cm"}
    for name, value in sizes.items():
        layout.set_attribute(f"fo:{name}", value)
    master = styles.get_element("//style:master-page")
    master.append(wrapped(odf("style_header", *header)))
    master.append(wrapped(odf("style_footer", *footer)))


def _say(element, words):
    for position, line in enumerate(words.split("\n")):
        if position:
            element.append(odf("text_line_break"))
        if len(element):
            element[-1].tail = (element[-1].tail or "") + line
        else:
            element.text = (element.text or "") + line


def _style(name, family, *properties, parent="Standard", **attributes):
    if family == "paragraph" and name != "Standard":
        attributes["style_parent_style_name"] = parent
    display = name.replace("_20_", " ")
    return odf(
        "style_style",
        *properties,
        style_name=name,
        style_display_name=display,
        style_family=family,
        **attributes,
    )


def _block(**attributes):
    return odf("style_paragraph_properties", **attributes)


def _words(size="11pt", colour=INK, weight="normal", **attributes):
    return odf(
        "style_text_properties",
        fo_font_size=size,
        fo_color=colour,
        fo_font_weight=weight,
        style_font_name=FACE,
        fo_font_family=FACE,
        **attributes,
    )


def _paragraph_styles(brand):
    body = _block(fo_margin_bottom="0.28cm", fo_line_height="130%")
    yield _style("Standard", "paragraph", body, _words(fo_hyphenate="true"))
    yield _style("Title", "paragraph", _block(fo_margin_bottom="0.3cm"), _words("24pt", weight="bold"))
    yield _style("Subtitle", "paragraph", _block(fo_margin_bottom="0.5cm"), _words("14pt", SOFT))
    yield _style("Caption", "paragraph", _block(fo_keep_with_next="always"), _words("9.5pt", SOFT, "bold"))
    yield _style("Quotations", "paragraph", _block(fo_margin_left="0.8cm", fo_border_left=f"0.05cm solid {LINE}"))
    yield _style("Note", "paragraph", _block(**BOX))
    yield _style("Recipient", "paragraph", _block(fo_margin_left="9.5cm"))
    yield _style("Signature", "paragraph", _block(fo_margin_left="8cm", fo_keep_with_next="always"))
    room = _block(fo_margin_left="8cm", fo_keep_with_next="always", fo_margin_bottom="2.2cm")
    yield _style("Signature_20_room", "paragraph", room)
    yield _style("Table_20_Contents", "paragraph", _block(fo_margin_bottom="0.05cm"), _words("9.5pt"))
    yield _style("Table_20_Heading", "paragraph", _block(), _words("9.5pt", weight="bold"), parent="Table_20_Contents")
    for name in ("Contents", "Heading"):
        figures = _block(fo_text_align="end")
        yield _style(f"Table_20_{name}_20_figures", "paragraph", figures, parent=f"Table_20_{name}")
    yield _style("Face", "paragraph", _block(fo_margin_top="0.3cm"), _words("22pt", brand, "bold"))
    yield _style("Footer", "paragraph", _block(), _words("7.5pt", SOFT))
    yield _style("Footer_20_end", "paragraph", _block(fo_text_align="end"), _words("9pt", SOFT), parent="Footer")
    yield _style("Page_20_break", "paragraph", _block(fo_break_before="page"))
    for side in ("end", "center"):
        yield _style(f"Text_20_{side}", "paragraph", _block(fo_text_align=side))
    for level, size in HEADINGS.items():
        yield from _heading_styles(level, size, brand if level == 1 else INK)


def _heading_styles(level, size, colour):
    above = {"fo_margin_top": "0.55cm", "fo_margin_bottom": "0.2cm", "fo_keep_with_next": "always"}
    name, outline = f"Heading_20_{level}", {"style_default_outline_level": level}
    words = _words(size, colour, "bold")
    yield _style(name, "paragraph", _block(**above), words, parent="Heading", **outline)
    second = _block(fo_break_before="column")
    yield _style(f"{name}_20_second", "paragraph", second, parent=name, **outline)


def _text_styles():
    yield _style("Strong_20_Emphasis", "text", odf("style_text_properties", fo_font_weight="bold"))
    yield _style("Emphasis", "text", odf("style_text_properties", fo_font_style="italic"))
    yield _style("Superscript", "text", odf("style_text_properties", style_text_position="super 60%"))
    yield _style("Subscript", "text", odf("style_text_properties", style_text_position="sub 60%"))


def _table_styles():
    yield _style("Facts", "table", odf("style_table_properties", style_width="16cm", table_align="margins"))
    whole = odf("style_table_row_properties", fo_keep_together="always")
    yield _style("Whole_20_row", "table-row", whole)
    for name, fill in (("Head", TINT), ("Body", "transparent")):
        cell = odf(
            "style_table_cell_properties",
            fo_background_color=fill,
            fo_border_bottom=f"0.02cm solid {LINE}",
            fo_padding="0.12cm",
        )
        yield _style(f"{name}_20_cell", "table-cell", cell)


def _list_styles():
    bullets = [_level("bullet", depth, text_bullet_char=sign) for depth, sign in enumerate("•–•", 1)]
    yield odf("text_list_style", *bullets, style_name="Bullets")
    for name in ("Numbers", "Numbered_20_paragraphs"):
        numbers = [_level("number", depth, style_num_format="1", style_num_suffix=".") for depth in (1, 2, 3)]
        yield odf("text_list_style", *numbers, style_name=name)


def _level(kind, depth, **attributes):
    alignment = odf(
        "style_list_level_label_alignment",
        text_label_followed_by="listtab",
        fo_text_indent="-0.8cm",
        fo_margin_left=f"{0.8 * depth}cm",
    )
    place = odf("style_list_level_properties", alignment, text_list_level_position_and_space_mode="label-alignment")
    return odf(f"text_list_level_style_{kind}", place, text_level=depth, **attributes)


def _section_styles():
    for count in (1, 2):
        columns = odf("style_columns", fo_column_count=count, fo_column_gap="0.9cm")
        yield _style(f"Columns_20_{count}", "section", odf("style_section_properties", columns))
