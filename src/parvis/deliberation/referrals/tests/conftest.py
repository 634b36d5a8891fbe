import datetime as dt

import pytest

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import user_on
from parvis.deliberation.bodies.tests.factories import BodyFactory, InnerBodyFactory, MembershipFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory, DepartmentFactory
from parvis.ground.core import clock


@pytest.fixture
def at():
    """Set the clock: `at("2026-11-16T09:00")`."""
    return lambda moment: clock.freeze(moment)


@pytest.fixture(autouse=True)
def _in_autumn(at):
    at("2026-11-16T09:00")


@pytest.fixture
def authority(db):
    return AuthorityFactory(name="Val d’Orzenne Agglomération", slug="orzenne")


@pytest.fixture
def council(authority):
    """A council of seventy-two, as in the second acceptance scenario."""
    body = BodyFactory(authority=authority, name="Conseil de développement")
    MembershipFactory.create_batch(72, body=body)
    return body


@pytest.fixture
def small(authority):
    """A body of five, enough for most stories."""
    body = BodyFactory(authority=authority, name="Conseil de développement", self_referral_signatories=2)
    MembershipFactory.create_batch(5, body=body)
    return body


@pytest.fixture
def commission(small):
    return InnerBodyFactory(parent=small, name="Mobilités et énergie")


@pytest.fixture
def officer(authority):
    return user_with(Persona.OFFICER, authority)


@pytest.fixture
def director(authority):
    return user_with(Persona.DIRECTOR, authority)


@pytest.fixture
def councillor(authority):
    return user_with(Persona.COUNCILLOR, authority)


@pytest.fixture
def chair(small):
    return user_on(Persona.CHAIR, small)


@pytest.fixture
def service(authority):
    return DepartmentFactory(authority=authority, name="Transition")


@pytest.fixture
def contact(authority):
    account = user_with(Persona.AGENT, authority)
    return PersonFactory(authority=authority, given_name="Yannick", family_name="Faureau", user=account)


@pytest.fixture
def president(authority):
    return PersonFactory(authority=authority, given_name="Luc", family_name="Castérande")


@pytest.fixture
def seated():
    """A person who sits in the body."""
    return lambda body: body.memberships.first().person


@pytest.fixture
def expected():
    return dt.date(2027, 1, 29)


@pytest.fixture
def visit(client, authority):
    """A client signed in (or not) on the authority's host."""

    def sign_in(user=None):
        client.logout()
        if user:
            client.force_login(user)
        client.defaults |= {"HTTP_HOST": "orzenne.localhost", "SERVER_NAME": "orzenne.localhost"}
        return client

    return sign_in
