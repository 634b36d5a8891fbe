"""One parent for the web server and the worker: it starts them, restarts the one that dies, stops both.

Children live in process groups of their own, so that Ctrl-C reaches the parent alone, which then stops them in
order. They never outlive it: the kernel tells them when it dies (Linux), the worker also watches its parent.
"""

import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import get_context

STOP_SECONDS = 8  # asked politely, a child has this long before it is killed
LONGEST_PAUSE = 30
LONGEST_WAIT = 60  # letters leave in the end, even where nobody can be asked whether the first page is served
STEADY_SECONDS = 30  # a child that lived this long starts again without a pause
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A process to keep alive: `failures` counts the short lives in a row, `due` is when to start it again.

    One that `waits` starts once the first page is served, and leaves the processors to it until then. Where `work` is
    given and the system copies processes (Linux), it is done in a copy of this one, which has the application loaded
    already; elsewhere `command` starts anew.
    """

    name: str
    command: list[str]
    environment: dict = field(default_factory=dict)
    waits: bool = False
    work: Callable | None = None
    process: "subprocess.Popen | Copy | None" = None
    started: float = 0.0
    failures: int = 0
    due: float = 0.0

    def start(self):
        self.started = time.monotonic()
        environment = self.environment | {"PARVIS_SUPERVISED": "1"}
        bound = _die_with(os.getpid()) if sys.platform == "linux" else None
        if self.work and bound:
            self.process = Copy(self.work, environment, bound)
        else:
            self.process = subprocess.Popen(
                self.command, env=os.environ | environment, stdin=subprocess.DEVNULL, start_new_session=True,
                preexec_fn=bound,
            )  # fmt: skip

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def note_death(self, now):
        """Plan the next start: at once after a long life, after 1, 2, 4… seconds when it keeps dying."""
        self.failures = 0 if now - self.started > STEADY_SECONDS else self.failures + 1
        self.due = now + (min(2 ** (self.failures - 1), LONGEST_PAUSE) if self.failures else 0)
        status, self.process = self.process.returncode, None
        return status

    def signal(self, number):
        """Send a signal to the child and to whatever it started."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


class Copy:
    """A copy of this process at other work, handled as `subprocess.Popen` is."""

    def __init__(self, work, environment, before):
        self.process = get_context("fork").Process(target=_live, args=(work, environment, before))
        self.process.start()
        self.pid, self.terminate = self.process.pid, self.process.terminate

    @property
    def returncode(self):
        return self.process.exitcode

    def poll(self):
        return self.process.exitcode

    def wait(self, timeout=None):
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout)


def _live(work, environment, before):
    """What a copy does: leave the session and the signals of its parent, then work."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    before()
    os.environ.update(environment)
    work()


def _die_with(parent):
    """Ask the kernel to end this child when its parent ends, however it ends."""

    def before_exec():
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)

    return before_exec


class Supervisor:
    """Keeps `children` alive until a signal asks to stop; `say` prints one line of progress."""

    def __init__(self, children, *, say=print):
        self.children = children
        self.say = say
        self.stopping = False
        self.waiting = True

    def run(self, *, is_ready=lambda: True, when_ready=lambda: None):
        """Start everything, call `when_ready` once `is_ready`, and stay until SIGINT or SIGTERM."""
        latest = time.monotonic() + LONGEST_WAIT
        with _wake_on_signals(self._stop) as wake:
            try:
                while not self.stopping:
                    self._tend()
                    if self.waiting and is_ready():
                        self.waiting = False
                        when_ready()
                    self.waiting = self.waiting and time.monotonic() < latest
                    wake(0.1 if self.waiting else self._until_next_start())
            finally:
                self.stop()

    def _stop(self, number, frame):
        self.stopping = True

    def _tend(self):
        now = time.monotonic()
        for child in self.children:
            if child.process is not None and not child.is_running():
                status = child.note_death(now)
                pause = f" again in {child.due - now:.0f} s" if child.due > now else " again"
                self.say(f"The {child.name} ended with status {status}; it starts{pause}.")
            if child.process is None and now >= child.due and not (self.waiting and child.waits):
                child.start()

    def _until_next_start(self):
        pauses = [child.due - time.monotonic() for child in self.children if child.process is None]
        return max(min(pauses, default=1.0), 0.05)

    def stop(self):
        """Ask each child to finish what it does, and kill what has not finished in time."""
        for child in self.children:
            if child.is_running():
                child.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            if child.process is not None:
                with suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(deadline - time.monotonic(), 0))
        for child in self.children:
            # Also when the child itself is gone: one of its own children may have stayed behind.
            child.signal(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()


@contextmanager
def _wake_on_signals(stop):
    """Let a wait end as soon as a signal arrives; the pipe is the only way that cannot miss one."""
    read_end, write_end = os.pipe()
    os.set_blocking(read_end, False)
    os.set_blocking(write_end, False)
    previous = signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
    handlers = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    handlers[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda number, frame: None)

    def wait(seconds):
        if select.select([read_end], [], [], seconds)[0]:
            os.read(read_end, 512)

    try:
        yield wait
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(previous)
        os.close(read_end)
        os.close(write_end)
