"""The census table comes from a spreadsheet: classes or ages, by territory and by sex, never counted twice."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from parvis.commons.imports import lifecycle
from parvis.deliberation.bodies import queries
from parvis.deliberation.bodies.census_importing import CENSUS, ages, people, sex
from parvis.deliberation.bodies.models import AgeClass
from parvis.deliberation.bodies.tests.factories import AgeClassFactory, BodyFactory, MembershipFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.tests.factories import TerritoryFactory
from parvis.ground.core import clock

WHOLE = "Classe d’âge;Habitants;Année;Source\n"
BY_SEX = "Âge;Femmes;Hommes;Année\n"


@pytest.fixture
def check(epci, officer, at):
    at("2026-08-20")

    def run(content, name="recensement.csv"):
        content = content.encode() if isinstance(content, str) else content
        batch = lifecycle.upload(epci, CENSUS, SimpleUploadedFile(name, content), by=officer)
        lifecycle.match(batch, batch.matching, by=officer)
        return batch

    return run


def table(year=2022):
    rows = AgeClass.objects.filter(census_year=year).order_by("low")
    return [(row.label, row.low, row.high, row.population) for row in rows]


def test_one_line_per_class_fills_the_table(check, officer):
    batch = check(WHOLE + "16 à 29 ans;7 290;2022;Insee, RP 2022\n75 ans et plus;6561;2022;Insee, RP 2022\n")
    assert (batch.error_count, batch.new_count) == (0, 2)
    assert not AgeClass.objects.exists()
    lifecycle.confirm(batch, by=officer)
    assert table() == [("16 à 29 ans", 16, 29, 7290), ("75 ans et plus", 75, None, 6561)]
    assert AgeClass.objects.first().source == "Insee, RP 2022"


def test_the_same_comes_from_a_spreadsheet_file(check, officer):
    book = Workbook()
    for line in (
        ("Tranche d’âge", "Femmes", "Hommes", "Année"),
        ("16-29", 3650.4, 3640, 2022),
        ("75+", 4000, 2561, 2022),
    ):
        book.active.append(line)
    content = io.BytesIO()
    book.save(content)
    batch = check(content.getvalue(), "recensement.xlsx")
    assert [line.errors for line in batch.lines.all()] == [[], []]
    lifecycle.confirm(batch, by=officer)
    assert [row[3] for row in table()] == [7290, 6561]


def test_communes_and_sexes_of_a_class_add_up(check, officer, epci):
    for name in ("Virazelle", "Tournabelle"):
        TerritoryFactory(authority=epci, name=name)
    lines = [f"16 à 29 ans;{sexe};{commune};100;2022\n" for sexe in "FH" for commune in ("Virazelle", "Tournabelle")]
    batch = check("Âge;Sexe;Commune;Habitants;Année\n" + "".join(lines))
    assert (batch.error_count, batch.new_count, batch.present_count) == (0, 4, 0)
    lifecycle.confirm(batch, by=officer)
    assert table() == [("16 à 29 ans", 16, 29, 400)]
    lifecycle.undo(batch, by=officer)
    assert table() == []


def test_single_ages_go_to_the_classes_of_the_table_before(check, officer, epci):
    AgeClassFactory(authority=epci, low=16, high=24, label="16 à 24 ans", census_year=2017)
    AgeClassFactory(authority=epci, low=25, high=None, label="25 ans et plus", census_year=2017)
    batch = check(BY_SEX + "".join(f"{age};10;11;2022\n" for age in (16, 24, 25, 90)) + "15;9;9;2022\n")
    assert (batch.error_count, batch.new_count) == (1, 4)
    assert "Aucune classe du tableau" in str(batch.lines.get(outcome="error").errors)
    lifecycle.confirm(batch, by=officer, skip_errors=True)
    assert table() == [("16 à 24 ans", 16, 24, 42), ("25 ans et plus", 25, None, 42)]
    assert len(table(2017)) == 2


def test_without_any_table_single_ages_go_to_the_usual_classes(check, officer):
    lifecycle.confirm(
        check(BY_SEX + "16;1;1;2022\n29;1;1;2022\n30;1;1;2022\n75;1;1;2022\n100 et plus;1;1;2022\n"), by=officer
    )
    assert table() == [("16 à 29 ans", 16, 29, 4), ("30 à 44 ans", 30, 44, 2), ("75 ans et plus", 75, None, 4)]


def test_the_same_file_twice_writes_nothing(check, officer):
    text = WHOLE + "16 à 29 ans;7290;2022;\n"
    lifecycle.confirm(check(text), by=officer)
    assert check(text).present_count == 1


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("jeunes;10;10;2022\n", "n’est pas un âge"),
        ("29 à 16 ans;10;10;2022\n", "n’est pas un âge"),
        ("16 à 29 ans;beaucoup;10;2022\n", "nombre d’habitants"),
        ("16 à 29 ans;10;;2022\n", "celui d’hommes"),
        ("16 à 29 ans;10;10;\n", "vide"),
        ("16 à 29 ans;10;10;2022\n16 à 29 ans;10;10;2022\n", "déjà comptés"),
        ("16 à 29 ans;10;10;2022\n25;10;10;2022\n", "déjà comptés"),
        ("16 à 29 ans;10;10;2022\n25 à 39 ans;10;10;2022\n", "recouvre"),
        ("30 à 44 ans;10;10;2017\n", "compte déjà 9\\xa0000 habitants"),
        ("30 à 50 ans;10;10;2017\n", "recouvre la classe « 30 à 44 ans »"),
    ],
)
def test_each_error_is_said_on_its_line(check, epci, lines, words):
    AgeClassFactory(authority=epci, low=30, high=44, label="30 à 44 ans", census_year=2017)
    batch = check(BY_SEX + lines)
    assert batch.error_count == 1
    assert words in str([line.errors for line in batch.lines.filter(outcome="error")])


def test_a_total_and_its_parts_are_not_added(check, epci):
    TerritoryFactory(authority=epci, name="Virazelle")
    head = "Âge;Sexe;Commune;Habitants;Femmes;Hommes;Année\n"
    for lines, words in (
        ("16-29;;;100;;;2022\n16-29;F;;50;;;2022\n", "déjà comptés"),
        ("16-29;;;100;;;2022\n16-29;;Virazelle;50;;;2022\n", "déjà comptés"),
        ("16-29;;Ailleurs;100;;;2022\n", "territoire n’est pas connu"),
        ("16-29;F;;100;50;50;2022\n", "colonne Sexe"),
        ("16-29;;;100;50;60;2022\n", "ne font pas"),
    ):
        batch = check(head + lines)
        assert batch.error_count == 1, lines
        assert words in str(batch.lines.get(outcome="error").errors)


def test_the_composition_is_weighed_against_what_was_imported(check, officer, epci):
    lifecycle.confirm(check(WHOLE + "16 à 29 ans;5000;2022;\n30 ans et plus;5000;2022;\n"), by=officer)
    body = BodyFactory(authority=epci)
    MembershipFactory(body=body, starts_on="2026-01-01")
    report = queries.report_on(body, clock.today())
    assert report.census_year == 2022
    assert len(report.ages) == 2


def test_cells_are_read_as_people_write_them():
    written = ("de 16 à 29 ans", "16–29", "75 et plus", "75 ans ou plus", "moins de 16 ans", "42", "")
    assert [ages(cell) for cell in written] == [
        (16, 29), (16, 29), (75, None), (75, None), (0, 15), (42, 42), None,
    ]  # fmt: skip
    assert [people(cell) for cell in ("1 234,5", "12.4", "")] == [1235, 12, None]
    assert [sex(cell) for cell in ("Femmes", "h", "Ensemble", "")] == ["f", "h", "", ""]
    for wrong in (lambda: people("NaN"), lambda: people("-3"), lambda: sex("autre")):
        with pytest.raises(ValueError, match="«"):
            wrong()


def test_the_page_of_the_census_leads_to_the_import(client, officer, epci):
    client.force_login(officer)
    host = {"host": "orzenne.localhost"}
    page = client.get("/gestion/instances/recensement/", headers=host).content.decode()
    assert 'href="/gestion/imports/nouveau/census_table/"' in page
    assert client.get("/gestion/imports/nouveau/census_table/", headers=host).status_code == 200
    client.force_login(user_with("agent", epci))
    assert client.get("/gestion/imports/nouveau/census_table/", headers=host).status_code in (403, 404)
