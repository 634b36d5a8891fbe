"""Entering by ProConnect and FranceConnect, against a real service on the loopback; each check fails and passes."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount

from parvis.ground.accounts import oidc
from parvis.ground.accounts.models import ConnectionLog, User
from parvis.ground.accounts.sealing import seal
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory, RoleFactory
from parvis.ground.mailing.models import Message

from .conftest import code_sent, sign_in
from .identity_server import CLIENT_ID, CLIENT_SECRET, IdentityServer

AGENT = {
    "sub": "5c0f", "given_name": "Maëlle", "usual_name": "Quintard", "email": "maelle@orzenne.example",
    "siret": "21330063500017", "idp_id": "fia-1", "uid": "mquintard",
}  # fmt: skip
RESIDENT = {"sub": "9d3e" * 16, "given_name": "Émile", "family_name": "Dorval", "email": "emile@exemple.invalid"}


@pytest.fixture(scope="session")
def running_service():
    with IdentityServer() as service:
        yield service


@pytest.fixture
def service(running_service, authority, settings):
    """A service that the authority uses under both names."""
    running_service.reset()
    settings.IDENTITY_HOSTS = ["127.0.0.1"]
    keys = {"on": True, "server_url": running_service.url, "client_id": CLIENT_ID, "secret": seal(CLIENT_SECRET)}
    authority.siren = "213300635"
    authority.proconnect, authority.franceconnect = keys, {**keys, "acr": "eidas1"}
    authority.save()
    return running_service


def enter(client, service, person, code="proconnect", query=""):
    """Press the button, agree on the service's page, come back."""
    service.person = person
    back = service.authorise(client.get(f"/compte/identite/{code}/{query}")["Location"])
    return client.get(urlsplit(back).path, dict(parse_qsl(urlsplit(back).query)))


def is_in(client):
    return client.get("/compte/").status_code == 200


def refusal(response, client):
    assert response.status_code == 401
    assert not is_in(client)
    return response.context["sentence"]


# --- Off by default ---


@pytest.mark.parametrize("code", ["proconnect", "franceconnect", "ailleurs"])
def test_identity_services_are_off_until_an_authority_has_keys(site, code):
    assert "S’identifier avec" not in site.get("/compte/connexion/").content.decode()
    assert site.get(f"/compte/identite/{code}/").status_code == 404
    assert site.get(f"/compte/identite/{code}/retour/").status_code == 404


def test_the_keys_of_one_authority_open_nothing_elsewhere(site, service):
    AuthorityFactory(slug="cerzelles")
    assert "S’identifier avec ProConnect" in site.get("/compte/connexion/").content.decode()
    elsewhere = {"host": "cerzelles.localhost"}
    assert "S’identifier avec" not in site.get("/compte/connexion/", headers=elsewhere).content.decode()
    assert site.get("/compte/identite/proconnect/", headers=elsewhere).status_code == 404


def test_the_official_button_shows_once_it_is_in_place(site, service, settings, tmp_path):
    settings.IDENTITY_BUTTONS = tmp_path
    assert site.get("/compte/identite/proconnect/bouton/").status_code == 404
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    (tmp_path / "proconnect.svg").write_text(drawing)
    shown = site.get("/compte/connexion/").content.decode()
    assert '<img src="/compte/identite/proconnect/bouton/" alt="S’identifier avec ProConnect">' in shown
    assert "S’identifier avec FranceConnect</a>" in shown
    file = site.get("/compte/identite/proconnect/bouton/")
    assert (file["Content-Type"], b"".join(file.streaming_content).decode()) == ("image/svg+xml", drawing)
    AuthorityFactory(slug="cerzelles")
    elsewhere = {"host": "cerzelles.localhost"}
    assert site.get("/compte/identite/proconnect/bouton/", headers=elsewhere).status_code == 404


# --- What is asked ---


def test_the_request_says_only_what_the_service_knows(site, service):
    enter(site, service, AGENT, query="?scope=phone&auth_params=foo%3Dbar&prompt=none")
    assert set(service.asked) == {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce"}
    assert set(service.asked["scope"].split()) == {"openid", "given_name", "usual_name", "email", "siret", "idp_id"}
    assert service.asked["redirect_uri"] == "http://orzenne.localhost/compte/identite/proconnect/retour/"
    assert len(service.asked["state"]) >= 32
    assert len(service.asked["nonce"]) >= 32


def test_the_level_wanted_of_franceconnect_is_asked(site, service):
    enter(site, service, RESIDENT, "franceconnect")
    assert service.asked["acr_values"] == "eidas1"
    assert "birthdate" not in service.asked["scope"]


# --- An agent ---


def test_an_agent_enters_the_account_that_was_opened_for_them(site, service, authority):
    user = UserFactory(email=AGENT["email"])
    RoleFactory(authority=authority, user=user, persona=Persona.OFFICER)
    response = enter(site, service, AGENT, query="?next=/gestion/saisines/")
    assert response["Location"] == "/gestion/saisines/"
    assert site.get("/gestion/").status_code == 200
    assert ConnectionLog.objects.filter(event="signed_in").first().method == "ProConnect"


def test_a_password_chosen_for_an_address_never_confirmed_is_lost(site, service):
    """Somebody made an account with the agent's address before them, and waits."""
    user = UserFactory(email=AGENT["email"])
    user.set_password("celui de l’intrus")
    user.save()
    enter(site, service, AGENT)
    user.refresh_from_db()
    assert is_in(site)
    assert not user.has_usable_password()


def test_an_agent_unknown_here_gets_an_account_and_no_right(site, service):
    enter(site, service, AGENT)
    user = User.objects.get(email=AGENT["email"])
    assert (user.name, user.has_usable_password()) == ("Maëlle Quintard", False)
    assert is_in(site)
    assert site.get("/gestion/").status_code == 403
    assert SocialAccount.objects.get().extra_data == {"idp_id": "fia-1", "siret": AGENT["siret"]}


def test_an_agent_who_comes_back_is_the_same_person(site, another_site, service):
    enter(site, service, AGENT)
    enter(another_site, service, {**AGENT, "email": "autre@orzenne.example"})
    assert is_in(another_site)
    assert User.objects.count() == 1


def test_the_same_number_given_by_another_provider_is_another_person(site, another_site, service):
    enter(site, service, AGENT)
    enter(another_site, service, {**AGENT, "idp_id": "fia-2", "email": "homonyme@orzenne.example"})
    assert User.objects.count() == 2


@pytest.mark.parametrize("siret", ["21690123100011", "", None])
def test_an_agent_employed_elsewhere_is_refused_and_it_is_noted(site, service, siret):
    person = {**AGENT, "siret": siret}
    if siret is None:
        del person["siret"]
    sentence = refusal(enter(site, service, person), site)
    assert "n’est ni cette collectivité, ni l’un de ses partenaires" in sentence
    trace = ConnectionLog.objects.get(event="refused")
    assert (trace.method, trace.user) == ("ProConnect", None)
    assert trace.reason.startswith("Votre employeur")
    assert not User.objects.exists()


def test_an_agent_of_a_partner_enters(site, service, authority):
    authority.proconnect["partners"] = ["21690123100011"]
    authority.save()
    enter(site, service, {**AGENT, "siret": "21690123100011"})
    assert is_in(site)


# --- A resident ---


def test_a_resident_confirms_an_address_that_franceconnect_does_not_answer_for(site, service):
    response = enter(site, service, RESIDENT, "franceconnect")
    assert response["Location"] == "/compte/adresse/code/"
    assert not is_in(site)
    site.post("/compte/adresse/code/", {"code": code_sent()})
    assert is_in(site)
    assert User.objects.get().name == "Émile Dorval"
    assert SocialAccount.objects.get().extra_data == {}, "the civil status is not kept"


def test_a_resident_without_address_gives_one(site, service):
    person = {k: v for k, v in RESIDENT.items() if k != "email"}
    response = enter(site, service, {**person, "preferred_username": "Marchand"}, "franceconnect")
    form = site.get(response["Location"])
    assert form.context["form"].initial["name"] == "Émile Marchand"
    site.post(response["Location"], {"name": "Émile Marchand", "email": "emile@exemple.invalid"})
    site.post("/compte/adresse/code/", {"code": code_sent()})
    assert is_in(site)


def test_franceconnect_never_opens_the_account_of_whoever_has_the_same_address(site, service, holder):
    enter(site, service, {**RESIDENT, "email": holder.email}, "franceconnect")
    assert not is_in(site)
    assert not SocialAccount.objects.exists()
    assert Message.objects.get().subject == "Vous avez déjà un compte"


def test_a_resident_ties_and_unties_an_identity(site, another_site, service, holder):
    sign_in(site)
    site.post("/compte/confirmation/", {"password": "quatre mots sans rapport"})
    assert "Relier FranceConnect" in site.get("/compte/identites/").content.decode()
    enter(site, service, RESIDENT, "franceconnect", "?process=connect")
    enter(another_site, service, RESIDENT, "franceconnect")
    assert is_in(another_site)
    assert User.objects.count() == 1
    site.post(f"/compte/identites/{SocialAccount.objects.get().pk}/retrait/")
    assert not SocialAccount.objects.exists()
    assert Message.objects.latest("pk").subject == "FranceConnect n’est plus relié à votre compte"


def test_nobody_unties_the_identity_of_somebody_else(site, another_site, service, holder):
    enter(another_site, service, AGENT)
    sign_in(site)
    assert site.post(f"/compte/identites/{SocialAccount.objects.get().pk}/retrait/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "returned", "passes"),
    [
        ("eidas1", "eidas1", True), ("eidas1", "eidas2", True), ("eidas2", "eidas3", True), ("eidas3", "eidas3", True),
        ("eidas2", "eidas1", False), ("eidas3", "eidas2", False), ("eidas1", None, False), ("eidas1", "eidas9", False),
    ],
)  # fmt: skip
def test_an_identity_proved_less_well_than_asked_is_refused(site, service, authority, asked, returned, passes):
    authority.franceconnect["acr"] = asked
    authority.save()
    service.acr = returned
    response = enter(site, service, RESIDENT, "franceconnect")
    assert service.asked["acr_values"] == asked
    if passes:
        assert response.status_code == 302
    else:
        assert "niveau inférieur" in refusal(response, site)


# --- Signatures and origins ---


@pytest.mark.parametrize("alg", ["RS256", "ES256", "HS256"])
def test_each_admitted_signature_is_verified(site, service, alg):
    service.alg = alg
    enter(site, service, AGENT)
    assert is_in(site)


@pytest.mark.parametrize(
    ("faults", "words"),
    [
        ({"id_token": {"nonce": "un autre"}}, "ne correspond pas à votre demande"),
        ({"id_token": {"nonce": None}}, "ne correspond pas à votre demande"),
        ({"id_token": {"aud": "un-autre-client"}}, "n’est pas valable"),
        ({"id_token": {"iss": "https://ailleurs.example"}}, "n’est pas valable"),
        ({"id_token": {"exp": 1_600_000_000}}, "n’est pas valable"),
        ({"id_token": {"exp": None}}, "n’est pas valable"),
        ({"id_token": {"sub": None}}, "n’est pas valable"),
        ({"userinfo_token": {"aud": "un-autre-client"}}, "n’est pas valable"),
        ({"userinfo_token": {"iss": None}}, "n’est pas valable"),
        ({"userinfo": {"sub": "quelqu’un d’autre"}}, "pour une autre personne"),
        ({"unsigned": True}, "n’a pas signé sa réponse"),
        ({"key": True}, "n’est pas valable"),
        ({"kid": "inconnue"}, "une clé qu’il ne publie pas"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_an_answer_that_cannot_be_trusted_is_refused(site, service, faults, words):
    service.faults = faults
    assert words in refusal(enter(site, service, AGENT), site)
    assert not User.objects.exists()
    assert ConnectionLog.objects.filter(event="refused").count() == 1


def test_an_answer_without_signature_is_refused(site, service):
    service.alg = "none"
    assert "manière qui n’est pas admise" in refusal(enter(site, service, AGENT), site)


def test_an_answer_signed_with_the_public_key_taken_for_a_secret_is_refused(site, service, monkeypatch):
    """The classical confusion: a symmetric signature made with what everybody can read."""
    service.alg = "HS256"
    monkeypatch.setattr("parvis.shells.public.account.tests.identity_server.CLIENT_SECRET", "clé publique " * 4)
    monkeypatch.setattr(service, "exchange", lambda form: original(form | {"client_secret": "clé publique " * 4}))
    original = type(service).exchange.__get__(service)
    assert "n’est pas valable" in refusal(enter(site, service, AGENT), site)


# --- The way there and back ---


def test_an_answer_that_nobody_asked_for_is_refused(site, another_site, service):
    """A link that carries somebody else's code: the state is not that of this browser."""
    service.person = AGENT
    back = urlsplit(service.authorise(another_site.get("/compte/identite/proconnect/")["Location"]))
    assert "n’est pas partie de ce navigateur" in site.get(f"{back.path}?{back.query}").content.decode()
    assert not is_in(site)


def test_an_answer_serves_once(site, service):
    service.person = AGENT
    back = urlsplit(service.authorise(site.get("/compte/identite/proconnect/")["Location"]))
    site.get(f"{back.path}?{back.query}")
    site.post("/compte/deconnexion/")
    assert site.get(f"{back.path}?{back.query}").status_code == 401


def test_somebody_who_gives_up_is_told_that_nothing_was_sent(site, service):
    asked = dict(parse_qsl(urlsplit(site.get("/compte/identite/proconnect/")["Location"]).query))
    answer = {"error": "access_denied", "state": asked["state"]}
    page = site.get("/compte/identite/proconnect/retour/", answer, follow=True)
    assert "Vous avez renoncé à vous identifier" in page.content.decode()
    assert not ConnectionLog.objects.exists()


def test_a_service_that_does_not_answer_is_told(site, service, authority):
    authority.proconnect["server_url"] = "http://127.0.0.1:9"
    authority.save()
    assert "ne répond pas" in refusal(site.get("/compte/identite/proconnect/"), site)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://identite.example", "l’installation reconnaît"),
        ("https://faux-proconnect.gouv.fr", "l’installation reconnaît"),
        ("http://auth.proconnect.gouv.fr", "https://"),
    ],
)
def test_a_server_that_the_installation_does_not_know_is_never_called(site, service, authority, settings, url, words):
    settings.IDENTITY_HOSTS = [".proconnect.gouv.fr"]
    authority.proconnect["server_url"] = url
    authority.save()
    assert words in refusal(site.get("/compte/identite/proconnect/"), site)


def test_production_speaks_to_no_service_in_clear(settings):
    settings.IDENTITY_HOSTS, settings.PRODUCTION = ["127.0.0.1"], True
    with pytest.raises(oidc.Untrusted, match="https://"):
        oidc.check_server("http://127.0.0.1:8000")


def test_leaving_closes_the_session_of_the_service_too(site, service):
    enter(site, service, AGENT)
    page = site.post("/compte/deconnexion/")
    address = urlsplit(page.context["address"])
    asked = dict(parse_qsl(address.query))
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{service.url}/session/end"
    assert set(asked) == {"id_token_hint", "state", "post_logout_redirect_uri"}
    assert asked["post_logout_redirect_uri"] == "http://orzenne.localhost/"
    assert len(asked["state"]) >= 32
    assert not is_in(site)


def test_one_leaves_even_when_the_service_is_gone(site, service, authority):
    enter(site, service, AGENT)
    authority.proconnect["on"] = False
    authority.save()
    assert site.post("/compte/deconnexion/").status_code == 302
    assert not is_in(site)
