"""The supervisor alone, with children that cost nothing."""

import signal
import subprocess
import sys
import textwrap
import time

import psutil
import pytest

from parvis.ground.core.supervisor import LONGEST_PAUSE, STEADY_SECONDS, Child, Supervisor

from .conftest import ROOT, descendants, still_running, until

STUBBORN = "trap '' TERM; while :; do sleep 1; done"


@pytest.fixture
def supervise(tmp_path):
    """Start a supervisor over shell children, and a copy of itself where it has work; its lines are in `log`."""
    started = []

    def start(work=None, **scripts):
        children = ", ".join(f"Child({name!r}, ['sh', '-c', {script!r}])" for name, script in scripts.items())
        children += f", Child('copy', ['sleep', '60'], work={work})" if work else ""
        code = textwrap.dedent(f"""
            import functools, signal, sys, parvis.ground.core.supervisor as s
            from parvis.ground.core.supervisor import Child, Supervisor
            s.STOP_SECONDS = 1
            say = functools.partial(print, flush=True)
            Supervisor([{children}], say=say).run(when_ready=lambda: say("ready"))
            say("stopped")
        """)
        log = (tmp_path / "log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdout=log,
            stderr=log,
            env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"},
        )
        started.append(process)
        until(lambda: "ready" in (tmp_path / "log").read_text(), what="never ready")
        return process

    yield start
    for process in started:
        for member in [*descendants(process.pid), process]:
            member.kill()
        process.wait()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_every_child_even_the_stubborn_one(supervise, tmp_path, number):
    process = supervise(gentle="sleep 60", stubborn=STUBBORN)
    family = until(lambda: len(f := descendants(process.pid)) >= 3 and f, what="children are missing")
    process.send_signal(number)
    assert process.wait(10) == 0
    assert still_running(family) == []
    assert (tmp_path / "log").read_text().endswith("stopped\n")


def test_a_child_that_keeps_dying_is_started_less_and_less_often(supervise, tmp_path):
    process = supervise(broken="exit 7")
    until(lambda: "in 2 s" in (tmp_path / "log").read_text(), what="no pause")
    lines = (tmp_path / "log").read_text().splitlines()
    assert "The broken ended with status 7; it starts again in 1 s." in lines
    assert psutil.Process(process.pid).is_running()


def test_a_copy_of_the_supervisor_works_and_ends_as_any_child(supervise):
    process = supervise("signal.pause", gentle="sleep 60")
    family = until(lambda: len(f := descendants(process.pid)) >= 2 and f, what="children are missing")
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert still_running(family) == []


def test_a_copy_that_dies_is_started_again(supervise, tmp_path):
    supervise("lambda: sys.exit(7)", gentle="sleep 60")
    until(lambda: "The copy ended with status 7; it starts" in (tmp_path / "log").read_text(), what="nobody noticed")


def test_a_long_life_forgives_earlier_failures():
    child = Child("worker", ["true"], failures=9)
    pauses = []
    for lived in (0, STEADY_SECONDS + 1, 0):
        child.start()
        child.process.wait()
        now = time.monotonic()
        child.started = now - lived
        child.note_death(now)
        pauses.append(child.due - now)
    assert pauses == pytest.approx([LONGEST_PAUSE, 0, 1])


def test_a_child_that_waits_starts_once_the_first_page_is_served():
    worker = Child("worker", ["sleep", "60"], waits=True)
    supervisor = Supervisor([worker])
    supervisor._tend()
    assert worker.process is None
    supervisor.waiting = False
    supervisor._tend()
    assert worker.is_running()
    supervisor.stop()
    assert not worker.is_running()
