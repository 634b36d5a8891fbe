import datetime as dt
import io

import docx
import pytest
from docx.oxml.ns import qn

from parvis.ground.documents.tree import Document, Table
from parvis.ground.documents.writers import write

from .samples import everything


@pytest.fixture(scope="module")
def file():
    content = write(everything(), "docx", at=dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC))
    return docx.Document(io.BytesIO(content))


def styled(file, style):
    return [p.text for p in file.paragraphs if p.style.name == style]


def numbering(paragraph):
    return paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None


def test_it_has_its_title_language_and_date(file):
    assert file.core_properties.title == "Avis sur le plan climat"
    assert file.core_properties.language == "fr-FR"
    assert file.core_properties.created.date() == dt.date(2026, 3, 3)
    assert file.styles.element.xpath("w:docDefaults//w:lang/@w:val") == ["fr-FR"]


def test_headings_and_title_are_real_styles(file):
    assert styled(file, "Title") == ["Avis sur le plan climat"]
    assert styled(file, "Heading 1")[0] == "La question"
    assert styled(file, "Heading 2") == ["Les coûts"]
    assert styled(file, "Heading 1")[1:] == ["Position du collège A", "Position du collège B"]


def test_paragraphs_and_lists_are_numbered_by_the_word_processor(file):
    numbered = {p.text: p._p.pPr.numPr for p in file.paragraphs if numbering(p)}
    first, second = [n for text, n in numbered.items() if text.startswith("Une ")]
    assert first.numId.val == second.numId.val
    assert numbered["deux un"].ilvl.val == 1
    assert numbered["trois"].numId.val != numbered["deux un"].numId.val


def test_a_list_starts_where_it_was_told(file):
    number = next(p._p.pPr.numPr.numId.val for p in file.paragraphs if p.text == "trois")
    root = file.part.numbering_part.element
    assert root.xpath(f"w:num[@w:numId='{number}']//w:startOverride/@w:val") == ["3"]


def test_the_head_of_a_table_repeats_and_its_caption_comes_first(file):
    table = file.tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert [cell.text for cell in table.rows[0].cells] == ["Mesure", "Coût"]
    assert styled(file, "Caption")[0] == "Coûts par mesure"


def test_pictures_carry_their_words_and_the_paving_is_decoration(file):
    described = [shape._inline.docPr.get("descr") for shape in file.inline_shapes]
    assert described == ["", "Logo : Ville de Cerzelles", "Une carte des îlots de chaleur", "Portrait : Omar Haddad"]
    assert "decorative" in file.inline_shapes[0]._inline.docPr.xml


def test_who_sits_stands_four_by_four_with_nothing_to_head(file):
    faces = file.tables[1]
    assert [cell.text.split("\n") for cell in faces.rows[0].cells[:2]] == [
        ["IR", "Ida Roux", "Présidente"],
        ["", "Omar Haddad"],
    ]
    assert len(faces.columns) == 4
    assert faces._tbl.xpath("w:tblPr/w:tblLook/@w:firstRow") == ["0"]


def test_equal_positions_stand_in_two_columns(file):
    counts = file.element.xpath("//w:sectPr/w:cols/@w:num")
    assert "2" in counts
    assert counts[-1] == "1"


def test_links_lead_somewhere(file):
    targets = [rel.target_ref for rel in file.part.rels.values() if rel.is_external]
    assert "https://exemple.invalid/source" in targets
    assert any(link.text == "sa source" for p in file.paragraphs for link in p.hyperlinks)


def test_the_footer_holds_address_fingerprint_and_pages(file):
    footer = file.sections[0].footer
    words = "\n".join(p.text for p in footer.paragraphs)
    assert everything().public_url in words
    assert everything().fingerprint in words
    assert "NUMPAGES" in footer._element.xml


def test_the_running_title_is_not_on_the_first_page(file):
    assert file.sections[0].different_first_page_header_footer
    assert file.sections[0].header.paragraphs[0].text == "Avis sur le plan climat"


def test_a_cell_may_take_two_columns():
    from parvis.ground.documents.tree import Cell

    document = Document("Tableau", [Table(("A", "B"), [(Cell("ensemble", 2),)])])
    table = docx.Document(io.BytesIO(write(document, "docx"))).tables[0]
    assert table.rows[1].cells[0]._tc is table.rows[1].cells[1]._tc
