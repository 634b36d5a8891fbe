import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.commons.commitments.models import Commitment
from parvis.commons.imports import lifecycle as imports
from parvis.commons.writing.models import Text
from parvis.commons.writing.sealing import is_intact
from parvis.deliberation.referrals import importing
from parvis.deliberation.referrals.choices import Status
from parvis.deliberation.referrals.models import Referral
from parvis.deliberation.referrals.register import take_number

pytestmark = pytest.mark.django_db

HEAD = (
    "Numéro;Instance;Nature;Objet;Question posée;État;Reçue le;Avis attendu le;Rapporteur;Avis adopté le;"
    "Avis transmis le;Réponse attendue le;Réponse publiée le;Déclinée, retirée ou caduque le;Motif de fin"
)
BIKE = (
    "S-2025-03;Conseil de développement;saisine;Plan vélo;Par où commencer ?;suites en cours;10/01/2025;30/06/2025;"
    "Camille Larrieu;18/06/2025;18/06/2025;18/09/2025;02/10/2025;;"
)
WASTE = (
    "S-2024-02;Conseil de développement;saisine;Déchets;;caduque;05/02/2024;30/06/2024;;;;;;01/07/2024;"
    "Aucun avis n’a été rendu."
)
RECOMMENDED = "Saisine;Recommandation n°;Recommandation;Destinataire;Réponse;Motifs;Échéance"
R1 = "S-2025-03;1;Relier d’abord les collèges aux bourgs.;Transition;acceptée;Dès 2026.;31/12/2027"
R7 = "S-2025-03;7;Éclairer les passages bas.;Transition;refusée;Compétence communale.;"


@pytest.fixture
def world(small, service):
    person = small.memberships.first().person
    person.family_name = "Larrieu"
    person.save()
    return small


def read(authority, importer, officer, *lines):
    """Upload, match and confirm a file of these lines; returns the batch."""
    file = SimpleUploadedFile("passe.csv", "\n".join(lines).encode())
    batch = imports.upload(authority, importer, file, by=officer)
    imports.match(batch, batch.matching, by=officer)
    if not batch.error_count:
        imports.confirm(batch, by=officer)
    return batch


def test_past_referrals_come_with_their_dates_and_their_numbers(world, authority, officer):
    read(authority, importing.REFERRALS, officer, HEAD, BIKE, WASTE)
    bike, waste = Referral.objects.order_by("-year")
    assert (bike.status, bike.transmitted_on, bike.days_late) == (
        Status.UNDER_FOLLOW_UP, dt.date(2025, 6, 18), 14,
    )  # fmt: skip
    assert (waste.status, waste.end_reason) == (Status.LAPSED, "Aucun avis n’a été rendu.")


def test_the_register_goes_on_after_the_imported_numbers(world, authority, officer):
    read(authority, importing.REFERRALS, officer, HEAD, BIKE)
    assert take_number(authority, 2025)[1] == "S-2025-04"


def test_recommendations_bring_their_answers_and_their_commitments(world, authority, officer):
    read(authority, importing.REFERRALS, officer, HEAD, BIKE)
    read(authority, importing.RECOMMENDATIONS, officer, RECOMMENDED, R1, R7)
    referral = Referral.objects.get()
    assert [r.status for r in referral.responses.order_by("recommendation__number")] == ["accepted", "refused"]
    assert Commitment.objects.get().reference == "S-2025-03 R1"
    assert is_intact(Text.objects.get())


def test_a_line_already_there_is_not_written_again(world, authority, officer):
    read(authority, importing.REFERRALS, officer, HEAD, BIKE)
    batch = read(authority, importing.REFERRALS, officer, HEAD, BIKE, WASTE)
    assert (batch.present_count, batch.new_count) == (1, 1)
    assert Referral.objects.count() == 2


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("S-2025-03", "2025/3", "S-2024-02"),
        ("Conseil de développement", "Conseil inconnu", "Aucune instance"),
        ("suites en cours", "brouillon", "n’est pas un état d’une saisine passée"),
        ("Camille Larrieu", "Personne", "rapporteur"),
        ("18/09/2025", "", "nécessaire"),
    ],
)
def test_a_wrong_line_says_why_and_nothing_is_written(world, authority, officer, before, after, said):
    batch = read(authority, importing.REFERRALS, officer, HEAD, BIKE.replace(before, after))
    line = batch.lines.get()
    assert said in str(line.errors)
    assert not Referral.objects.exists()


def test_a_whole_import_is_undone(world, authority, officer):
    first = read(authority, importing.REFERRALS, officer, HEAD, BIKE)
    second = read(authority, importing.RECOMMENDATIONS, officer, RECOMMENDED, R1)
    imports.undo(second, by=officer)
    assert not Commitment.objects.exists()
    assert is_intact(Text.objects.get())
    imports.undo(first, by=officer)
    assert not Referral.objects.exists()
    assert not Text.objects.exists()
