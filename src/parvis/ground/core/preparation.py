"""What must be ready before the first page: tables, static files, and the demonstration where nothing is."""

import hashlib
import time
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@contextmanager
def step(say, label):
    """Print what begins and, on the same line, how long it took."""
    say(f"{label}…", ending=" ")
    start = time.monotonic()
    yield
    say(f"done in {time.monotonic() - start:.1f} s")


def prepare(say):
    """Bring this installation to the state of the code; says each step that takes time."""
    if tables_are_behind():
        with step(say, "Preparing the tables of the database"):
            call_command("migrate", verbosity=0, interactive=False)
    if static_files_changed():
        with step(say, "Collecting style sheets, scripts and images"):
            collect_static()
    if wants_demonstration():
        say("The database is empty: loading the demonstration.")
        call_command("demo")


def tables_are_behind():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def wants_demonstration():
    """An empty database outside production, and a demonstration to put into it."""
    if settings.PRODUCTION or not settings.DEMO or "demo" not in get_commands():
        return False
    return not apps.get_model("authorities", "Authority").objects.exists()


def static_files_changed():
    stamp = _stamp_file()
    return not stamp.exists() or stamp.read_text() != static_fingerprint()


def collect_static():
    """Copy every static file under its hashed name, compressed, and remember what they were made from."""
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    _stamp_file().write_text(static_fingerprint())


def static_fingerprint():
    """Changes when a static file is added, removed or written again."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _stamp_file():
    return Path(settings.STATIC_ROOT) / ".made-from"
