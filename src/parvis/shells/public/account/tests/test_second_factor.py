import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from parvis.commons.schemes.tests.factories import SchemeRoleFactory
from parvis.ground.accounts.models import ConnectionLog
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory, RoleFactory
from parvis.ground.mailing.models import Message

from .conftest import PASSWORD, code_sent, sign_in

APPLICATION = "/compte/second-facteur/application/"


def code_of(secret, step=0):
    """What the application shows now, or some steps of thirty seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


@pytest.fixture
def secret(site, holder):
    """The key of an application that the holder added; they are signed in."""
    sign_in(site)
    site.post("/compte/confirmation/", {"password": PASSWORD})
    page = site.get(APPLICATION)
    key = page.context["form"].secret
    assert key in page.content.decode()
    response = site.post(APPLICATION, {"code": code_of(key)})
    assert response["Location"] == "/compte/second-facteur/codes/", "the codes that save one come next"
    return key


@pytest.mark.django_db(transaction=True)  # the letter is written once the key is
def test_an_application_is_added_and_its_owner_told(site, holder, secret):
    page = site.get("/compte/second-facteur/").content.decode()
    assert "Votre application est active." in page
    assert "Il vous reste 10" in page
    assert [m.subject for m in Message.objects.all()] == ["Une application de codes est ajoutée à votre compte"]
    kept = Authenticator.objects.get(user=holder, type="totp").data["secret"]
    assert secret not in kept, "the key is sealed in the database"


def test_a_wrong_code_adds_nothing(site, holder):
    sign_in(site)
    site.post("/compte/confirmation/", {"password": PASSWORD})
    site.get(APPLICATION)
    assert "Ce code n’est pas le bon." in site.post(APPLICATION, {"code": "000000"}).content.decode()
    assert not Authenticator.objects.exists()


def test_the_password_alone_no_longer_opens_the_door(another_site, holder, secret, settings):
    settings.MFA_TOTP_TOLERANCE = 1
    answer = sign_in(another_site)
    assert answer["Location"] == "/compte/second-facteur/verification/"
    assert another_site.get("/compte/").status_code == 302
    wrong = another_site.post("/compte/second-facteur/verification/", {"code": "000000"})
    assert "Ce code n’est pas le bon." in wrong.content.decode()
    assert ConnectionLog.objects.filter(event="failed", method="application", user=holder).count() == 1
    another_site.post("/compte/second-facteur/verification/", {"code": code_of(secret, step=1)})
    assert another_site.get("/compte/").status_code == 200
    assert ConnectionLog.objects.filter(event="signed_in").first().method == "mot de passe, application"


def test_a_code_by_email_is_a_first_factor_only(another_site, holder, secret):
    another_site.post("/compte/connexion/code/", {"email": holder.email})
    answer = another_site.post("/compte/connexion/code/saisie/", {"code": code_sent()})
    assert answer["Location"] == "/compte/second-facteur/verification/"


def test_a_recovery_code_opens_the_door_once(site, another_site, holder, secret):
    codes = site.get("/compte/second-facteur/codes/").context["unused_codes"]
    downloaded = site.get("/compte/second-facteur/codes/fichier/").content.decode().split()
    assert downloaded == codes
    for expected in (200, 302):
        sign_in(another_site)
        another_site.post("/compte/second-facteur/verification/", {"code": codes[0]})
        assert another_site.get("/compte/").status_code == expected
        another_site.post("/compte/deconnexion/")


def test_an_application_is_removed_and_its_owner_told(site, holder, secret):
    site.post("/compte/second-facteur/application/arret/")
    assert not Authenticator.objects.exists()
    assert Message.objects.latest("pk").subject == "L’application de codes est retirée de votre compte"


# --- Required of agents ---


@pytest.fixture
def demanding(authority):
    authority.second_factor_for_agents = True
    authority.save()
    return authority


def test_the_desk_waits_for_the_second_factor_of_agents(site, demanding, holder):
    RoleFactory(authority=demanding, user=holder, persona=Persona.OFFICER)
    sign_in(site)
    answer = site.get("/gestion/")
    assert answer["Location"] == "/compte/second-facteur/"
    page = site.get(answer["Location"]).content.decode()
    assert "demande un second facteur aux personnes qui travaillent au bureau" in page


@pytest.mark.parametrize(
    "path", ["/gestion/", "/espace-membre/", "/espace-membre/recherche/", "/", "/rechercher/", "/fichiers/1/"]
)
def test_nothing_opens_to_an_agent_without_it(site, demanding, holder, path):
    RoleFactory(authority=demanding, user=holder, persona=Persona.AGENT)
    sign_in(site)
    assert site.get(path)["Location"] == "/compte/second-facteur/"
    assert site.post(path)["Location"] == "/compte/second-facteur/", "nor does anything get done there"


def test_the_account_stays_open_to_add_it_or_to_leave(site, demanding, holder):
    RoleFactory(authority=demanding, user=holder, persona=Persona.AGENT)
    sign_in(site)
    page = site.get("/compte/second-facteur/").content.decode()
    sheet = re.search(r'href="(/theme-[0-9a-f]+\.css)"', page)[1]
    assert site.get(sheet).status_code == 200, "the page that asks for it keeps the authority’s looks"
    assert site.get("/compte/").status_code == 200
    site.post("/compte/deconnexion/")
    assert site.get("/").status_code == 200, "signed out, one reads what everybody reads"


def test_a_role_on_one_scheme_is_asked_for_it_too(site, demanding, holder):
    SchemeRoleFactory(scheme__authority=demanding, user=holder, persona=Persona.OFFICER)
    sign_in(site)
    assert site.get("/espace-membre/")["Location"] == "/compte/second-facteur/"


def test_an_agent_of_one_authority_is_asked_nothing_by_another(client, demanding, holder):
    RoleFactory(authority=demanding, user=holder, persona=Persona.OFFICER)
    AuthorityFactory(slug="cerzelles", name="Cerzelles", second_factor_for_agents=True)
    client.defaults["HTTP_HOST"] = "cerzelles.localhost"
    sign_in(client)
    assert client.get("/espace-membre/").status_code == 200


@pytest.mark.parametrize("path", ["/gestion/", "/espace-membre/", "/"])
def test_every_shell_opens_once_the_agent_has_one(site, demanding, holder, secret, path):
    RoleFactory(authority=demanding, user=holder, persona=Persona.OFFICER)
    assert site.get(path).status_code == 200


def test_the_page_then_leads_to_the_desk(site, demanding, holder, secret):
    RoleFactory(authority=demanding, user=holder, persona=Persona.OFFICER)
    assert "Aller au bureau" in site.get("/compte/second-facteur/").content.decode()


def test_codes_of_the_paper_are_not_a_second_factor(site, demanding, holder, secret):
    RoleFactory(authority=demanding, user=holder, persona=Persona.OFFICER)
    Authenticator.objects.filter(type="totp").delete()
    assert site.get("/gestion/").status_code == 302


def test_members_are_not_asked_for_one(site, demanding, holder):
    RoleFactory(authority=demanding, user=holder, persona=Persona.MEMBER)
    sign_in(site)
    assert site.get("/espace-membre/").status_code == 200


def test_an_authority_that_asks_nothing_lets_agents_in(site, authority, holder):
    RoleFactory(authority=authority, user=holder, persona=Persona.OFFICER)
    sign_in(site)
    assert site.get("/gestion/").status_code == 200
