import pytest

from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock


@pytest.fixture(autouse=True)
def _day():
    clock.freeze("2026-11-16T09:00")


@pytest.fixture(autouse=True)
def _rules(db):
    load_rules()


@pytest.fixture
def authority():
    return AuthorityFactory(email="participation@exemple.invalid")


@pytest.fixture
def officer(authority):
    return user_with(Persona.OFFICER, authority)


@pytest.fixture
def director(authority):
    return user_with(Persona.DIRECTOR, authority)


@pytest.fixture
def dpo(authority):
    """The auditor whom the authority names in its settings."""
    user = user_with(Persona.AUDITOR, authority)
    authority.dpo_contact = f"Délégation à la protection des données ({user.email})"
    authority.save()
    return user


@pytest.fixture
def auditor(authority):
    """Somebody who controls, and is not the DPO."""
    return user_with(Persona.AUDITOR, authority)


@pytest.fixture
def here(client, authority):
    client.defaults["HTTP_HOST"] = authority.primary_host()
    return client


@pytest.fixture
def mission(here, officer):
    """The desk as the officer sees it."""
    here.force_login(officer)
    return here


@pytest.fixture
def desk(here, dpo):
    here.force_login(dpo)
    return here
