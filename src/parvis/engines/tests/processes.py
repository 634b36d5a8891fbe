"""Two processes that share nothing but the question: another hash seed, another number of threads."""

import os
import subprocess
import sys

PROCESSES = ({"PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1"}, {"PYTHONHASHSEED": "2", "OMP_NUM_THREADS": "4"})


def in_two_processes(command):
    """What python prints in each: `command(n)` gives its arguments, n being "1" then "2", to ask in another order."""
    where = {"PYTHONPATH": os.pathsep.join(sys.path)}
    return [
        subprocess.run(
            [sys.executable, *command(str(number))],
            env=os.environ | where | apart,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for number, apart in enumerate(PROCESSES, start=1)
    ]
