"""Where the focus is, and what is said, after a page changed in part or came back: nobody is left at the top."""

import pytest
from django.urls import reverse

from parvis.commons.finance.models import Budget
from parvis.commons.writing import lifecycle
from parvis.deliberation.bodies.models import Body
from parvis.ground.accounts.models import User

from .keyboard import Keys
from .worlds import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFICER = "Maëlle Quintard"


@pytest.fixture
def officer(stand_on, people):
    return people(stand_on(T0)).enter(OFFICER)


def hears(visitor, words):
    """The live region of the page says this."""
    visitor.page.locator("#annonces", has_text=words).wait_for(state="attached")


def test_a_list_that_comes_back_keeps_the_focus_and_says_its_result(officer):
    keys = Keys(officer.go("/gestion/personnes/"))
    keys.skip().enter('link "Nom')
    hears(officer, "par Nom, ordre décroissant")
    assert 'link "Nom' in keys.name()
    keys.enter("Page suivante")
    hears(officer, "Page 2 sur")
    assert 'region "Personnes' in keys.name()
    officer.go("/gestion/saisines/")
    keys.skip().pick('combobox "État', "close")
    assert "status" not in officer.page.url, "arrows only walk through the choices"
    keys.enter()
    hears(officer, "1 saisine")
    assert 'combobox "État' in keys.name()
    keys.reach('searchbox "Rechercher"').page.keyboard.type("collèges")
    keys.enter()
    assert 'searchbox "Rechercher"' in keys.name()
    keys.reach("Choisir les colonnes").press("Enter")
    keys.reach('checkbox "Nature').press("Space").enter('button "Afficher')
    hears(officer, "1 saisine")
    officer.sees("Nature")


def test_lines_are_ticked_and_acted_upon_from_the_keyboard(officer):
    keys = Keys(officer.go("/gestion/engagements/"))
    keys.skip().reach("Tout cocher").press("Space")
    note = officer.page.locator("[data-bulk-count]")
    assert "lignes cochées" in note.inner_text()
    assert note.get_attribute("role") == "status"
    keys.press("Space")
    assert note.inner_text() == "Aucune ligne cochée"


def test_escape_uncovers_the_end_of_a_row_that_one_points_at(officer):
    budget = Budget.objects.filter(authority__slug="orzenne", status="voted").first()
    page = officer.go(budget.get_desk_url()).page
    row = page.locator("tbody tr:has(.row-actions)").first
    shown = row.locator(".row-actions")
    for key, opacity in (("Shift", "1"), ("Escape", "0")):
        row.hover()
        page.keyboard.press(key)
        assert shown.evaluate("actions => getComputedStyle(actions).opacity") == opacity


def test_ctrl_k_opens_on_its_field_and_gives_the_focus_back(officer):
    keys = Keys(officer.go("/gestion/"))
    keys.skip().reach('link "S-2025-03')
    keys.press("Control+k")
    assert 'combobox "Où aller' in keys.name()
    officer.page.keyboard.type("zzzz")
    hears(officer, "Aucune proposition")
    keys.press("Escape")
    assert 'link "S-2025-03' in keys.name()


def test_a_refused_form_gives_the_focus_to_its_summary_whose_links_lead_to_the_fields(officer):
    keys = Keys(officer.go("/gestion/saisines/nouvelle/"))
    keys.skip().enter('button "Enregistrer')
    assert officer.page.title().startswith("Erreur")
    assert officer.page.evaluate("document.activeElement.id") == "erreurs"
    keys.reach('link "Objet').press("Enter")
    assert officer.page.evaluate("document.activeElement.name") == "title"


def test_a_conflict_between_two_writers_is_said_at_once_and_loses_no_word(officer):
    writer = User.objects.get(name=OFFICER)
    text = lifecycle.create_text(
        Body.objects.get(slug="c2d"), kind="opinion", title="Avis sur les haies", by=writer, html="<p>Des haies.</p>"
    )
    keys = Keys(officer.go(reverse("desk:writing:write", args=[text.pk])))
    keys.skip().write('textbox "Texte', "Mes haies.")
    lifecycle.save_version(text, html="<p>Leurs haies.</p>", base=1, by=writer)
    keys.enter('button "Enregistrer la version')
    assert "Rien n’est perdu" in keys.name()
    officer.sees("Rien n’est perdu.", "Mes haies.", "Leurs haies.")


def test_a_session_about_to_end_says_so_keeps_what_is_typed_and_goes_on(officer):
    page = officer.page
    page.clock.install()
    keys = Keys(officer.go("/gestion/saisines/nouvelle/"))
    keys.skip().write('textbox "Objet', "La qualité de l’air")
    seconds = int(page.locator("body").get_attribute("data-session"))
    page.clock.fast_forward((seconds - 110) * 1000)
    officer.sees("Votre session va se fermer")
    assert 'button "Rester connecté' in keys.name()
    assert "qualité de l’air" in page.evaluate("JSON.stringify(sessionStorage)")
    with page.expect_response("**/compte/session/"):
        keys.press("Enter")
    page.clock.run_for(200)
    hears(officer, "Votre session est prolongée.")
    assert 'textbox "Objet' in keys.name()
