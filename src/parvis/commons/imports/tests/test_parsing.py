import datetime as dt

import pytest
from django.db import models

from parvis.commons.imports import parsing
from parvis.ground.core.validators import validate_siret


class Colour(models.TextChoices):
    BLUE = "blue", "bleu clair"
    RED = "red", "rouge"


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (parsing.text, "  deux  mots ", "deux  mots"),
        (parsing.date, "16/11/2026", dt.date(2026, 11, 16)),
        (parsing.date, "2026-11-16", dt.date(2026, 11, 16)),
        (parsing.date, "2026-11-16 00:00:00", dt.date(2026, 11, 16)),
        (parsing.date, "16.11.26".replace(".26", ".2026"), dt.date(2026, 11, 16)),
        (parsing.date, "", None),
        (parsing.integer, "1 200", 1200),
        (parsing.cents, "1 490,50 €", 149050),
        (parsing.boolean, "Oui", True),
        (parsing.boolean, "non", False),
        (parsing.email, " Anne@Exemple.Invalid ", "anne@exemple.invalid"),
        (parsing.email, "", ""),
        (parsing.year, "2026", 2026),
        (parsing.choice(Colour), "Bleu clair", "blue"),
        (parsing.choice(Colour, azur="blue"), "AZUR", "blue"),
        (parsing.checked(parsing.text, validate_siret), "21860194600013", "21860194600013"),
    ],
)
def test_a_cell_becomes_a_value(parse, cell, value):
    assert parse(cell) == value


@pytest.mark.parametrize(
    ("parse", "cell"),
    [
        (parsing.date, "31/02/2026"),
        (parsing.date, "bientôt"),
        (parsing.integer, "douze"),
        (parsing.cents, "12,345"),
        (parsing.cents, "-3"),
        (parsing.cents, "NaN"),
        (parsing.cents, "Infinity"),
        (parsing.boolean, "peut-être"),
        (parsing.email, "anne chez exemple"),
        (parsing.year, "20266"),
        (parsing.choice(Colour), "vert"),
        (parsing.checked(parsing.text, validate_siret), "12345678901234"),
    ],
)
def test_a_cell_that_makes_no_sense_is_said_so_in_french(parse, cell):
    with pytest.raises(ValueError, match=r"\.$"):
        parse(cell)
