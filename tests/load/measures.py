"""What is not a page in milliseconds: requests a second, octets, exports, long documents."""

import json
import re
import threading
import time
from pathlib import Path

from .site import OFFICER, PYTHON, VISITOR, Row, Site, run

FORMATS = ("csv", "xlsx", "ods")


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


def measure_documents(env):
    """An opinion of forty pages and minutes of thirty to accessible PDF, once the fonts are read."""
    for what, pages in (("avis", 40), ("compte rendu", 30)):
        told = json.loads(run([PYTHON, "-m", "tests.load.acts", "pdf", what, str(pages)], env).splitlines()[-1])
        seconds, what = told["seconds"], f"{what} de {told['pages']} pages en PDF"
        yield Row(what, f"{seconds:.2f} s", "≤ 1 s", seconds <= 1, seconds=round(seconds, 3), pages=told["pages"])
