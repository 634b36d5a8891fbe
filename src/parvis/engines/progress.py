"""How far a calculation has come: engines call `progress(done, total, label)`, whoever waits is told."""

import sys
import time

EVERY = 0.2
"""Seconds between two lines at the most."""


def silent(done, total, label=""):
    """Tell nobody: the default of every engine."""


class Told:
    """Write how far the calculation has come on one line of the terminal, or one line per tenth in a file."""

    def __init__(self, stream=None):
        self.stream = stream or sys.stderr
        self.said, self.tenth, self.last = None, None, 0.0

    def __call__(self, done, total, label=""):
        share = done / total if total else 1.0
        if self.stream.isatty():
            self._refresh(share, label)
        elif (label, int(share * 10)) != (self.said, self.tenth):
            self.said, self.tenth = label, int(share * 10)
            self._write(f"{label} {share:.0%}\n")

    def close(self):
        """Leave the terminal's line to what follows."""
        if self.last:
            self._write("\r\033[K")

    def _refresh(self, share, label):
        now = time.monotonic()
        if now - self.last >= EVERY or share >= 1:
            self.last = now
            self._write(f"\r\033[K{label} {share:.0%}")

    def _write(self, text):
        self.stream.write(text)
        self.stream.flush()
