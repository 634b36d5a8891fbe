"""Numbers as French says them."""


def seats(count):
    """1 siège, 2 sièges."""
    return f"{count} siège{'s' if count > 1 else ''}"


def people(count):
    """personne, 1 personne, 2 personnes."""
    return "personne" if count == 0 else f"{count} personne{'s' if count > 1 else ''}"


def span(low, high):
    """2, or 2 à 3."""
    return f"{low}" if low == high else f"{low} à {high}"


def percent(chance):
    """A chance: 5,03 %."""
    return f"{float(chance) * 100:.2f} %".replace(".", ",")
