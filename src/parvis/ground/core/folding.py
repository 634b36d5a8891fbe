"""Comparing words in a query without accents or case, the same way on both engines.

SQLite knows neither; it gets a function. PostgreSQL gets a regular expression where each letter stands for itself and
its accented forms: it needs no extension, and costs a tenth of a `translate` of each row.
"""

import re
from functools import lru_cache

from django.db.models import Field
from django.db.models.lookups import Lookup

ACCENTED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ’"
PLAIN = "aaaaaaceeeeiiiinooooouuuuyy'"

MARK = "\x01"
_WORD_START = re.compile(r"\b(?=\w)")
_TABLE = str.maketrans(ACCENTED, PLAIN)
_FORMS = {p: p + "".join(a + a.upper() for a, q in zip(ACCENTED, PLAIN, strict=True) if p == q) for p in PLAIN}


def folded(text):
    """Lower case, without the accents of French; None stays None."""
    if text is None:
        return None
    return text.lower() if text.isascii() else text.lower().translate(_TABLE)


class Says(Lookup):
    """`name__says="velo"`: a word of the text begins with these letters, whatever their accents and case."""

    lookup_name = "says"

    def get_prep_lookup(self):
        return folded(str(self.rhs))

    def as_sqlite(self, compiler, connection):
        text, params = self.process_lhs(compiler, connection)
        return f"INSTR(parvis_words({text}), %s) > 0", [*params, words_marked(self.rhs)]

    def as_postgresql(self, compiler, connection):
        text, params = self.process_lhs(compiler, connection)
        start = r"\m" if _WORD_START.match(self.rhs) else ""
        return f"({text})::text ~* %s", [*params, start + accented_pattern(self.rhs)]


def accented_pattern(word):
    """The regular expression of a folded word: « velo » also finds « Vélo »."""
    return "".join(f"[{_FORMS[letter]}]" if letter in _FORMS else re.escape(letter) for letter in word)


def words_marked(text):
    """The text with a mark before each word: to find the mark and letters is to find the beginning of a word."""
    return _WORD_START.sub(MARK, text)


def teach(connection, **kwargs):
    """Give each new SQLite connection the function."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("parvis_words", 1, remembered, deterministic=True)


@lru_cache(maxsize=50_000)
def remembered(text):
    """Folded and marked, for the same short texts that one list asks at each page; a number is read as written."""
    return None if text is None else words_marked(folded(str(text)))


Field.register_lookup(Says)
