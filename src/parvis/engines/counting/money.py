"""Sums of money, exactly: read as fractions, counted as whole numbers of the smallest part."""

import re
from fractions import Fraction
from math import lcm

from ..errors import BadInput

HUGE = re.compile(r"e[+-]?\d{3}", re.IGNORECASE)
"""Powers of ten that no sum of money has, and that take for ever to write out."""

SPACES = str.maketrans("", "", " \u00a0\u202f€")


def amount(text, *, what="le montant", line=None):
    """A sum that is not negative, as a fraction of euros: `48 000`, `48000.50`, `48000,5`.

    Raises BadInput, with its line, for anything else.
    """
    figures = str(text).translate(SPACES).replace(",", ".")
    try:
        value = Fraction("" if HUGE.search(figures) else figures)
    except (ValueError, ZeroDivisionError) as fault:
        raise BadInput(f"{what} « {text} » n’est pas un nombre.", line=line) from fault
    if value < 0:
        raise BadInput(f"{what} « {text} » est au-dessous de zéro.", line=line)
    return value


def smallest_part(values):
    """How many parts one euro is cut into, so that every one of these fractions is a whole number of parts."""
    return lcm(*(Fraction(value).denominator for value in values)) if values else 1


def exact_text(value):
    """A fraction as short text that reads back to itself: `48000`, `12.5`, `1/3`."""
    value = Fraction(value)
    places = 0
    while value.denominator != 1 and (value * 10**places).denominator != 1 and places < 12:
        places += 1
    shifted = value * 10**places
    if shifted.denominator != 1:
        return str(value)
    text = str(shifted.numerator).rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}" if places else text
