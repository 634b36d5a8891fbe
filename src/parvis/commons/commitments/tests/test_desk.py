import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.commons.commitments.choices import REVIEW_RULES, Status
from parvis.commons.commitments.models import Commitment
from parvis.commons.commitments.tests.factories import (
    CommitmentFactory,
    CommitmentReviewFactory,
    ProgressReportFactory,
)
from parvis.commons.people.tests.factories import ElectedRoleFactory
from parvis.commons.schemes.tests.factories import SchemeFactory, user_on
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.tests.factories import DepartmentFactory, LegalRuleFactory

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"desk:commitments:{name}", args=args)


@pytest.fixture
def commitment(authority):
    return CommitmentFactory(authority=authority)


@pytest.fixture
def promise(authority):
    return {
        "title": "Ouvrir la ligne du soir", "department": DepartmentFactory(authority=authority).pk,
        "promised_on": "2026-11-16", "due_on": "2027-09-01", "is_public": "on",
    }  # fmt: skip


def test_an_officer_records_a_promise(desk, authority, promise):
    owner = ElectedRoleFactory(person__authority=authority).person
    page = desk.post(url("create"), {**promise, "owner": owner.pk}, follow=True)
    assert "Ouvrir la ligne du soir" in page.content.decode()
    made = Commitment.objects.get()
    assert (made.owner, made.is_public) == (owner, True)


@pytest.mark.parametrize("status", [Status.DONE, Status.ABANDONED])
def test_a_promise_that_ended_is_no_more_late(desk, authority, status):
    past = dt.date(2026, 3, 1)
    dated = {"done_on": past} if status == Status.DONE else {"abandoned_on": past, "public_reason": "Sans budget."}
    row = CommitmentFactory(authority=authority, status=status, promised_on=past, due_on=past, **dated)
    CommitmentReviewFactory(commitment=row, due_on=past)
    for address in (row.get_desk_url(), url("list")):
        assert "en retard de" not in desk.get(address).content.decode()


def test_a_late_promise_wears_one_badge_that_says_both(desk, authority):
    row = CommitmentFactory(
        authority=authority, is_public=True, status=Status.IN_PROGRESS, promised_on=dt.date(2026, 1, 5),
        due_on=dt.date(2026, 3, 1),
    )  # fmt: skip
    for address in (row.get_desk_url(), row.get_absolute_url(), "/engagements/", url("list")):
        main = desk.get(address).content.decode().split("<main", 1)[1]
        assert main.count('class="badge badge-') == 1
        assert "en cours, en retard</span>" in main


@pytest.mark.parametrize("is_public", [True, False])
def test_reopening_is_offered_but_never_put_forward(desk, authority, is_public):
    row = CommitmentFactory(authority=authority, status=Status.DONE, done_on=dt.date(2026, 11, 2), is_public=is_public)
    page = desk.get(row.get_desk_url()).content.decode()
    put_forward = re.findall(r'class="button primary" href="[^"]*" data-verb>([^<]*)', page)
    assert put_forward == ([] if is_public else ["Publier"])
    assert "Rouvrir" in page


@pytest.mark.usefixtures("_rules")
def test_reviews_are_planned_when_asked(desk, promise):
    desk.post(url("create"), {**promise, "reviews": "on"})
    assert Commitment.objects.get().reviews.count() == 3


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"department": ""}, "qui répond"),
        ({"due_on": "2026-11-01"}, "précède"),
        ({"due_on": "31/02/2027"}, "Exemple : 31/12/2026"),
        ({"title": ""}, "obligatoire"),
        ({"title": "x" * 301}, "300"),
    ],
)
def test_what_is_wrong_is_said_next_to_the_field(desk, promise, wrong, sentence):
    page = desk.post(url("create"), {**promise, **wrong})
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Commitment.objects.exists()


def test_a_department_of_another_authority_cannot_be_chosen(desk, promise):
    assert desk.post(url("create"), {**promise, "department": DepartmentFactory().pk}).status_code == 422


def test_a_promise_lives_from_start_to_proof(desk, commitment):
    desk.post(url("start", commitment.pk))
    piece = SimpleUploadedFile("arrêt.txt", "La navette passe à 22 h 30.".encode())
    desk.post(
        url("report", commitment.pk),
        {"text": "Les arrêts sont posés.", "evidence": piece, "evidence_title": "Arrêt posé"},
    )
    page = desk.get(commitment.get_desk_url()).content.decode()
    assert "Les arrêts sont posés." in page
    assert "Arrêt posé" in page
    desk.post(url("complete", commitment.pk), {"done_on": "2026-11-16", "text": "La ligne roule."})
    commitment.refresh_from_db()
    assert commitment.status == Status.DONE
    assert commitment.reports.order_by("pk").first().evidence.owner == commitment.reports.order_by("pk").first()


def test_keeping_without_proof_asks_for_a_reason(desk, commitment):
    answer = desk.post(url("complete", commitment.pk), {"done_on": "2026-11-16", "text": "Fait."})
    assert answer.status_code == 422
    assert "Aucune pièce" in answer.content.decode()
    assert not commitment.reports.exists()
    desk.post(url("complete", commitment.pk), {"done_on": "2026-11-16", "text": "Fait.", "override": "Chacun le voit."})
    commitment.refresh_from_db()
    assert commitment.status == Status.DONE


def test_each_other_verb_has_its_page(desk, commitment):
    for name, data in (
        ("publish", {}),
        ("amend", {"title": "Autre titre", "department": commitment.department_id}),
        ("postpone", {"due_on": "2028-01-01", "reason": "Fouilles."}),
        ("abandon", {"public_reason": "Le terrain est inconstructible."}),
        ("reopen", {"reason": "Un autre terrain est trouvé."}),
        ("withdraw", {"reason": "Erreur de publication."}),
    ):
        assert desk.get(url(name, commitment.pk)).status_code == 200
        assert desk.post(url(name, commitment.pk), data).status_code == 302, name
    commitment.refresh_from_db()
    assert (commitment.title, commitment.due_on, commitment.status, commitment.is_public) == (
        "Autre titre", dt.date(2028, 1, 1), Status.IN_PROGRESS, False,
    )  # fmt: skip


@pytest.mark.usefixtures("_rules")
def test_reviews_are_planned_and_held(desk, commitment):
    desk.post(url("schedule_reviews", commitment.pk))
    review = commitment.reviews.first()
    answer = desk.post(
        url("hold_review", review.pk), {"state": "slow", "text": "Le marché est infructueux.", "held_on": "2026-11-16"}
    )
    assert answer.url == commitment.get_desk_url()
    assert "prend du retard" in desk.get(commitment.get_desk_url()).content.decode()


def test_several_promises_are_published_at_once(desk, authority):
    rows = CommitmentFactory.create_batch(2, authority=authority)
    data = {"action": "publish", "selection": [row.pk for row in rows]}
    assert "Publier : 2" in desk.post(url("list"), data).content.decode()
    desk.post(url("list"), {**data, "confirme": "1"})
    assert Commitment.objects.public().count() == 2


def test_the_list_filters_what_is_late_and_counts_it(desk, authority):
    CommitmentFactory(authority=authority, title="Vieille promesse", due_on=dt.date(2026, 11, 1))
    CommitmentFactory(authority=authority, title="Jeune promesse")
    page = desk.get(url("list")).content.decode()
    assert "2\xa0engagements, 1 en retard" in page
    late = desk.get(url("list") + "?retard=true").content.decode()
    assert "Vieille promesse" in late
    assert "Jeune promesse" not in late


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(desk, authority, count, django_assert_num_queries):
    CommitmentFactory.create_batch(count, authority=authority, scheme=SchemeFactory(authority=authority))
    desk.get(url("list"))
    with django_assert_num_queries(10):
        page = desk.get(url("list"))
    assert page.status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_record_costs_the_same_whatever_was_said(desk, commitment, count, django_assert_num_queries):
    ProgressReportFactory.create_batch(count, commitment=commitment)
    for month in range(count):
        CommitmentReviewFactory(commitment=commitment, due_on=dt.date(2027, month + 1, 1))
    desk.get(commitment.get_desk_url())
    with django_assert_num_queries(8):
        page = desk.get(commitment.get_desk_url())
    assert page.status_code == 200


def test_the_promise_of_another_authority_does_not_exist(desk):
    other = CommitmentFactory()
    review = CommitmentReviewFactory(commitment=other)
    names = ("detail", "amend", "postpone", "publish", "withdraw", "start", "report", "complete", "abandon", "reopen")
    for name in names:
        assert desk.get(url(name, other.pk)).status_code == 404, name
    assert desk.post(url("hold_review", review.pk)).status_code == 404
    assert desk.get(reverse("public:commitments:detail", args=[other.pk])).status_code == 404


def test_an_officer_of_one_scheme_promises_on_that_scheme_only(here, authority, promise):
    own, other = SchemeFactory.create_batch(2, authority=authority)
    here.force_login(user_on(Persona.OFFICER, own))
    assert here.post(url("create"), promise).status_code == 422
    assert here.post(url("create"), {**promise, "scheme": other.pk}).status_code == 422
    assert here.post(url("create"), {**promise, "scheme": own.pk}).status_code == 302


def test_a_councillor_reads_and_does_not_move(here, authority, commitment):
    here.force_login(user_with(Persona.COUNCILLOR, authority))
    assert here.get(commitment.get_desk_url()).status_code == 200
    assert here.post(url("start", commitment.pk)).status_code == 403
    assert here.get(url("create")).status_code == 403


def test_a_member_follows_the_promises_of_their_bodies(here, authority):
    scheme = SchemeFactory(authority=authority)
    own = CommitmentFactory(authority=authority, scheme=scheme, title="Promesse à mon instance")
    hidden = CommitmentFactory(authority=authority, title="Promesse à une autre instance")
    here.force_login(user_on(Persona.MEMBER, scheme))
    page = here.get(reverse("member:commitments:list")).content.decode()
    assert own.title in page
    assert hidden.title not in page
    assert own.title in here.get(own.get_member_url()).content.decode()
    assert here.get(hidden.get_member_url()).status_code == 404
    assert here.get(url("list")).status_code == 403


def test_the_page_says_the_reviews_that_the_rules_of_the_authority_give(desk, commitment):
    for code, value in zip(REVIEW_RULES, (3, 9, 18), strict=True):
        LegalRuleFactory(authority=commitment.authority, code=code, value=value, unit="months")
    page = desk.get(url("schedule_reviews", commitment.pk)).content.decode()
    assert "3, 9 et 18\u00a0mois après le jour de l’engagement" in page
