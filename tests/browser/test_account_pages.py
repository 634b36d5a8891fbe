"""The pages of the account, of the outbox and of connections: axe, console, 320 pixels, text at 200 %."""

import datetime as dt

import pytest
from django.apps import apps

from parvis.ground.accounts.models import User
from parvis.ground.accounts.sealing import seal
from parvis.ground.authorities.models import Authority
from parvis.ground.authorities.tests.factories import RoleFactory
from parvis.ground.mailing import lifecycle
from parvis.ground.mailing.tests.factories import MessageFactory

from .screens import cut
from .worlds import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFICER = "Maëlle Quintard"
ENTRANCE = [
    "/compte/connexion/", "/compte/connexion/code/", "/compte/creation/", "/compte/mot-de-passe/oubli/",
    "/compte/identite/annulation/",
]  # fmt: skip
ACCOUNT = [
    "/compte/", "/compte/nom/", "/compte/messages/", "/compte/adresse/", "/compte/mot-de-passe/choix/",
    "/compte/second-facteur/", "/compte/second-facteur/application/", "/compte/second-facteur/cles/",
    "/compte/second-facteur/cles/ajout/", "/compte/identites/", "/compte/sessions/",
]  # fmt: skip
OUTBOX = [
    "/gestion/reglages/envois/",
    "/gestion/reglages/envois/modeles/",
    "/gestion/reglages/envois/courriers/nouveau/",
]
ADMIN = [f"/gestion/reglages/{name}/" for name in ("proconnect", "franceconnect", "connexions")]


@pytest.fixture
def base(stand_on):
    """The demonstration, with identity services, and messages in several states."""
    address = stand_on(T0)
    authority = Authority.objects.get(slug="orzenne")
    keys = {"on": True, "server_url": "https://auth.proconnect.gouv.fr", "client_id": "abc", "secret": seal("secret")}
    authority.proconnect, authority.franceconnect = keys, keys
    authority.save()
    officer = User.objects.get(name=OFFICER)
    RoleFactory(authority=authority, user=officer, persona="admin", starts_on=dt.date(2020, 1, 1))
    post = {"channel": "post", "status": "to_print", "postal": "1 rue du Lavoir\n47000 Virazelle"}
    MessageFactory(authority=authority, **post)
    lifecycle.make_batch(authority, by=officer)
    MessageFactory(authority=authority, **post)
    MessageFactory(authority=authority, status="bounced", error="Retour : 5.1.1 adresse inconnue")
    return address


def records(authority):
    """A message that came back with its verbs, and a batch of letters."""
    message = authority_rows("mailing.Message", authority).filter(status="bounced").first().get_desk_url()
    batch = authority_rows("mailing.PostBatch", authority).first().get_desk_url()
    return [message, *(f"{message}{verb}/" for verb in ("renvoi", "courrier", "annulation")), batch, f"{batch}depot/"]


def authority_rows(label, authority):
    return apps.get_model(label).objects.filter(authority=authority)


def test_every_page_passes_axe_stays_silent_and_fits(base, people):
    authority = Authority.objects.get(slug="orzenne")
    visitor, officer = people(base), people(base).enter(OFFICER)
    for person, paths in ((visitor, ENTRANCE), (officer, [*ACCOUNT, *OUTBOX, *ADMIN, *records(authority)])):
        for path in paths:
            assert not cut(person.go(path).page), path
    visitor.go("/compte/connexion/code/").fill("Adresse électronique", "personne@exemple.invalid")
    visitor.press("Recevoir le code").sees("Si un compte existe pour personne@exemple.invalid")
    visitor.fill("Code reçu par courriel", "FAUX")
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("main").get_by_role("button", name="Se connecter").click()
    visitor.look().sees("Ce code n’est pas le bon.")
    assert visitor.page.title().startswith("Erreur : ")
    assert visitor.page.evaluate("document.activeElement.id") == "erreurs"
