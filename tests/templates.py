"""Test databases copied from a template: the migrations run once for each state of the tables, not once a run."""

import hashlib
import shutil
import sqlite3
import time
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
# What decides of the tables and of what the migrations write into them.
SOURCES = ("src/parvis/**/migrations/*.py", "src/parvis/ground/*/*.py", "src/parvis/config/settings.py")


def put_back():
    """Make the test database from the template of the present tables; False when there is none yet."""
    return _sqlite_put_back() if connection.vendor == "sqlite" else _postgresql_put_back()


def keep():
    """Keep the test database, just migrated and empty, as the template of the next runs."""
    if connection.vendor == "sqlite":
        _sqlite_keep()
    else:
        _postgresql_keep()


def copy_to(folder):
    """Another database with the tables and no rows; returns its URL. Dropped by `drop`."""
    if connection.vendor == "sqlite":
        shutil.copyfile(_sqlite_template(), folder / "parvis.sqlite3")
        return f"sqlite:///{folder}/parvis.sqlite3"
    name = f"parvis_copy_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
    copy_database(f"parvis_template_{_fingerprint()}", name)
    known = settings.DATABASES["default"]
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{name}"


def drop(url):
    """Remove a database made by `copy_to`; SQLite's goes with its folder."""
    if not url.startswith("sqlite"):
        drop_database(url.rpartition("/")[2])


def copy_database(source, name):
    """Make a PostgreSQL database, anew, from another one that nobody is connected to."""
    drop_database(name)
    with _postgresql_server() as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}" STRATEGY FILE_COPY')


def drop_database(name):
    """Remove a PostgreSQL database, whoever is still connected to it."""
    with _postgresql_server() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def disconnect_others():
    """End the connections that a thread of the server for browsers may still hold on the test database."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@cache
def _fingerprint():
    digest = hashlib.sha256((ROOT / "requirements/web.txt").read_bytes())
    for pattern in SOURCES:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _test_name():
    return settings.DATABASES["default"]["TEST"]["NAME"]


def _sqlite_template():
    return settings.VAR_DIR / f"test-template-{_fingerprint()}.sqlite3"


def _sqlite_put_back():
    if not _sqlite_template().exists():
        return False
    for suffix in ("", "-wal", "-shm"):
        Path(f"{_test_name()}{suffix}").unlink(missing_ok=True)
    shutil.copyfile(_sqlite_template(), _test_name())
    return True


def _sqlite_keep():
    template = _sqlite_template()
    for former in template.parent.glob("test-template-*"):
        # Another run may still copy a recent one.
        if former.stat().st_mtime < time.time() - 3600:
            former.unlink(missing_ok=True)
    # Under another name first: a parallel run must never copy half a template.
    draft = Path(f"{_test_name()}.draft")
    connection.ensure_connection()
    with closing(sqlite3.connect(draft)) as copy:
        connection.connection.backup(copy)
    draft.replace(template)


def _postgresql_server():
    import psycopg

    known = settings.DATABASES["default"]
    login = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    return psycopg.connect(**login, dbname="postgres", autocommit=True)


def _postgresql_put_back():
    name, template = _test_name(), f"parvis_template_{_fingerprint()}"
    with _postgresql_server() as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone():
            return False
    copy_database(template, name)
    return True


def _postgresql_keep():
    from psycopg import errors

    template = f"parvis_template_{_fingerprint()}"
    connection.close()
    # Another worker of the same run may have kept it already.
    with _postgresql_server() as server, suppress(errors.DuplicateDatabase, errors.UniqueViolation):
        server.execute(f'CREATE DATABASE "{template}" TEMPLATE "{_test_name()}"')
