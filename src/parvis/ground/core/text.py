"""Words as people search them: without accents, case or plural."""

import re
import unicodedata

from django.utils.text import slugify

_WORD = re.compile(r"[a-z0-9]+")


def fold(text):
    """Lower case without accents, ligatures opened (« Œuvre » → « oeuvre »)."""
    text = text.replace("œ", "oe").replace("Œ", "oe").replace("æ", "ae").replace("Æ", "ae")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def singular(word):
    """A folded word without its French plural mark: « reseaux » → « reseau », « chevaux » → « cheval »."""
    if len(word) > 4 and word.endswith("aux") and not word.endswith("eaux"):
        return word[:-3] + "al"
    if len(word) > 3 and word[-1] in "sx":
        return word[:-1]
    return word


def words(text):
    """The folded, singular words of a text, in order."""
    return [singular(w) for w in _WORD.findall(fold(text))]


def free_slug(words, rows, *, fallback, longest=60):
    """A short address for these words that none of `rows` has yet: `plan-climat`, then `plan-climat-2`."""
    base = slugify(words)[:longest].strip("-") or fallback
    taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(s for s in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


def shorten(text, length=120):
    """The beginning of a text, cut between two words."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"
