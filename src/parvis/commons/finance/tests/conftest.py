import pytest

from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock

from .factories import BudgetFactory, BudgetLineFactory


@pytest.fixture(autouse=True)
def _day():
    clock.freeze("2026-11-16T09:00")


@pytest.fixture
def authority():
    return AuthorityFactory()


@pytest.fixture
def officer(authority):
    return user_with(Persona.OFFICER, authority)


@pytest.fixture
def director(authority):
    return user_with(Persona.DIRECTOR, authority)


@pytest.fixture
def _rules():
    load_rules()


@pytest.fixture
def budget(authority):
    return BudgetFactory(authority=authority)


@pytest.fixture
def line(budget):
    return BudgetLineFactory(budget=budget, number=1, label="Repas et accueil", voted_cents=450_000)


@pytest.fixture
def other_line(budget):
    return BudgetLineFactory(budget=budget, number=2, label="Communication", voted_cents=650_000)


@pytest.fixture
def here(client, authority):
    client.defaults["HTTP_HOST"] = authority.primary_host()
    return client


@pytest.fixture
def desk(here, officer):
    here.force_login(officer)
    return here
