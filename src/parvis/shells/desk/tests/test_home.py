import datetime as dt

import pytest

from parvis.commons.commitments.tests.factories import CommitmentFactory
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.meetings.tests.factories import MeetingFactory
from parvis.deliberation.referrals.tests.factories import ReferralFactory
from parvis.ground.authorities.models import LegalRule, Role, Venue
from parvis.ground.authorities.tests.factories import LegalRuleFactory, VenueFactory
from parvis.ground.core import clock, manifest
from parvis.ground.core.asking import bare
from parvis.ground.core.gathering import Source, Wording
from parvis.ground.core.manifest import DueItem, Feature, MenuEntry, gathered
from parvis.shells.desk import places
from parvis.shells.desk.models import DeskVisit

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def a_monday():
    clock.freeze("2026-11-16T09:00")


@pytest.fixture
def feature(monkeypatch):
    """A feature that stands alone, with the contributions given."""

    def install(**contributions):
        one = Feature(slug="essai", label="Essai", **contributions)
        monkeypatch.setattr(manifest, "active_features", lambda authority: (one,))
        monkeypatch.setattr(places, "active_features", lambda authority: (one,))

    return install


def item(label, days, **changes):
    return DueItem(label, "rendre l’avis", "Léa", clock.today() + days * DAY, "/gestion/", **changes)


@pytest.fixture
def lines(authority):
    """A source that reads these items: one row each."""

    def read_as(items):
        rooms = VenueFactory.create_batch(len(items), authority=authority)
        said = dict(zip([room.pk for room in rooms], items, strict=True))
        rows = Venue.objects.of(authority).filter(pk__in=said).order_by("pk")
        return [Source(rows, ("pk",), lambda row: said[row.pk], most=len(items))]

    return read_as


def test_what_is_due_is_sorted_into_late_soon_waiting_and_month(enter, feature, lines):
    items = [
        item("Dans un mois", 25), item("Hier", -1), item("Dans dix jours", 10), item("Il y a un an", -365),
        item("Chez l’élue", -3, waiting=True), item("Dans deux mois", 60), item("Aujourd’hui", 0),
    ]  # fmt: skip
    sources = lines(items)
    feature(due=lambda user, authority, today: sources)
    page = enter("officer").get("/gestion/")
    assert [i.label for i in page.context["late"]] == ["Il y a un an", "Hier"]
    assert [i.label for i in page.context["week"]] == ["Aujourd’hui", "Dans dix jours"]
    assert [i.label for i in page.context["waiting"]] == ["Chez l’élue"]
    assert [i.label for i in page.context["month"]] == ["Dans un mois"]
    assert "en retard d’un jour" in page.content.decode()


def test_the_home_page_costs_the_same_whatever_is_due(enter, feature, lines, django_assert_num_queries):
    sources = lines([item(f"Saisine {i}", i - 100) for i in range(300)])
    feature(due=lambda user, authority, today: sources)
    officer = enter("officer")
    officer.get("/gestion/")
    with django_assert_num_queries(6):
        found = officer.get("/gestion/").context
    assert len(found["late"]) == 100
    assert len(found["month"]) == 21


def test_recent_changes_are_those_since_the_last_visit(enter, feature, lines):
    officer = enter("officer")
    before = clock.now() - 3 * DAY
    sources = lines([("Avant", "/a/", before - DAY), ("Après", "/b/", before + DAY)])
    feature(recent=lambda user, authority: sources)
    assert [e["label"] for e in officer.get("/gestion/").context["recent"]] == ["Après", "Avant"]
    DeskVisit.objects.update(seen_at=before)
    assert [e["label"] for e in officer.get("/gestion/").context["recent"]] == ["Après"]


def test_a_visit_lasts_until_an_hour_of_absence(enter, feature):
    feature()
    officer = enter("officer")
    officer.get("/gestion/")
    clock.freeze("2026-11-16T09:30")
    officer.get("/gestion/")
    assert DeskVisit.objects.get().since is None
    clock.freeze("2026-11-17T08:00")
    officer.get("/gestion/")
    assert DeskVisit.objects.get().since == clock.now().replace(day=16, hour=9, minute=30)


@pytest.mark.parametrize("persona", ["resident", "association", "municipality"])
def test_the_desk_is_for_the_people_of_the_authority(enter, persona):
    assert enter(persona).get("/gestion/").status_code == 403


def test_a_visitor_signs_in_first(client, authority):
    answer = client.get("/gestion/", HTTP_HOST="orzenne.localhost")
    assert answer.status_code == 302
    assert answer.url.startswith("/compte/connexion/")


def test_ctrl_k_finds_the_places_and_verbs_one_may_use(enter, feature):
    feature(
        menu=(MenuEntry("Réglages", "settings:home", permission="desk.see_settings"),),
        settings_menu=(MenuEntry("Règles de droit", "settings:rule-list", permission="authorities.view_legalrule"),),
        extra={
            "start": (MenuEntry("Nouvelle règle maison", "settings:venue-create", permission="authorities.add_venue"),)
        },
    )
    admin, officer = enter("admin"), None
    words = admin.get("/gestion/recherche/", {"q": "regl"}, HTTP_HX_REQUEST="true").content.decode()
    assert "Réglages" in words
    assert "Règles de droit" in words
    assert "Nouvelle règle maison" in words
    officer = enter("officer")
    words = officer.get("/gestion/recherche/", {"q": "regl"}, HTTP_HX_REQUEST="true").content.decode()
    assert "Nouvelle règle maison" not in words
    assert "<html" not in words


def test_a_search_that_finds_nothing_says_what_to_try(enter):
    page = enter("officer").get("/gestion/recherche/", {"q": "introuvable"}).content.decode()
    assert "Rien ne correspond à « introuvable »." in page


def test_an_empty_search_is_a_page(enter):
    assert enter("officer").get("/gestion/recherche/").status_code == 200


PERSONAS = ["officer", "director", "councillor", "agent", "chair", "admin"]


@pytest.fixture
def going_on(authority):
    """Something of most kinds: a body without rules, a meeting to convene, one to count, a referral, a promise."""
    body = BodyFactory(authority=authority, installed_on=clock.today() - 170 * DAY)
    for days in (-3, 20):
        MeetingFactory(authority=authority, scheme=body, starts_at=clock.now() + days * DAY)
    ReferralFactory(authority=authority, body=body, expected_on=clock.today() + 10 * DAY)
    CommitmentFactory(authority=authority, scheme=body, due_on=clock.today() - 5 * DAY)


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("name", ["due", "recent"])
def test_what_is_asked_of_the_database_depends_on_the_day_alone(enter, authority, going_on, persona, name):
    """A wording is kept for the day: a source that compared with the hour would go on comparing with that hour."""
    user = enter(persona).user

    def worded():
        more = (clock.today(),) if name == "due" else ()
        person, place = bare(user), bare(authority)
        with clock.watched() as looks:
            asked = Wording.of(gathered(name, place, person, place, *more))
        assert not looks
        return asked.statement

    morning = worded()
    clock.freeze("2026-11-16T21:30")
    assert worded() == morning


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("name", ["due", "recent"])
def test_reading_what_came_asks_nothing_more(enter, authority, going_on, persona, name, django_assert_num_queries):
    """What a line would ask while it is read would be kept with the wording, and never asked again."""
    person, place = bare(enter(persona).user), bare(authority)
    more = (clock.today(),) if name == "due" else ()
    asked = Wording.of(gathered(name, place, person, place, *more))
    with django_assert_num_queries(1 if asked.kinds else 0):
        asked.ask()


def test_what_is_due_follows_a_rule_that_changes_and_a_role_that_ends(enter, authority):
    officer, words = enter("officer"), "Règlement intérieur à adopter"
    BodyFactory(authority=authority, installed_on=clock.today() - 30 * DAY)
    rule = LegalRuleFactory(code="body.internal_rules_within", value=8, authority=authority)
    assert words not in officer.get("/gestion/").content.decode()
    LegalRule.objects.filter(pk=rule.pk).update(value=1)
    assert words in officer.get("/gestion/").content.decode()
    Role.objects.filter(user=officer.user).update(persona="agent")
    assert words not in officer.get("/gestion/").content.decode()
