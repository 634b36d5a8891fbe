"""Sources of several kinds read in one query."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import Count
from django.db.models.functions import ExtractYear

from parvis.ground.authorities.models import Authority, Department, LegalAct, Venue
from parvis.ground.authorities.tests.factories import (
    AuthorityFactory,
    DepartmentFactory,
    LegalActFactory,
    VenueFactory,
)
from parvis.ground.core import clock, gathering
from parvis.ground.core.gathering import Source, gather, light, others
from parvis.ground.core.manifest import DueItem
from parvis.ground.core.models import WorkerBeat

DAY = dt.timedelta(days=1)


@pytest.fixture
def authority(db):
    return AuthorityFactory(slug="orzenne", name="L’« Orzenne » : 100 % \\ d’ici")


def acts(authority, count):
    days = [dt.date(2026, 11, 1) + n * DAY for n in range(count)]
    for n, day in enumerate(reversed(days)):
        LegalActFactory(authority=authority, number=f"2026-{n}", date=day)
    return LegalAct.objects.of(authority).order_by("date", "pk")


def due(row):
    return DueItem(row.title, "signer", "", row.date, "/")


def test_rows_of_any_shape_come_in_one_query(authority, django_assert_num_queries):
    beat = WorkerBeat.objects.create(worker_id="w", host="h", pid=7, beat_at=clock.now().replace(microsecond=0))
    acts(authority, 1)
    sources = [
        Source(WorkerBeat.objects.order_by("pk"), ("pk", "pid", "beat_at"), lambda row: (row.pk, row.pid, row.beat_at)),
        Source(LegalAct.objects.order_by("pk"), ("date", "authority__name"), lambda r: (r.date, r.authority__name)),
    ]
    assert connection.features.has_json_object_function  # SQLite is asked once
    with django_assert_num_queries(1):
        found = list(gather(sources))
    assert found == [("w", 7, beat.beat_at), (dt.date(2026, 11, 1), authority.name)]


def test_each_source_keeps_the_most_urgent_and_leads_to_the_rest(authority):
    rest = others("autre acte", "autres actes", "/actes/", waiting=True)
    rows = acts(authority, 5)
    *shown, last = gather([Source(rows, ("title", "date"), due, most=2, rest=rest)])
    assert [item.when.day for item in shown] == [1, 2]
    assert (last.label, last.when, last.url, last.waiting) == ("3\xa0autres actes", shown[-1].when, "/actes/", True)
    assert len(list(gather([Source(rows, ("title", "date"), due, most=5, rest=rest)]))) == 5


@pytest.mark.parametrize(("left_out", "said"), [(2, "2\xa0autres actes"), (3, "Plus de 2\xa0autres actes")])
def test_rows_left_out_are_counted_up_to_a_bound(authority, monkeypatch, left_out, said):
    monkeypatch.setattr(gathering, "COUNTED", 2)
    rows = acts(authority, 1 + left_out)
    *_, last = gather([Source(rows, ("title", "date"), due, most=1, rest=others("autre acte", "autres actes", "/"))])
    assert last.label == said


def test_what_somebody_may_see_never_comes_with_the_rows_of_another(authority):
    """How rows are written is kept from one request to the next; which rows come is asked each time."""
    other = AuthorityFactory(slug="valmore")
    acts(authority, 2)
    LegalActFactory(authority=other, title="Chez les voisins")
    for asked, count in ((authority, 2), (other, 1), (authority, 2)):
        rows = LegalAct.objects.of(asked).order_by("date", "pk")
        assert list(gather([Source(rows, ("authority",), lambda row: row.authority)])) == [asked.pk] * count


def test_rows_are_written_with_the_annotations_of_their_manager(authority):
    def with_year():
        return LegalAct.objects.annotate(year=ExtractYear("date"))

    source = Source(acts(authority, 2), ("title", "year"), lambda row: row.year, written=with_year)
    assert list(gather([source])) == [2026, 2026]


def test_a_light_record_knows_what_it_is_given_and_nothing_of_the_one_before():
    first, second = light(Department, pk=7, name="Mobilités"), light(Department, pk=8)
    assert (first.pk, str(first), second.pk, second.name) == (7, "Mobilités", 8, "")


def test_what_is_not_counted_is_left_out_without_a_word(authority):
    assert len(list(gather([Source(acts(authority, 5), ("title", "date"), due, most=2)]))) == 2


def test_rows_may_be_grouped(authority):
    VenueFactory.create_batch(3, authority=authority)
    VenueFactory()
    rows = Venue.objects.values("authority").annotate(rooms=Count("pk")).order_by("-rooms")
    found = list(gather([Source(rows, ("authority", "rooms"), lambda row: (row.authority, row.rooms), most=1)]))
    assert found == [(authority.pk, 3)]


def test_a_grouped_source_counts_its_groups(authority):
    for _ in range(3):
        VenueFactory()
    rows = Venue.objects.values("authority").annotate(rooms=Count("pk")).order_by("authority")
    rest = others("autre collectivité", "autres collectivités", "/")
    source = Source(rows, ("rooms",), lambda row: DueItem(str(row.rooms), "", "", None, "/"), most=1, rest=rest)
    assert [item.label for item in gather([source])] == ["1", "2\xa0autres collectivités"]


def test_a_row_may_have_nothing_to_say(authority):
    rows = acts(authority, 3)
    found = gather([Source(rows, ("title", "date"), lambda row: due(row) if row.date.day == 2 else None)])
    assert [item.when.day for item in found] == [2]


def test_a_source_that_can_find_nothing_costs_nothing(authority, django_assert_num_queries):
    nothing = Source(Department.objects.filter(pk__in=[]), ("name",), lambda row: row.name)
    with django_assert_num_queries(0):
        assert list(gather([nothing])) == []
        assert list(gather([])) == []
    DepartmentFactory(authority=authority, name="Mobilités")
    something = Source(Department.objects.order_by("pk"), ("name",), lambda row: row.name)
    assert list(gather([nothing, something, nothing])) == ["Mobilités"]


def test_what_is_missing_is_none_and_a_moment_keeps_its_microseconds(authority):
    authority.refresh_from_db()
    columns = ("accessibility_audited_on", "created_at")
    found = list(gather([Source(Authority.objects.filter(pk=authority.pk), columns, vars)]))
    assert found == [{"accessibility_audited_on": None, "created_at": authority.created_at}]
