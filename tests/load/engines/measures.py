"""What every engine is measured by: seconds of processor, memory as the operating system counts it, rows of a table."""

import json
import resource
import subprocess
import time

BEST_OF = 5


def row(what, value, unit="s", *, budget=None, least=None, floor=None):
    """A line of the table: what was measured, what was promised, and what no method goes under.

    budget: the most it may be; least: the least, for what must be reached rather than saved.
    """
    told = {"what": what, "value": value, "unit": unit, "budget": budget if least is None else least, "floor": floor}
    return told if least is None else {**told, "least": True}


def beside(what, value, unit="s", *, library, agrees, said):
    """A line that sets an engine beside a public library, on the same input in the same run.

    library: what the library takes, in the same unit; agrees: whether both find the same; said: how so, in French.
    """
    return {**row(what, value, unit), "library": library, "agrees": bool(agrees), "said": said}


def timed(act):
    """Seconds of processor that an act takes, and what it gives."""
    start = time.process_time()
    result = act()
    return time.process_time() - start, result


def best(act, times=BEST_OF):
    """Seconds of processor of the quickest of several times."""
    return min(timed(act)[0] for _ in range(times))


def answer(python, code, *arguments):
    """What a program prints as JSON on its last line, run by this python (another environment's for a library)."""
    command = [python, "-W", "ignore", "-c", code, *map(str, arguments)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(told.stdout.splitlines()[-1])


def peak():
    """Megabytes that this process held at its peak, libraries included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
