import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.ground.core.errors import Refused
from parvis.ground.documents.rich import from_html
from parvis.ground.documents.tree import (
    Cell,
    Figure,
    Heading,
    Image,
    List,
    Paragraph,
    Quote,
    Run,
    Table,
    em,
    link,
    plain,
    strong,
    superscript,
    walk,
)


def test_paragraphs_keep_their_manners():
    assert from_html("<p>Une <b>vraie</b> <em>question</em>, le 1<sup>er</sup>.</p>") == (
        Paragraph(("Une ", strong("vraie"), " ", em("question"), ", le 1", superscript("er"), ".")),
    )


def test_words_between_blocks_make_paragraphs():
    assert from_html("avant<p>dedans</p>après") == (Paragraph("avant"), Paragraph("dedans"), Paragraph("après"))


def test_blanks_count_once_and_line_breaks_stay():
    assert from_html("<p>  une\n   ligne <br> une autre  </p>") == (Paragraph("une ligne\nune autre"),)


def test_a_no_break_space_is_kept():
    assert from_html("<p>12\u00a0000\u00a0€</p>") == (Paragraph("12\u00a0000\u00a0€"),)


def test_headings_start_under_the_place_where_the_text_goes():
    nodes = from_html("<h2>A</h2><h4>B</h4><h2>C</h2>", under=1)
    assert nodes == (Heading(2, "A"), Heading(3, "B"), Heading(2, "C"))


def test_lists_hold_lists():
    nodes = from_html("<ul><li>a<ol start='3'><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul>")
    inner = List(("b",), ordered=True, start=3)
    assert nodes == (List((("a", inner), (Paragraph("c"), Paragraph("d")))),)


def test_only_paragraphs_that_stand_alone_are_numbered():
    nodes = from_html("<p>a</p><ul><li>b</li></ul><blockquote>c</blockquote>", numbered=True)
    assert [b.numbered for b in walk(nodes) if isinstance(b, Paragraph)] == [True, False, False]


def test_a_quote_is_a_quote():
    assert from_html("<blockquote><p>Oui.</p></blockquote>") == (Quote("Oui."),)


def test_a_table_takes_its_head_from_its_first_row_of_heads():
    html = "<table><tr><th>A</th><th>B</th></tr><tr><th>x</th><td>1</td></tr></table>"
    assert from_html(html) == (Table(("A", "B"), (("x", "1"),), row_heads=True),)


def test_a_cell_over_several_rows_is_said_in_each():
    html = (
        "<table><caption>C</caption><thead><tr><th>A</th><th>B</th></tr></thead>"
        "<tbody><tr><td rowspan='2'>x</td><td>1</td></tr><tr><td>2</td></tr>"
        "<tr><td colspan='2'>ensemble</td></tr></tbody></table>"
    )
    expected = Table(("A", "B"), (("x", "1"), ("x", "2"), (Cell("ensemble", 2),)), caption="C")
    assert from_html(html) == (expected,)


def test_a_table_without_head_is_refused():
    with pytest.raises(Refused, match="en-tête"):
        from_html("<table><tr><td>1</td></tr></table>")


def test_a_picture_without_alternative_is_refused_and_counted():
    html = '<p>a</p><img src="/1" alt="Une carte"><img src="/2">'
    with pytest.raises(Refused, match="L’image n° 2"):
        from_html(html, find_image=lambda src: Image(b"x"))


def test_a_picture_comes_with_its_caption():
    html = '<figure><img src="/1" alt="Une carte"><figcaption>Carte</figcaption></figure>'
    assert from_html(html, find_image=lambda src: Image(src.encode())) == (Figure(Image(b"/1"), "Une carte", "Carte"),)


def test_a_lost_picture_is_refused_by_its_name():
    with pytest.raises(Refused, match="« Une carte » est introuvable"):
        from_html('<img src="/1" alt="Une carte">')


def test_a_link_keeps_its_whole_address_only():
    nodes = from_html('<p><a href="https://exemple.invalid/">ici</a> <a href="/la">là</a></p>')
    assert nodes == (Paragraph((link("ici", "https://exemple.invalid/"), " là")),)


def test_scripts_and_styles_say_nothing():
    nodes = from_html('<p style="color:red" onclick="x()">a</p><script>alert(1)</script><style>p{}</style>')
    assert nodes == (Paragraph("a"),)


@settings(deadline=None)
@given(st.text(alphabet="<>/ abptdhulio1=\"'&;\n", max_size=200))
def test_whatever_is_typed_becomes_nodes_or_a_refusal(typed):
    try:
        nodes = from_html(typed, under=2)
    except Refused:
        nodes = ()
    assert all(isinstance(run, Run) for b in walk(nodes) if isinstance(b, Paragraph) for run in b.runs)
    assert "<script" not in plain(nodes)
