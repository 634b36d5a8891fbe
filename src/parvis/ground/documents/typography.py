"""The typographer of a document, by its language."""

from parvis.ground.core.typography import french


def for_language(lang):
    """The typographer of a language; texts in another language than French are left as they are."""
    return french if lang.startswith("fr") else str
