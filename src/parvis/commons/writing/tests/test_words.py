import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.commons.writing.anchors import Block, split
from parvis.commons.writing.comparing import compare, word_pieces
from parvis.commons.writing.fields import RichTextField
from parvis.commons.writing.simple import from_simple, to_simple

RICH = (
    "<h2>Mesures</h2><p>Relier <strong>d’abord</strong> les <em>collèges</em>, voir "
    '<a href="https://exemple.invalid/plan">le plan</a>.</p><ul><li>Prêter</li><li>Réparer</li></ul>'
    "<blockquote><p>Je n’ai pas de voiture.</p></blockquote>"
)
TABLE = "<table><thead><tr><th>An</th><th>Km</th></tr></thead><tbody><tr><td>2027</td><td>12</td></tr></tbody></table>"


def test_the_simple_notation_reads_like_a_letter():
    assert to_simple(RICH) == (
        "## Mesures\n\nRelier **d’abord** les *collèges*, voir [le plan](https://exemple.invalid/plan).\n\n"
        "- Prêter\n- Réparer\n\n> Je n’ai pas de voiture."
    )


def test_what_the_notation_says_comes_back_the_same():
    assert from_simple(to_simple(RICH)) == RICH


def test_a_table_left_alone_survives_a_bare_page():
    typed = to_simple(f"<p>Avant</p>{TABLE}").replace("Avant", "Avant tout")
    assert from_simple(typed, split(f"<p>Avant</p>{TABLE}")) == f"<p>Avant tout</p>{TABLE}"


@given(st.text(max_size=200))
def test_whatever_is_typed_becomes_harmless_html(text):
    html = RichTextField(required=False).clean(from_simple(text))
    assert "<script" not in html.lower()


def test_plain_typing_becomes_paragraphs_and_lists():
    html = from_simple("Un début.\nUne suite.\n\n1. d’abord <b>\n2. ensuite\n\n## Titre")
    assert html == ("<p>Un début.<br>Une suite.</p><ol><li>d’abord &lt;b&gt;</li><li>ensuite</li></ol><h2>Titre</h2>")


def test_a_link_to_a_script_is_dropped():
    html = RichTextField().clean(from_simple("[ici](javascript:alert(1))"))
    assert "javascript" not in html.split(">")[1]
    assert "href" not in html


@pytest.mark.parametrize(
    ("before", "after", "states"),
    [
        ("a b c", "a c", ["same", "removed", "same"]),
        ("a b", "a x b", ["same", "added", "same"]),
        ("a b", "a c", ["same", "removed", "added"]),
    ],
)
def test_words_added_and_removed_are_told_apart(before, after, states):
    assert [p.state for p in word_pieces(before, after)] == states


@given(st.text(alphabet="ab ", max_size=40), st.text(alphabet="ab ", max_size=40))
def test_the_pieces_of_a_difference_give_both_texts_back(before, after):
    pieces = word_pieces(before.strip(), after.strip())
    assert "".join(p.words for p in pieces if p.state != "added") == before.strip()
    assert "".join(p.words for p in pieces if p.state != "removed") == after.strip()


def test_blocks_meet_by_their_anchor():
    before = [Block(1, "<p>Un</p>"), Block(2, "<p>Deux</p>"), Block(3, "<p>Trois</p>")]
    after = [Block(1, "<p>Un</p>"), Block(3, "<p>Trois fois</p>"), Block(4, "<p>Quatre</p>")]
    assert [(r.state, r.anchor) for r in compare(before, after)] == [
        ("same", 1), ("removed", 2), ("changed", 3), ("added", 4),
    ]  # fmt: skip
