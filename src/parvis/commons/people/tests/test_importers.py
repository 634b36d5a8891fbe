import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.commons.imports import lifecycle
from parvis.commons.people.importers import PEOPLE
from parvis.commons.people.models import Organisation, Person
from parvis.commons.people.tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

HEADERS = "Nom;Prénom;Sexe;Né le;Courriel;Tél;CP;Ville;Structure;Qualité;Fonction;Depuis le\n"
ANNE = "Dubois;Anne;Mme;03/02/1980;anne@exemple.invalid;06 12 34 56 78;47000;Agen;Les Jardins;;Présidente;01/01/2024\n"


@pytest.fixture
def check(authority, officer):
    def run(lines):
        file = SimpleUploadedFile("people.csv", (HEADERS + lines).encode())
        batch = lifecycle.upload(authority, PEOPLE, file, by=officer)
        lifecycle.match(batch, batch.matching, by=officer)
        return batch

    return run


def test_a_line_becomes_a_person_an_organisation_and_a_role(check, officer):
    batch = check(ANNE + "Martin;Paul;;;;;;;Les Jardins;représentation;Trésorier;\n")
    assert batch.error_count == 0
    lifecycle.confirm(batch, by=officer)
    anne = Person.objects.get(family_name="Dubois")
    assert (anne.gender, anne.phone, anne.postcode) == ("f", "+33612345678", "47000")
    assert [str(role) for role in anne.roles.all()] == ["Présidente, Les Jardins"]
    assert Organisation.objects.count() == 1
    lifecycle.undo(batch, by=officer)
    assert not Person.objects.exists()
    assert not Organisation.objects.exists()


def test_importing_the_same_file_again_writes_nothing(check, officer):
    lifecycle.confirm(check(ANNE), by=officer)
    again = check(ANNE)
    assert (again.present_count, again.new_count) == (1, 0)


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (";Anne;;;;;;;;;;\n", "Nom"),
        ("Dubois;Anne;Mme;32/01/1980;;;;;;;;\n", "Date de naissance"),
        ("Dubois;Anne;;;anne chez elle;;;;;;;\n", "Adresse électronique"),
        ("Dubois;Anne;;;;06;;;;;;\n", "Téléphone"),
        ("Dubois;Anne;;;;;47;;;;;\n", "Code postal"),
        ("Dubois;Anne;Martien;;;;;;;;;\n", "Genre"),
        ("Autre;Nom;;;connue@exemple.invalid;;;;;;;\n", "Adresse électronique"),
    ],
)
def test_each_error_names_its_column(check, authority, line, column):
    PersonFactory(authority=authority, email="connue@exemple.invalid")
    batch = check(line)
    assert batch.lines.get().errors[0][0] == column


def test_a_namesake_with_another_address_is_another_person(check, authority, officer):
    PersonFactory(authority=authority, given_name="Anne", family_name="Dubois", email="autre@exemple.invalid")
    lifecycle.confirm(check(ANNE), by=officer)
    assert Person.objects.filter(family_name="Dubois").count() == 2
