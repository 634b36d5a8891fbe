import pytest

from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock


@pytest.fixture
def at():
    """Stop the domain's clock on a day: `at("2026-10-01")`."""
    return lambda day: clock.freeze(f"{day}T09:00" if len(day) == 10 else day)


@pytest.fixture
def epci(db):
    return AuthorityFactory(slug="orzenne", name="Val d’Orzenne Agglomération", kind="epci", population=58_420)


@pytest.fixture
def officer(epci):
    return user_with("officer", epci)


@pytest.fixture
def council(epci, at):
    """The development council, on 16 November 2026."""
    at("2026-11-16")
    return BodyFactory(authority=epci, name="Conseil de développement", slug="c2d", convocation_days=10)
