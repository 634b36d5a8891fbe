import datetime as dt
import io
import zipfile

import pytest
from odfdo import Document as OdfDocument

from parvis.ground.documents import tree
from parvis.ground.documents.tree import Document, Paragraph
from parvis.ground.documents.writers import write

from .samples import everything


@pytest.fixture(scope="module")
def content():
    return write(everything(), "odt", at=dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC))


@pytest.fixture(scope="module")
def file(content):
    return OdfDocument(io.BytesIO(content))


def found(file, path):
    return file.body.xpath(path)


def test_it_is_an_opendocument_text(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("mimetype") == b"application/vnd.oasis.opendocument.text"


def test_it_has_its_title_language_and_date(file):
    assert file.meta.title == "Avis sur le plan climat"
    assert file.meta.language == "fr-FR"
    assert file.meta.creation_date.date() == dt.date(2026, 3, 3)
    assert file.meta.creator == "Ville de Cerzelles"


def test_headings_are_real_ones(file):
    headings = [(h.get_attribute("text:outline-level"), h.text_recursive) for h in found(file, "//text:h")]
    assert headings == [
        ("1", "La question"),
        ("2", "Les coûts"),
        ("1", "Position du collège A"),
        ("1", "Position du collège B"),
    ]


def test_every_style_it_uses_exists(file):
    styles = file.get_part("styles.xml")
    lists = styles.get_elements("//text:list-style")
    used = {element.get_attribute("text:style-name") for element in found(file, "//*[@text:style-name]")}
    known = {s.name for s in file.get_styles()} | {s.get_attribute("style:name") for s in lists}
    assert used <= known


def test_numbered_paragraphs_follow_one_count(file):
    lists = found(file, "//text:list[@text:style-name='Numbered_20_paragraphs']")
    assert len(lists) == 2
    assert lists[1].get_attribute("text:continue-list") == lists[0].get_attribute("xml:id")


def test_a_list_starts_where_it_was_told(file):
    items = found(file, "//text:list-item[@text:start-value='3']")
    assert [item.text_recursive.strip() for item in items] == ["trois"]


def test_the_head_of_a_table_repeats(file):
    heads = found(file, "//table:table-header-rows//text:p")
    assert [head.text_recursive for head in heads] == ["Mesure", "Coût"]


def test_pictures_carry_their_words(file):
    titles = [t.text for t in found(file, "//draw:frame/svg:desc")]
    assert titles == ["Logo : Ville de Cerzelles", "Une carte des îlots de chaleur", "Portrait : Omar Haddad"]


def test_who_sits_stands_four_by_four(file):
    cells = found(file, "//table:table[table:title='Portraits, noms et fonctions']//table:table-cell")
    assert [cell.text_recursive.split("\n")[:2] for cell in cells[:1]] == [["IR", "Ida Roux"]]
    assert len(cells) == tree.Faces.PER_ROW
    assert cells[1].text_recursive.endswith("Omar Haddad\n")


def test_equal_positions_stand_in_two_columns(file):
    sections = found(file, "//text:section")
    assert [s.get_attribute("text:style-name") for s in sections] == ["Columns_20_2"]


def test_each_page_has_its_footer(file):
    footer = file.get_part("styles.xml").get_element("//style:footer")
    assert everything().fingerprint in footer.text_recursive
    assert footer.get_elements("descendant::text:page-count")


def test_line_breaks_and_links_are_kept():
    from parvis.ground.documents.tree import link

    document = Document("Lettre", [Paragraph(("a\nb ", link("ici", "https://exemple.invalid/")))])
    file = OdfDocument(io.BytesIO(write(document, "odt")))
    assert len(found(file, "//text:line-break")) == 1
    assert found(file, "//text:a")[0].get_attribute("xlink:href") == "https://exemple.invalid/"
