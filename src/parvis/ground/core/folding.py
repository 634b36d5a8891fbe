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

_TABLE = str.maketrans(ACCENTED, PLAIN)
_FORMS = {p: p + "".join(a + a.upper() for a, q in zip(ACCENTED, PLAIN, strict=True) if p == q) for p in PLAIN}


def folded(text):
    """Lower case, without the accents of French; None stays None."""
    if text is None:
        return None
    return text.lower() if text.isascii() else text.lower().translate(_TABLE)


class Says(Lookup):
    """`name__says="velo"`: the text holds these letters, whatever their accents and case."""

    lookup_name = "says"

    def get_prep_lookup(self):
        return folded(str(self.rhs))

    def as_sqlite(self, compiler, connection):
        text, params = self.process_lhs(compiler, connection)
        return f"INSTR(parvis_fold({text}), %s) > 0", [*params, self.rhs]

    def as_postgresql(self, compiler, connection):
        text, params = self.process_lhs(compiler, connection)
        return f"({text})::text ~* %s", [*params, accented_pattern(self.rhs)]


def accented_pattern(word):
    """The regular expression of a folded word: « velo » also finds « Vélo »."""
    return "".join(f"[{_FORMS[letter]}]" if letter in _FORMS else re.escape(letter) for letter in word)


def teach(connection, **kwargs):
    """Give each new SQLite connection the function."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("parvis_fold", 1, remembered, deterministic=True)


@lru_cache(maxsize=50_000)
def remembered(text):
    """`folded`, for the same short texts that one list asks at each page; a number is read as it is written."""
    return folded(text if text is None else str(text))


Field.register_lookup(Says)
