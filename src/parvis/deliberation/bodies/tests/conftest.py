import pytest

from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock


@pytest.fixture
def epci(db):
    """An agglomeration of 58,420 people: it must have a development council."""
    return AuthorityFactory(slug="orzenne", name="Val d’Orzenne Agglomération", kind="epci", population=58_420)


@pytest.fixture
def officer(epci):
    return user_with("officer", epci)


@pytest.fixture
def at():
    """Stop the domain's clock on a day: `at("2026-10-01")`."""
    return lambda day: clock.freeze(f"{day}T09:00" if len(day) == 10 else day)
