import datetime as dt
import io

import pikepdf
import pytest
from pypdf import PdfReader

from parvis.ground.core.errors import Refused
from parvis.ground.documents.tree import Document, Face, Faces, Figure, Heading, Image, List, Paragraph, Table, link
from parvis.ground.documents.writers import write

from .samples import everything, opinion, picture


@pytest.fixture(scope="module")
def content():
    return write(everything(), "pdf", at=dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC))


@pytest.fixture(scope="module")
def reader(content):
    return PdfReader(io.BytesIO(content))


@pytest.fixture(scope="module")
def words(reader):
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def tags(content):
    """The structure of a PDF, in reading order: (tag, text alternative)."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return list(_tags(pdf.Root.StructTreeRoot.K))


def _tags(node):
    for child in node if isinstance(node, pikepdf.Array) else [node]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield str(child.S), str(child.get("/Alt", ""))
            if "/K" in child:
                yield from _tags(child.K)


def test_it_declares_pdf_ua_and_is_tagged(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang).startswith("fr")


def test_it_has_its_title_author_and_date(reader):
    assert reader.metadata.title == "Avis sur le plan climat"
    assert reader.metadata.author == "Ville de Cerzelles"
    assert reader.metadata.creation_date.date() == dt.date(2026, 3, 3)


def test_it_says_everything(words):
    for said in (
        "Adopté le 3 mars 2026", "Saisine S-2026-01", "La question", "sa source", "Coûts par mesure", "Isoler",
        "Un habitant", "À savoir", "Position du collège B", "La présidente", "Ida Roux", "Objet",
    ):  # fmt: skip
        assert said in words


def test_paragraphs_of_an_opinion_are_numbered(words):
    assert "1. Une vraie question" in words
    assert "2. Une note" in words


def test_each_page_tells_its_number_and_the_running_title(reader):
    last = len(reader.pages)
    assert f"{last} / {last}" in reader.pages[-1].extract_text()
    assert "Avis sur le plan climat" in reader.pages[-1].extract_text()


def test_the_footer_holds_the_fingerprint_and_the_public_address(reader):
    document = everything()
    page = reader.pages[-1].extract_text()
    assert document.fingerprint in page.replace(" ", "").replace("\n", "")
    assert document.public_url in page


def test_its_bookmarks_are_its_headings(reader):
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles == ["La question", "Position du collège A", "Position du collège B"]


def test_its_structure_can_be_followed(content):
    found = [tag for tag, _ in tags(content)]
    for tag in ("/H1", "/H2", "/P", "/L", "/LI", "/Table", "/THead", "/TH", "/TD", "/Caption", "/BlockQuote", "/Link"):
        assert tag in found, tag


def test_pictures_carry_their_words(content):
    alternatives = [alt for tag, alt in tags(content) if tag == "/Figure"]
    assert "Une carte des îlots de chaleur" in alternatives
    assert "Logo : Ville de Cerzelles" in alternatives


def test_a_portrait_carries_its_name_and_initials_are_left_out_of_the_reading(content, words):
    assert "Portrait : Omar Haddad" in [alt for tag, alt in tags(content) if tag == "/Figure"]
    assert "Ida Roux" in words
    assert "Présidente" in words


def test_two_dozen_people_stand_on_one_or_two_pages():
    people = Faces(tuple(Face(f"Camille Martin {n}", "Collège des habitants", "CM") for n in range(24)))
    assert len(PdfReader(io.BytesIO(write(Document("Qui siège", [people]), "pdf"))).pages) == 2


def test_only_our_fonts_are_used(content):
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = {str(f.BaseFont) for page in pdf.pages for f in page.Resources.get("/Font", {}).values()}
    assert any("AtkinsonHyperlegibleNext" in name for name in fonts)
    assert all(any(ours in name for ours in ("Atkinson", "Libertinus", "DejaVu", "NotoEmoji")) for name in fonts)


def test_the_head_of_a_table_comes_back_on_each_page():
    table = Table(("Mesure", "Coût"), [(f"Mesure {n}", "1 €") for n in range(120)])
    pages = PdfReader(io.BytesIO(write(Document("Tableau", [table]), "pdf"))).pages
    assert len(pages) > 2
    assert all("Mesure Coût" in " ".join(page.extract_text().split()) for page in pages)


def test_what_people_type_is_never_source():
    typed = '#panic("x") = $1$ *a* _b_ <c> @d \\e "f" `g` // h'
    words = PdfReader(io.BytesIO(write(Document(typed, [typed]), "pdf"))).pages[0].extract_text()
    assert words.count('#panic("x")') >= 2


def test_emoji_and_signs_are_printed():
    content = write(Document("Signes", ["☐ → ✓ 😀 ½ Œuvre ⚠"]), "pdf")
    assert content.startswith(b"%PDF")


def test_a_character_without_glyph_is_refused_with_its_paragraph():
    blocks = [Heading(1, "Titre"), *(Paragraph(f"Alinéa {n}.", numbered=True) for n in range(9))]
    blocks.insert(7, Paragraph("Les voisins écrivent 中文 ici.", numbered=True))
    with pytest.raises(Refused) as refusal:
        write(Document("Avis", blocks), "pdf")
    assert "Le paragraphe 7 « Les voisins écrivent 中文 ici. »" in str(refusal.value)
    assert "中" in str(refusal.value).split("écrire")[1]


def test_a_fault_in_the_title_is_told_as_such():
    with pytest.raises(Refused, match="Le titre ou l’en-tête du document"):
        write(Document("中文", ["Rien."]), "pdf")


def test_a_fault_in_a_list_names_the_list():
    with pytest.raises(Refused, match="La liste « un 中 »"):
        write(Document("Avis", ["Bien.", List(("un", "中"))]), "pdf")


def test_a_broken_picture_is_refused():
    with pytest.raises(Refused, match="image du document ne peut pas être lue"):
        write(Document("Avis", [Figure(Image(b"\x89PNG nothing"), "Une carte")]), "pdf")


@pytest.mark.parametrize("kind", ["JPEG", "GIF", "WEBP"])
def test_pictures_of_every_kind_are_printed(kind):
    content = write(Document("Avis", [Figure(Image(picture(kind=kind), kind.lower()), "Une carte")]), "pdf")
    assert ("/Figure", "Une carte") in tags(content)


def test_a_large_picture_is_made_fit_for_print():
    content = write(Document("Avis", [Figure(Image(picture(6000, 4000)), "Une carte")]), "pdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        widths = [int(obj.Width) for obj in pdf.objects if isinstance(obj, pikepdf.Stream) and "/Width" in obj]
    assert max(widths) <= 1900


def test_a_link_without_words_to_say_it_still_leads_there():
    content = write(Document("Avis", [Paragraph(link("la page", "https://exemple.invalid/p"))]), "pdf")
    assert b"exemple.invalid/p" in content or "/Link" in [tag for tag, _ in tags(content)]


def test_a_forty_page_opinion_keeps_all_its_pages():
    assert len(PdfReader(io.BytesIO(write(opinion(40), "pdf"))).pages) >= 40
