from html import unescape

import pytest

from parvis.ground.core.html import shown
from parvis.ground.core.typography import french


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("l'avis", "l’avis"),
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Objet : « ici »", "Objet\u00a0: «\u00a0ici\u00a0»"),
        ("12 000 000 €", "12\u202f000\u202f000\u00a0€"),
        ("M. Roux, art. 5, 18 h", "M.\u00a0Roux, art.\u00a05, 18\u00a0h"),
        ("https://exemple.invalid/a?b:c 12:30", "https://exemple.invalid/a?b:c 12:30"),
        ("en 2026 12 personnes", "en 2026 12 personnes"),
    ],
)
def test_french_is_set_as_a_printer_would(typed, printed):
    assert french(typed) == printed


def test_a_written_text_is_set_without_touching_its_tags_and_addresses():
    typed = '<p>Voir : <a href="https://exemple.invalid/?q=a ; b" title="a > b : c">l\'avis</a> « ici » ?</p>'
    html = str(shown(typed))
    assert "Voir&nbsp;: <a" in html.replace("\u00a0", "&nbsp;")
    assert "https://exemple.invalid/?q=a ; b" in html
    assert ' : c"' in html
    assert ">l’avis</a> «\u00a0ici\u00a0»\u202f?</p>" in html


def test_what_is_already_set_stays_as_it_is():
    once = str(shown("<p>Pourquoi ? « Parce que »</p>"))
    assert unescape(str(shown(once))) == once
