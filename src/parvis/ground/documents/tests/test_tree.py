import pytest

from parvis.ground.core.errors import Refused
from parvis.ground.documents.tree import (
    Column,
    Columns,
    Document,
    Figure,
    Heading,
    Image,
    List,
    Note,
    Paragraph,
    Quote,
    Table,
    plain,
    strong,
    walk,
)

from .samples import everything


def levels(*wished):
    document = Document("Titre", [Heading(level, "x") for level in wished])
    return [block.level for block in document.blocks]


@pytest.mark.parametrize(
    ("wished", "got"),
    [
        ((2, 2, 3), [1, 1, 2]),
        ((1, 3, 2), [1, 2, 2]),
        ((3, 2, 1), [1, 1, 1]),
        ((1, 2, 3, 1, 4), [1, 2, 3, 1, 2]),
        ((1, 2, 3, 4, 5, 6), [1, 2, 3, 4, 5, 6]),
    ],
)
def test_heading_levels_start_at_one_and_never_skip(wished, got):
    assert levels(*wished) == got


def test_positions_of_equal_rank_have_titles_of_the_same_level():
    columns = Columns((Column("A", (Heading(5, "a"),)), Column("B", (Heading(4, "b"),))), level=6)
    document = Document("Titre", [Heading(1, "x"), columns])
    placed = document.blocks[1]
    assert placed.level == 2
    assert [c.blocks[0].level for c in placed.columns] == [3, 3]


def test_headings_inside_quotes_and_notes_keep_the_order():
    document = Document("Titre", [Heading(1, "x"), Quote((Heading(6, "q"),)), Note("n", (Heading(6, "r"),))])
    assert [b.level for b in walk(document.blocks) if isinstance(b, Heading)] == [1, 2, 2]


def test_a_picture_without_words_is_refused():
    with pytest.raises(Refused, match=r"La place.*texte de remplacement"):
        Figure(Image(b"x"), " ", "La place")


def test_a_table_without_head_is_refused():
    with pytest.raises(Refused, match="« Coûts » n’a pas d’en-tête"):
        Table(("", ""), (("a", "b"),), caption="Coûts")


def test_a_table_with_a_short_row_is_refused_and_the_row_named():
    with pytest.raises(Refused, match="à la ligne 2"):
        Table(("A", "B"), (("a", "b"), ("c",)))


def test_a_document_without_title_is_refused():
    with pytest.raises(Refused, match="titre"):
        Document(" ", ())


def test_callers_write_strings_and_get_nodes():
    assert Document("Titre", ["Bonjour ", ["à ", strong("vous")]]).blocks == (
        Paragraph("Bonjour "),
        Paragraph(("à ", strong("vous"))),
    )
    assert List(("a",)).items == ((Paragraph("a"),),)


def test_two_documents_that_say_the_same_have_the_same_fingerprint():
    assert everything().fingerprint == everything(brand="#000000", logo=None).fingerprint
    assert everything().fingerprint != Document("Titre", ["Autre chose"]).fingerprint


def test_a_locked_text_gives_its_own_fingerprint():
    assert everything(seal="ab" * 32).fingerprint == "ab" * 32


def test_the_words_of_a_tree_can_be_read_alone():
    words = plain(everything().blocks)
    assert "Une vraie question, le 1er mars." in words
    assert "Position du collège B" in words
    assert "Une carte des îlots de chaleur" in words
