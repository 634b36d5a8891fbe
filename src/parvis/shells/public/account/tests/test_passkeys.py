"""Passkeys in a real browser, with Chromium's virtual authenticator: each belongs to the host where it was made."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from parvis.ground.accounts import factors
from parvis.ground.accounts.models import ConnectionLog
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory, RoleFactory

from .conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HERE, ELSEWHERE = "orzenne.localhost", "cerzelles.localhost"


@pytest.fixture
def agent(transactional_db):
    authority = AuthorityFactory(slug="orzenne", name="Val d’Orzenne", second_factor_for_agents=True)
    other = AuthorityFactory(slug="cerzelles", name="Cerzelles", second_factor_for_agents=True)
    user = UserFactory(email="maelle@exemple.invalid", name="Maëlle Quintard")
    user.set_password(PASSWORD)
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    for place in (authority, other):
        RoleFactory(authority=place, user=user, persona=Persona.OFFICER)
    return user


class Tab:
    """A tab with an authenticator in it; it remembers what the console said."""

    def __init__(self, page, port):
        self.page, self.port, self.console = page, port, []
        page.on("console", lambda message: self.console.append(message.text))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def open(self, path, host=HERE):
        self.page.goto(f"http://{host}:{self.port}{path}")

    def press(self, words):
        self.page.get_by_role("button", name=words, exact=True).click()

    def fill(self, label, value):
        self.page.get_by_label(label, exact=True).fill(value)

    @property
    def path(self):
        return self.page.evaluate("location.pathname")

    def sign_in(self, host=HERE):
        self.open("/compte/connexion/", host)
        self.fill("Adresse électronique", "maelle@exemple.invalid")
        self.fill("Mot de passe", PASSWORD)
        self.press("Se connecter")

    def add_key(self, *, alone):
        """Add a passkey to the account, from the page that the desk leads to."""
        self.page.get_by_role("link", name="Ajouter une clé d’accès").click()
        self.fill("Mot de passe", PASSWORD)
        self.press("Continuer")
        if alone:
            self.page.get_by_label("Se connecter avec cette seule clé").check()
        with self.page.expect_navigation():
            self.press("Ajouter la clé")

    def sign_out(self):
        self.open("/compte/deconnexion/")
        self.press("Se déconnecter")


@pytest.fixture
def tab(chromium, live_server):
    context = chromium.new_context(locale="fr-FR")
    yield Tab(context.new_page(), live_server.url.rpartition(":")[2])
    context.close()


@pytest.fixture
def keyed(tab, agent):
    """The agent made a passkey on one host, and left."""
    tab.sign_in()
    tab.add_key(alone=True)
    tab.sign_out()
    return tab


def test_a_passkey_is_made_on_one_host_and_opens_its_door(tab, agent):
    tab.sign_in()
    assert tab.path == "/compte/second-facteur/", "the desk waits for a second factor"
    tab.add_key(alone=True)
    assert tab.path == "/compte/second-facteur/codes/"
    tab.open("/gestion/")
    assert tab.path == "/gestion/"
    tab.sign_out()
    tab.open("/compte/connexion/")
    with tab.page.expect_navigation(url="**/gestion/"):
        tab.press("Utiliser une clé d’accès")
    assert ConnectionLog.objects.filter(event="signed_in").first().method == "clé d’accès"
    key = Authenticator.objects.get(user=agent, type="webauthn")
    assert factors.works_on(key, HERE)
    assert not factors.works_on(key, ELSEWHERE)
    assert tab.console == [], "nothing breaks the content security policy"


def test_a_passkey_of_one_host_opens_no_other(keyed, agent):
    keyed.open("/compte/connexion/", ELSEWHERE)
    keyed.press("Utiliser une clé d’accès")
    refusal = keyed.page.get_by_role("alert")
    refusal.wait_for()
    assert "n’a pas été reconnue" in refusal.inner_text()
    assert keyed.path == "/compte/connexion/"
    keyed.sign_in(ELSEWHERE)
    assert keyed.path == "/compte/second-facteur/", "it is no second factor there, and locks nobody out"


def test_what_one_host_signed_is_refused_by_another(keyed, agent):
    """The same answer of the authenticator, carried to another host by hand."""
    keyed.open("/compte/connexion/")
    carried = []
    keyed.page.route("**/compte/connexion/cle/", lambda route: take(route, carried))
    with keyed.page.expect_navigation():
        keyed.press("Utiliser une clé d’accès")
    thief = Client(HTTP_HOST=ELSEWHERE)
    thief.get("/compte/connexion/cle/", HTTP_ACCEPT="application/json")
    answer = thief.post("/compte/connexion/cle/", {"credential": carried[0]})
    assert answer["Location"] == "/compte/connexion/"
    assert thief.get("/compte/").status_code == 302


def take(route, carried):
    """Keep the credential that the form posts instead of letting it through."""
    if route.request.method == "POST":
        carried.append(route.request.post_data_json["credential"])
        route.fulfill(status=200, content_type="text/html", body="<title>pris</title>")
    else:
        route.continue_()


def test_a_key_that_is_a_second_factor_only_comes_after_the_password(tab, agent):
    tab.sign_in()
    tab.add_key(alone=False)
    tab.sign_out()
    tab.sign_in()
    assert tab.path == "/compte/second-facteur/verification/"
    with tab.page.expect_navigation(url="**/gestion/"):
        tab.press("Utiliser une clé d’accès")
    assert ConnectionLog.objects.filter(event="signed_in").first().method == "mot de passe, clé d’accès"
    assert tab.console == []


def test_a_key_is_renamed_and_removed(keyed, agent):
    keyed.open("/compte/connexion/")
    with keyed.page.expect_navigation(url="**/gestion/"):
        keyed.press("Utiliser une clé d’accès")
    keyed.open("/compte/second-facteur/cles/")
    keyed.page.get_by_role("link", name="Renommer Clé d’accès").click()
    if keyed.path == "/compte/confirmation/":
        keyed.fill("Mot de passe", PASSWORD)
        keyed.press("Continuer")
    keyed.fill("Nom de la clé", "Téléphone")
    keyed.press("Enregistrer")
    assert Authenticator.objects.get(user=agent, type="webauthn").wrap().name == "Téléphone"
    keyed.page.get_by_role("link", name="Retirer Téléphone").click()
    keyed.press("Retirer la clé")
    keyed.page.wait_for_load_state()
    assert not Authenticator.objects.filter(user=agent, type="webauthn").exists()
    assert keyed.console == []
