"""Somebody who has no mouse: Tab, Enter, Space, arrows and letters, and nothing else."""

import datetime as dt
import re

FOCUS = """() => {
    const here = document.activeElement
    if (!here || here === document.body) return null
    const box = here.getBoundingClientRect(), around = []
    for (let frame = here.parentElement; frame && around.length < 3; frame = frame.parentElement) around.push(frame)
    const drawn = [getComputedStyle(here), getComputedStyle(here, "::after")]
    return {
        seen: here.tabIndex < 0 || !here.matches(":focus")
            || drawn.some((style) => style.outlineStyle !== "none" || style.boxShadow !== "none")
            || around.some((frame) => getComputedStyle(frame).outlineStyle !== "none"),
        shown: box.width > 0 && box.height > 0,
        text: here.textContent.trim().slice(0, 80),
    }
}"""
# A date keeps the focus for the button of its calendar without matching « :focus » itself.
HERE = ":is(:focus, input:focus-within)"
MOST = 250  # stops before one gives up


class Keys:
    """The keyboard of a visitor."""

    def __init__(self, visitor):
        self.visitor, self.page = visitor, visitor.page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def reach(self, name, *, opening=""):
        """Press Tab until the focus is on what bears this name; menus that bear `opening` are opened on the way."""
        met = []
        for _ in range(MOST):
            self.press("Tab")
            here = self.name()
            met.append(here)
            if name in here:
                return self
            if opening and opening in here:
                self.press("Enter")
        raise AssertionError(f"« {name} » is out of reach on {self.page.url}: {list(dict.fromkeys(met))}")

    def name(self):
        """The role and name of what has the focus, which must be seen."""
        facts = self.page.evaluate(FOCUS)
        if facts is None:
            return ""
        told = self.page.locator(HERE).aria_snapshot().partition("\n")[0]
        here = " ".join((told if '"' in told else facts["text"]).split())
        assert facts["shown"], f"{self.page.url}: the focus is on something without a size, {here}"
        assert facts["seen"], f"{self.page.url}: the focus is not seen on {here}"
        return here

    def enter(self, name=""):
        """Press Enter, on what bears this name if one is given, and look at the page it leads to."""
        if name:
            self.reach(name)
        with self.page.expect_navigation():
            self.press("Enter")
        self.visitor.look()
        return self

    def skip(self):
        """Pass the header by its first link, unless the address leads past it already."""
        if self.page.url.endswith("#contenu"):
            return self
        self.press("Tab")
        assert "Aller au contenu" in self.name(), self.page.url
        return self.press("Enter")

    def verb(self, name):
        """Do something from a record: the button, or the entry of the menu of actions."""
        self.skip().reach(name, opening="ctions")
        return self.enter()

    def find(self, words, name):
        """Ctrl K, some words, and the proposal that bears this name."""
        self.press("Control+k")
        self.page.keyboard.type(words)
        wanted = self.page.get_by_role("option", name=re.compile(re.escape(name)))
        wanted.first.wait_for()
        while name not in self.page.locator("#palette-list [aria-selected=true]").inner_text():
            self.press("ArrowDown")
        return self.enter()

    def write(self, name, text):
        """Type in a field, in place of what it holds."""
        self.reach(name).press("Control+a")
        self.page.keyboard.type(text)
        return self

    def day(self, name, iso):
        return self.reach(name).type_moment(iso)

    def type_moment(self, iso):
        """Type a date, and an hour if there is one, part by part in the order of this browser's language."""
        moment = dt.datetime.fromisoformat(iso)
        for date, hour in (("%d%m%Y", "%H%M"), ("%m%d%Y", "%I%M%p")):
            self.press(*["ArrowLeft"] * 6).page.keyboard.type(moment.strftime(date))
            if "T" in iso:
                # A year may have six digits: the hour is reached by an arrow.
                self.press("ArrowRight").page.keyboard.type(moment.strftime(hour))
            if self.page.evaluate("document.activeElement.value") == iso:
                return self
        raise AssertionError(f"{self.name()} does not take {iso}")

    def pick(self, name, option):
        """Go down a list to this choice."""
        self.reach(name).press("Home")
        shown = "(e => e.selectedOptions[0].label)(document.activeElement)"
        for _ in range(MOST):
            if option in self.page.evaluate(shown):
                return self
            self.press("ArrowDown")
        raise AssertionError(f"« {option} » is not among the choices of {name}")

    def tick(self, name):
        self.reach(name)
        return self.press("Space")
