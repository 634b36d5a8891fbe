"""The literal table of who may enter each page, and the same asked through the pages themselves."""

import os
from pathlib import Path

import pytest

from parvis.deliberation.referrals.models import Referral
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.authorities.models import Host
from parvis.ground.authorities.tests.factories import AuthorityFactory, HostFactory, RoleFactory

from .situations import SITUATIONS
from .who_enters import Page, client_of, doors, lines, make, nothing_drawn, opens, path_of, people_of

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("who_enters.txt")


def test_the_table_says_who_enters_each_page():
    """To accept a change after reading it: PARVIS_WRITE_TABLE=1 pytest tests/test_who_enters.py."""
    today = lines()
    if os.environ.get("PARVIS_WRITE_TABLE"):
        TABLE.write_text("\n".join(today) + "\n")
    known = TABLE.read_text().splitlines()
    gone, new = sorted(set(known) - set(today)), sorted(set(today) - set(known))
    assert not gone and not new, "\n".join([*(f"- {line}" for line in gone), *(f"+ {line}" for line in new)])  # noqa: PT018


def test_the_whole_site_answers_as_the_table():
    """The table calls the pages one by one; through every middleware the answer is the same."""
    row = SITUATIONS[Referral]["transmitted"]()
    host = Host.objects.get(authority=row.authority)
    asked = ("visitor", "officer", "councillor", "agent@department", "member@scheme", "member@other", "drafted_by")
    people = {name: user for name, user in people_of(row, row.authority) if name in asked}
    assert len(people) == len(asked)
    clients = {name: client_of(user, host) for name, user in people.items()}
    with nothing_drawn():
        for route in [route for route, view in doors() if view.model is Referral]:
            path = path_of(route, row, row.authority)
            page = Page(path, row.authority, host)
            for name, user in people.items():
                assert opens(clients[name], path) == page.lets_in(user), f"{path} {name}"


# Any account has a space of its own, empty where it has no place.
OWN_SPACE = "member.enter"
BEHIND = [(route, view) for route, view in doors() if view.shell != "public" and view.permission != OWN_SPACE]


@pytest.mark.parametrize(("route", "view"), BEHIND, ids=[route for route, _ in BEHIND])
def test_strangers_stay_outside(client, route, view):
    """A visitor is sent to sign in; the staff of another authority finds nothing here."""
    row = make(view.model) if view.model else AuthorityFactory()
    authority_id = row.authority_id or AuthorityFactory().pk
    host = Host.objects.filter(authority=authority_id).first() or HostFactory(authority_id=authority_id, authority=None)
    path = path_of(route, row, host.authority)
    assert client.get(path, HTTP_HOST=host.name).status_code == 302
    client.force_login(RoleFactory(persona="admin", user=UserFactory()).user)
    assert client.get(path, HTTP_HOST=host.name).status_code in (403, 404)
