"""The same visitor without a mouse: addresses are reached by links, fields by Tab, choices by arrows.

What a pointer plays, a typist plays: the journeys that take both say nothing of it.
"""

from .keyboard import FOCUS, MOST, Keys
from .visitor import Visitor

NO_MOUSE = "addEventListener('pointerdown', () => console.error('a mouse was used'), true)"
# Where the focus is, and whether that is what one looks for, or what hides it.
STOP = f"""(target) => {{
    const told = ({FOCUS})(), here = document.activeElement
    const shut = here.localName === "summary" && !here.parentElement.open
    return {{ told, reached: here === target, hides: shut && here.parentElement.contains(target) }}
}}"""
# The link of this page that goes furthest towards an address, at it or above it, and never back.
NEARER = """(path) => {
    const from = path.startsWith(location.pathname) ? location.pathname.length : 1
    const links = [...document.querySelectorAll("a[href]")].filter((link) =>
        link.host === location.host && !link.search && !link.hash && path.startsWith(link.pathname)
        && link.pathname.endsWith("/") && link.pathname.length > from)
    return links.sort((a, b) => b.pathname.length - a.pathname.length)[0] ?? null
}"""
MOST_LINKS = 6  # on the way to an address


class Typist(Visitor):
    """Somebody at a keyboard: Tab, Enter, Space, arrows and letters. Only the first address of a visit is typed."""

    def __init__(self, context, base, look=""):
        super().__init__(context, base, look)
        self.page.add_init_script(NO_MOUSE)
        # Whoever listens is given the choice of a file; the browser must know it before the key is pressed.
        self.page.on("filechooser", lambda asked: None)
        self.keys = Keys(self)

    def go(self, path, status=200, **how):
        """Follow links down to an address."""
        if self.page.url == "about:blank":
            return super().go(path, status, **how)
        for _ in range(MOST_LINKS):
            if self.page.evaluate("location.pathname") == path:
                return self
            link = self.page.evaluate_handle(NEARER, path).as_element()
            assert link, f"nothing leads from {self.page.url} to {path}"
            self._follow(link)
        raise AssertionError(f"{path} is too far")

    def reach(self, target):
        """Press Tab until the focus is on this element; the menus that hide it are opened on the way."""
        handle = target if hasattr(target, "as_element") else target.element_handle()
        for _ in range(MOST):
            stop = self.page.evaluate(STOP, handle)
            if stop["told"]:
                assert stop["told"]["shown"], f"{self.page.url}: the focus is on something without a size"
                assert stop["told"]["seen"], f"{self.page.url}: the focus is not seen on {stop['told']['text']}"
            if stop["reached"]:
                return self
            self.page.keyboard.press("Enter" if stop["hides"] else "Tab")
        raise AssertionError(f"{handle} is out of reach on {self.page.url}")

    def push(self, button):
        self.reach(button)
        self.page.keyboard.press("Enter")

    def tick(self, box, wanted=True):
        if box.is_checked() != wanted:
            self.reach(box)
            self.page.keyboard.press("Space")

    def _follow(self, target):
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self.look()

    def _write(self, field, text):
        self.reach(field)
        if field.evaluate("e => ['date', 'datetime-local'].includes(e.type)"):
            self.keys.type_moment(text)
        else:
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)

    def _choose(self, field, value):
        self.reach(field)
        self.page.keyboard.press("Home")
        self._go_down_to(value)

    def _keep(self, buttons, value):
        """Tab stops once on radio buttons: at the one that is kept, else at the first."""
        kept = buttons.and_(self.page.locator(":checked"))
        self.reach(kept if kept.count() else buttons.first)
        self._go_down_to(value)
        self.page.keyboard.press("Space")

    def _go_down_to(self, value):
        for _ in range(MOST):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"« {value} » is not among the choices of {self.page.url}")

    def _attach(self, field, file):
        self.reach(field)
        with self.page.expect_file_chooser() as asked:
            self.page.keyboard.press("Enter")
        asked.value.set_files(file)
