"""The database itself refuses to change or delete what the journal holds."""

TABLES = ("journal_journalline", "journal_journalseal")
MESSAGE = "the journal is append-only"


def install(connection):
    """Create the triggers on this database (SQLite or PostgreSQL)."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove(connection):
    """Lift the triggers: to take the demonstration out, and for nobody else."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for act in _acts(connection.vendor):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}")


def _acts(vendor):
    return ("update", "delete", "truncate") if vendor == "postgresql" else ("update", "delete")


def _statements(vendor):
    if vendor == "postgresql":
        yield (
            "CREATE OR REPLACE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table in TABLES:
        for act in _acts(vendor):
            yield _trigger(vendor, table, act)


def _trigger(vendor, table, act):
    name = f"{table}_no_{act}"
    if vendor == "postgresql":
        level = "STATEMENT" if act == "truncate" else "ROW"
        return (
            f"CREATE OR REPLACE TRIGGER {name} BEFORE {act.upper()} ON {table} "
            f"FOR EACH {level} EXECUTE FUNCTION journal_is_append_only()"
        )
    return (
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {act.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )
