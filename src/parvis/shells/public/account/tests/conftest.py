import re

import pytest
from django.test import Client

from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.mailing.models import Message

PASSWORD = "quatre mots sans rapport"


@pytest.fixture
def authority(db):
    return AuthorityFactory(slug="orzenne", name="Val d’Orzenne", is_fictional=True)


@pytest.fixture
def site(client, authority):
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    return client


@pytest.fixture
def another_site(authority):
    """The same site from another device."""
    return Client(HTTP_HOST="orzenne.localhost")


@pytest.fixture
def holder(authority):
    """Somebody with a confirmed address and a password."""
    user = UserFactory(email="maelle@exemple.invalid", name="Maëlle Quintard")
    user.set_password(PASSWORD)
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def sign_in(client, email="maelle@exemple.invalid", password=PASSWORD):
    return client.post("/compte/connexion/", {"login": email, "password": password})


def code_sent():
    """The code of the last letter."""
    return re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]*)$", Message.objects.latest("pk").body, re.MULTILINE)[1]
