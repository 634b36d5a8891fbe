import pytest
from django.urls import reverse

from parvis.commons.schemes.models import SchemeRole
from parvis.commons.schemes.tests.factories import SchemeFactory, SchemeRoleFactory, user_on
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.core import clock

pytestmark = pytest.mark.django_db


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
def desk(client, authority, officer):
    client.defaults["HTTP_HOST"] = authority.primary_host()
    client.force_login(officer)
    return client


def test_an_officer_grants_a_role_from_the_team_page(desk, authority):
    scheme, agent = SchemeFactory(authority=authority), user_with(Persona.AGENT, authority)
    page = desk.get(reverse("desk:schemes:team", args=[scheme.pk]))
    assert "Attribuer un rôle" in page.content.decode()
    answer = desk.post(
        reverse("desk:schemes:grant", args=[scheme.pk]), {"email": agent.email, "persona": "agent"}, follow=True
    )
    assert agent.name in answer.content.decode()
    assert SchemeRole.objects.get().user == agent


def test_an_account_the_authority_does_not_know_is_not_named(desk, authority):
    scheme, stranger = SchemeFactory(authority=authority), UserFactory()
    answer = desk.post(reverse("desk:schemes:grant", args=[scheme.pk]), {"email": stranger.email, "persona": "agent"})
    assert answer.status_code == 422
    assert "Aucun compte de la collectivité" in answer.content.decode()


def test_an_officer_ends_a_role(desk, authority):
    role = SchemeRoleFactory(scheme__authority=authority, persona=Persona.AGENT)
    answer = desk.post(reverse("desk:schemes:end_role", args=[role.pk]), follow=True)
    assert "a pris fin" in answer.content.decode()
    role.refresh_from_db()
    assert not role.is_in_force()


def test_the_team_of_another_authority_does_not_exist(desk):
    role = SchemeRoleFactory()
    assert desk.get(reverse("desk:schemes:team", args=[role.scheme_id])).status_code == 404
    assert desk.post(reverse("desk:schemes:end_role", args=[role.pk])).status_code == 404


def test_an_agent_of_the_scheme_reads_it_but_does_not_compose_its_team(client, authority):
    scheme = SchemeFactory(authority=authority)
    client.defaults["HTTP_HOST"] = authority.primary_host()
    client.force_login(user_on(Persona.AGENT, scheme))
    assert client.get(reverse("desk:schemes:list")).status_code == 200
    assert client.get(reverse("desk:schemes:team", args=[scheme.pk])).status_code == 403
    assert client.get(reverse("desk:schemes:grant", args=[scheme.pk])).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(desk, authority, count, django_assert_num_queries):
    SchemeFactory.create_batch(count, authority=authority)
    desk.get(reverse("desk:schemes:list"))
    with django_assert_num_queries(LIST_QUERIES):
        page = desk.get(reverse("desk:schemes:list"))
    assert page.status_code == 200


LIST_QUERIES = 10


def test_panels_come_in_order_and_the_team_only_on_the_desk(authority, officer):
    from parvis.commons.schemes.queries import panels

    scheme = SchemeFactory(authority=authority)
    inside = [block.title for block in panels(scheme, officer)]
    assert "Équipe" in inside
    assert "Équipe" not in [block.title for block in panels(scheme, None)]


def test_the_administration_composes_teams_as_it_grants_every_role(authority):
    admin, role = user_with("admin", authority), SchemeRoleFactory(scheme__authority=authority)
    assert admin.has_perm("schemes.compose_scheme", role.scheme)
    assert admin.has_perm("schemes.end_schemerole", role)
    assert not user_with("director", authority).has_perm("schemes.compose_scheme", role.scheme)
