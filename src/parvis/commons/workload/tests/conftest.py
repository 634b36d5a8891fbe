from fractions import Fraction

import pytest

from parvis.commons.workload import lifecycle
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock


@pytest.fixture(autouse=True)
def _day():
    clock.freeze("2026-11-16T09:00")


@pytest.fixture
def authority():
    load_rules()
    return AuthorityFactory()


@pytest.fixture
def officer(authority):
    return user_with(Persona.OFFICER, authority)


@pytest.fixture
def director(authority):
    return user_with(Persona.DIRECTOR, authority)


@pytest.fixture
def _rates(authority, director):
    for kind, rate in (("evening", Fraction(1)), ("saturday", Fraction(4, 3)), ("sunday", Fraction(2))):
        lifecycle.set_rate(
            authority, by=director, kind=kind, rate=rate, valid_from=clock.today().replace(month=1, day=1),
            source="Délibération du 12 décembre 2025",
        )  # fmt: skip


@pytest.fixture
def here(client, authority):
    client.defaults["HTTP_HOST"] = authority.primary_host()
    return client


@pytest.fixture
def desk(here, officer):
    here.force_login(officer)
    return here
