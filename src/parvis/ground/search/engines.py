"""The full-text index of each engine: FTS5 on SQLite, `tsvector` on PostgreSQL.

Words arrive folded and singular (`core.text.words`), so both engines find the same thing. Audiences are words of
their own column (SQLite) or of their own weight (PostgreSQL): a text cannot pretend to have an audience.
"""

from django.db import connection

TABLE = "search_words"


def create(conn):
    with conn.cursor() as cursor:
        if conn.vendor == "postgresql":
            cursor.execute(f"CREATE TABLE {TABLE} (entry_id bigint PRIMARY KEY, words tsvector NOT NULL)")
            cursor.execute(f"CREATE INDEX {TABLE}_gin ON {TABLE} USING gin (words) WITH (fastupdate = off)")
        else:
            cursor.execute(
                f"CREATE VIRTUAL TABLE {TABLE} USING fts5(title, text, audience, tokenize='unicode61', detail='full')"
            )


def drop(conn):
    with conn.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def clear(conn):
    """Forget every word: with a database that is emptied."""
    with conn.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


def write(rows):
    """Put rows in the index: `(entry id, title words, text words, audience words)`, each a list."""
    ids = [row[0] for row in rows]
    erase(ids)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                f"INSERT INTO {TABLE} (entry_id, words) VALUES (%s, setweight(to_tsvector('simple', %s), 'A') || "
                "setweight(to_tsvector('simple', %s), 'B') || to_tsvector('simple', %s))",
                [(i, " ".join(audience), " ".join(title), _bounded(text)) for i, title, text, audience in rows],
            )
        else:
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, title, text, audience) VALUES (%s, %s, %s, %s)",
                [(i, " ".join(title), " ".join(text), " ".join(audience)) for i, title, text, audience in rows],
            )


def erase(ids):
    """Take entries out of the index."""
    if not ids:
        return
    key = "entry_id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE {key} = %s", [(i,) for i in ids])


def look_up(words, audiences, *, limit):
    """Ids of the best entries that hold every word (the last one may be unfinished) for one of these audiences."""
    if not words or not audiences:
        return []
    query = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        query(cursor, words, audiences, limit)
        return [row[0] for row in cursor.fetchall()]


def _sqlite(cursor, words, audiences, limit):
    """Common words match most rows: only a window of candidates is ranked, those whose title holds every word first."""
    terms = " AND ".join([f'"{w}"' for w in words[:-1]] + [f'"{words[-1]}"*'])
    who = " OR ".join(f'"{a}"' for a in audiences)
    window = 10 * limit
    candidates = " UNION ALL ".join(
        f"SELECT * FROM (SELECT {place} AS place, rowid, bm25({TABLE}, 8.0, 1.0, 0.0) AS score FROM {TABLE} "
        f"WHERE {TABLE} MATCH %s LIMIT {window})"
        for place in (0, 1)
    )
    cursor.execute(
        f"SELECT rowid FROM ({candidates}) GROUP BY rowid ORDER BY MIN(place), MIN(score), rowid LIMIT %s",
        [*(f"{{{columns}}} : ({terms}) AND audience : ({who})" for columns in ("title", "title text")), limit],
    )


def _postgresql(cursor, words, audiences, limit):
    """Common words match most rows: only a window of candidates is ranked, those whose title matches first."""
    who = " | ".join(f"{a}:A" for a in audiences)
    window = 10 * limit

    def terms(weights):
        return " & ".join([f"{w}:{weights}" for w in words[:-1]] + [f"{words[-1]}:*{weights}"])

    cursor.execute(
        f"""
        WITH titled AS (SELECT entry_id, words FROM {TABLE} WHERE words @@ to_tsquery('simple', %s) LIMIT %s),
             worded AS (SELECT entry_id, words FROM {TABLE} WHERE words @@ to_tsquery('simple', %s) LIMIT %s)
        SELECT entry_id FROM (
            SELECT * FROM titled UNION ALL SELECT * FROM worded WHERE entry_id NOT IN (SELECT entry_id FROM titled)
        ) candidates
        ORDER BY ts_rank('{{0.1, 0.2, 1.0, 0.0}}', words, to_tsquery('simple', %s)) DESC, entry_id DESC LIMIT %s
        """,
        [f"{terms('B')} & ({who})", window, f"{terms('BD')} & ({who})", window, terms("BD"), limit],
    )


def _bounded(text, most=60_000):
    """PostgreSQL holds at most a megabyte of lexemes a row: the first words of a very long text are enough."""
    return " ".join(text[:most])
