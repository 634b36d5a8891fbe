import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.ground.core import colours

hexes = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def tokens(css, block):
    """The tokens of the n-th rule of a theme sheet."""
    rule = css.splitlines()[block].split("{")[-1].split("}")[0]
    return dict(part.strip()[2:].split(": ") for part in rule.split(";") if part.strip())


def test_black_on_white_is_the_highest_contrast():
    assert colours.contrast("#000000", "#fff") == pytest.approx(21)


def test_known_contrasts_of_the_wcag_examples():
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert colours.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(hexes, hexes)
def test_contrast_does_not_depend_on_the_order(one, other):
    assert colours.contrast(one, other) == colours.contrast(other, one)
    assert 1 <= colours.contrast(one, other) <= 21


@given(hexes)
def test_any_colour_can_be_darkened_until_it_is_read_on_paper(colour):
    legible = colours.darken_until(colour, 4.5, colours.LIGHT["paper"])
    assert colours.contrast(legible, colours.LIGHT["paper"]) >= 4.5


@given(hexes)
def test_a_legible_colour_is_left_alone(colour):
    legible = colours.darken_until(colour, 4.5, "#ffffff")
    assert colours.darken_until(legible, 4.5, "#ffffff") == legible


@given(hexes, hexes)
def test_every_theme_is_legible_day_and_night(primary, accent):
    css = colours.theme_css(primary, accent)
    for block, grounds, ratio in (
        (0, colours.LIGHT, 4.5),
        (1, colours.LIGHT, 7),
        (2, colours.DARK, 4.5),
        (3, colours.DARK, 7),
    ):
        theme = tokens(css, block)
        for ground in (*grounds.values(), theme["brand-wash"]):
            assert colours.contrast(theme["brand-ink"], ground) >= min(ratio, 4.5)
        assert colours.contrast(theme["brand-ink"], grounds["sheet"]) >= ratio
        assert colours.contrast(theme["on-brand"], theme["brand-ink"]) >= 4.5
        assert colours.contrast(theme["accent-ink"], grounds["sheet"]) >= 3


def test_a_word_is_not_a_colour():
    with pytest.raises(ValueError, match="hexadécimaux"):
        colours.parse("bleu")


def test_the_address_of_the_theme_follows_its_content():
    assert colours.theme_path("#123456", "#abcdef") == colours.theme_path("#123456", "#abcdef")
    assert colours.theme_path("#123456", "#abcdef") != colours.theme_path("#123457", "#abcdef")
    assert colours.theme_path("", "") == colours.theme_path(colours.PRIMARY, colours.ACCENT)


@pytest.mark.parametrize("brand", ["#8f2d2d", "#c00", "#d1495b", "#b5331a"])
def test_under_a_red_brand_what_is_late_takes_another_colour_read_everywhere(brand):
    for part in re.findall(r":root {([^}]*)}", colours.theme_css(brand, "#7fb58a"))[:-1]:
        tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
        grounds = colours.LIGHT if tokens["on-brand"] == "#ffffff" else colours.DARK
        assert not colours.looks_late(tokens["late"])
        for ground in (*grounds.values(), tokens["brand-wash"], tokens["late-wash"]):
            assert colours.contrast(tokens["late"], ground) >= 4.5


@pytest.mark.parametrize("brand", ["#0f5a4a", "#5b2a6e", "#12426b", "#4a4a4a"])
def test_elsewhere_what_is_late_stays_red(brand):
    assert "--late: #" not in colours.theme_css(brand, "#7fb58a")
