"""What somebody reads when something fails: a title that says it, in French, between landmarks, with a way out."""

import pytest
from django.test import Client

from parvis.shells.public import views

from .screens import cut
from .worlds import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANYBODY, MEMBER, OFFICER = "", "Mathilde Larrieu", "Maëlle Quintard"
FORGOTTEN = "/compte/mot-de-passe/oubli/"


@pytest.fixture
def base(stand_on):
    return stand_on(T0)


@pytest.fixture
def somebody(base, people):
    return lambda name: people(base).enter(name) if name else people(base)


def is_told(visitor, title):
    """The page says this in its title and its heading, under the name of the site, and leads somewhere."""
    page = visitor.page
    assert page.title().startswith(f"{title} – ")
    assert page.get_by_role("heading", level=1).inner_text() == title
    assert page.locator("main a[href]").first.is_visible()
    assert cut(page) == []


@pytest.mark.parametrize(
    ("who", "path", "status", "title"),
    [
        (ANYBODY, "/nulle-part/", 404, "Cette page n’existe pas"),
        (OFFICER, "/gestion/nulle-part/", 404, "Cette page n’existe pas"),
        (MEMBER, "/espace-membre/saisines/999999/", 404, "Cette page n’existe pas"),
        (MEMBER, "/gestion/reglages/", 403, "Cette page ne vous est pas ouverte"),
    ],
)
def test_a_page_that_is_missing_or_closed_says_so(somebody, who, path, status, title):
    is_told(somebody(who).go(path, status), title)


def test_a_fault_of_ours_says_so_without_the_name_of_anybody(somebody, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(views, "render", fail)
    visitor = somebody(ANYBODY).go("/contact/", 500)
    is_told(visitor, "Une panne de notre côté")
    assert "a fault of ours" not in visitor.page.content()


def test_too_many_demands_are_told_to_wait(somebody, base):
    door, asked = Client(HTTP_HOST=base.removeprefix("http://")), {"email": "personne@exemple.invalid"}
    for _ in range(3):
        assert door.post(FORGOTTEN, asked).status_code != 429
    visitor = somebody(ANYBODY).go(FORGOTTEN)
    visitor.page.locator("main [name=email]").fill(asked["email"])
    with visitor.page.expect_response(lambda answer: answer.status == 429):
        visitor.page.locator("main form button").first.click()
    is_told(visitor.look(), "Trop de demandes")


def test_a_form_that_expired_is_told_to_be_loaded_again(somebody):
    visitor = somebody(ANYBODY).go("/compte/connexion/")
    visitor.context.clear_cookies()
    visitor.page.locator("main [name=login]").fill("personne@exemple.invalid")
    visitor.page.locator("main [name=password]").fill("rien")
    with visitor.page.expect_response(lambda answer: answer.status == 403):
        visitor.page.locator("main form:has([name=password]) button").first.click()
    is_told(visitor.look(), "Le formulaire a expiré")


@pytest.mark.parametrize(
    ("who", "path", "first"),
    [(ANYBODY, "/contact/", "Erreur : "), (OFFICER, "/gestion/personnes/nouvelle/", "À revoir : ")],
)
def test_a_refused_form_says_so_first(somebody, who, path, first):
    visitor = somebody(who).go(path)
    with visitor.page.expect_response(lambda answer: answer.status == 422):
        visitor.page.locator("main form button:not([formaction]):not([type=button])").last.click()
    visitor.look().sees("à corriger")
    assert visitor.page.title().startswith(first)
    assert visitor.page.evaluate("document.activeElement.id") == "erreurs"
