import re

import pytest
from django.urls import reverse

from parvis.ground.accounts.models import ConnectionLog, DemoPersona
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.mailing.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    return AuthorityFactory(slug="orzenne", name="Val d’Orzenne", is_fictional=True)


@pytest.fixture
def site(client, authority):
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


def test_a_code_received_by_email_opens_the_door(site):
    user = UserFactory(email="maelle@exemple.invalid")
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    site.post("/compte/connexion/code/", {"email": user.email})
    letter = Message.objects.get()
    assert letter.email == user.email
    code = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]*)$", letter.body, re.MULTILINE)[1]
    response = site.post("/compte/connexion/code/saisie/", {"code": code})
    assert response.status_code == 302
    assert int(site.session["_auth_user_id"]) == user.pk


def test_nothing_says_whether_an_account_exists(site):
    UserFactory(email="maelle@exemple.invalid").emailaddress_set.create(
        email="maelle@exemple.invalid", verified=True, primary=True
    )
    known = site.post("/compte/connexion/code/", {"email": "maelle@exemple.invalid"})
    unknown = site.post("/compte/connexion/code/", {"email": "personne@exemple.invalid"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_one_click_makes_one_a_persona_of_the_demonstration(site, authority, settings):
    settings.DEMO = True
    officer = user_with(Persona.OFFICER, authority)
    DemoPersona.objects.create(authority=authority, user=officer, title="Chargée de mission", can_do="Tout")
    assert officer.name in site.get("/compte/connexion/").content.decode()
    response = site.post("/compte/connexion/demonstration/", {"user": officer.pk})
    assert response["Location"] == "/gestion/"
    assert ConnectionLog.objects.filter(user=officer, event="signed_in").count() == 1


def test_nobody_becomes_a_persona_of_a_real_town(site, authority, settings):
    settings.DEMO = True
    officer = user_with(Persona.OFFICER, authority)
    DemoPersona.objects.create(authority=authority, user=officer, title="Chargée de mission", can_do="Tout")
    authority.is_fictional = False
    authority.save()
    assert site.post("/compte/connexion/demonstration/", {"user": officer.pk}).status_code == 404


def test_a_session_opened_on_one_host_is_worth_nothing_on_another(site, authority):
    other = AuthorityFactory(slug="cerzelles")
    officer = user_with(Persona.OFFICER, authority)
    user_with(Persona.OFFICER, other)
    site.force_login(officer)
    session = site.session
    session["authority"] = authority.pk
    session.save()
    assert site.get("/gestion/").status_code == 200, "the host that opened it"
    elsewhere = site.get("/gestion/", headers={"host": "cerzelles.localhost"})
    assert elsewhere.status_code == 302
    assert elsewhere["Location"].startswith("/compte/connexion/")


def test_where_the_authority_asks_for_it_the_desk_waits_for_a_second_factor(site, authority):
    authority.second_factor_for_agents = True
    authority.save()
    officer = user_with(Persona.OFFICER, authority)
    site.force_login(officer)
    assert site.get("/gestion/")["Location"] == "/compte/second-facteur/"


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_request_login_code", "account_reset_password"]
)
def test_the_entrance_pages_are_ours(site, name):
    page = site.get(reverse(name)).content.decode()
    assert "Val d’Orzenne" in page
    assert page.count("<h1") == 1
