from parvis.ground.documents.typography import for_language


def test_french_is_set_as_a_printer_would():
    assert for_language("fr-FR")("Vraiment ?") == "Vraiment\u202f?"


def test_another_language_is_left_as_it_is():
    assert for_language("en")("Really ?") == "Really ?"
