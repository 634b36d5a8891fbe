import time

import pytest

from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.shells.public.account import alive

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    authority = AuthorityFactory(slug="orzenne")
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    user = user_with(Persona.OFFICER, authority)
    client.force_login(user)
    return user


def start(client, ago):
    session = client.session
    session[alive.KEY] = time.time() - ago
    session.save()


def test_a_page_of_the_desk_says_how_long_the_session_lasts(client, officer, settings):
    start(client, ago=settings.SESSION_COOKIE_AGE - 300)
    page = client.get("/gestion/").content.decode()
    left = int(page.split('data-session="')[1].split('"')[0])
    assert 290 <= left <= 300


def test_one_click_prolongs_the_session(client, officer, settings):
    start(client, ago=settings.SESSION_COOKIE_AGE - 60)
    answer = client.post("/compte/session/")
    assert answer.json()["seconds"] >= settings.SESSION_COOKIE_AGE - 5
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == settings.SESSION_COOKIE_AGE


def test_a_closed_session_is_not_prolonged(client, officer):
    client.logout()
    answer = client.post("/compte/session/")
    assert answer.status_code == 302
    assert "/connexion/" in answer["Location"]
