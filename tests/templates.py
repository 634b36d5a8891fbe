"""Test databases copied from others: migrating and playing the demonstration happen once, not once a file.

A *template* has the tables and what the migrations write; a *world* has a story of the demonstration, and its files.
The first process that needs one makes it while the others of the run wait; all copy it, which takes less than a second.
"""

import fcntl
import hashlib
import shutil
import time
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection, connections
from django.test import override_settings

ROOT = Path(__file__).resolve().parents[1]
# What decides of the tables and of what the migrations write into them.
OF_TABLES = ("src/parvis/**/migrations/*.py", "src/parvis/ground/*/*.py", "src/parvis/config/settings.py")
# What decides of a story: the whole product.
OF_WORLDS = ("src/**/*.py", "src/**/templates/**/*.*", "src/**/data/**/*.*", "src/**/*.typ")


def put_back():
    """Make the test database from the template of the present tables.

    False when there is none yet: nobody else makes it until this process calls `keep`.
    """
    if not _exists(_template()):
        turn = _take_turn(_template())
        if not _exists(_template()):
            put_back.turn = turn
            return False
        turn.close()
    _copy(_template(), _test_name())
    return True


def keep():
    """Keep the test database, just migrated and empty, as the template of this run and of the next ones."""
    _forget_former()
    connections.close_all()
    _copy(_test_name(), _template())
    put_back.turn.close()


def renew():
    """Give the next test its tables, as the migrations left them."""
    with _changing_database():
        put_back()


def stand_on(name, play, files=None):
    """Put the database, and the files in that folder, as `play` leaves them; the first who asks plays for all."""
    world, kept = _world(name), _files(name)
    if not _exists(world):
        with closing(_take_turn(world)):
            if not _exists(world):
                _play(play, world, kept)
    with _changing_database():
        _copy(world, _test_name())
    if files:
        shutil.copytree(kept, files, dirs_exist_ok=True)


def copy_to(folder):
    """Another database with the tables and no rows; returns its URL. Dropped by `drop`."""
    if connection.vendor == "sqlite":
        name = str(folder / "parvis.sqlite3")
        url = f"sqlite:///{name}"
    else:
        known = settings.DATABASES["default"]
        name = f"parvis_copy_{hashlib.sha256(str(folder).encode()).hexdigest()[:16]}"
        url = f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{name}"
    _copy(_template(), name)
    return url


def drop(url):
    """Remove a database made by `copy_to`; SQLite's goes with its folder."""
    if not url.startswith("sqlite"):
        with _postgresql_server() as server:
            server.execute(f'DROP DATABASE IF EXISTS "{url.rpartition("/")[2]}" WITH (FORCE)')


def disconnect_others():
    """End the connections that a thread of the server for browsers may still hold on the test database."""
    if connection.vendor == "postgresql":
        with _postgresql_server() as server:
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [_test_name()])


def _play(play, world, files):
    """Play a story on an empty database, and keep what it leaves."""
    renew()
    shutil.rmtree(files, ignore_errors=True)
    with override_settings(MEDIA_ROOT=files):
        play()
    files.mkdir(parents=True, exist_ok=True)
    connections.close_all()
    disconnect_others()
    _copy(_test_name(), world)


@contextmanager
def _changing_database():
    """Nobody is connected, and nothing is remembered of the former database."""
    connections.close_all()
    yield
    ContentType.objects.clear_cache()  # each copy numbers its own
    for remembered in caches.all(initialized_only=True):
        remembered.clear()


def _take_turn(name):
    """Wait until no other process makes this database; the turn ends when the file is closed."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    turn = (settings.VAR_DIR / f"{Path(name).name}.turn").open("w")
    fcntl.flock(turn, fcntl.LOCK_EX)
    return turn


@cache
def _fingerprint(patterns):
    digest = hashlib.sha256((ROOT / "requirements/web.txt").read_bytes())
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _test_name():
    return settings.DATABASES["default"]["TEST"]["NAME"]


def _template():
    return _named(f"test-template-{_fingerprint(OF_TABLES)}")


def _world(name):
    return _named(f"test-world-{_fingerprint(OF_WORLDS)}-{name}")


def _named(name):
    return str(settings.VAR_DIR / f"{name}.sqlite3") if connection.vendor == "sqlite" else name


@cache
def _files(name):
    """Where the files of a world are kept: beside its database on SQLite, as long as the cluster on PostgreSQL."""
    place = "sqlite"
    if connection.vendor == "postgresql":
        with _postgresql_server() as server:
            (place,) = server.execute("SELECT system_identifier FROM pg_control_system()").fetchone()
    return settings.VAR_DIR / f"test-files-{_fingerprint(OF_WORLDS)}-{place}-{name}"


def _exists(name):
    if connection.vendor == "sqlite":
        return Path(name).exists()
    with _postgresql_server() as server:
        return bool(server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone())


def _copy(source, name):
    """Make a database, anew, from another one that nobody is connected to."""
    if connection.vendor == "sqlite":
        _copy_file(source, name)
        return
    with _postgresql_server() as server:
        for former in (name, f"{name}.draft"):
            server.execute(f'DROP DATABASE IF EXISTS "{former}" WITH (FORCE)')
        # Under another name first: what bears the name is complete.
        server.execute(f'CREATE DATABASE "{name}.draft" TEMPLATE "{source}" STRATEGY FILE_COPY')
        server.execute(f'ALTER DATABASE "{name}.draft" RENAME TO "{name}"')


def _copy_file(source, name):
    for suffix in ("-wal", "-shm"):
        Path(f"{name}{suffix}").unlink(missing_ok=True)
    # Under another name first: what bears the name is complete, and who still reads the former file keeps it.
    shutil.copyfile(source, f"{name}.draft")
    Path(f"{name}.draft").replace(name)


def _forget_former():
    """Remove what former runs kept; another run may still copy what is recent."""
    for former in settings.VAR_DIR.glob("test-[tfw]*-*"):
        if former.stat().st_mtime < time.time() - 3600:
            shutil.rmtree(former) if former.is_dir() else former.unlink(missing_ok=True)


def _postgresql_server():
    import psycopg

    known = settings.DATABASES["default"]
    login = {"host": known["HOST"], "port": known["PORT"], "user": known["USER"], "password": known["PASSWORD"]}
    return psycopg.connect(**login, dbname="postgres", autocommit=True)
