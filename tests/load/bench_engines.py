"""`make bench-engines`: what each engine costs, beside its floor and, where it is installed, beside the public library.

Prints a table and writes build/bench-engines.json. Each engine has a process of its own, so that its memory is its
own, and one thread. A promise that is missed is printed as missed; nothing here is a test.
"""

import argparse
import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from parvis.engines.console import ENGINES

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "bench-engines.json"
ORACLES = ROOT / ".venv-oracles" / "bin" / "python"
NAMES = sorted(ENGINES.values())
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("engines", nargs="*", help=f"those to measure, among {', '.join(NAMES)}; all by default")
    parser.add_argument("--rows", choices=NAMES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.rows:
        print(json.dumps(rows_of(options.rows)))
        return
    found = {name: measured(name) for name in options.engines or NAMES}
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(found, ensure_ascii=False, indent=2))
    missed = [row["what"] for rows in found.values() for row in rows if is_missed(row)]
    print(f"\n{OUT.relative_to(ROOT)} : {'tout est tenu' if not missed else 'manqué : ' + ', '.join(missed)}")


def measured(name):
    """The rows of one engine, from a process of its own, told as they are."""
    print(f"\n{name}", flush=True)
    command = [sys.executable, "-m", "tests.load.bench_engines", "--rows", name]
    places = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    told = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=os.environ | ONE_THREAD | places
    )
    rows = json.loads(told.stdout.splitlines()[-1])
    for row in rows:
        print(line(row), flush=True)
    return rows


def rows_of(name):
    """What the engine measures, then the public library on the same input where its environment is there."""
    engine = import_module(f"tests.load.engines.{name}")
    rows = engine.measure()
    if ORACLES.exists() and hasattr(engine, "against_library"):
        rows += engine.against_library(str(ORACLES))
    return rows


def is_missed(row):
    """Beyond its budget; a row that counts what must be reached says so by `least`."""
    if row["budget"] is None:
        return row.get("agrees") is False
    return row["value"] < row["budget"] if row.get("least") else row["value"] > row["budget"]


def line(row):
    """« au nombre de voix        3.2 ms  sur 10  plancher 0.8 »."""
    value = round(row["value"], 3)
    parts = [f"  {row['what']:<64}{value:>10} {row['unit']:<4}"]
    if row["budget"] is not None:
        parts.append(
            f"{'MANQUÉ' if is_missed(row) else 'tenu'}, {'au moins' if row.get('least') else 'pour'} {row['budget']}"
        )
    if row.get("floor") is not None:
        parts.append(f"plancher {row['floor']:.4g}")
    if "library" in row:
        parts.append(f"bibliothèque {round(row['library'], 3)}, {row['said']}")
    return "  ".join(parts)


if __name__ == "__main__":
    main()
