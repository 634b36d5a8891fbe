"""A module that an authority switches off closes: no page of it answers, nothing leads there, nothing is sent."""

import datetime as dt

import pytest
from django.urls import reverse

from parvis.commons.commitments import due
from parvis.commons.commitments.tests.factories import CommitmentFactory
from parvis.commons.schemes.queries import panels
from parvis.deliberation.meetings.tests.factories import MeetingFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities import defaults
from parvis.ground.authorities.tests.factories import AuthorityFactory, RoleFactory
from parvis.ground.core import clock
from parvis.ground.mailing.models import Message
from parvis.ground.search import index

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    clock.freeze("2026-12-09T09:00")
    return AuthorityFactory(slug="orzenne")


@pytest.fixture
def officer(authority, client):
    user = user_with("officer", authority)
    RoleFactory(authority=authority, user=user, persona="member")
    client.force_login(user)
    client.defaults["HTTP_HOST"] = "orzenne.localhost"
    client.user = user
    return client


def switch_off(authority, *slugs):
    authority.modules_off = list(slugs)
    authority.save()


def pages_of(commitment, meeting):
    """(module, address) of pages of the desk, of the member space and of the site, verbs included."""
    return [
        ("commitments", reverse("desk:commitments:list")),
        ("commitments", reverse("desk:commitments:create")),
        ("commitments", commitment.get_desk_url()),
        ("commitments", commitment.get_absolute_url()),
        ("commitments", reverse("member:commitments:list")),
        ("commitments", reverse("public:commitments:board")),
        ("commitments", "/gestion/imports/nouveau/commitments/"),
        ("meetings", reverse("desk:meetings:list")),
        ("meetings", meeting.get_desk_url()),
    ]


def test_its_pages_answer_404_and_those_of_the_others_stay(officer, authority):
    commitment = CommitmentFactory(authority=authority, is_public=True)
    pages = pages_of(commitment, MeetingFactory(scheme__authority=authority))
    for _, path in pages:
        assert officer.get(path).status_code == 200, path
    for off in ("commitments", "meetings"):
        switch_off(authority, off)
        for module, path in pages:
            assert officer.get(path).status_code == (404 if module == off else 200), path
        assert officer.get("/gestion/reglages/").status_code == 200


def test_a_verb_of_it_does_nothing(officer, authority):
    commitment = CommitmentFactory(authority=authority, is_public=True)
    switch_off(authority, "commitments")
    assert officer.post(reverse("desk:commitments:withdraw", args=[commitment.pk])).status_code == 404
    commitment.refresh_from_db()
    assert commitment.is_public


def test_nothing_leads_to_it(officer, authority, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        commitment = CommitmentFactory(authority=authority, is_public=True, title="Ouvrir une passerelle")
    scheme = MeetingFactory(scheme__authority=authority, title="Plénière", is_public=True).scheme
    readers = ["/", "/actualite.atom", "/plan-du-site/", "/gestion/", "/espace-membre/", "/rechercher/?q=passerelle"]
    assert index.search(officer.user, authority, "passerelle")
    assert {"Réunions", "Engagements"} <= {block.title for block in panels(scheme, officer.user)}
    switch_off(authority, "commitments", "meetings")
    assert index.search(officer.user, authority, "passerelle") == []
    assert not {"Réunions", "Engagements"} & {block.title for block in panels(scheme, officer.user)}
    for path in (*readers, "/agenda/", "/agenda.ics"):
        page = officer.get(path).content.decode()
        assert commitment.title not in page, path
        assert "/engagements/" not in page, path
        assert "/reunions/" not in page, path


def test_it_reminds_nobody(authority):
    defaults.load_rules()
    user_with("officer", authority)
    CommitmentFactory(authority=authority, due_on=dt.date(2026, 12, 1))
    switch_off(authority, "commitments")
    due.remind(clock.now())
    assert not Message.objects.exists()
    switch_off(authority)
    due.remind(clock.now())
    assert Message.objects.exists()
