"""Meetings: a convocation of three hundred, its delivery, a calendar of five hundred dates, the desk at the door."""

import datetime as dt
import json
import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
import uuid

import segno
from aiosmtpd.controller import Controller

from .site import PYTHON, ROOT, VISITOR, Row, Site, free_port, run, seconds_row

TIMES = 10
NOTED = 300
CAMERA = """() => {
    const sheet = document.createElement("canvas"), ink = sheet.getContext("2d")
    Object.assign(sheet, { width: 640, height: 480 })
    const paint = () => {
        ink.fillStyle = "#fff"
        ink.fillRect(0, 0, 640, 480)
        if (sheet.shown) ink.drawImage(sheet.shown, 170, 90, 300, 300)
    }
    setInterval(paint, 33)
    navigator.mediaDevices.getUserMedia = async () => sheet.captureStream(30)
    window.show = async source => {
        const picture = new Image()
        picture.src = source
        await picture.decode()
        const said = document.getElementById("confirmation"), before = said.textContent
        const start = performance.now()
        sheet.shown = picture
        paint()
        return new Promise(resolve => {
            const seen = new MutationObserver(() => {
                if (said.textContent === before) return
                seen.disconnect()
                sheet.shown = null
                resolve(performance.now() - start)
            })
            seen.observe(said, { childList: true, characterData: true, subtree: true })
        })
    }
}"""
"""A camera that shows what it is given; `show` tells how long a code took to be confirmed."""


def act(env, *words):
    """What the product does when asked from inside."""
    return json.loads(run([PYTHON, "-m", "tests.load.acts", *map(str, words)], env).splitlines()[-1])


def measure_gatherings(port, told, env):
    yield from measure_convocation(told["meetings"], env)
    yield measure_feed(port, told)
    door = act(env, "door", told["meetings"]["door"])
    yield measure_scan(port, told, door)
    yield measure_synchronisation(port, told, door)


# --- Convocations ---------------------------------------------------------------------------------


class Sink:
    """A mail server that takes everything and notes when."""

    def __init__(self):
        self.taken = []

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(time.perf_counter())
        return "250 OK"


def measure_convocation(meetings, env):
    """Three hundred people convened, then delivered by the worker to a mail server of this machine."""
    queued = act(env, "convene", meetings["assembly"])
    yield seconds_row(f"convocation de {queued['queued']} personnes, préparée", queued["seconds"], 1)
    rate = deliver(queued["queued"], env)
    yield Row(
        f"convocation de {queued['queued']} personnes, remise", f"{rate:.0f} messages/s", "≥ 50 messages/s", rate >= 50,
        rate=round(rate),
    )  # fmt: skip


def deliver(count, env, at_most=60):
    """Messages a second that the worker hands over."""
    sink, until = Sink(), time.perf_counter() + at_most
    controller = Controller(sink, hostname="127.0.0.1", port=free_port())
    controller.start()
    mail = {"PARVIS_EMAIL_HOST": "127.0.0.1", "PARVIS_EMAIL_PORT": str(controller.port), "PARVIS_EMAIL_STARTTLS": "0"}
    worker = subprocess.Popen([PYTHON, "-m", "parvis", "worker"], env={**env, **mail}, cwd=ROOT)
    try:
        while len(sink.taken) < count and time.perf_counter() < until:
            time.sleep(0.05)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(timeout=120)
        controller.stop()
    return len(sink.taken) / max(sink.taken[-1] - sink.taken[0], 0.001) if len(sink.taken) >= count else 0


# --- Calendars ------------------------------------------------------------------------------------


def measure_feed(port, told):
    """The calendar of a body of many dates; whoever has it already is told so."""
    site, path = Site(port, told, VISITOR), f"/agenda/{told['meetings']['feed']}.ics"
    answers = [site.get(path, **{"Accept-Encoding": "identity"}) for _ in range(TIMES)]
    again = site.get(path, **{"If-None-Match": answers[-1].headers["etag"]})
    median, events = statistics.median(a.ms for a in answers), answers[-1].body.count(b"BEGIN:VEVENT")
    kept = median <= 200 and events == told["meetings"]["dates"] and again.status == 304 and not again.body
    return Row(
        f"calendrier de {events} dates", f"{median:.0f} ms, puis {again.status} en {again.ms:.0f} ms",
        "≤ 200 ms, puis 304", kept, ms=round(median, 1), events=events, again=again.status,
    )  # fmt: skip


# --- The desk at the door -------------------------------------------------------------------------


def measure_synchronisation(port, told, door):
    """Three hundred entries noted off line, sent at once."""
    now = dt.datetime.now(dt.UTC).isoformat()
    entries = [{"client_id": str(uuid.uuid4()), "at": now, "convocation": call} for call in door["called"][:NOTED]]
    body = json.dumps({"sent_at": now, "known": None, "entries": entries})
    answer = Site(port, told, VISITOR).post(
        f"{door['path']}synchronisation/", body, **{"Content-Type": "application/json", "Accept-Encoding": "identity"}
    )
    taken = len(json.loads(answer.body).get("results", ())) if answer.status == 200 else 0
    seconds = answer.ms / 1000
    kept = seconds <= 2 and taken == len(entries)
    return Row(f"synchronisation de {taken} saisies", f"{seconds:.2f} s", "≤ 2 s", kept, seconds=round(seconds, 3))


def measure_scan(port, told, door):
    """From a code before the camera to its confirmation on the screen, the network cut."""
    what, promise = "code lu sans réseau, jusqu’à la confirmation", "≤ 300 ms"
    browser = os.environ.get("PARVIS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not browser:
        return Row(what, "Chromium absent", promise, False)
    times = scan(browser, f"http://{told['host']}:{port}", door)
    median = statistics.median(times)
    return Row(what, f"{median:.0f} ms, au plus {max(times):.0f}", promise, median <= 300, ms=round(median, 1))


def scan(browser, base, door):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as played, tempfile.TemporaryDirectory() as folder:
        context = played.chromium.launch_persistent_context(
            folder, executable_path=browser, args=["--no-sandbox", "--disable-gpu"], locale="fr-FR"
        )
        page = context.pages[0]
        page.goto(f"{base}{door['path']}")
        page.locator("#liaison", has_text="À jour").wait_for()
        context.set_offline(True)
        page.evaluate(CAMERA)
        page.locator("#camera").click()
        page.locator("#etat-camera", has_text="Présentez").wait_for()
        times = [page.evaluate("source => show(source)", image_of(f"{base}{code}")) for code in door["codes"]]
        context.close()
    return times[2:]


def image_of(address):
    """The code of a convocation, as its letter prints it."""
    return segno.make(address, error="m").png_data_uri(scale=6, border=4)
