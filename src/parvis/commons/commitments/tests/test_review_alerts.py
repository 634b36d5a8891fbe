"""The reviews of promises are recalled before their day and after, once each (rule 5 of part B)."""

import datetime as dt

import pytest

from parvis.commons.commitments import lifecycle
from parvis.commons.commitments.due import remind_reviews
from parvis.commons.commitments.tests.factories import CommitmentFactory, CommitmentReviewFactory
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.core import clock
from parvis.ground.mailing.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(authority):
    promise = CommitmentFactory(authority=authority, promised_on=dt.date(2026, 6, 30), due_on=dt.date(2028, 6, 30))
    return CommitmentReviewFactory(commitment=promise, due_on=dt.date(2026, 12, 30))


def sweep(*days):
    for day in days:
        clock.freeze(f"{day}T09:00")
        remind_reviews(clock.now())
        remind_reviews(clock.now())


def told(user):
    return Message.objects.filter(letter="commitment_review", email=user.email).count()


def test_the_officer_is_told_before_then_each_week_and_the_director_after_a_month(authority, officer, review):
    director = user_with("director", authority)
    sweep("2026-11-29", "2026-11-30", "2026-12-20", "2026-12-27", "2026-12-31", "2027-01-07")
    assert (told(officer), told(director)) == (5, 0)
    sweep("2027-01-30", "2027-02-05")
    assert told(director) == 1


def test_a_review_held_is_recalled_no_more(officer, review):
    sweep("2026-12-20")
    lifecycle.hold_review(review, state=type(review)._meta.get_field("state").choices[0][0], text="Fait.", by=officer)
    sweep("2026-12-27", "2027-01-30")
    assert told(officer) == 1


def test_an_authority_without_commitments_is_left_alone(authority, officer, review):
    authority.modules_off = ["commitments"]
    authority.save()
    sweep("2026-12-20")
    assert told(officer) == 0
