"""AS01, step 3: people drawn and volunteers come from spreadsheets; so do the mandates of past years."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.commons.imports import lifecycle
from parvis.commons.people.models import Person
from parvis.commons.people.tests.factories import ElectedRoleFactory, PersonFactory
from parvis.deliberation.bodies import queries
from parvis.deliberation.bodies.importing import CANDIDATES, MANDATES
from parvis.deliberation.bodies.models import Membership
from parvis.deliberation.bodies.tests.factories import BodyFactory, CollegeFactory
from parvis.ground.authorities.models import LegalAct
from parvis.ground.authorities.tests.factories import TerritoryFactory

DRAWN = "Collège;Nom;Prénom;Sexe;Né le;Courriel;Ville\n"
PAST = "Instance;Nom;Prénom;Fonction;Début du mandat;Fin prévue;Fin réelle;Motif de fin;Délibération;Date de l’acte\n"


@pytest.fixture
def council(epci, at):
    at("2026-08-20")
    body = BodyFactory(authority=epci, name="Conseil de développement", short_name="C2D", status="renewing")
    CollegeFactory(body=body, name="Tirés au sort", code="A", seats=2, appointing_mode="sortition", starts_on=None)
    CollegeFactory(body=body, name="Volontaires", code="B", seats=2, starts_on=None)
    return body


@pytest.fixture
def check(epci, officer):
    def run(importer, text):
        batch = lifecycle.upload(epci, importer, SimpleUploadedFile("membres.csv", text.encode()), by=officer)
        lifecycle.match(batch, batch.matching, by=officer)
        return batch

    return run


def test_drawn_people_are_retained_and_volunteers_wait(check, council, officer, epci):
    commune = TerritoryFactory(authority=epci, name="Virazelle")
    batch = check(
        CANDIDATES,
        DRAWN
        + "A;Sabatier;Lucie;femme;03/02/1980;lucie@exemple.invalid;Virazelle\nB;Ouzari;Karim;homme;;;Tournabelle\n",
    )
    assert (batch.error_count, batch.new_count) == (0, 2)
    assert not Membership.objects.exists()
    lifecycle.confirm(batch, by=officer)
    drawn, volunteer = Membership.objects.order_by("pk")
    assert (drawn.is_retained, volunteer.is_retained) == (True, False)
    assert drawn.person.territory == commune
    assert [m.person.family_name for m in queries.coming_members(council)] == ["Sabatier"]


def test_the_same_file_twice_writes_nothing_and_the_whole_import_is_undone(check, council, officer):
    text = DRAWN + "B;Ouzari;Karim;homme;;karim@exemple.invalid;\n"
    batch = check(CANDIDATES, text)
    lifecycle.confirm(batch, by=officer)
    assert check(CANDIDATES, text).present_count == 1
    lifecycle.undo(batch, by=officer)
    assert not Membership.objects.exists()
    assert not Person.objects.filter(family_name="Ouzari").exists()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("C;Ouzari;Karim;;;;\n", "Collèges connus : Tirés au sort, Volontaires."),
        (";Ouzari;Karim;;;;\n", "vide"),
        ("B;Ouzari;Karim;;31/02/1980;;\n", "date"),
        ("A;Un;P;;;;\nA;Deux;P;;;;\nA;Trois;P;;;;\n", "complet"),
    ],
)
def test_each_error_is_said_on_its_line(check, council, line, words):
    batch = check(CANDIDATES, DRAWN + line)
    assert batch.error_count == 1
    assert words in str([found.errors for found in batch.lines.all()])


def test_mandates_of_past_years_come_back_with_their_act(check, council, officer):
    CollegeFactory(body=council, name="Membres", starts_on=dt.date(2024, 9, 28), ends_on=dt.date(2026, 9, 25))
    batch = check(
        MANDATES,
        PAST
        + "C2D;Fontbonne;Odile;Présidente;28/09/2024;25/09/2026;;;2024-058;25/06/2024\n"
        + "Conseil de développement;Larrieu;Mathilde;membre;28/09/2024;25/09/2026;31/01/2026;démission;2024-058;\n",
    )
    assert [line.errors for line in batch.lines.all()] == [[], []]
    lifecycle.confirm(batch, by=officer)
    assert LegalAct.objects.filter(number="2024-058").count() == 1
    chair, gone = Membership.objects.order_by("pk")
    assert (chair.role, chair.status) == ("chair", "active")
    assert (gone.status, gone.ended_on) == ("resigned", dt.date(2026, 1, 31))
    assert [m.pk for m in queries.members_on(council, dt.date(2025, 6, 1))] == [chair.pk, gone.pk]
    assert [m.pk for m in queries.members_on(council, dt.date(2026, 3, 1))] == [chair.pk]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Conseil inconnu;Larrieu;M;;28/09/2024;;;;;\n", "Aucune instance"),
        ("C2D;Larrieu;M;;28/09/2024;01/01/2024;;;;\n", "précède"),
        ("C2D;Larrieu;M;;28/09/2030;;;;;\n", "pas encore venue"),
        ("C2D;Larrieu;M;;28/09/2024;;;;2024-099;\n", "donnez aussi sa date"),
    ],
)
def test_a_mandate_that_contradicts_itself_is_refused(check, council, line, words):
    batch = check(MANDATES, PAST + line)
    assert batch.error_count == 1
    assert words in str(batch.lines.get().errors)


EXCLUDED = "Instance;Nom;Prénom;Début du mandat;Fin réelle;Motif de fin;Entendue le\n"


def test_an_exclusion_of_the_past_says_when_the_person_was_heard(check, council, officer):
    batch = check(MANDATES, EXCLUDED + "C2D;Larrieu;Mathilde;28/09/2024;31/01/2026;exclusion;12/01/2026\n")
    lifecycle.confirm(batch, by=officer)
    gone = Membership.objects.get()
    assert (gone.status, gone.heard_on) == ("disqualified", dt.date(2026, 1, 12))


@pytest.mark.parametrize(("heard", "words"), [("", "donnez cette date"), ("01/03/2026", "avant de quitter")])
def test_the_product_invents_no_hearing(check, council, heard, words):
    batch = check(MANDATES, EXCLUDED + f"C2D;Larrieu;Mathilde;28/09/2024;31/01/2026;exclusion;{heard}\n")
    assert words in str(batch.lines.get().errors)


def test_a_councillor_is_not_imported_into_the_council_that_excludes_them(check, council, epci, officer):
    councillor = PersonFactory(authority=epci, given_name="Luc", family_name="Castérande", email="luc@exemple.invalid")
    ElectedRoleFactory(person=councillor)
    line = "Instance;Nom;Prénom;Courriel;Début du mandat;Fin réelle\n"
    current = check(MANDATES, line + "C2D;Castérande;Luc;luc@exemple.invalid;28/09/2024;\n")
    assert "ne peut pas siéger" in str(current.lines.get().errors)
    over = check(MANDATES, line + "C2D;Castérande;Luc;luc@exemple.invalid;28/09/2024;30/01/2026\n")
    assert over.error_count == 0, "what is past is written as it was"
