import pytest
from django.urls import reverse

from parvis.ground.accounts import oidc
from parvis.ground.accounts.sealing import unseal
from parvis.ground.journal.models import JournalLine

SERVER = "https://auth.proconnect.gouv.fr/api/v2"
PRO, FRANCE = "/gestion/reglages/proconnect/", "/gestion/reglages/franceconnect/"


def keys(**fields):
    return {"on": "on", "server_url": SERVER, "client_id": "abc", "secret": "très secret", "partners": ""} | fields


@pytest.fixture
def admin(enter, authority):
    authority.siren = "213300635"
    authority.save()
    return enter("admin")


@pytest.mark.parametrize("address", [PRO, FRANCE])
@pytest.mark.parametrize("persona", ["officer", "auditor", "director"])
def test_only_the_administration_sees_the_keys(enter, persona, address):
    assert enter(persona).get(address).status_code == 403


def test_the_keys_are_kept_and_the_secret_never_comes_back(admin, authority):
    admin.post(PRO, keys(partners="21690123100011\n21 330 063 500 017\n"))
    authority.refresh_from_db()
    service = oidc.service_of(authority, "proconnect")
    assert (service.server_url, service.client_id, service.secret) == (SERVER, "abc", "très secret")
    assert service.employers == ("213300635", "21690123100011", "21330063500017")
    assert "très secret" not in str(authority.proconnect)
    page = admin.get(PRO).content.decode()
    assert "abc" in page
    assert "très secret" not in page
    assert unseal(authority.proconnect["secret"]) == "très secret"
    assert "21690123100011" in page


def test_an_empty_secret_keeps_the_one_that_is_known(admin, authority):
    admin.post(PRO, keys())
    admin.post(PRO, keys(client_id="autre", secret=""))
    authority.refresh_from_db()
    service = oidc.service_of(authority, "proconnect")
    assert (service.client_id, service.secret) == ("autre", "très secret")


def test_the_journal_names_the_fields_and_never_their_content(admin):
    admin.post(PRO, keys())
    line = JournalLine.objects.get(verb="change_authority")
    assert line.facts == {"fields": ["client_id", "on", "secret", "server_url"]}


def test_a_service_is_switched_off_with_its_keys_kept(admin, authority):
    admin.post(PRO, keys())
    admin.post(PRO, {"server_url": SERVER, "client_id": "abc", "partners": ""})
    authority.refresh_from_db()
    assert oidc.service_of(authority, "proconnect") is None
    assert unseal(authority.proconnect["secret"]) == "très secret"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"client_id": ""}, "Nécessaire pour proposer ce service."),
        ({"secret": ""}, "Nécessaire pour proposer ce service."),
        ({"server_url": "https://identite.example"}, "l’installation reconnaît"),
        ({"partners": "12345678901234"}, "Ce SIRET n’existe pas"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(admin, authority, fields, words):
    answer = admin.post(PRO, keys(**fields))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    authority.refresh_from_db()
    assert authority.proconnect == {}


def test_proconnect_needs_the_siren_of_the_authority(enter):
    answer = enter("admin").post(PRO, keys())
    assert answer.status_code == 422
    assert "Indiquez d’abord le SIREN" in answer.content.decode()


def test_the_level_of_franceconnect_is_chosen(admin, authority):
    admin.post(FRANCE, keys(server_url="https://oidc.franceconnect.gouv.fr/api/v2", acr="eidas2"))
    authority.refresh_from_db()
    assert oidc.service_of(authority, "franceconnect").acr == "eidas2"


def test_the_addresses_to_declare_are_shown_for_each_host(admin, authority, settings):
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = "https", ""
    authority.hosts.create(name="participer.example")
    page = admin.get(PRO).content.decode()
    for host in ("orzenne.localhost", "participer.example"):
        assert f"https://{host}/compte/identite/proconnect/retour/" in page


def test_the_settings_lead_to_both_services(admin):
    page = admin.get("/gestion/reglages/").content.decode()
    assert reverse("desk:settings:proconnect") in page
    assert reverse("desk:settings:franceconnect") in page
