"""Comparing words in a query without accents or case, the same way on both engines.

SQLite knows neither; it gets a function. PostgreSQL has `translate`, which needs no extension.
"""

from functools import lru_cache

from django.db.models import Func, TextField

ACCENTED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ’"
PLAIN = "aaaaaaceeeeiiiinooooouuuuyy'"

_TABLE = str.maketrans(ACCENTED, PLAIN)


def folded(text):
    """Lower case, without the accents of French; None stays None."""
    if text is None:
        return None
    return text.lower() if text.isascii() else text.lower().translate(_TABLE)


class Folded(Func):
    """`Folded("name")`: the value of a column, folded by the database."""

    output_field = TextField()
    arity = 1

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="parvis_fold", **extra)

    def as_postgresql(self, compiler, connection, **extra):
        template = f"TRANSLATE(LOWER(%(expressions)s), '{ACCENTED}', '{PLAIN.replace(chr(39), chr(39) * 2)}')"
        return self.as_sql(compiler, connection, template=template, **extra)


def teach(connection, **kwargs):
    """Give each new SQLite connection the function."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("parvis_fold", 1, remembered, deterministic=True)


@lru_cache(maxsize=50_000)
def remembered(text):
    """`folded`, for the same short texts that one list asks at each page."""
    return folded(text)
