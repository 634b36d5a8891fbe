"""What the walk of every page does not ask: imposed colours and night, no script, no cookie, the keyboard."""

import pytest

from .worlds import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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


def test_reading_and_writing_to_the_team_leave_no_cookie_and_call_nobody_else(stand_on, people):
    base = stand_on(T0)
    visitor, asked = people(base), []
    visitor.page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/instances/", "/saisines/", "/engagements/", "/agenda/"):
        visitor.go(path)
    visitor.do("/contact/", name="Zélie Fontarel", email="zelie@exemple.invalid", message="Où se lit l’avis ?")
    visitor.sees("Votre message est transmis")
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
