import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.commons.commitments.importers import COMMITMENTS
from parvis.commons.commitments.models import Commitment
from parvis.commons.imports import lifecycle as imports
from parvis.commons.writing.models import Text
from parvis.commons.writing.sealing import is_intact
from parvis.deliberation.referrals import due, importing
from parvis.deliberation.referrals.choices import Status
from parvis.deliberation.referrals.lifecycle.following import is_over
from parvis.deliberation.referrals.models import Referral
from parvis.deliberation.referrals.register import take_number
from parvis.ground.authorities.tests.factories import LegalRuleFactory
from parvis.ground.core import clock
from parvis.ground.mailing.models import Message

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
    """Upload and match a file of these lines, and confirm it if it brings something; returns the batch."""
    file = SimpleUploadedFile("passe.csv", "\n".join(lines).encode())
    batch = imports.upload(authority, importer, file, by=officer)
    imports.match(batch, batch.matching, by=officer)
    if batch.new_count and not batch.error_count:
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


def test_past_answers_in_follow_up_keep_their_reviews(world, authority, officer, at):
    """Those whose day has passed stay to hold; the last one ends the follow-up (scenario: answered in October 2025)."""
    read(authority, importing.REFERRALS, officer, HEAD, BIKE)
    referral = Referral.objects.get()
    assert list(referral.reviews.values_list("months", "due_on", "held_on")) == [
        (6, dt.date(2026, 4, 2), None), (12, dt.date(2026, 10, 2), None), (24, dt.date(2027, 10, 2), None),
    ]  # fmt: skip
    due.run(clock.now())
    assert Message.objects.filter(letter="referrals.review_expected", email=officer.email).count() == 2
    read(authority, importing.RECOMMENDATIONS, officer, RECOMMENDED, R1)
    assert not is_over(referral)
    at("2027-10-02T09:00")
    assert is_over(referral)


def test_past_reviews_follow_the_rules_of_the_day_of_the_answer(world, authority, officer):
    LegalRuleFactory(
        code="follow_up.first_review", value=3, unit="months", authority=authority, valid_from=dt.date(2025, 1, 1),
        valid_to=dt.date(2025, 12, 31),
    )  # fmt: skip
    read(authority, importing.REFERRALS, officer, HEAD, BIKE)
    assert Referral.objects.get().reviews.first().due_on == dt.date(2026, 1, 2)


def test_the_file_says_which_reviews_were_held(world, authority, officer):
    head = f"{HEAD};Premier bilan tenu le;Close le"
    closed = BIKE.replace("S-2025-03", "S-2025-04").replace("suites en cours", "close")
    read(authority, importing.REFERRALS, officer, head, f"{BIKE};08/04/2026;", f"{closed};09/04/2026;10/11/2026")
    followed, over = Referral.objects.order_by("number")
    assert list(followed.reviews.values_list("held_on", flat=True)) == [dt.date(2026, 4, 8), None, None]
    assert list(over.reviews.values_list("held_on", flat=True)) == [dt.date(2026, 4, 9)]


@pytest.mark.parametrize("day", ["01/10/2025", "17/11/2026"])
def test_a_review_is_held_after_the_answer_and_not_to_come(world, authority, officer, day):
    batch = read(authority, importing.REFERRALS, officer, f"{HEAD};Premier bilan tenu le", f"{BIKE};{day}")
    assert batch.lines.get().errors[0][0] == "Premier bilan tenu le"


STATED = f"{RECOMMENDED};État;Tenu le;Raison de l’abandon;Adresse d’une preuve"
KEPT = (
    "S-2025-03;1;Relier les collèges.;Transition;acceptée;Dès 2025.;30/06/2026;tenu;12/06/2026;;"
    "https://exemple.invalid/1"
)
DROPPED = "S-2025-03;2;Éclairer les quais.;Transition;acceptée;Dès 2025.;30/06/2026;abandonné;;Le quai est classé.;"
WAITED = "S-2025-03;3;Compter les passages.;Transition;à l’étude;En 2026.;30/06/2026;;;;"


def test_past_promises_come_in_the_state_they_had_reached(world, authority, officer):
    read(authority, importing.REFERRALS, officer, HEAD, BIKE)
    read(authority, importing.RECOMMENDATIONS, officer, STATED, KEPT, DROPPED, WAITED)
    kept, dropped, waited = Commitment.objects.order_by("reference")
    assert (kept.status, kept.done_on, kept.reports.get().evidence_url) == (
        "done", dt.date(2026, 6, 12), "https://exemple.invalid/1",
    )  # fmt: skip
    assert (dropped.status, dropped.public_reason) == ("abandoned", "Le quai est classé.")
    assert [c.is_late for c in (kept, dropped, waited)] == [False, False, True]


def test_the_file_of_commitments_completes_what_the_answers_promised(world, authority, officer):
    read(authority, importing.REFERRALS, officer, HEAD, BIKE)
    read(authority, importing.RECOMMENDATIONS, officer, STATED, WAITED)
    head = "Engagement;Pris le;Échéance;Service;Origine;État;Tenu le"
    line = "Compteurs posés;02/10/2025;30/06/2026;Transition;S-2025-03 R3;tenu;05/06/2026"
    batch = read(authority, COMMITMENTS, officer, head, line)
    assert (batch.new_count, Commitment.objects.get().status) == (1, "done")
    assert read(authority, COMMITMENTS, officer, head, line).present_count == 1
    imports.undo(batch, by=officer)
    assert Commitment.objects.get().status == "in_progress"


def test_a_second_file_of_recommendations_moves_the_promises_forward(world, authority, officer):
    read(authority, importing.REFERRALS, officer, HEAD, BIKE)
    read(authority, importing.RECOMMENDATIONS, officer, STATED, WAITED)
    read(authority, importing.RECOMMENDATIONS, officer, STATED, WAITED.replace(";;;;", ";tenu;05/06/2026;;"))
    assert Commitment.objects.get().done_on == dt.date(2026, 6, 5)


def test_a_refusal_promises_nothing(world, authority, officer):
    read(authority, importing.REFERRALS, officer, HEAD, BIKE)
    batch = read(authority, importing.RECOMMENDATIONS, officer, STATED, f"{R7};tenu;05/06/2026;;")
    assert batch.lines.get().errors[0][0] == "État"


def test_the_example_files_of_the_guide_are_read_without_a_fault(world, authority, officer):
    folder = Path(__file__).parents[5] / "docs" / "exemples"
    first = read(authority, importing.REFERRALS, officer, *(folder / "saisines-passees.csv").read_text().splitlines())
    second = read(
        authority, importing.RECOMMENDATIONS, officer,
        *(folder / "recommandations-passees.csv").read_text().splitlines(),
    )  # fmt: skip
    assert (first.error_count, second.error_count) == (0, 0)
    assert Referral.objects.count() == 4
    assert sorted(Commitment.objects.values_list("status", flat=True)) == ["abandoned", "done", "in_progress"]
