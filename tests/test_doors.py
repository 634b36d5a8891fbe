"""Every address says who may enter: a view without a door does not exist."""

import pytest
import rules
from django.urls import get_resolver
from django.urls.resolvers import URLPattern

SHELLS = {"gestion/": "desk", "espace-membre/": "member"}
ACCOUNT = "compte/"
"""Sign-in pages: allauth's own doors, and the account pages of the signed-in person."""


def patterns(resolver, prefix=""):
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback
        else:
            yield from patterns(pattern, route)


def views(urlconf="parvis.config.urls"):
    return [(route, view) for route, view in patterns(get_resolver(urlconf)) if not route.startswith(ACCOUNT)]


def shell_of(route):
    return next((shell for path, shell in SHELLS.items() if route.startswith(path)), "public")


@pytest.mark.parametrize(("route", "view"), views(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_view_passes_through_the_door_of_its_shell(route, view):
    assert getattr(view, "shell", None) == shell_of(route), "use desk_view, member_view or public_view"


@pytest.mark.parametrize(
    ("route", "view"),
    [(route, view) for route, view in views() if shell_of(route) != "public"],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_view_behind_a_door_names_a_permission_that_exists(route, view):
    assert rules.perm_exists(view.permission), f"no rule is declared for « {view.permission} »"
    assert getattr(view, "login_required", True), "a view behind a door stays behind sign-in"


def test_public_views_are_opened_one_by_one():
    for route, view in views():
        if shell_of(route) == "public":
            assert view.login_required is False, route


def test_the_directory_host_opens_only_its_own_pages():
    open_here = {route: view.shell for route, view in views("parvis.config.urls_directory")}
    assert set(open_here.values()) <= {"public", "directory"}


def test_sign_in_pages_are_those_of_allauth_and_of_the_account():
    for route, view in patterns(get_resolver("parvis.config.urls")):
        if route.startswith(ACCOUNT):
            assert view.__module__.startswith(("allauth.", "parvis.shells.public.account")), route


def test_addresses_are_french_nouns_in_lower_case():
    for route, _ in views():
        words = [part for part in route.split("/") if part and "<" not in part and "^" not in part]
        assert all(word == word.lower() and "_" not in word for word in words), route
