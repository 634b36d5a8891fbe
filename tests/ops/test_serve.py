"""`parvis serve`, started for real on a free port."""

import json
import signal
import socket

from .conftest import command_of, descendants, still_running, until

STOP_WITHIN = 10


def worker_of(process):
    return next((p for p in descendants(process.pid) if command_of(p).endswith("parvis worker")), None)


def health(installation):
    return json.loads(installation.get("/healthz")[1] or "{}")


def test_one_command_serves_pages_runs_jobs_and_stops_in_time(prepared):
    with prepared.served() as process:
        until(lambda: health(prepared).get("status") == "ok", what=lambda: f"not well: {health(prepared)}")
        assert f"http://localhost:{prepared.port}/" in prepared.log()
        family = descendants(process.pid)
        assert len(family) >= 4  # gunicorn, its two processes, the worker
        process.send_signal(signal.SIGTERM)
        assert process.wait(STOP_WITHIN) == 0
        assert still_running(family) == []


def test_a_worker_that_dies_is_started_again_and_no_orphan_survives_the_parent(prepared):
    with prepared.served() as process:
        first = until(lambda: worker_of(process), what="no worker")
        first.kill()
        until(lambda: (w := worker_of(process)) and w.pid != first.pid, what="no new worker")
        assert "The worker ended with status -9; it starts again" in prepared.log()
        family = descendants(process.pid)
        process.kill()
        process.wait()
        until(lambda: not still_running(family), what="orphans are left", within=STOP_WITHIN)
        assert prepared.get("/healthz") == (0, "")


def test_a_taken_port_is_said_in_one_sentence(installation):
    with socket.socket() as other:
        other.bind(("127.0.0.1", installation.port))
        other.listen()
        refused = installation.run("serve")
    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        f"CommandError: Port {installation.port} is taken; choose another one: make run PORT={installation.port + 1}"
    )
