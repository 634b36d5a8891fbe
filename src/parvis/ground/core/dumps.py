"""The whole database in one file and back, by the engine's own tools."""

import os
import sqlite3
import subprocess
from contextlib import closing

from django.db import connection

from .errors import Refused

# The dump brings its tables; what stood in their place goes in the same transaction.
EMPTY_SCHEMA = "DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT USAGE ON SCHEMA public TO PUBLIC;"


def dump(path):
    """Write a consistent picture of the database into `path`, while the product goes on."""
    {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}[connection.vendor](path)


def load(path):
    """Replace the database by the picture in `path`: all of it, or nothing when something is wrong."""
    connection.close()
    {"sqlite": _load_sqlite, "postgresql": _load_postgresql}[connection.vendor](path)


def _dump_sqlite(path):
    with closing(_open_sqlite()) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)


def _load_sqlite(path):
    with closing(sqlite3.connect(path)) as source:
        if source.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Refused("The database in this archive is damaged; nothing was changed.")
        with closing(_open_sqlite()) as target:
            source.backup(target)


def _open_sqlite():
    return sqlite3.connect(connection.settings_dict["NAME"], timeout=20)


def _dump_postgresql(path):
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={path}")


def _load_postgresql(path):
    script = f"{path}.sql"
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(path))
    quiet = ("psql", "--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1")
    _run(*quiet, "--single-transaction", f"--command={EMPTY_SCHEMA}", f"--file={script}")


def _run(*command):
    try:
        subprocess.run(command, env=os.environ | _login(), check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise Refused(f"{command[0]} is not here; install it: sudo apt install postgresql-client") from None
    except subprocess.CalledProcessError as error:
        raise Refused(f"{command[0]} refused: {error.stderr.strip()}") from None


def _login():
    """Where and as whom, through the environment: a command line can be read by every user of the machine."""
    known = connection.settings_dict
    login = {
        "PGHOST": known["HOST"],
        "PGPORT": str(known["PORT"]),
        "PGUSER": known["USER"],
        "PGPASSWORD": known["PASSWORD"],
        "PGDATABASE": known["NAME"],
        "PGOPTIONS": "--client-min-messages=warning",
    }
    return {name: value for name, value in login.items() if value}
