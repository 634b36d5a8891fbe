"""A list and a record tell the same truth: `visible_to` gives exactly the rows that the « view » rule allows."""

import pytest
import rules

from parvis.commons.schemes.tests.factories import SchemeRoleFactory
from parvis.ground.accounts.models import User
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.accounts.visitor import Visitor
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import AuthorityFactory, RoleFactory

from . import registry
from .relations import schemes_of, users_of

pytestmark = pytest.mark.django_db


def view_permission(model):
    name = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return name if rules.perm_exists(name) else None


READABLE = [m for m in registry.models() if view_permission(m)]


@pytest.mark.parametrize("model", READABLE, ids=lambda m: m._meta.label)
def test_a_list_shows_what_the_rule_allows_and_nothing_else(model):
    makers = registry.makers().get(model)
    assert makers, f"give {model._meta.label} a factory in its app's tests/factories.py"
    for make in makers:
        row = model._default_manager.get(pk=make().pk)
        for said, user in people_around(row):
            allowed = user.has_perm(view_permission(model), row)
            listed = model._default_manager.visible_to(user).filter(pk=row.pk).exists()
            assert listed == allowed, f"{said}: the list says {listed}, the rule says {allowed}"


def people_around(row):
    """Everybody who may have something to do with the row: each persona here, elsewhere, on its schemes, by name."""
    authority_id = row.authority_id or AuthorityFactory().pk
    elsewhere = AuthorityFactory()
    yield "a visitor", Visitor()
    yield "somebody without a role", UserFactory()
    for persona in Persona.values:
        yield f"{persona} here", RoleFactory(authority_id=authority_id, authority=None, persona=persona).user
        yield f"{persona} elsewhere", RoleFactory(authority=elsewhere, persona=persona).user
        for scheme in schemes_of(row):
            yield f"{persona} on {scheme}", SchemeRoleFactory(scheme=scheme, persona=persona).user
    for name, user in users_of(row):
        yield f"its {name}", User.objects.get(pk=user.pk)
