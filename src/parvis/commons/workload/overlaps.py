"""The database itself refuses that an officer worked in two places at once.

PostgreSQL excludes overlapping ranges; SQLite, where one writes at a time, looks before it writes. Moments stand in
universal time on both, so that they compare as they follow each other. A migration that makes this table anew on
SQLite installs the triggers again.
"""

TABLE = "workload_worksession"
NAME = "work_session_never_twice_at_once"
WORKED = "('done', 'credited')"


def install(connection):
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove(connection):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT IF EXISTS {NAME}")
            return
        for act in ("insert", "update"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}_{act}")


def _statements(vendor):
    if vendor == "postgresql":
        # Ranges of one number compare as numbers do, without an extension to install.
        yield (
            f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist ("
            "int8range(authority_id, authority_id, '[]') WITH &&, int8range(user_id, user_id, '[]') WITH &&, "
            f"tstzrange(starts_at, ends_at) WITH &&) WHERE (status IN {WORKED})"
        )
        return
    for act in ("insert", "update"):
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {NAME}_{act} BEFORE {act.upper()} ON {TABLE} "
            f"WHEN NEW.status IN {WORKED} AND EXISTS (SELECT 1 FROM {TABLE} other "
            "WHERE other.authority_id = NEW.authority_id AND other.user_id = NEW.user_id "
            f"AND other.id IS NOT NEW.id AND other.status IN {WORKED} "
            "AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at) "
            f"BEGIN SELECT RAISE(ABORT, '{NAME}'); END"
        )
