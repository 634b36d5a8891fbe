"""How fast the machine goes at this moment: the same work, timed again and again beside what is measured.

On a shared machine the same page takes twice as long from one minute to the next. The yardstick says so; it changes no
verdict.
"""

import statistics
import time

WORK = 30_000
"""Entries written by one measure of the yardstick: about twenty milliseconds."""

_all = []


def work():
    """Small values made, kept and forgotten, as in a page."""
    return {str(number): (number, [number]) for number in range(WORK)}


def beat():
    """Do the work once; its processor time in milliseconds."""
    start = time.process_time()
    work()
    _all.append((time.process_time() - start) * 1000)
    return _all[-1]


def pace(beats):
    """Where the machine was, from these beats: 1 at the best speed it had since the start."""
    return min(_all) / statistics.median(beats)


def told():
    """One line about the whole run."""
    best, middle, worst = min(_all), statistics.median(_all), max(_all)
    return f"étalon : {best:.0f} ms au mieux, {middle:.0f} ms au milieu, {worst:.0f} ms au pire"
