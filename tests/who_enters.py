"""Who may enter each page: asked of the pages themselves, and compared with the literal table `who_enters.txt`.

Each page is called for each person with its door and its body; only its HTML is not drawn. (A test asks again some of
it through the whole site.) One line says the page, {the situation of its record}, [the permission it names] and the
people who entered:

- `officer`, `member`… hold the role on the whole authority, `officer@scheme` on the record's own scheme only, and
  `member@other` sits in another body of the authority;
- `agent@department` works in a service that the record names, `agent` in none;
- `rapporteur`, `drafted_by`… are people that the record names so, `self` is a person of the authority's own records;
- `account` has an account and no place here, `visitor` none.

A page without record (lists, `/compte/`) is asked for where one body is in office.
"""

import re
from contextlib import contextmanager
from copy import copy
from unittest.mock import Mock, patch

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory, override_settings
from django.urls import get_resolver, resolve
from django.urls.resolvers import URLPattern
from django_htmx.middleware import HtmxDetails

from parvis.commons.imports.importing import importers
from parvis.commons.people.models import Person
from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import SchemeRoleFactory
from parvis.deliberation.bodies.tests.factories import (
    BodyFactory,
    CollegeFactory,
    MembershipFactory,
    MunicipalOpinionFactory,
    RenewalItemFactory,
)
from parvis.ground.accounts.models import User
from parvis.ground.accounts.tests.factories import UserFactory, user_with
from parvis.ground.accounts.visitor import Visitor
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Authority, Department, Host
from parvis.ground.authorities.tests.factories import AuthorityFactory, HostFactory, RoleFactory
from parvis.ground.documents.kinds import kinds
from parvis.ground.documents.models import StoredFile
from parvis.shells import actions, entry

from . import registry
from .relations import foreign_keys, schemes_of
from .situations import SITUATIONS

ON_SCHEME = (
    Persona.OFFICER, Persona.DIRECTOR, Persona.COUNCILLOR, Persona.AGENT, Persona.FACILITATOR, Persona.MEMBER,
    Persona.CHAIR,
)  # fmt: skip
EVERYBODY, NOBODY, SIGNED_IN = "everybody", "nobody", "whoever signed in"
ACCOUNT, LEAVING = "compte/", "compte/deconnexion/"
SIGN_IN = "/compte/connexion/"
THEME = re.compile(r"\^theme-.*")


def routes(urlconf="parvis.config.urls"):
    """(route, view) of every page of an authority's host."""

    def walk(resolver, prefix=""):
        for pattern in resolver.url_patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield route, pattern.callback
            else:
                yield from walk(pattern, route)

    return list(walk(get_resolver(urlconf)))


def doors():
    """(route, view) of every page that has a door of ours."""
    return [(route, view) for route, view in routes() if getattr(view, "shell", "")]


def lines():
    """The table of today: one line a page and a situation, sorted."""
    by_model = {}
    for route, view in doors():
        by_model.setdefault(model_of(route, view), []).append((route, view))
    with nothing_drawn(), override_settings(PRIVATE_LINKS_A_MINUTE=1_000_000):
        found = [line for model, pages in by_model.items() for line in lines_of(model, pages)]
        return sorted([*found, *account_lines()])


def model_of(route, view):
    """The model of the record that the page is about, None for a page that is about none."""
    return StoredFile if route.startswith("fichiers/") else view.model


def nothing_drawn():
    """Pages decide and look up as always; the drawing of their HTML is what takes the time.

    Only `render` is hushed, where it looks: a module first imported meanwhile must not keep the silence.
    """
    return patch("django.shortcuts.loader", Mock(render_to_string=Mock(return_value="")))


@contextmanager
def found_once():
    """Each door looks once for what a person may see of a record: nobody writes while the pages are asked."""
    find, found = entry.find, {}

    def look(request, model, **lookup):
        asked = (model, request.authority.pk, request.user.pk, *lookup.items())
        if asked not in found:
            try:
                found[asked] = find(request, model, **lookup)
            except Http404 as nothing:
                found[asked] = nothing
        if isinstance(found[asked], Http404):
            raise found[asked]
        return copy(found[asked])

    with patch.object(entry, "find", look), patch.object(actions, "find", look):
        yield


def lines_of(model, pages):
    for situation, make_row in situations(model).items():
        row = make_row()
        # A row that holds for all is asked for on the host of some authority.
        authority = Authority.objects.filter(pk=row.authority_id).first() or AuthorityFactory()
        host = Host.objects.filter(authority=authority).first() or HostFactory(authority=authority)
        # A file speaks of the record that it is kept with.
        people = list(people_of(row.owner if model is StoredFile else row, authority))
        asked = [(route, view, Page(path_of(route, row, authority), authority, host)) for route, view in pages]
        with found_once():
            for route, view, page in asked:
                entered = {name: page.lets_in(user) for name, user in people}
                yield f"/{route}{braced(situation)}{bracketed(getattr(view, 'permission', ''))}  {said(entered)}"


def account_lines():
    """The account: the library's own pages, which open to a session rather than to a role, through the whole site."""
    authority = AuthorityFactory()
    host = Host.objects.get(authority=authority)
    people = {"visitor": Visitor(), "account": UserFactory(), "officer": user_with("officer", authority)}
    clients = {name: client_of(user, host) for name, user in people.items()}
    for route, _ in routes():
        if route.startswith(ACCOUNT) and route != LEAVING:
            path = path_of(route, authority, authority)
            yield f"/{route}  {said({name: opens(client, path) for name, client in clients.items()})}"


def situations(model):
    if model is None:
        return {"": AuthorityFactory}
    return SITUATIONS.get(model) or {"": lambda: make(model)}


def make(model):
    return model._default_manager.get(pk=registry.makers()[model][0]().pk)


# --- The people ---


def people_of(row, authority):
    """(name, account) of each persona on the authority, of the team of the row's scheme, and of who the row names."""
    yield "visitor", Visitor()
    yield "account", UserFactory()
    for persona in Persona.values:
        if persona != Persona.VISITOR:
            yield persona, RoleFactory(authority=authority, persona=persona).user
    here = [BodyFactory(authority=authority).scheme_ptr] if row == authority else schemes_of(row)
    for scheme in here[:1]:
        for persona in ON_SCHEME:
            yield f"{persona}@scheme", SchemeRoleFactory(scheme=scheme, persona=persona).user
        other = BodyFactory(authority=authority)
        yield "member@other", SchemeRoleFactory(scheme=other.scheme_ptr, persona=Persona.MEMBER).user
    for department in departments_of(row)[:1]:
        yield "agent@department", RoleFactory(authority=authority, persona=Persona.AGENT, department=department).user
    yield from named_by(row)
    if row == authority:
        yield "self", account_of(PersonFactory(authority=authority))


def departments_of(row):
    """The services that a row names, or the file that it belongs to."""
    asked = list(row.readers.all()) if hasattr(row, "readers") else []
    for _, value in foreign_keys(row):
        if isinstance(value, Department):
            asked.append(value)
        elif value is not None and value._meta.app_label in ("referrals", "writing"):
            asked += departments_of(value)
    return asked


def named_by(row):
    """(name of the field, account) of each person that a row names."""
    if isinstance(row, Person):
        yield "self", account_of(row)
    for field, value in foreign_keys(row):
        if isinstance(value, User):
            yield field.name, value
        elif isinstance(value, Person):
            yield field.name, account_of(value)


def account_of(person):
    """The account of a person; one is opened for whoever has none."""
    if person.user is None:
        person.user = UserFactory()
        person.save(update_fields=["user"])
    return person.user


# --- The doors ---


class Page:
    """One address of a host, called as the middlewares would call it."""

    sign_in = LoginRequiredMiddleware(lambda request: None)

    def __init__(self, path, authority, host):
        self.path, self.authority, self.found = path, authority, resolve(path)
        self.requests = RequestFactory(SERVER_NAME=host.name)

    def lets_in(self, user):
        """Whether the page opens: neither hidden, nor forbidden, nor behind the sign-in page."""
        request = self.request_of(user)
        if self.sign_in.process_view(request, self.found.func, self.found.args, self.found.kwargs):
            return False
        try:
            answer = self.found.func(request, *self.found.args, **self.found.kwargs)
        except (PermissionDenied, Http404):
            return False
        return is_open(answer)

    def request_of(self, user):
        request = self.requests.get(self.path)
        request.user, request.authority, request.resolver_match = user, self.authority, self.found
        request.session, request.htmx = SessionStore(), HtmxDetails(request)
        request._messages = CookieStorage(request)
        return request


def opens(client, path):
    """The same, asked through the whole site."""
    return is_open(client.get(path))


def is_open(answer):
    if answer.status_code == 302:
        return not answer.url.startswith(SIGN_IN)
    return answer.status_code not in (401, 403, 404)


def client_of(user, host):
    client = Client(SERVER_NAME=host.name)
    if user.is_authenticated:
        client.force_login(user)
    return client


def path_of(route, row, authority):
    """The address of the page about this row, with what else the route asks."""

    def value(found):
        name = found["name"]
        return str(
            getattr(row, name)
            if name in ("pk", "slug", "uid") and hasattr(row, name)
            else argument(name, row, authority)
        )

    return "/" + re.sub(r"<(\w+:)?(?P<name>\w+)>", value, THEME.sub("theme-0.css", route))


def argument(name, row, authority):
    """What else a route asks: another record of the same authority, or a key of the product."""
    makers = {
        "key": lambda: importers()[0].key,
        "kind": lambda: kinds()[0].code,
        "scheme": lambda: BodyFactory(authority=authority).pk,
        "other": lambda: PersonFactory(authority=authority).pk,
        "college": lambda: CollegeFactory(body=row).pk,
        "member": lambda: MembershipFactory(body=row).pk,
        "item": lambda: RenewalItemFactory(campaign=row).pk,
        "opinion": lambda: MunicipalOpinionFactory(campaign=row).pk,
    }
    return makers.get(name, lambda: 1)()


def said(entered):
    """The names of those who entered, in few words."""
    names = [name for name, inside in entered.items() if inside]
    if len(names) == len(entered):
        return EVERYBODY
    if len(names) == len(entered) - 1 and "visitor" not in names:
        return SIGNED_IN
    return " ".join(names) or NOBODY


def braced(situation):
    return f"  {{{situation}}}" if situation else ""


def bracketed(permission):
    return f"  [{permission}]" if permission else ""
