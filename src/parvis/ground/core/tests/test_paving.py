from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from parvis.ground.core import paving


def cells(stone):
    return [(stone.x + i, stone.y + j) for i in range(stone.width) for j in range(stone.height)]


@given(st.text(max_size=40), st.integers(1, 30), st.integers(1, 6))
def test_stones_cover_the_ground_exactly_once(name, columns, rows):
    covered = [cell for stone in paving.stones(name, columns, rows) for cell in cells(stone)]
    assert sorted(covered) == sorted((x, y) for x in range(columns) for y in range(rows))


def test_a_name_has_its_paving_for_ever():
    assert paving.stones("Cerzelles", 20, 3) == paving.stones("Cerzelles", 20, 3)
    assert paving.stones("Cerzelles", 20, 3) != paving.stones("Trégonnec-Goëlenn", 20, 3)


def test_the_file_is_well_formed_and_light():
    svg = paving.paving_svg("Ville d’« Or » & <Zinc>", "#225588", "#cc8833", title='Le parvis de "Zinc"')
    assert ElementTree.fromstring(svg).attrib["aria-label"] == 'Le parvis de "Zinc"'
    assert len(svg) < 6_000


def test_without_title_it_is_decoration():
    assert 'aria-hidden="true"' in paving.paving_svg("Cerzelles")
