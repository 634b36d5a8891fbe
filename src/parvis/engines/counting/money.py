"""Sums of money, exactly: read as fractions, counted as whole numbers of the smallest part, told in euros."""

from fractions import Fraction
from math import lcm

from ..errors import BadInput

SPACES = str.maketrans("", "", " \u00a0\u202f€")


def amount(text, *, what="le montant", line=None):
    """A sum that is not negative, as a fraction of euros: `48 000`, `48000.50`, `48000,5`.

    Raises BadInput, with its line, for anything else.
    """
    try:
        value = Fraction(str(text).translate(SPACES).replace(",", "."))
    except (ValueError, ZeroDivisionError) as fault:
        raise BadInput(f"{what} « {text} » n’est pas un nombre.", line=line) from fault
    if value < 0:
        raise BadInput(f"{what} « {text} » est négatif.", line=line)
    return value


def smallest_part(values):
    """How many parts one euro is cut into, so that every one of these fractions is a whole number of parts."""
    return lcm(*(Fraction(value).denominator for value in values)) if values else 1


def euros(value):
    """A sum as one reads it: `34 600 €`, `12,50 €`; rounded to the cent, halves up."""
    cents = (200 * Fraction(value) + 1) // 2
    whole, rest = divmod(int(cents), 100)
    return f"{number(whole)},{rest:02d}\u00a0€" if rest else f"{number(whole)}\u00a0€"


def number(value):
    """A whole number with its thousands apart: `9 823`."""
    return f"{value:,}".replace(",", "\u00a0")


def ordinal(rank):
    """The place in a ranking: `1er`, `2e`."""
    return "1er" if rank == 1 else f"{number(rank)}e"


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
