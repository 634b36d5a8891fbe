"""What the small script adds to pages that work without it, seen in a real browser; no server, no database."""

from types import SimpleNamespace

import pytest
from django.contrib.staticfiles import finders
from django.http import QueryDict
from django.template import engines

pytestmark = pytest.mark.browser

HOST = "http://orzenne.test"
TYPES = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml", "woff2": "font/woff2"}


def desk(content):
    """A page of the desk around `content`."""
    source = '{% extends "desk/base.html" %}{% block title %}Essai{% endblock %}{% block content %}' + content
    request = SimpleNamespace(
        authority=SimpleNamespace(name="Val d’Orzenne", short_name="Val d’Orzenne", accessibility_state="partielle"),
        user=SimpleNamespace(pk=7, is_authenticated=True),
        path="/gestion/saisines/12/",
        GET=QueryDict(),
    )
    context = {"request": request, "session_seconds": 3600, "csrf_token": "jeton", "nav": []}
    return engines["django"].from_string(source + "{% endblock %}").render(context)


@pytest.fixture
def visit(chromium):
    """Open a page made of the given parts: its content at the address « / », others by their address."""
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(10_000)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def open_page(content, **others):
        answers = {"/": desk(content), **{f"/{name}": html for name, html in others.items()}}
        page.route("**/*", lambda route: answer(route, answers))
        page.goto(f"{HOST}/")
        page.wait_for_selector("html.js")
        return page

    yield open_page
    context.close()
    assert faults == []


def answer(route, answers):
    path = route.request.url.removeprefix(HOST).split("?")[0]
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        return route.fulfill(path=found, content_type=TYPES[path.rsplit(".")[-1]])
    if path in answers:
        return route.fulfill(body=answers[path], content_type="text/html; charset=utf-8")
    return route.fulfill(status=404, body="")


RECORD = """<h1>Plan vélo</h1><details class="menu"><summary>Autres actions</summary>
<ul><li><a href="/audition" data-verb>Inviter à une audition</a></li></ul></details>"""


def test_ctrl_k_does_a_verb_of_the_page(visit):
    page = visit(RECORD, audition=desk("<h1>Inviter à une audition</h1>"))
    page.keyboard.press("Control+k")
    page.keyboard.type("ÀUDÍ")
    page.get_by_role("option", name="Inviter à une audition").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{HOST}/audition")
    assert page.locator("h1").inner_text() == "Inviter à une audition"


def test_ctrl_k_goes_where_the_search_leads(visit):
    found = '<ol class="results"><li><p class="kicker">Saisine</p><h2><a href="/velo">Plan vélo</a></h2></li></ol>'
    page = visit(RECORD, **{"gestion/recherche/": found, "velo": desk("<h1>Plan vélo trouvé</h1>")})
    page.keyboard.press("Control+k")
    page.keyboard.type("vélo")
    page.get_by_role("option", name="Plan vélo").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{HOST}/velo")
    assert page.locator("h1").inner_text() == "Plan vélo trouvé"


def test_escape_closes_a_menu_and_gives_the_focus_back(visit):
    page = visit(RECORD)
    page.get_by_text("Autres actions").click()
    page.keyboard.press("Escape")
    assert page.locator("main details[open]").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "Autres actions"


def test_the_question_mark_lists_the_shortcuts_but_not_while_one_types(visit):
    page = visit(RECORD + '<label for="mot">Mot</label><input id="mot">')
    page.fill("#mot", "")
    page.locator("#mot").press("?")
    assert not page.locator("#raccourcis").is_visible()
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("#raccourcis").is_visible()


ROWS = "".join(
    f'<tr><td class="row-choice"><input type="checkbox" name="selection" value="{n}" aria-label="Choisir {n}"></td>'
    f'<td class="row-title"><a href="/{n}">Saisine {n}</a></td></tr>'
    for n in range(5)
)
LIST = f"""<h1>5 saisines</h1><form method="post" data-bulk><p data-bulk-count>Cochez des lignes.</p>
<button>Relancer</button><table class="list"><thead><tr><th class="row-choice">Choisir</th><th>Titre</th></tr></thead>
<tbody>{ROWS}</tbody></table></form>"""


def test_shift_click_chooses_the_rows_between(visit):
    page = visit(LIST)
    page.get_by_label("Choisir 1").click()
    page.get_by_label("Choisir 3").click(modifiers=["Shift"])
    assert page.locator("td input:checked").count() == 3
    assert page.locator("[data-bulk-count]").inner_text() == "3 lignes cochées"


def test_one_box_chooses_the_whole_page(visit):
    page = visit(LIST)
    page.get_by_label("Tout cocher sur cette page").check()
    assert page.locator("td input:checked").count() == 5


def test_nothing_chosen_is_said_and_nothing_is_sent(visit):
    page = visit(LIST)
    page.get_by_role("button", name="Relancer").click()
    page.get_by_text("Cochez au moins une ligne.").first.wait_for()
    assert page.url == f"{HOST}/"


def test_j_and_k_walk_the_rows(visit):
    page = visit(LIST)
    for key in "jjk":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.textContent") == "Saisine 0"


FORM = """<h1>Écrire</h1><form method="post" action="/suite" data-unsaved data-draft-form="avis">
<label for="t">Texte</label><textarea id="t" name="t" maxlength="20" data-counter></textarea>
<label for="f">Pièce</label><input type="file" id="f" name="f" data-max-size="1000000">
<button>Enregistrer</button></form>"""


def test_typed_words_survive_a_closed_page(visit):
    page = visit(FORM)
    page.on("dialog", lambda dialog: dialog.accept())
    page.fill("#t", "Relier d’abord")
    page.wait_for_function("Object.keys(sessionStorage).some((k) => k.startsWith('parvis:draft:'))")
    page.reload()
    page.get_by_role("button", name="Le reprendre").click()
    assert page.input_value("#t") == "Relier d’abord"


def test_words_that_were_saved_are_not_offered_again(visit):
    page = visit(FORM, suite=desk("<h1>Merci</h1>"))
    page.fill("#t", "Relier d’abord")
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url(f"{HOST}/suite")
    page.wait_for_selector("html.js")
    kept = page.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('parvis:'))")
    assert kept == []


def test_words_sent_to_a_closed_session_are_kept(visit):
    page = visit(FORM, suite=desk("<h1>Se connecter</h1><div data-entrance></div>"))
    page.fill("#t", "Relier d’abord")
    page.get_by_role("button", name="Enregistrer").click()
    page.wait_for_url(f"{HOST}/suite")
    page.goto(f"{HOST}/")
    page.get_by_role("button", name="Le reprendre").click()
    assert page.input_value("#t") == "Relier d’abord"


def test_leaving_unsaved_words_asks_first(visit):
    page = visit(FORM)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("#t").press_sequentially("Relier")
    page.reload()
    assert asked == ["beforeunload"]


def test_the_characters_left_are_counted_near_the_end(visit):
    page = visit(FORM)
    page.fill("#t", "Dix-neuf caractères")
    assert page.locator(".counter").inner_text() == "Il reste 1 caractère."


def test_a_heavy_file_is_refused_in_words_before_it_is_sent(visit, tmp_path):
    heavy = tmp_path / "lettre.pdf"
    heavy.write_bytes(b"0" * 1_500_000)
    page = visit(FORM)
    page.set_input_files("#f", heavy)
    said = page.get_by_role("alert").filter(has_text="lettre.pdf").inner_text()
    assert said.replace("\u00a0", " ").startswith("« lettre.pdf » pèse 1,5 Mo ; la limite est de 1 Mo.")
    assert page.input_value("#f") == ""


SWAP = """<div id="liste" data-announce="5 saisines"><h1>Saisines</h1><form hx-get="/filtre" hx-target="#liste"
hx-select="#liste" hx-swap="outerHTML" hx-trigger="submit"><label for="q">Mots</label><input id="q" name="q">
<button id="go">Filtrer</button></form></div>"""


def test_the_focus_stays_after_a_partial_update_and_the_change_is_said(visit):
    page = visit(SWAP, filtre=SWAP.replace("5 saisines", "2 saisines"))
    page.wait_for_function("window.htmx")
    page.fill("#q", "vélo")
    page.locator("#q").press("Enter")
    page.wait_for_function("document.getElementById('annonces').textContent === '2 saisines'")
    assert page.evaluate("document.activeElement.id") == "q"


def test_the_focus_goes_to_what_asks_for_it(visit):
    refused = SWAP.replace("<h1>", '<p class="message" tabindex="-1" data-focus id="refus">Refusé</p><h1>')
    page = visit(SWAP, filtre=refused)
    page.wait_for_function("window.htmx")
    page.locator("#q").press("Enter")
    page.wait_for_selector("#refus")
    page.wait_for_function("document.activeElement.id === 'refus'")
    assert page.locator("#refus").inner_text() == "Refusé"


def test_a_session_about_to_close_says_so_and_is_prolonged(visit):
    page = visit(RECORD, **{"compte/session/": '{"seconds": 3600}'})
    page.evaluate("document.getElementById('fin-de-session').showModal()")
    page.get_by_role("button", name="Rester connecté").click()
    page.wait_for_function("document.getElementById('annonces').textContent === 'Votre session est prolongée.'")
    assert not page.locator("#fin-de-session").is_visible()


def test_no_page_is_wider_than_a_small_screen_with_text_twice_as_large(visit):
    page = visit(LIST + FORM)
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
