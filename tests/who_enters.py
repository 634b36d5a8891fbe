"""Who may enter each page: computed from the doors, and compared with the literal table `who_enters.txt`.

A record is as its factory makes it. « member@scheme » holds the role on the record's own scheme only.
"""

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from parvis.commons.schemes.tests.factories import SchemeRoleFactory
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.accounts.visitor import Visitor
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Authority
from parvis.ground.authorities.tests.factories import AuthorityFactory, RoleFactory
from parvis.shells.entry import may_enter_desk

from . import registry
from .relations import schemes_of

ON_SCHEME = (Persona.OFFICER, Persona.COUNCILLOR, Persona.AGENT, Persona.MEMBER, Persona.CHAIR)
EVERYBODY, NOBODY = "everybody", "nobody"


def doors(urlconf="parvis.config.urls"):
    """(route, view) of every page that has a door."""

    def walk(resolver, prefix=""):
        for pattern in resolver.url_patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield route, pattern.callback
            else:
                yield from walk(pattern, route)

    return [(route, view) for route, view in walk(get_resolver(urlconf)) if getattr(view, "shell", "")]


def lines():
    """The table of today: one line a page, sorted."""
    by_model = {}
    for route, view in doors():
        by_model.setdefault(view.model, []).append((route, view))
    return sorted(line for model, pages in by_model.items() for line in lines_of(model, pages))


def lines_of(model, pages):
    row = make(model) if model else AuthorityFactory()
    # A row that holds for all is asked for on the host of some authority.
    authority = Authority.objects.filter(pk=row.authority_id).first() or AuthorityFactory()
    people = list(people_of(row, authority))
    for route, view in pages:
        permission = f"  [{view.permission}]" if view.permission else ""
        yield f"/{route}{permission}  {said([name for name, user in people if enters(user, view, row, authority)])}"


def make(model):
    return model._default_manager.get(pk=registry.makers()[model][0]().pk)


def people_of(row, authority):
    """(name, account) of each persona on the authority of the row, of the team of its scheme, and a visitor."""
    yield "visitor", Visitor()
    yield "account", UserFactory()
    for persona in Persona.values:
        if persona != Persona.VISITOR:
            yield persona, RoleFactory(authority=authority, persona=persona).user
    for scheme in schemes_of(row)[:1]:
        for persona in ON_SCHEME:
            yield f"{persona}@scheme", SchemeRoleFactory(scheme=scheme, persona=persona).user


def enters(user, view, row, authority):
    """What the door decides, in the same order as `shells.entry`."""
    if view.shell != "public" and not user.is_authenticated:
        return False
    if view.shell == "desk" and not may_enter_desk(user, authority):
        return False
    if view.model is not None and not view.model._default_manager.visible_to(user).filter(pk=row.pk).exists():
        return False
    asked = authority if view.model is None or getattr(view, "on_authority", False) else row
    return not view.permission or user.has_perm(view.permission, asked)


def said(names):
    if "visitor" in names:
        return EVERYBODY
    return " ".join(names) or NOBODY
