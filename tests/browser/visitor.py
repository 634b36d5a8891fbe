"""Somebody at a browser, and what no page may do.

On every page somebody visits: no message in the console (a blocked style or script says so there), no accessibility
violation that axe can see, a language, a title, one heading, one main part.
"""

import re
from importlib.resources import files
from urllib.parse import urlsplit

from django.test import Client

from parvis.commons.people.models import Person
from parvis.ground.accounts.models import DemoPersona

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]},
    "resultTypes": ["violations"],
    # No frame here, and no rule of these that reads the style sheets.
    "iframes": False,
    "preload": False,
}
# What is the same from page to page, and rows that their template makes alike: once examined, axe leaves them out.
CHROME = [".topbar", ".sidenav", ".desk-footer", ".masthead", ".colophon", ".demo-banner"]
ALIKE = ["tbody > tr:nth-child(n+9)", "li:nth-child(n+13)"]
FACTS = """() => {
    const heads = [...document.querySelectorAll("h1")].map((head) => head.textContent.trim())
    const mains = document.querySelectorAll("main").length
    return { title: document.title.trim(), lang: document.documentElement.lang, heads, mains, path: location.pathname }
}"""
# What axe has seen in this run: the same page twice says the same.
examined = set()


class Visitor:
    """Somebody at a browser; `look` names what changes how the page is drawn."""

    def __init__(self, context, base, look=""):
        self.context, self.base, self.drawn, self.console = context, base, look, []
        self.page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.console.append(f"error: {error}"))

    def _heard(self, message):
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.console.append(f"{message.type}: {message.text}")

    def go(self, path, status=200, **how):
        """Open a page, and look at it."""
        response = self.page.goto(self.base + path if path.startswith("/") else path)
        assert response.status == status, f"{path}: {response.status}"
        # The browser tells of a refused page in its console; everything else there is a fault.
        self.console = [said for said in self.console if f"status of {status}" not in said]
        return self.look(**how)

    def enter(self, name):
        """Come in as a persona of the demonstration, by the form that the sign-in page shows."""
        door = Client(HTTP_HOST=urlsplit(self.base).netloc)
        door.post("/compte/connexion/demonstration/", {"user": DemoPersona.objects.get(user__name=name).user_id})
        self.context.add_cookies([{"name": "session", "value": door.cookies["session"].value, "url": self.base}])
        return self

    def sign_in(self, name):
        """Come in as a persona of the demonstration, through the sign-in page."""
        return self.go("/compte/connexion/").press(name)

    def press(self, words, *, exact=False):
        """Press the button or follow the link that says this and leads to a page, then look at what comes."""
        named = {"name": words, "exact": exact}
        return self._follow(self.page.get_by_role("button", **named).or_(self.page.get_by_role("link", **named)).first)

    def fill(self, label, value):
        self._write(self.page.get_by_label(label, exact=False).first, value)
        return self

    def do(self, path, *, refused="", warned="", override="", **values):
        """Open the page of a verb or a form, fill its fields by name, and send it; the page that comes is looked at.

        With `refused`, the product must say no with these words. With `warned`, it must warn with these; it goes on
        once it is given `override`, a reason.
        """
        self.go(path)
        for name, value in values.items():
            self._set(name, value)
        self._send()
        if warned:
            self.sees(warned)
            reason = self.page.locator("main [name=override]")
            assert reason.count() == 1, f"{path}: no reason is asked"
            if not override:
                return self
            self._write(reason, override)
            self._send()
        alerts = " ".join(self.page.locator("main [role=alert]").all_inner_texts())
        assert (refused in alerts) if refused else not alerts, f"{path}: {alerts}"
        assert not self.page.locator("main [name=override]").count(), f"{path}: a caution"
        return self

    def _send(self):
        """Press the button of the form, and look at the page that comes."""
        self._follow(self.page.locator("main form button:not([formaction]):not([type=button])").last)

    def _set(self, name, value):
        if isinstance(value, Person):
            return self._name(name, value)
        field = self.page.locator(f"main [name={name}]").first
        kind = field.evaluate("e => e.type === 'select-one' ? 'select' : e.type")
        if kind == "radio":
            self._keep(self.page.locator(f"main [name={name}]"), str(value))
        elif kind == "checkbox":
            self.tick(field, bool(value))
        elif kind == "file":
            self._attach(field, value)
        elif kind == "select":
            self._choose(field, str(value))
        elif not field.is_visible():
            # The rich editor stands in place of its text area.
            editor = field.locator("xpath=ancestor::*[contains(@class,'field')][1]").locator("[contenteditable=true]")
            self._write(editor.first, value)
        else:
            self._write(field, str(value))

    def _name(self, field, person):
        """Choose somebody in the list of the likely ones, or look for them by their name."""
        listed = self.page.locator(f"main select[name={field}] option[value='{person.pk}']")
        if listed.count():
            self._choose(self.page.locator(f"main select[name={field}]"), str(person.pk))
        else:
            self._write(self.page.locator(f"main input[name={field}-nom]"), person.full_name)

    # What one does with a hand; a typist does it with two (see typist.py).

    def push(self, button):
        """Press a button that changes the page in place."""
        button.click()

    def tick(self, box, wanted=True):
        box.set_checked(wanted)

    def _follow(self, target):
        """Press what leads to a page, and look at it."""
        with self.page.expect_navigation():
            target.click()
        return self.look()

    def _write(self, field, text):
        field.fill(text)

    def _choose(self, field, value):
        field.select_option(value)

    def _keep(self, buttons, value):
        """Keep one of several radio buttons."""
        buttons.and_(self.page.locator(f"[value='{value}']")).check()

    def _attach(self, field, file):
        field.set_input_files(file)

    def sees(self, *texts):
        """Each of these texts is on the page."""
        shown = " ".join(self.page.locator("body").inner_text().split())
        for text in texts:
            assert " ".join(text.split()) in shown, f"« {text} » n’est pas sur {self.page.url} :\n{shown[:3000]}"
        return self

    def look(self, *, forms=True, examine=True):
        """No console message, the landmarks, nothing that axe refuses.

        Without `forms`, axe leaves those out; without `examine`, every page.
        """
        page = self.page.evaluate(FACTS)
        assert not self.console, f"{self.page.url}: {self.console}"
        assert page["title"], self.page.url
        assert page["lang"] == "fr", f"{self.page.url}: {page['lang']}"
        assert (len(page["heads"]), page["mains"]) == (1, 1), f"{self.page.url}: {page}"
        known = (re.sub(r"\d+", "#", page["path"]), *page["heads"], self.drawn)
        examine = examine and known not in examined
        if examine and (forms or not self.page.locator("main form[data-unsaved]").count()):
            shell = (page["path"].split("/")[1], self.drawn)
            found = violations(self.page, without=[*CHROME, *ALIKE] if shell in examined else [])
            examined.update({known, shell})
            assert not found, f"{self.page.url}\n" + "\n".join(found)
        return self


def violations(page, without=()):
    """What axe refuses on this page, one line each; what matches `without` is left out."""
    page.evaluate(AXE)
    context = {"include": [["html"]], "exclude": [[selector] for selector in without]}
    report = page.evaluate("([context, rules]) => axe.run(context, rules)", [context, RULES])
    return [
        f"{v['id']} ({v['impact']}): {v['help']} — {node['target']} {node['html'][:160]}"
        for v in report["violations"]
        for node in v["nodes"]
    ]
