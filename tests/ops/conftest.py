"""A whole installation of its own for a test: a folder, a port, and Parvis started in it for real."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil
import pytest

from tests import templates

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180  # generous: a busy machine fails no test


def until(fact, *, what, within=PATIENCE):
    """Wait until `fact()` is true and return it; fail with `what` when it never is."""
    deadline = time.monotonic() + within
    tick = threading.Event()
    while time.monotonic() < deadline:
        if found := fact():
            return found
        tick.wait(0.05)
    pytest.fail(f"after {within} s: {what() if callable(what) else what}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Installation:
    """Commands and server of one installation; nothing of it touches the developer's own `var/`."""

    def __init__(self, folder, **variables):
        self.folder = folder
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "DJANGO_"))}
        kept.pop("DATABASE_URL", None)
        self.environment = kept | {
            "PARVIS_VAR": str(folder),
            "PARVIS_DEMO": "false",
            "PORT": str(self.port),
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONUNBUFFERED": "1",
            **variables,
        }

    def run(self, *arguments, **variables):
        """Run one `parvis` command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "parvis", *arguments],
            env=self.environment | variables,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    @contextmanager
    def served(self):
        """`parvis serve`, from its first page to its end; kills what a failed test leaves."""
        with (self.folder / "serve.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "parvis", "serve"],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        family = psutil.Process(process.pid)
        try:
            until(lambda: "Parvis is ready" in self.log() or process.poll() is not None, what=self.log)
            assert process.poll() is None, self.log()
            yield process
        finally:
            left = [family, *descendants(process.pid)] if family.is_running() else []
            for member in left:
                with suppress(psutil.NoSuchProcess):
                    member.send_signal(signal.SIGKILL)
            process.wait()

    def log(self):
        return (self.folder / "serve.log").read_text()

    def get(self, path):
        """Status and text of a page; (0, "") when nobody answers."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except URLError as error:
            return getattr(error, "code", 0), ""


def descendants(pid):
    """Every process under `pid`, as far as they still live."""
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def still_running(processes):
    """Those of these processes that live; one may end while it is looked at."""
    return [process for process in processes if _lives(process)]


def _lives(process):
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def command_of(process):
    """The command line of a process; empty when it just ended."""
    try:
        return " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return ""


@pytest.fixture
def installation(tmp_path):
    """An empty installation: settings only."""
    return Installation(tmp_path)


@pytest.fixture
def with_tables(tmp_path, django_db_setup):
    """An installation whose database has its tables, on the engine of this run."""
    url = templates.copy_to(tmp_path)
    yield Installation(tmp_path, DATABASE_URL=url)
    templates.drop(url)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, django_db_setup):
    """An installation with its tables and static files, on the engine of this run."""
    folder = tmp_path_factory.mktemp("prepared")
    url = templates.copy_to(folder)
    ready = Installation(folder, DATABASE_URL=url)
    done = ready.run("collectstatic", "-v0", "--no-input")
    assert done.returncode == 0, done.stderr
    yield ready
    templates.drop(url)
