import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.commons.commitments.choices import Status
from parvis.commons.commitments.importers import COMMITMENTS
from parvis.commons.commitments.models import Commitment
from parvis.commons.imports import lifecycle
from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import SchemeFactory
from parvis.ground.authorities.tests.factories import DepartmentFactory

pytestmark = pytest.mark.django_db

HEADERS = "Engagement;Pris le;Échéance;Responsable;Service;Instance;État;Réalisé le;Motif;Avancement;Preuve;Public\n"


@pytest.fixture
def check(authority, officer):
    DepartmentFactory(authority=authority, name="Mobilités")
    PersonFactory(authority=authority, given_name="Mathilde", family_name="Larrieu")
    SchemeFactory(authority=authority, name="Conseil de développement")

    def run(lines):
        file = SimpleUploadedFile("engagements.csv", (HEADERS + lines).encode())
        batch = lifecycle.upload(authority, COMMITMENTS, file, by=officer)
        lifecycle.match(batch, batch.matching, by=officer)
        return batch

    return run


LINES = (
    "Ligne du soir;15/01/2024;30/06/2025;Larrieu Mathilde;Mobilités;Conseil de développement;tenu;12/06/2025;;"
    "La ligne roule.;https://exemple.invalid/ligne;oui\n"
    "Passerelle;15/01/2024;30/06/2025;;Mobilités;;abandonné;;Sol instable;;;non\n"
    "Pistes;15/01/2024;30/06/2027;;Mobilités;;en cours;;;;;oui\n"
)


def test_past_promises_come_in_with_the_state_they_had_reached(check, officer):
    batch = check(LINES)
    assert batch.error_count == 0
    lifecycle.confirm(batch, by=officer)
    rows = {row.title: row for row in Commitment.objects.all()}
    assert {title: row.status for title, row in rows.items()} == {
        "Ligne du soir": Status.DONE, "Passerelle": Status.ABANDONED, "Pistes": Status.IN_PROGRESS,
    }  # fmt: skip
    assert rows["Ligne du soir"].done_on == dt.date(2025, 6, 12)
    assert rows["Ligne du soir"].owner.family_name == "Larrieu"
    assert rows["Ligne du soir"].scheme.name == "Conseil de développement"


def test_the_whole_import_is_undone(check, officer):
    batch = check(LINES)
    lifecycle.confirm(batch, by=officer)
    lifecycle.undo(batch, by=officer)
    assert not Commitment.objects.exists()


def test_the_same_file_twice_writes_nothing_more(check, officer):
    lifecycle.confirm(check(LINES), by=officer)
    assert check(LINES).present_count == 3


@pytest.mark.parametrize(
    ("line", "column", "sentence"),
    [
        ("X;15/01/2024;30/06/2023;;Mobilités;;;;;;;\n", "", "précède"),
        ("X;15/01/2024;30/06/2025;;;;;;;;;\n", "", "qui répond"),
        ("X;15/01/2024;30/06/2025;;Inconnu;;;;;;;\n", "Service chargé", "Aucun service"),
        ("X;15/01/2024;30/06/2025;Personne Inconnue;;;;;;;;\n", "Personne qui en répond", "Personne ne porte"),
        ("X;15/01/2024;30/06/2025;;Mobilités;;tenu;;;;;\n", "Tenu le", "quand"),
        ("X;15/01/2024;30/06/2025;;Mobilités;;abandonné;;;;;\n", "Raison de l’abandon", "pourquoi"),
        ("X;15/01/2024;30/06/2025;;Mobilités;;;;;ok;ftp//rien;\n", "Adresse d’une preuve", "https"),
        ("X;15/01/2024;;;Mobilités;;;;;;;\n", "Échéance", "nécessaire"),
        ("X;15/01/2024;30/06/2025;;Mobilités;;perdu;;;;;\n", "État", "n’est pas connu"),
    ],
)
def test_each_wrong_line_says_where_and_what(check, line, column, sentence):
    label, told = check(line).lines.get().errors[0]
    assert label == column
    assert sentence in told
