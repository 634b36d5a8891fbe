"""What journeys share: the demonstration of one authority, people at their browsers, and what no page may do.

On every page somebody visits: no message in the console (a blocked style or script says so there), no accessibility
violation that axe can see, a title, one heading.
"""

from importlib.resources import files

import pytest
from django.db import transaction

from parvis.demo.data import WORLDS
from parvis.demo.loading import load_world
from parvis.demo.worlds import moment_of
from parvis.ground.core import clock, jobs
from parvis.ground.search import index

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}


@pytest.fixture
def stand_on(settings, transactional_db, live_server):
    """Load one authority as of a day, and stand on that day: `stand_on(date, "orzenne")` gives its address."""
    settings.DEMO = True

    def load(day, slug="orzenne"):
        moment = moment_of(day)
        with transaction.atomic():
            load_world(WORLDS[slug], moment, 0)
        for model in index.sources():
            index.rebuild(model)
        clock.freeze(moment)
        port = live_server.url.rpartition(":")[2]
        settings.PUBLIC_PORT = port
        return f"http://{slug}.localhost:{port}"

    yield load
    clock.release()


@pytest.fixture
def night(run_jobs):
    """One passage of every due job, then everything it queued, as the worker would do."""

    def pass_by():
        for job in jobs.due_jobs().values():
            job(clock.now())
        run_jobs()

    return pass_by


class Visitor:
    """Somebody at a browser."""

    def __init__(self, context, base):
        self.context, self.base, self.console = context, base, []
        self.page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        self.seen = set()

    def _heard(self, message):
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.console.append(f"{message.type}: {message.text}")

    def go(self, path, status=200):
        """Open a page, and look at it."""
        response = self.page.goto(self.base + path if path.startswith("/") else path)
        assert response.status == status, f"{path}: {response.status}"
        self.look()
        return self

    def sign_in(self, name):
        """Enter as a persona of the demonstration."""
        self.go("/compte/connexion/")
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).first.click()
        self.look()
        return self

    def press(self, words, *, exact=False):
        """Press the button or follow the link that says this, then look at what comes."""
        self.page.get_by_role("button", name=words, exact=exact).or_(
            self.page.get_by_role("link", name=words, exact=exact)
        ).first.click()
        self.page.wait_for_load_state()
        self.look()
        return self

    def fill(self, label, value):
        self.page.get_by_label(label, exact=False).first.fill(value)
        return self

    def choose(self, label, option):
        self.page.get_by_label(label, exact=False).first.select_option(label=option)
        return self

    def do(self, path, *, refused="", **values):
        """Open the page of a verb or a form, fill its fields by name, and send it; the page that comes is looked at.

        With `refused`, the product must say no with these words.
        """
        self.go(path)
        for name, value in values.items():
            self._set(name, value)
        with self.page.expect_navigation():
            self.page.locator("main form button:not([formaction]):not([type=button])").last.click()
        self.look()
        alerts = " ".join(self.page.locator("main [role=alert]").all_inner_texts())
        assert (refused in alerts) if refused else not alerts, f"{path}: {alerts}"
        assert "override" in values or not self.page.locator("main [name=override]").count(), f"{path}: a caution"
        return self

    def _set(self, name, value):
        field = self.page.locator(f"main [name={name}]").first
        kind = field.get_attribute("type") or field.evaluate("e => e.tagName.toLowerCase()")
        if kind == "radio":
            self.page.locator(f"main [name={name}][value={value}]").check()
        elif kind == "checkbox":
            field.set_checked(bool(value))
        elif kind == "select":
            field.select_option(**({"value": str(value)} if isinstance(value, int) else {"label": value}))
        elif not field.is_visible():
            # The rich editor stands in place of its text area.
            editor = field.locator("xpath=ancestor::*[contains(@class,'field')][1]").locator("[contenteditable=true]")
            editor.first.fill(value)
        else:
            field.fill(str(value))

    def sees(self, *texts):
        """Each of these texts is on the page."""
        shown = " ".join(self.page.locator("body").inner_text().split())
        for text in texts:
            assert text in shown, f"« {text} » n’est pas sur {self.page.url} :\n{shown[:3000]}"
        return self

    def look(self):
        """No console message, a title, one heading, nothing that axe refuses."""
        assert not self.console, f"{self.page.url}: {self.console}"
        assert self.page.title().strip(), self.page.url
        assert self.page.locator("h1").count() == 1, f"{self.page.url}: one h1"
        place = self.page.evaluate("location.pathname")
        if place not in self.seen:
            self.seen.add(place)
            assert not (found := violations(self.page)), f"{self.page.url}\n" + "\n".join(found)


def violations(page):
    """What axe refuses on this page, one line each."""
    page.evaluate(AXE)
    report = page.evaluate("rules => axe.run(document, rules)", RULES)
    return [
        f"{v['id']} ({v['impact']}): {v['help']} — {node['target']} {node['html'][:160]}"
        for v in report["violations"]
        for node in v["nodes"]
    ]


@pytest.fixture
def people(chromium):
    """Open browsers: `people(base)` is a visitor; each has their own cookies. Options go to the browser's context."""
    contexts = []

    def arrive(base, **options):
        context = chromium.new_context(locale="fr-FR", timezone_id="Europe/Paris", **options)
        contexts.append(context)
        return Visitor(context, base)

    yield arrive
    for context in contexts:
        context.close()
