import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from parvis.commons.finance.models import Expense
from parvis.commons.finance.tests.factories import BudgetLineFactory
from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.schemes.tests.factories import SchemeFactory, user_on
from parvis.commons.workload import lifecycle
from parvis.commons.workload.choices import ClaimStatus, LineKind
from parvis.commons.workload.lifecycle.claims import Spent
from parvis.commons.workload.models import ExpenseClaim
from parvis.commons.workload.tests.factories import ClaimLineFactory, SubmittedClaimFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import RoleFactory
from parvis.ground.core.errors import Refused
from parvis.ground.documents.models import ProducedDocument, StoredFile
from parvis.ground.mailing.models import Message

pytestmark = pytest.mark.django_db

TYPED = {
    "meeting": "Plénière", "day": "2026-11-10", "mileage": "36,5", "meal": "14,50", "childcare": "20",
    "other": "3", "other_label": "Vestiaire",
}  # fmt: skip


@pytest.fixture
def scheme(authority):
    return SchemeFactory(authority=authority)


@pytest.fixture
def member(scheme, authority):
    user = user_on(Persona.MEMBER, scheme)
    PersonFactory(authority=authority, user=user, given_name="Odile", family_name="Lemaire")
    return user


@pytest.fixture
def space(here, member):
    here.force_login(member)
    return here


def url(name, *args, shell="member"):
    return reverse(f"{shell}:workload:{name}", args=args)


def text(page):
    return page.content.decode().replace("\u00a0", " ")


def receipt(name="ticket.txt"):
    return SimpleUploadedFile(name, "Restaurant du lac, 14,50 €".encode())


def test_a_member_fills_a_claim_joins_a_receipt_and_hands_it_over(space, member, scheme):
    page = space.post(url("create"), {**TYPED, "scheme": scheme.pk}, follow=True)
    claim = ExpenseClaim.objects.get()
    # 36.5 km at 32 cents: 11.68 €, and 37.50 € of other expenses.
    assert "49,18 €" in text(page)
    assert "36,5 km" in text(page)
    space.post(url("receipt", claim.pk), {"file": receipt(), "title": "Repas"})
    assert "Repas" in text(space.get(claim.get_member_url()))
    space.post(url("submit", claim.pk))
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.SUBMITTED
    assert space.post(url("receipt", claim.pk), {"file": receipt(), "title": "Trop tard"}).status_code == 422
    assert space.post(url("write", claim.pk), TYPED).status_code == 422


def test_a_draft_is_changed_taken_back_and_thrown_away(space, member):
    space.post(url("create"), TYPED)
    claim = ExpenseClaim.objects.get()
    assert 'value="36,5"' in text(space.get(url("write", claim.pk)))
    space.post(url("write", claim.pk), {"meeting": "Bureau", "day": "2026-11-09", "meal": "10"})
    assert [line.cents for line in claim.lines.all()] == [1000]
    space.post(url("receipt", claim.pk), {"file": receipt(), "title": "Repas"})
    stored = StoredFile.objects.get()
    space.post(url("receipt_remove", claim.pk, stored.pk))
    assert not StoredFile.objects.exists()
    space.post(url("submit", claim.pk))
    space.post(url("take_back", claim.pk))
    space.post(url("receipt", claim.pk), {"file": receipt(), "title": "Repas"})
    space.post(url("remove", claim.pk))
    assert not ExpenseClaim.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"meeting": ""}, "obligatoire"),
        ({"day": "2026-11-17"}, "pas encore eu lieu"),
        ({"other_label": ""}, "quelle dépense"),
        ({"meal": "-3"}, "supérieure"),
        ({"meal": "beaucoup"}, "nombre"),
        ({"mileage": "99999"}, "2000"),
    ],
)
def test_what_is_wrong_is_said_next_to_the_field(space, member, wrong, sentence):
    answer = space.post(url("create"), {**TYPED, **wrong})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not ExpenseClaim.objects.exists()


def test_a_claim_for_nothing_is_not_handed_over(space, member):
    space.post(url("create"), {"meeting": "Plénière", "day": "2026-11-10"})
    answer = space.post(url("submit", ExpenseClaim.objects.get().pk))
    assert "au moins une dépense" in text(answer)


def test_the_mission_accepts_and_the_member_is_told(desk, officer, authority):
    claim = ClaimLineFactory(claim__person__authority=authority).claim
    assert "État de frais à vérifier" in text(desk.get(reverse("desk:home")))
    assert "14,50 €" in text(desk.get(url("claims", shell="desk")))
    desk.post(url("accept", claim.pk, shell="desk"))
    claim.refresh_from_db()
    assert (claim.status, claim.decided_by) == (ClaimStatus.ACCEPTED, officer)
    assert "accepté" in Message.objects.get().subject


def test_an_accepted_claim_is_committed_on_a_budget_line_without_a_name(desk, authority):
    claim = ClaimLineFactory(claim__person__authority=authority, claim__person__family_name="Hypocras").claim
    line = BudgetLineFactory(budget__authority=authority, label="Déplacements des membres", voted_cents=1000)
    elsewhere = BudgetLineFactory()
    page = url("accept", claim.pk, shell="desk")
    assert desk.post(page, {"line": elsewhere.pk}).status_code == 422
    assert desk.post(page, {"line": line.pk}).status_code == 422
    assert not Expense.objects.exists()
    desk.post(page, {"line": line.pk, "override": "Le reliquat de l’an passé couvre la différence."})
    claim.refresh_from_db()
    expense = Expense.objects.get()
    assert (claim.expense, expense.committed_cents, expense.source) == (expense, 1450, f"claim:{claim.pk}")
    assert "Hypocras" not in expense.label
    assert "Déplacements des membres" in text(desk.get(claim.get_desk_url()))


def test_the_mission_refuses_with_a_reason_that_the_member_reads(desk, authority):
    user = user_with(Persona.MEMBER, authority)
    claim = ClaimLineFactory(claim__person__authority=authority, claim__person__user=user).claim
    assert desk.post(url("refuse", claim.pk, shell="desk"), {"answer": ""}).status_code == 422
    desk.post(url("refuse", claim.pk, shell="desk"), {"answer": "Le ticket est illisible."})
    assert "illisible" in Message.objects.get().body
    desk.force_login(user)
    assert "Le ticket est illisible." in text(desk.get(claim.get_member_url()))


def test_an_officer_who_is_a_member_does_not_settle_their_own_claim(desk, officer, authority):
    claim = ClaimLineFactory(claim__person__authority=authority, claim__person__user=officer).claim
    assert desk.post(url("accept", claim.pk, shell="desk")).status_code == 403
    with pytest.raises(Refused, match="quelqu’un d’autre"):
        lifecycle.accept(claim, by=officer)


def test_the_claim_is_written_as_a_document(desk, authority):
    claim = ClaimLineFactory(claim__person__authority=authority).claim
    desk.post(url("claim_document", claim.pk, shell="desk"))
    assert {row.format for row in ProducedDocument.objects.all()} == {"pdf", "docx", "odt"}


def test_a_claim_and_its_receipts_are_read_by_its_people_only(space, member, authority, scheme, officer):
    space.post(url("create"), {**TYPED, "scheme": scheme.pk})
    claim = ExpenseClaim.objects.get()
    space.post(url("receipt", claim.pk), {"file": receipt(), "title": "Repas"})
    file = StoredFile.objects.get().get_absolute_url()
    space.force_login(officer)
    assert space.get(claim.get_desk_url()).status_code == 404
    assert space.get(file).status_code == 404
    lifecycle.submit(claim, by=member)
    assert space.get(claim.get_desk_url()).status_code == 200
    assert space.get(file).status_code == 200
    for other in (user_on(Persona.MEMBER, scheme), user_with(Persona.COUNCILLOR, authority)):
        space.force_login(other)
        assert space.get(file).status_code == 404
        assert space.get(claim.get_member_url()).status_code == 404
        assert space.get(claim.get_desk_url()).status_code in (403, 404)


def test_a_member_reads_their_own_claims_only(space, member, authority):
    SubmittedClaimFactory(person__authority=authority, meeting="Réunion d’une autre")
    assert "Réunion d’une autre" not in text(space.get(url("claims")))


def test_kilometres_are_frozen_at_the_rate_of_the_day(authority):
    person = PersonFactory(authority=authority)
    lines = [Spent(LineKind.MILEAGE, km_tenths=365)]
    claim = lifecycle.open_claim(person, by=None, meeting="Visite", day=dt.date(2026, 11, 10), lines=lines)
    assert claim.lines.get().cents == 1168


def test_the_database_refuses_a_refusal_without_reason_and_kilometres_that_are_no_kilometres(authority, officer):
    line = ClaimLineFactory(claim__person__authority=authority)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpenseClaim.objects.update(status=ClaimStatus.REFUSED, decided_by=officer, decided_at=line.claim.submitted_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        line.claim.lines.update(kind=LineKind.MILEAGE)
    with pytest.raises(IntegrityError), transaction.atomic():
        line.claim.lines.update(cents=0)


def test_exporting_claims_asks_why(desk, authority):
    SubmittedClaimFactory(person__authority=authority)
    page = desk.get(url("claims", shell="desk") + "?format=csv")
    assert "Pourquoi exporter" in text(page)


def test_a_person_without_a_place_claims_nothing(here, authority):
    here.force_login(RoleFactory(authority=authority, persona=Persona.RESIDENT).user)
    assert here.get(url("claims")).status_code == 403
