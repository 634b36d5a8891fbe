"""`make bench`: how fast Parvis starts, then how fast it serves a large authority, through gunicorn, on both engines.

Prints a table and writes build/bench.json. A promise that is missed is printed as missed; nothing here is a test.
"""

import argparse
import http.client
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = sys.executable
TIMES, WARM = 30, 5
FORMATS = ("csv", "xlsx", "ods")
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
        """One request; a kept-alive connection that the server closed meanwhile is opened again, once."""
        sent = {"Host": self.host, "Accept-Encoding": "br, gzip", **headers}
        if self.cookie:
            sent["Cookie"] = self.cookie
        try:
            return self._ask(path, sent)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.connection.close()
            return self._ask(path, sent)

    def _ask(self, path, sent):
        start = time.perf_counter()
        self.connection.request("GET", path, headers=sent)
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
    """One line of the table: what was promised, what was measured."""

    def __init__(self, what, measured, promise, kept, **more):
        super().__init__(what=what, measured=measured, promise=promise, kept=kept, **more)

    def __str__(self):
        return f"{self['what']:<46} {self['measured']:>28}   {self['promise']:<26} {'ok' if self['kept'] else 'MISSED'}"


def pages(told):
    """(name, path, whose session, milliseconds promised, queries promised)."""
    desk, public = (50, 12), (25, 10)
    promise = f"/gestion/engagements/{told['commitment']}/"
    return [
        ("bureau, accueil", "/gestion/", OFFICER, *desk),
        ("bureau, liste des saisines", "/gestion/saisines/", OFFICER, *desk),
        ("bureau, saisines, dernière page", "/gestion/saisines/?page=200", OFFICER, *desk),
        ("bureau, saisines filtrées", "/gestion/saisines/?q=participation", OFFICER, *desk),
        ("bureau, une saisine", f"/gestion/saisines/{told['referral']}/", OFFICER, *desk),
        ("bureau, liste des instances", "/gestion/instances/", OFFICER, *desk),
        ("bureau, une instance", f"/gestion/instances/{told['body']}/", OFFICER, *desk),
        ("bureau, mandats d’une instance", f"/gestion/instances/{told['body']}/mandats/", OFFICER, *desk),
        ("bureau, liste des réunions", "/gestion/reunions/", OFFICER, *desk),
        ("bureau, liste des textes", "/gestion/textes/", OFFICER, *desk),
        ("bureau, liste des envois", "/gestion/reglages/envois/", OFFICER, *desk),
        ("bureau, liste des engagements", "/gestion/engagements/", OFFICER, *desk),
        ("bureau, un engagement", promise, OFFICER, *desk),
        (
            "bureau, modifier un engagement",
            f"/gestion/engagements/{told['commitment']}/modification/",
            OFFICER,
            *desk,
        ),
        ("bureau, liste des personnes", "/gestion/personnes/", OFFICER, *desk),
        ("bureau, une personne", f"/gestion/personnes/{told['person']}/", OFFICER, *desk),
        ("bureau, journal", "/gestion/reglages/journal/", OFFICER, *desk),
        ("espace membre, accueil", "/espace-membre/", MEMBER, *desk),
        ("public, accueil", "/", VISITOR, *public),
        ("public, instances", "/instances/", VISITOR, *public),
        ("public, une instance", f"/instances/{told['body_slug']}/", VISITOR, *public),
        ("public, saisines", "/saisines/", VISITOR, *public),
        ("public, une saisine", f"/saisines/{told['referral_slug']}/", VISITOR, *public),
        ("public, engagements", "/engagements/", VISITOR, *public),
        ("public, agenda", "/agenda/", VISITOR, *public),
        ("recherche, mot courant", "/gestion/recherche/?q=participation", OFFICER, 80, 12),
        ("recherche, deux mots", "/gestion/recherche/?q=velo+college", OFFICER, 80, 12),
        ("recherche publique, mot courant", "/rechercher/?q=participation", VISITOR, 80, 12),
    ]


def fresh(path, n):
    """The same page under another address, so that no kept copy answers."""
    return f"{path}{'&' if '?' in path else '?'}n={n}"


def measure_pages(port, told):
    small = {name: path for name, path, *_ in pages(told["petite"])}
    for name, path, who, ms, queries in pages(told["grande"]):
        site = Site(port, told["grande"], who)
        answers = [site.get(fresh(path, n)) for n in range(WARM + TIMES)][WARM:]
        few = Site(port, told["petite"], who).get(fresh(small[name].replace("page=200", "page=1"), 0))
        status = {a.status for a in answers} | {few.status}
        median = statistics.median(a.ms for a in answers)
        count = max(a.queries for a in answers)
        kept = status == {200} and median <= ms and count <= queries and few.queries >= count
        yield Row(
            name,
            f"{median:6.1f} ms {count:3d} req. ({few.queries} pour 10)",
            f"≤ {ms} ms, ≤ {queries} req.",
            kept,
            ms=round(median, 2), queries=count, queries_small=few.queries, status=sorted(status),
        )  # fmt: skip


def measure_home(port, told, seconds=5):
    """Requests a second that the public home answers, asked by four connections at once."""
    done, lock, stop = [0], threading.Lock(), time.perf_counter() + seconds

    def ask():
        site, count = Site(port, told["grande"], VISITOR), 0
        while time.perf_counter() < stop:
            count += site.get("/").status == 200
        with lock:
            done[0] += count

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = done[0] / seconds
    return Row("public, accueil, débit", f"{rate:.0f} req./s", "≥ 300 req./s", rate >= 300, rate=round(rate))


def measure_weight(port, told):
    """What a browser transfers for the first view of the public home."""
    site = Site(port, told["grande"], VISITOR)
    page = site.get("/")
    html = _decoded(page)
    links = set(re.findall(r'(?:href|src)="(/(?:static|theme-|logo-)[^"#]+)', html))
    total, script = len(page.body), 0
    for link in links:
        size = len(site.get(link).body)
        total += size
        script += size if link.endswith(".js") else 0
    kept = total <= 100 * 1024 and script <= 40 * 1024
    return Row(
        "public, accueil, poids", f"{total / 1024:.0f} Ko dont {script / 1024:.0f} de script",
        "≤ 100 Ko, ≤ 40 de script", kept, octets=total, script=script,
    )  # fmt: skip


def _decoded(answer):
    encoding = answer.headers.get("content-encoding", "")
    if encoding == "br":
        import brotli

        return brotli.decompress(answer.body).decode()
    if encoding == "gzip":
        import gzip

        return gzip.decompress(answer.body).decode()
    return answer.body.decode()


def measure_exports(port, told, processes):
    """20,000 rows in each format, and how much the server grew meanwhile."""
    for form in FORMATS:
        site = Site(port, told["grande"], OFFICER)
        site.get(f"/gestion/engagements/?format={form}&q=velo")
        _reset_peak(processes)
        before = _peak(processes)
        answer = site.get(f"/gestion/engagements/?format={form}")
        grown = _peak(processes) - before
        seconds = answer.ms / 1000
        kept = answer.status == 200 and seconds <= 5 and grown < 40
        yield Row(
            f"export de 20 000 lignes, {form}", f"{seconds:.1f} s, +{grown:.0f} Mo, {len(answer.body) / 1024:.0f} Ko",
            "≤ 5 s, mémoire constante", kept, seconds=round(seconds, 2), grown_mb=round(grown, 1), status=answer.status,
        )  # fmt: skip


def _reset_peak(processes):
    for pid in processes:
        Path(f"/proc/{pid}/clear_refs").write_text("5")


def _peak(processes):
    """The largest resident memory reached by these processes, in megabytes."""
    found = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()) for pid in processes]
    return max(int(m[1]) for m in found) / 1024


def measure_pdf():
    """A forty-page opinion to accessible PDF, once the fonts are read."""
    script = (
        "import time, django; django.setup()\n"
        "from parvis.ground.documents.tests.samples import opinion\n"
        "from parvis.ground.documents.writers import write\n"
        "write(opinion(2), 'pdf'); tree = opinion(40); times = []\n"
        "for _ in range(3):\n"
        "    start = time.perf_counter(); write(tree, 'pdf'); times.append(time.perf_counter() - start)\n"
        "print(min(times))"
    )
    out = subprocess.run(
        [PYTHON, "-c", script], env=environment(), capture_output=True, text=True, check=True, cwd=ROOT
    )
    seconds = float(out.stdout.split()[-1])
    return Row("avis de quarante pages en PDF", f"{seconds:.2f} s", "≤ 1 s", seconds <= 1, seconds=round(seconds, 2))


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


def seconds_row(what, seconds, most):
    return Row(what, f"{seconds:.1f} s", f"≤ {most} s", seconds <= most, seconds=round(seconds, 2))


def timed(act):
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


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


def wait_for(port, process):
    while process.poll() is None:
        try:
            Site(port, {"host": "grande.localhost", "session": ""}, VISITOR).get("/")
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


def children(pid):
    out = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(p) for p in out.stdout.split()]


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
        rows += show([measure_home(port, told["authorities"]), measure_weight(port, told["authorities"])])
        rows += show(measure_exports(port, told["authorities"], children(server.pid)))
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
    results = {"machine": {"processors": os.cpu_count()}, "pdf": show([measure_pdf()])}
    if options.engine in {"sqlite", "both"}:
        results["sqlite"] = bench("sqlite", options.kept)
    if options.engine == "postgresql":
        results["postgresql"] = bench("postgresql", options.kept)
    out = ROOT / "build" / f"bench-{options.engine}.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps(results, ensure_ascii=False, indent=2))
    if options.engine == "both":
        again = [str(ROOT / "tools" / "postgres"), PYTHON, __file__, "--engine", "postgresql"]
        subprocess.run(again, check=True, cwd=ROOT)
    missed = [r["what"] for rows in results.values() if isinstance(rows, list) for r in rows if not r["kept"]]
    print(f"\n{out.relative_to(ROOT)} : {'tout est tenu' if not missed else 'manqué : ' + ', '.join(missed)}")


if __name__ == "__main__":
    main()
