"""The way to an identity service and back, in a browser: the content security policy lets it through, both ways."""

import pytest

from parvis.ground.accounts.sealing import seal
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory, RoleFactory

from .identity_server import CLIENT_ID, CLIENT_SECRET, IdentityServer
from .test_identity import AGENT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def service(settings):
    settings.IDENTITY_HOSTS = ["127.0.0.1"]
    with IdentityServer() as server:
        server.person = AGENT
        yield server


@pytest.fixture
def agent(service):
    keys = {"on": True, "server_url": service.url, "client_id": CLIENT_ID, "secret": seal(CLIENT_SECRET)}
    authority = AuthorityFactory(slug="orzenne", siren="213300635", proconnect=keys)
    return RoleFactory(authority=authority, user=UserFactory(email=AGENT["email"]), persona=Persona.OFFICER).user


def test_an_agent_enters_by_proconnect_and_leaves_both(chromium, live_server, service, agent):
    page = chromium.new_page(locale="fr-FR")
    console = []
    page.on("console", lambda message: console.append(message.text))
    port = live_server.url.rpartition(":")[2]
    page.goto(f"http://orzenne.localhost:{port}/gestion/")
    page.get_by_role("link", name="S’identifier avec ProConnect").click()
    page.wait_for_url("**/gestion/")
    page.goto(f"http://orzenne.localhost:{port}/compte/")
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(f"{service.url}/session/end?**")
    assert page.title() == "Session fermée"
    page.goto(f"http://orzenne.localhost:{port}/gestion/")
    assert "/compte/connexion/" in page.url
    assert console == []
    page.close()
