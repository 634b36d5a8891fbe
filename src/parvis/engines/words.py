"""Numbers as French says them, for the sentences of every engine."""


def number(value):
    """A whole number with its thousands apart: `9 823`."""
    return f"{value:,}".replace(",", "\u00a0")


def decimal(value, places=1):
    """A number with a comma: `3,6`."""
    return f"{float(value):.{places}f}".replace(".", ",")


def percent(share, places=1):
    """A share between 0 and 1: `61,0 %`."""
    return f"{decimal(100 * float(share), places)}\u00a0%"


def people(count):
    """`1 personne`, `9 823 personnes`."""
    return f"{number(count)} personne{'s' if count > 1 else ''}"
