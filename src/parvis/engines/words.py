"""Numbers and sums as French says them, for the sentences of every engine."""

from fractions import Fraction


def number(value):
    """A whole number with its thousands apart: `9 823`."""
    return f"{value:,}".replace(",", "\u00a0")


def ordinal(rank):
    """The place in a ranking: `1er`, `2e`."""
    return "1er" if rank == 1 else f"{number(rank)}e"


def decimal(value, places=1):
    """A number with a comma: `3,6`."""
    return f"{float(value):.{places}f}".replace(".", ",")


def signed(value, places=1):
    """A difference, with its sign and a comma: `+3,6`."""
    return f"{float(value):+.{places}f}".replace(".", ",")


def percent(share, places=1):
    """A share between 0 and 1: `61,0 %`."""
    return f"{decimal(100 * float(share), places)}\u00a0%"


def euros(value):
    """A sum as one reads it: `34 600 €`, `12,50 €`; rounded to the cent, halves up."""
    cents = (200 * Fraction(value) + 1) // 2
    whole, rest = divmod(int(cents), 100)
    return f"{number(whole)},{rest:02d}\u00a0€" if rest else f"{number(whole)}\u00a0€"


def people(count):
    """`1 personne`, `9 823 personnes`."""
    return several(count, "personne")


def several(count, words):
    """So many of something: `1 territoire servi`, `2 territoires servis`, `0 voix`."""
    plural = " ".join(word if word[-1] in "sx" else f"{word}s" for word in words.split(" "))
    return f"{number(count)} {plural if count > 1 else words}"
