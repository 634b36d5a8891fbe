import pytest

from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.tests.factories import AuthorityFactory


@pytest.fixture
def authority(db):
    return AuthorityFactory(slug="orzenne", name="Val d’Orzenne")


@pytest.fixture
def enter(client, authority):
    """Sign in with a role; gives a client that speaks to the authority's host."""

    def sign_in(persona, **role):
        user = user_with(persona, authority, **role)
        client.force_login(user)
        client.defaults["HTTP_HOST"] = f"{authority.slug}.localhost"
        client.user = user
        return client

    return sign_in
