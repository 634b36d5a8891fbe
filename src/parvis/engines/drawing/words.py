"""What the sentences of a draw count: seats, people of the pool, chances."""

from .. import words
from ..words import number, percent


def seats(count):
    """1 siège, 2 sièges."""
    return f"{number(count)} siège{'s' if count > 1 else ''}"


def people(count):
    """personne, 1 personne, 2 personnes."""
    return words.people(count) if count else "personne"


def span(low, high):
    """2, or 2 à 3."""
    return f"{low}" if low == high else f"{low} à {high}"


def chance(share):
    """A chance: 5,03 %."""
    return percent(share, places=2)
