"""What the measures share: where the product is, one visitor over one connection, the lines of the table."""

import http.client
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = sys.executable
OFFICER, MEMBER, VISITOR = "session", "member", ""
"""Whose session asks, as `fill` names them."""


class Site:
    """One authority over one kept-alive connection."""

    def __init__(self, port, told, who):
        """`who` names the session that `fill` told of: the officer's, the member's, or none for a visitor."""
        self.port, self.host = port, told["host"]
        self.cookie = f"session={told[who]}" if who else ""
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path, **headers):
        return self.ask("GET", path, None, headers)

    def post(self, path, body, **headers):
        return self.ask("POST", path, body, headers)

    def ask(self, method, path, body, headers):
        """One request; a kept-alive connection that the server closed meanwhile is opened again, once."""
        sent = {"Host": self.host, "Accept-Encoding": "br, gzip", **headers}
        if self.cookie:
            sent["Cookie"] = self.cookie
        try:
            return self._ask(method, path, body, sent)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.connection.close()
            return self._ask(method, path, body, sent)

    def _ask(self, method, path, body, sent):
        start = time.perf_counter()
        self.connection.request(method, path, body, sent)
        response = self.connection.getresponse()
        body = response.read()
        return Answer(response.status, dict(response.getheaders()), body, (time.perf_counter() - start) * 1000)


class Answer:
    def __init__(self, status, headers, body, ms):
        self.status, self.body, self.ms = status, body, ms
        self.headers = {k.lower(): v for k, v in headers.items()}

    @property
    def queries(self):
        return int(self.headers.get("x-queries", -1))


class Row(dict):
    """One line of the table: what was promised, what was measured, and what may explain that it was missed."""

    def __init__(self, what, measured, promise, kept, why="", **more):
        super().__init__(what=what, measured=measured, promise=promise, kept=kept, why=why, **more)

    def __str__(self):
        verdict = "ok" if self["kept"] else "MISSED"
        told = f"{self['what']:<46} {self['measured']:>44}   {self['promise']:<26} {verdict}"
        return f"{told} ({self['why']})" if self["why"] else told


def seconds_row(what, seconds, most):
    return Row(what, f"{seconds:.1f} s", f"≤ {most} s", seconds <= most, seconds=round(seconds, 2))


def timed(act):
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def descendants(pid):
    return [found for child in children(pid) for found in (child, *descendants(child))]


def run(command, env):
    """What a command prints; its errors are shown as they come."""
    return subprocess.run(command, env=env, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout


def environment(**more):
    return {
        **os.environ, "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "parvis.config.settings",
        "PARVIS_COUNT_QUERIES": "1", **more,
    }  # fmt: skip


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children(pid):
    out = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(p) for p in out.stdout.split()]
