"""Questions worded once and asked again: fresh answers, and another wording as soon as what made it has changed."""

import datetime as dt

import pytest

from parvis.ground.authorities.models import LegalAct, Venue
from parvis.ground.authorities.tests.factories import AuthorityFactory, LegalActFactory, VenueFactory
from parvis.ground.core import asking, clock
from parvis.ground.core.asking import bare, state, wording
from parvis.ground.core.gathering import Source
from parvis.ground.core.models import WorkerBeat
from parvis.ground.core.moments import WHEN_ASKED

DAY = dt.timedelta(days=1)


@pytest.fixture
def authority(db):
    return AuthorityFactory()


@pytest.fixture
def ask(authority):
    """Ask for the titles of the acts of the year that a venue's capacity names; counts the wordings."""

    def asked(*key):
        return wording((authority.pk, *key), sources).items()

    def sources():
        asked.worded += 1
        year = Venue.objects.of(authority).get().capacity
        yield Source(LegalAct.objects.filter(date__year=year).order_by("date"), ("title",), lambda row: row.title)

    asked.worded = 0
    VenueFactory(authority=authority, capacity=2026)
    return asked


def test_what_is_asked_again_is_answered_anew_and_worded_once(authority, ask, django_assert_num_queries):
    assert ask() == []
    act = LegalActFactory(authority=authority, title="Création du conseil", date=dt.date(2026, 3, 2))
    with django_assert_num_queries(2):  # what the wording read is read again, then the question is asked
        assert ask() == [act.title]
    assert ask.worded == 1


def test_another_asker_has_another_wording(ask):
    ask("Léa"), ask("Maëlle"), ask("Léa")
    assert ask.worded == 2


def test_what_was_read_to_word_it_may_change(authority, ask):
    act = LegalActFactory(authority=authority, title="Création du conseil", date=dt.date(2027, 3, 2))
    assert ask() == []
    Venue.objects.of(authority).update(capacity=2027)
    assert ask() == [act.title]
    assert ask.worded == 2


def test_a_condition_on_the_present_moment_is_not_frozen(db):
    clock.freeze("2026-11-16T09:00")
    WorkerBeat.objects.create(worker_id="w", host="h", pid=7, beat_at=clock.now() + DAY / 2)
    sources = [Source(WorkerBeat.objects.filter(beat_at__lte=WHEN_ASKED), ("pid",), lambda row: row.pid)]
    assert wording(("beats",), lambda: sources).items() == []
    clock.freeze("2026-11-16T21:00")
    assert wording(("beats",), lambda: sources).items() == [7]


def test_a_wording_made_from_the_present_moment_is_not_kept(db):
    asked = []

    def sources():
        asked.append(clock.now())
        yield Source(WorkerBeat.objects.filter(beat_at__lte=asked[-1]), ("pid",), lambda row: row.pid)

    wording(("moment",), sources), wording(("moment",), sources)
    assert len(asked) == 2


def test_a_process_keeps_the_wordings_that_are_asked_for(ask, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 2)
    for asker in ("Léa", "Maëlle", "Léa", "Sabine", "Léa"):
        ask(asker)
    assert ask.worded == 3
    ask("Maëlle")
    assert ask.worded == 4


def test_the_state_of_a_record_changes_with_any_of_its_fields(authority):
    before = state(authority)
    authority.population = 12_001
    assert state(authority) != before


def test_a_bare_record_knows_its_fields_alone(authority, django_assert_num_queries):
    authority.found_before = "une règle lue plus tôt"
    authority.name = "Orzenne"
    with django_assert_num_queries(0):
        copy = bare(authority)
    assert (copy, copy.name, copy._state.adding) == (authority, "Orzenne", False)
    assert not hasattr(copy, "found_before")
