"""`make bench`: how fast Parvis starts, then how fast it serves a large authority, through gunicorn, on both engines.

Prints a table and writes build/bench.json. A promise that is missed is printed as missed; nothing here is a test.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from . import yardstick
from .gatherings import measure_gatherings
from .measures import measure_documents, measure_exports, measure_home, measure_weight
from .pages import measure_pages
from .site import (
    PYTHON,
    ROOT,
    VISITOR,
    Row,
    Site,
    children,
    descendants,
    environment,
    free_port,
    run,
    seconds_row,
    timed,
)


def measure_first_day(engine):
    """The promises of the first day, on an empty database: the demonstration, the first page, the next start, the end.

    What the packages take to arrive depends on the network: it is not measured.
    """
    var = Path(tempfile.mkdtemp(prefix=f"parvis-first-day-{engine}-"))
    env = environment(DATABASE_URL=empty_database(engine, var), PARVIS_VAR=str(var))
    try:
        tables, demo = (timed(lambda c=c: run([PYTHON, "-m", "parvis", *c], env)) for c in (["migrate"], ["demo"]))
        yield seconds_row("démonstration dans une base vide", demo, 30)
        start, _, _ = serve_once(env)
        yield seconds_row("premier lancement, jusqu’à la première page", tables + demo + start, 120)
        start, stop, left = serve_once(env)
        yield seconds_row("lancement suivant, jusqu’à la première page", start, 5)
        measured = f"{stop:.1f} s, {left} processus restants"
        yield Row(
            "arrêt", measured, "≤ 10 s, aucun restant", stop <= 10 and not left, seconds=round(stop, 2), left=left
        )
    finally:
        shutil.rmtree(var, ignore_errors=True)


def empty_database(engine, var):
    """The URL of a database that nobody has used: a file, or one more on the cluster of this run."""
    if engine == "sqlite":
        return f"sqlite:///{var}/parvis.sqlite3"
    import psycopg

    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS parvis_first_day")
        server.execute("CREATE DATABASE parvis_first_day")
    return f"{url.rpartition('/')[0]}/parvis_first_day"


def serve_once(env):
    """What `make run` starts, until its first page, then stopped as Ctrl-C does: seconds, seconds, processes left."""
    port = free_port()
    serve = [PYTHON, "-m", "parvis", "serve", "--prepare"]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(serve, env={**env, "PORT": str(port)}, cwd=ROOT, **silent)
    start = timed(lambda: wait_for_page(port, process))
    family = descendants(process.pid)
    process.send_signal(signal.SIGINT)
    stop = timed(lambda: process.wait(timeout=60))
    return start, stop, sum(Path(f"/proc/{pid}").exists() for pid in family)


def wait_for_page(port, process):
    """Until the home of an authority of the demonstration is served."""
    while process.poll() is None:
        try:
            if Site(port, {"host": "orzenne.localhost"}, VISITOR).get("/").status == 200:
                return
        except OSError:
            time.sleep(0.02)
    raise SystemExit("`parvis serve` ended before its first page.")


def wait_for(port, process):
    while process.poll() is None:
        try:
            Site(port, {"host": "grande.localhost", "session": ""}, VISITOR).get("/")
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


def prepare(engine, env):
    """Tables, static files and the two authorities; returns what `fill` told of them."""
    print("  préparation de la grande collectivité", flush=True)
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--noinput", "--verbosity", "0"]):
        run([PYTHON, "-m", "parvis", *command], env)
    told_path, start = Path(env["PARVIS_VAR"]) / "told.json", time.perf_counter()
    if not told_path.exists():
        told_path.write_text(run([PYTHON, "-m", "tests.load.fill"], env).strip().splitlines()[-1])
    told = json.loads(told_path.read_text())
    print(f"  {told['texts']} textes, {time.perf_counter() - start:.0f} s", flush=True)
    if engine == "postgresql":
        analyse = "from django.db import connection as c; c.cursor().execute('VACUUM ANALYZE')"
        run([PYTHON, "-m", "parvis", "shell", "-c", analyse], env)
    return told


def bench(engine, kept):
    """Fill, serve and measure on one engine; returns the rows. With `kept`, a folder, SQLite is filled only once."""
    print(f"\n{engine}", flush=True)
    var = Path(kept or tempfile.mkdtemp(prefix=f"parvis-bench-{engine}-")).resolve()
    var.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{var}/bench.sqlite3" if engine == "sqlite" else os.environ["DATABASE_URL"]
    env = environment(DATABASE_URL=url, PARVIS_VAR=str(var))
    rows = show(measure_first_day(engine))
    told = prepare(engine, env)
    port = free_port()
    server = subprocess.Popen(
        [PYTHON, "-m", "gunicorn", "-c", "python:parvis.config.gunicorn", "parvis.config.wsgi"],
        env={**env, "PORT": str(port)}, cwd=ROOT, stderr=(var / "server.log").open("w"),
    )  # fmt: skip
    try:
        wait_for(port, server)
        rows += show(measure_pages(port, told["authorities"]))
        print(f"  {yardstick.told()}", flush=True)
        rows += show([measure_home(port, told["authorities"]), measure_weight(port, told["authorities"])])
        rows += show(measure_exports(port, told["authorities"], children(server.pid)))
        rows += show(measure_gatherings(port, told["authorities"]["grande"], env))
        rows += show(measure_documents(env))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)
        if not kept:
            shutil.rmtree(var, ignore_errors=True)
    return rows


def show(rows):
    kept = []
    for row in rows:
        print(row, flush=True)
        kept.append(row)
    return kept


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--kept", help="a folder where the filled database stays for the next run (one engine)")
    options = parser.parse_args()
    results = {"machine": {"processors": os.cpu_count()}}
    if options.engine in {"sqlite", "both"}:
        results["sqlite"] = bench("sqlite", options.kept)
    if options.engine == "postgresql":
        results["postgresql"] = bench("postgresql", options.kept)
    out = ROOT / "build" / f"bench-{options.engine}.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(results, ensure_ascii=False, indent=2))
    if options.engine == "both":
        again = [str(ROOT / "tools" / "postgres"), PYTHON, "-m", "tests.load.bench", "--engine", "postgresql"]
        subprocess.run(again, check=True, cwd=ROOT)
    missed = [r["what"] for rows in results.values() if isinstance(rows, list) for r in rows if not r["kept"]]
    print(f"\n{out.relative_to(ROOT)} : {'tout est tenu' if not missed else 'manqué : ' + ', '.join(missed)}")


if __name__ == "__main__":
    main()
