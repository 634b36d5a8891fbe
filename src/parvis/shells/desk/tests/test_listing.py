import csv
import datetime as dt
import io
import tracemalloc

import openpyxl
import pytest
from django.urls import reverse
from odfdo import Document

from parvis.ground.authorities.models import Venue
from parvis.ground.authorities.tests.factories import AuthorityFactory, TerritoryFactory, VenueFactory
from parvis.ground.core import sheets
from parvis.shells.desk.models import ListPreference

LIST = "/gestion/reglages/lieux/"


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_list_costs_the_same_whatever_its_length(enter, authority, count, django_assert_num_queries):
    territory = TerritoryFactory(authority=authority)
    VenueFactory.create_batch(count, authority=authority, territory=territory)
    officer = enter("officer")
    officer.get(LIST)
    with django_assert_num_queries(9):
        page = officer.get(LIST)
    assert f"{count} lieu" in page.content.decode().replace("\xa0", " ")


def test_a_list_shows_only_its_own_authority(enter, authority):
    VenueFactory(name="Salle des fêtes d’ailleurs")
    VenueFactory(authority=authority, name="Halle d’ici")
    page = enter("officer").get(LIST).content.decode()
    assert "Halle d’ici" in page
    assert "d’ailleurs" not in page


def test_the_heading_counts_what_the_filters_leave(enter, authority):
    VenueFactory(authority=authority, name="Halle", step_free=True)
    VenueFactory(authority=authority, name="Grenier", step_free=False)
    page = enter("officer").get(LIST, {"step_free": "true"})
    assert page.context["title"] == "1\xa0lieu"
    assert [c["label"] for c in page.context["chips"]] == ["Accessible sans marche : oui"]
    assert page.context["chips"][0]["url"] == LIST


def test_the_search_box_forgets_accents_and_case_and_wants_every_word(enter, authority):
    VenueFactory(authority=authority, name="Médiathèque", address="3 rue de l’Étang")
    VenueFactory(authority=authority, name="Mediatheque haute")
    officer = enter("officer")
    assert officer.get(LIST, {"q": "MEDIATHEQUE"}).context["title"] == "2\xa0lieux"
    assert officer.get(LIST, {"q": "médiathèque étang"}).context["title"] == "1\xa0lieu"


@pytest.mark.parametrize(
    ("asked", "found"),
    [("velo", 2), ("dev", 1), ("vélo-", 1), ("l’étang", 1), ("etang", 1), ("2026-07", 1), ("071", 1), ("oppement", 0)],
)
def test_a_word_is_looked_for_by_its_beginning(enter, authority, asked, found):
    VenueFactory(authority=authority, name="Développement", address="Délibération 2026-071")
    VenueFactory(authority=authority, name="Maison du vélo", address="Rue de l’Étang")
    VenueFactory(authority=authority, name="Vélo-école")
    assert enter("officer").get(LIST, {"q": asked}).context["table"].page.paginator.count == found


def test_a_filter_never_offers_another_authoritys_records(enter, authority):
    elsewhere = TerritoryFactory(name="Canton d’ailleurs")
    officer = enter("officer")
    assert "Canton d’ailleurs" not in officer.get(LIST).content.decode()
    page = officer.get(LIST, {"territory": elsewhere.pk})
    assert page.context["filter_errors"]


def test_rows_are_sorted_and_pages_do_not_overlap(enter, authority):
    for i in range(60):
        VenueFactory(authority=authority, name=f"Salle {i:02}", capacity=10)
    officer = enter("officer")
    seen = []
    for page in (1, 2, 3):
        rows = officer.get(LIST, {"sort": "-capacity", "page": page}).context["table"].page.object_list
        seen += [row.record.name for row in rows]
    assert sorted(seen) == [f"Salle {i:02}" for i in range(60)]


def test_the_order_of_an_unknown_column_is_ignored(enter, authority):
    VenueFactory(authority=authority, name="B")
    VenueFactory(authority=authority, name="A")
    rows = enter("officer").get(LIST, {"sort": "authority__name"}).context["table"].page.object_list
    assert [row.record.name for row in rows] == ["A", "B"]


def test_columns_are_chosen_in_the_address_and_remembered_when_asked(enter, authority):
    VenueFactory(authority=authority)
    officer = enter("officer")
    shown = officer.get(LIST, {"colonnes": ["capacity", "equipment"]}).context["table"].columns
    assert [c.name for c in shown] == ["name", "capacity", "equipment"]
    assert not ListPreference.objects.exists()
    answer = officer.get(LIST, {"colonnes": ["capacity"], "retenir": "1", "q": "salle"})
    assert answer.url == f"{LIST}?q=salle"
    assert [c.name for c in officer.get(LIST).context["table"].columns] == ["name", "capacity"]


def test_an_empty_list_says_how_the_first_row_comes(enter):
    page = enter("admin").get(LIST).content.decode()
    assert "Il n’y a pas encore de lieux." in page
    assert "Décrivez les salles" in page
    assert reverse("desk:settings:venue-create") in page


def test_a_filter_that_finds_nothing_says_so(enter, authority):
    VenueFactory(authority=authority)
    page = enter("admin").get(LIST, {"q": "introuvable"}).content.decode()
    assert "Aucun lieu ne correspond à ces filtres." in page


def test_only_who_may_add_is_offered_the_button(enter):
    assert reverse("desk:settings:venue-create") not in enter("auditor").get(LIST).content.decode()


def content(response):
    return b"".join(response.streaming_content)


@pytest.fixture
def three_venues(authority):
    quarter = TerritoryFactory(authority=authority, name="Quartier « Haut »")
    VenueFactory(authority=authority, name="Halle", capacity=120, step_free=True, territory=quarter)
    VenueFactory(authority=authority, name="=1+1", capacity=None, step_free=False, address="2 rue <b> & Cie")
    VenueFactory(authority=authority, name="Zone", capacity=4)


QUERY = {"colonnes": ["name", "capacity", "step_free", "territory", "address"], "sort": "-name"}


def test_the_csv_export_is_what_the_list_shows(enter, three_venues):
    response = enter("officer").get(LIST, {**QUERY, "format": "csv"})
    data = content(response)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Nom", "Adresse", "Territoire", "Places", "Accessible sans marche"]
    assert rows[1:] == [
        ["Zone", "", "", "4", ""],
        ["Halle", "", "Quartier « Haut »", "120", "oui"],
        ["'=1+1", "2 rue <b> & Cie", "", "", "non"],
    ]


def test_the_xlsx_export_keeps_numbers_and_never_writes_a_formula(enter, three_venues):
    data = content(enter("officer").get(LIST, {**QUERY, "format": "xlsx"}))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet["D3"].value == 120
    assert (sheet["A4"].value, sheet["A4"].data_type) == ("=1+1", "s")
    assert sheet["B4"].value == "2 rue <b> & Cie"
    assert sheet["E4"].value is False


def test_the_ods_export_is_read_back(enter, three_venues):
    data = content(enter("officer").get(LIST, {**QUERY, "format": "ods"}))
    table = Document(io.BytesIO(data)).body.get_table(0)
    rows = [row.get_values() for row in table.iter_rows()]
    assert rows[1][3] == 4
    assert rows[3][0] == "=1+1"
    assert table.get_cell("A4").formula is None


def test_an_export_follows_the_filters(enter, three_venues):
    data = content(enter("officer").get(LIST, {"q": "hall", "format": "csv"}))
    assert data.decode().count("\r\n") == 2


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_an_export_costs_the_same_whatever_its_length(enter, authority, kind, django_assert_num_queries):
    VenueFactory.create_batch(30, authority=authority)
    officer = enter("officer")
    officer.get(LIST)
    with django_assert_num_queries(6):
        content(officer.get(LIST, {"format": kind}))


def test_an_unknown_format_does_not_exist(enter):
    assert enter("officer").get(LIST, {"format": "exe"}).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_writing_a_long_table_keeps_little_in_memory(kind):
    def rows(count):
        return ([i, f"Ligne {i}", dt.date(2026, 1, 1), 12.5, True] for i in range(count))

    def peak(count):
        tracemalloc.start()
        for _ in sheets.write(kind, ["a", "b", "c", "d", "e"], rows(count)):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(6000) < peak(1500) + 300_000


def test_a_stale_page_number_leads_to_the_last_page(enter, authority):
    VenueFactory.create_batch(3, authority=authority)
    page = enter("officer").get(LIST, {"page": "99"})
    assert page.context["table"].page.number == 1
    assert Venue.objects.of(authority).count() == 3


@pytest.mark.parametrize("asked", ["page=²", "page=0", "page=-1", "lignes=²", "q=salle&page=0", "q=salle&page=²"])
def test_a_page_number_that_makes_no_sense_leads_to_the_first_page(enter, authority, asked):
    VenueFactory(authority=authority, name="Salle des fêtes")
    page = enter("officer").get(f"{LIST}?{asked}")
    assert page.context["table"].page.number == 1
    assert "Salle des fêtes" in page.content.decode()


def test_another_authoritys_venue_is_not_found(enter):
    elsewhere = VenueFactory(authority=AuthorityFactory())
    assert enter("admin").get(elsewhere.get_desk_url()).status_code == 404
