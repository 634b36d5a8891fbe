import pytest

from parvis.ground.documents.typography import for_language, french


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


def test_another_language_is_left_as_it_is():
    assert for_language("en")("Really ?") == "Really ?"
