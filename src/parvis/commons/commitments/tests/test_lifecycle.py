import datetime as dt

import pytest

from parvis.commons.commitments import lifecycle
from parvis.commons.commitments.choices import ReviewState, Status
from parvis.commons.commitments.models import Commitment
from parvis.commons.commitments.tests.factories import (
    CommitmentFactory,
    CommitmentReviewFactory,
    ProgressReportFactory,
)
from parvis.ground.authorities.tests.factories import DepartmentFactory
from parvis.ground.core.errors import Refused, Warned
from parvis.ground.journal.models import JournalLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def commitment(authority):
    return CommitmentFactory(authority=authority)


def verbs(commitment):
    return list(JournalLine.objects.about(commitment).order_by("id").values_list("verb", flat=True))


def test_a_promise_has_somebody_who_answers_for_it_and_a_date(authority, officer):
    department = DepartmentFactory(authority=authority)
    made = lifecycle.promise(
        authority, by=officer, title="Ouvrir la ligne du soir", department=department, due_on=dt.date(2027, 9, 1)
    )
    assert (made.status, made.promised_on) == (Status.TO_DO, dt.date(2026, 11, 16))
    assert verbs(made) == ["promise"]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"department": None}, "qui répond"),
        ({"due_on": None}, "échéance"),
        ({"due_on": dt.date(2026, 11, 15)}, "précède le jour de l’engagement"),
        ({"title": "  "}, "en une phrase"),
    ],
)
def test_a_promise_that_cannot_be_followed_is_refused(authority, officer, wrong, sentence):
    given = {
        "title": "Ouvrir la ligne", "department": DepartmentFactory(authority=authority),
        "due_on": dt.date(2027, 9, 1), **wrong,
    }  # fmt: skip
    with pytest.raises(Refused, match=sentence):
        lifecycle.promise(authority, by=officer, **given)


@pytest.mark.usefixtures("_rules")
def test_reviews_fall_six_twelve_and_twenty_four_months_later(authority, officer):
    made = lifecycle.promise(
        authority, by=officer, title="Ouvrir la ligne", department=DepartmentFactory(authority=authority),
        promised_on=dt.date(2026, 8, 31), due_on=dt.date(2029, 1, 1), reviews=True,
    )  # fmt: skip
    days = [dt.date(2027, 2, 28), dt.date(2027, 8, 31), dt.date(2028, 8, 31)]
    assert list(made.reviews.values_list("due_on", flat=True)) == days
    assert lifecycle.schedule_reviews(made, by=officer) == []


def test_the_first_report_says_that_work_has_begun(commitment, officer):
    lifecycle.report(commitment, text="Le marché est publié.", by=officer)
    assert commitment.status == Status.IN_PROGRESS
    assert verbs(commitment) == ["start", "report"]


def test_a_report_without_words_is_refused(commitment, officer):
    with pytest.raises(Refused, match="quelques mots"):
        lifecycle.report(commitment, text=" ", by=officer)
    assert Commitment.objects.get().status == Status.TO_DO


def test_keeping_a_promise_without_proof_warns_and_passes_with_a_reason(commitment, officer):
    with pytest.raises(Warned, match="Aucune pièce"):
        lifecycle.complete(commitment, by=officer)
    lifecycle.complete(commitment, by=officer, override="La ligne roule, chacun la voit.")
    line = JournalLine.objects.about(commitment).first()
    assert (commitment.status, commitment.done_on) == (Status.DONE, dt.date(2026, 11, 16))
    assert (line.cautions, line.reason.text) == (["no_evidence"], "La ligne roule, chacun la voit.")


def test_an_earlier_proof_is_enough(commitment, officer):
    ProgressReportFactory(commitment=commitment, evidence_url="https://exemple.invalid/photo")
    lifecycle.complete(commitment, by=officer)
    assert commitment.status == Status.DONE


@pytest.mark.parametrize("day", [dt.date(2026, 11, 17), dt.date(2026, 1, 14)])
def test_a_promise_is_kept_neither_tomorrow_nor_before_it_was_made(commitment, officer, day):
    with pytest.raises(Refused):
        lifecycle.complete(commitment, by=officer, evidence_url="https://exemple.invalid/", done_on=day)


def test_giving_up_needs_the_reason_told_to_the_public(commitment, officer):
    with pytest.raises(Refused, match="donnée au public"):
        lifecycle.abandon(commitment, public_reason="  ", by=officer)
    lifecycle.abandon(commitment, public_reason="Le terrain est devenu inconstructible.", by=officer)
    assert (commitment.status, commitment.abandoned_on) == (Status.ABANDONED, dt.date(2026, 11, 16))


def test_two_people_who_close_a_promise_at_once_do_not_both_win(commitment, officer):
    stale = Commitment.objects.get(pk=commitment.pk)
    lifecycle.abandon(commitment, public_reason="Faute de crédits.", by=officer)
    with pytest.raises(Refused, match="changé d’état"):
        lifecycle.complete(stale, by=officer, evidence_url="https://exemple.invalid/")


def test_a_closed_promise_is_reopened_with_a_reason_and_then_reported_on(commitment, officer):
    lifecycle.abandon(commitment, public_reason="Faute de crédits.", by=officer)
    with pytest.raises(Refused, match="rouvrez-le"):
        lifecycle.report(commitment, text="Suite", by=officer)
    with pytest.raises(Refused, match="pourquoi"):
        lifecycle.reopen(commitment, reason="", by=officer)
    lifecycle.reopen(commitment, reason="Les crédits sont votés.", by=officer)
    assert (commitment.status, commitment.public_reason, commitment.abandoned_on) == (Status.IN_PROGRESS, "", None)


def test_a_date_moves_with_a_reason_and_the_journal_keeps_both(commitment, officer):
    lifecycle.postpone(commitment, due_on=dt.date(2028, 1, 1), reason="Fouilles archéologiques.", by=officer)
    assert commitment.due_on == dt.date(2028, 1, 1)
    assert JournalLine.objects.about(commitment).get().facts == {"from": "2027-06-30", "to": "2028-01-01"}
    for wrong in ({"reason": " "}, {"due_on": dt.date(2028, 1, 1)}, {"due_on": dt.date(2025, 1, 1)}):
        with pytest.raises(Refused):
            lifecycle.postpone(commitment, **{"due_on": dt.date(2029, 1, 1), "reason": "x", "by": officer, **wrong})


def test_publishing_twice_is_told(commitment, officer):
    stale = Commitment.objects.get(pk=commitment.pk)
    lifecycle.publish(commitment, by=officer)
    with pytest.raises(Refused, match="quelqu’un d’autre"):
        lifecycle.publish(stale, by=officer)
    lifecycle.withdraw(commitment, reason="Publié par erreur.", by=officer)
    assert verbs(commitment) == ["publish", "withdraw"]


def test_correcting_says_which_fields_changed_and_keeps_somebody_in_charge(commitment, officer):
    assert lifecycle.amend(commitment, by=officer, title="Autre titre", details="") == ["title"]
    with pytest.raises(Refused, match="qui répond"):
        lifecycle.amend(commitment, by=officer, department=None)


def test_a_review_is_held_once_and_moves_nothing_by_itself(commitment, officer):
    review = CommitmentReviewFactory(commitment=commitment)
    lifecycle.hold_review(review, state=ReviewState.SLOW, text="Le marché est infructueux.", by=officer)
    assert (review.held_on, commitment.status) == (dt.date(2026, 11, 16), Status.TO_DO)
    with pytest.raises(Refused, match="déjà faite"):
        lifecycle.hold_review(review, state=ReviewState.SLOW, text="Encore.", by=officer)
    with pytest.raises(Refused, match="constat"):
        lifecycle.hold_review(review, state="", text="", by=officer)


@pytest.mark.parametrize("held_on", [dt.date(2026, 11, 17), dt.date(2020, 1, 1)])
def test_a_review_is_held_after_the_promise_and_not_in_the_future(commitment, officer, held_on):
    review = CommitmentReviewFactory(commitment=commitment)
    with pytest.raises(Refused, match=r"à venir|vient après"):
        lifecycle.hold_review(review, state=ReviewState.SLOW, text="Le marché.", by=officer, held_on=held_on)
