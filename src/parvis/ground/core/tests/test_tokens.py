"""The tokens themselves: every colour of text is read on every ground, by day and by night."""

import itertools
import re
from pathlib import Path

import pytest

from parvis.ground.core import colours

CSS = Path(__file__).resolve().parents[1] / "static/core/css"
INKS = ("ink", "ink-soft", "ink-faint", "brand-ink", "wait", "go", "set", "late", "off")
GROUNDS = ("paper", "sheet", "well", "brand-wash")


def blocks():
    """The tokens of each part of tokens.css that names colours, completed by what it inherits."""
    found = re.findall(r"(?:@media ([^{]+)\{\s*)?:root \{([^}]*)\}", (CSS / "tokens.css").read_text())
    sets = {m.strip(): dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body)) for m, body in found}
    light, dark = sets[""], sets["(prefers-color-scheme: dark)"]
    more, more_dark = (
        sets["(prefers-contrast: more)"],
        sets["(prefers-contrast: more) and (prefers-color-scheme: dark)"],
    )
    return {"day": light, "night": light | dark, "more": light | more, "more at night": light | dark | more | more_dark}


@pytest.mark.parametrize("name", blocks())
def test_words_are_read_on_every_ground(name):
    tokens = blocks()[name]
    weak = [
        (ink, ground)
        for ink, ground in itertools.product(INKS, GROUNDS)
        if colours.contrast(tokens[ink], tokens[ground]) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("name", blocks())
def test_states_are_read_on_their_own_wash(name):
    tokens = blocks()[name]
    assert all(colours.contrast(tokens[t], tokens[f"{t}-wash"]) >= 4.5 for t in ("wait", "go", "set", "late", "off"))


@pytest.mark.parametrize("name", blocks())
def test_the_edges_of_fields_are_seen(name):
    tokens = blocks()[name]
    assert colours.contrast(tokens["edge"], tokens["sheet"]) >= 3
    assert colours.contrast(tokens["edge"], tokens["paper"]) >= 3


@pytest.mark.parametrize("name", blocks())
def test_one_of_the_two_rings_of_focus_is_seen_on_any_ground(name):
    tokens = blocks()[name]
    for ground in (*(tokens[g] for g in GROUNDS), tokens["brand-ink"], tokens["late"]):
        assert max(colours.contrast(tokens[r], ground) for r in ("ring-in", "ring-out")) >= 3


def test_only_the_tokens_name_colours():
    named = re.compile(r"#[0-9a-fA-F]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)")
    root = CSS.parents[4]
    sheets = [*CSS.glob("*.css"), *root.glob("shells/*/static/**/*.css")]
    strays = {s.name: named.findall(s.read_text()) for s in sheets if s.name not in ("tokens.css", "print.css")}
    assert {name: found for name, found in strays.items() if found} == {}
    assert len(sheets) >= 6
