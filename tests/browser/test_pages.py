"""What axe cannot see: narrow screens, large text, imposed colours, no script, titles of error pages, focus."""

import datetime as dt

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

T0 = dt.date(2026, 11, 16)
PUBLIC = [
    "/", "/instances/", "/saisines/", "/engagements/", "/agenda/", "/rechercher/?q=eau", "/plan-du-site/",
    "/mentions-legales/", "/accessibilite/", "/contact/", "/compte/connexion/", "/donnees-personnelles/",
]  # fmt: skip
DESK = [
    "/gestion/", "/gestion/instances/", "/gestion/saisines/", "/gestion/engagements/", "/gestion/reunions/",
    "/gestion/personnes/", "/gestion/reglages/", "/gestion/recherche/?q=eau",
]  # fmt: skip


def overflow(page):
    """Pixels by which the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_every_page_passes_axe_and_stays_silent(stand_on, people):
    base = stand_on(T0)
    visitor, officer = people(base), people(base).enter("Maëlle Quintard")
    for path in PUBLIC:
        visitor.go(path)
    for path in DESK:
        officer.go(path)
    for path in ("/gestion/saisines/", "/gestion/instances/", "/gestion/engagements/"):
        with officer.go(path).page.expect_navigation():
            officer.page.locator("main table tbody a").first.click()
        officer.look()


def test_nothing_overflows_at_320_pixels_nor_at_200_per_cent(stand_on, people):
    base = stand_on(T0)
    narrow = people(base, viewport={"width": 320, "height": 700})
    for path in PUBLIC:
        assert overflow(narrow.go(path).page) <= 0, path
    officer = people(base, viewport={"width": 320, "height": 700}).enter("Maëlle Quintard")
    for path in DESK:
        assert overflow(officer.go(path).page) <= 0, path
    officer.page.set_viewport_size({"width": 1280, "height": 900})
    for path in DESK[:4]:
        page = officer.go(path).page
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert overflow(page) <= 0, path


def test_imposed_colours_and_night_keep_every_page_legible(stand_on, people):
    base = stand_on(T0)
    for options in ({"forced_colors": "active"}, {"color_scheme": "dark"}, {"contrast": "more"}):
        visitor = people(base, **options)
        for path in ("/", "/saisines/", "/engagements/"):
            visitor.go(path)


def test_the_site_is_read_and_one_signs_in_without_javascript(stand_on, people):
    base = stand_on(T0)
    plain = people(base, java_script_enabled=False)
    page = plain.page
    page.goto(base + "/saisines/")
    assert page.locator("main a").count() > 0
    page.goto(base + "/compte/connexion/")
    page.get_by_role("button", name="Maëlle Quintard").click()
    assert page.url.endswith("/gestion/")
    page.goto(base + "/gestion/saisines/?q=vélo")
    assert "Plan vélo" in page.locator("main").inner_text()


def test_error_pages_say_what_happened_in_their_title(stand_on, people):
    base = stand_on(T0)
    visitor = people(base)
    visitor.page.goto(base + "/nulle-part/")
    assert "n’existe pas" in visitor.page.title()
    member = people(base).enter("Mathilde Larrieu")
    member.page.goto(base + "/gestion/reglages/")
    assert member.page.locator("h1").count() == 1
    assert member.page.title().strip()


def test_reading_leaves_no_cookie_and_calls_nobody_else(stand_on, people):
    base = stand_on(T0)
    visitor, asked = people(base), []
    visitor.page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/instances/", "/saisines/", "/engagements/", "/agenda/"):
        visitor.go(path)
    assert visitor.context.cookies() == []
    assert {url.split("/")[2] for url in asked} == {base.split("/")[2]}


def test_the_keyboard_goes_everywhere_and_focus_is_seen(stand_on, people):
    base = stand_on(T0)
    page = people(base).enter("Maëlle Quintard").go("/gestion/").page
    page.keyboard.press("Tab")
    assert "contenu" in page.evaluate("document.activeElement.textContent").lower()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.keyboard.press("Control+k")
    page.keyboard.type("saisines")
    page.wait_for_selector("[role=option], dialog a")
    page.keyboard.press("Escape")
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.boxShadow })()"
        )
        assert outline != "nonenone"
