import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.commons.writing import lifecycle as writing
from parvis.commons.writing.tests.factories import VersionFactory, ready_text
from parvis.deliberation.referrals import contributions, due, lifecycle
from parvis.deliberation.referrals.choices import Kind, Status
from parvis.deliberation.referrals.models import Referral
from parvis.ground.authorities.tests.factories import LegalRuleFactory
from parvis.ground.core import clock
from parvis.ground.core.gathering import gather
from parvis.ground.mailing.alerts import alert_due
from parvis.ground.mailing.models import Message

from .factories import FollowUpReviewFactory, HearingFactory, ReferralFactory, WorkStepFactory

pytestmark = pytest.mark.django_db


def sweep(at, *days):
    for day in days:
        at(f"{day}T07:00")
        due.run(clock.now())
        due.run(clock.now())


def sent(letter, email=None):
    rows = Message.objects.filter(letter=f"referrals.{letter}")
    return (rows.filter(email=email) if email else rows).count()


def test_the_owners_are_told_thirty_ten_and_three_days_before_the_opinion(small, officer, at):
    ReferralFactory(body=small, status=Status.IN_PROGRESS, expected_on=dt.date(2027, 1, 29))
    sweep(at, "2026-12-29", "2026-12-30", "2027-01-10", "2027-01-19", "2027-01-26", "2027-01-27")
    assert sent("opinion_expected", officer.email) == 3


def test_a_sweep_that_slept_sends_the_last_alert_alone(small, officer, at):
    ReferralFactory(body=small, status=Status.TRANSMITTED)
    sweep(at, "2027-04-20")
    assert sent("answer_late", officer.email) == 1


def test_the_officer_is_alerted_every_week_and_the_director_every_month(small, officer, director, at):
    ReferralFactory(body=small, status=Status.TRANSMITTED)
    sweep(at, "2027-03-11", "2027-03-12", "2027-03-18", "2027-03-19", "2027-03-26", "2027-04-11", "2027-04-12")
    assert sent("answer_late", officer.email) == 4
    assert sent("answer_late", director.email) == 1


def test_an_authority_may_ask_to_be_alerted_every_three_days(small, officer, at):
    LegalRuleFactory(code="referral.late_alert_officer", value=3, unit="days", authority=small.authority)
    ReferralFactory(body=small, status=Status.TRANSMITTED)
    sweep(at, "2027-03-12", "2027-03-14", "2027-03-15", "2027-03-18")
    assert sent("answer_late", officer.email) == 3


def test_an_answered_referral_alerts_nobody(small, at):
    ReferralFactory(body=small, status=Status.ANSWERED)
    sweep(at, "2027-03-12", "2027-06-12")
    assert sent("answer_late") == 0


def test_reviews_are_recalled_before_and_after_their_day(small, officer, at):
    FollowUpReviewFactory(referral=ReferralFactory(body=small, status=Status.UNDER_FOLLOW_UP))
    sweep(at, "2027-08-23", "2027-09-12", "2027-09-19", "2027-09-23", "2027-09-30")
    assert sent("review_expected", officer.email) == 5


def test_the_director_hears_each_month_of_a_late_review(small, director, at):
    FollowUpReviewFactory(referral=ReferralFactory(body=small, status=Status.UNDER_FOLLOW_UP))
    sweep(at, "2027-09-19", "2027-09-30", "2027-10-21")
    assert sent("review_expected", director.email) == 0
    sweep(at, "2027-10-22", "2027-10-29", "2027-11-22")
    assert sent("review_expected", director.email) == 2


def test_the_page_of_the_director_counts_a_late_review(small, director, authority, at):
    FollowUpReviewFactory(referral=ReferralFactory(body=small, status=Status.UNDER_FOLLOW_UP))
    at("2027-09-22T09:00")
    assert not list(gather(contributions.due(director, authority, clock.today())))
    at("2027-09-23T09:00")
    (late,) = list(gather(contributions.due(director, authority, clock.today())))
    assert (late.when, late.waiting, late.action_url) == (dt.date(2027, 9, 22), False, "")


def test_a_question_lapses_by_itself_the_day_after(small, at):
    kept = ReferralFactory(body=small, status=Status.IN_PROGRESS, kind=Kind.COMPULSORY)
    sweep(at, "2027-01-29")
    kept.refresh_from_db()
    assert kept.status == Status.IN_PROGRESS
    sweep(at, "2027-01-30")
    kept.refresh_from_db()
    assert (kept.status, kept.put_in_position_on) == (Status.LAPSED, dt.date(2026, 10, 12))


def test_an_authority_may_leave_some_days_before_the_lapse(small, at):
    LegalRuleFactory(code="referral.lapse_after", value=30, unit="days", authority=small.authority)
    kept = ReferralFactory(body=small, status=Status.IN_PROGRESS)
    sweep(at, "2027-02-27")
    kept.refresh_from_db()
    assert kept.status == Status.IN_PROGRESS


def test_a_written_vote_past_its_day_is_closed_and_adopts(small, officer, at):
    referral = ReferralFactory(body=small, status=Status.OPINION_DRAFTING)
    ready_text(text=referral.text)
    procedure = lifecycle.open_written_vote(referral, closes_on=dt.date(2026, 11, 20), by=officer)
    for vote in procedure.votes.all():
        writing.cast_written_vote(procedure, person=vote.person, choice="for", by=None)
    sweep(at, "2026-11-20")
    assert Referral.objects.get().status == Status.OPINION_DRAFTING
    sweep(at, "2026-11-21")
    assert Referral.objects.get().status == Status.OPINION_ADOPTED


def test_opinions_are_published_after_the_days_that_the_rules_give(small, officer, chair, at):
    LegalRuleFactory(code="referral.publish_after", value=15, unit="days")
    referral = ReferralFactory(body=small, status=Status.OPINION_DRAFTING)
    ready_text(text=referral.text)
    at("2026-12-11T09:00")
    lifecycle.adopt_opinion(referral, on=dt.date(2026, 12, 10), present=4, in_favour=4, by=chair)
    lifecycle.transmit(referral, by=chair)
    sweep(at, "2026-12-25")
    assert not Referral.objects.get().opinion_is_public
    sweep(at, "2026-12-26")
    assert Referral.objects.get().opinion_is_public


@pytest.mark.parametrize("count", [1, 4])
def test_a_quiet_minute_costs_the_same_whatever_the_files(small, count, at, django_assert_num_queries):
    ReferralFactory.create_batch(count, body=small, status=Status.TRANSMITTED)
    ReferralFactory.create_batch(count, body=small, status=Status.IN_PROGRESS, expected_on=dt.date(2027, 3, 25))
    sweep(at, "2027-03-20")
    with django_assert_num_queries(15):
        due.run(clock.now())


@given(st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31)), st.integers(-60, 400))
def test_an_alert_falls_on_its_day_or_was_due_less_than_a_period_ago(due_on, shift):
    today = due_on + dt.timedelta(days=shift)
    alert = alert_due(due_on, today, (3, 10, 30), 7)
    if shift < -30:
        assert alert is None
    else:
        assert alert[1] <= today
        assert (today - alert[1]).days < (7 if shift > 0 else 21)


def test_an_authority_chooses_the_days_before_a_deadline(small, officer, at):
    LegalRuleFactory(code="deadline.first_alert", value=45, unit="days", authority=small.authority)
    ReferralFactory(body=small, status=Status.IN_PROGRESS, expected_on=dt.date(2027, 1, 29))
    sweep(at, "2026-12-14", "2026-12-15", "2026-12-30")
    assert sent("opinion_expected", officer.email) == 1


def test_an_opinion_that_does_not_come_is_recalled_every_week(small, officer, at):
    LegalRuleFactory(code="referral.lapse_after", value=30, unit="days", authority=small.authority)
    ReferralFactory(body=small, status=Status.IN_PROGRESS, expected_on=dt.date(2027, 1, 29))
    sweep(at, "2027-01-30", "2027-02-05", "2027-02-06", "2027-02-13")
    assert sent("opinion_expected", officer.email) == 3


def test_a_question_that_nobody_accepts_or_declines_is_recalled(small, officer, chair, at):
    """Received on 12 October, fifteen days to decide: ten and three days before, then each week."""
    ReferralFactory(body=small, status=Status.SUBMITTED)
    sweep(at, "2026-10-12", "2026-10-16", "2026-10-17", "2026-10-24", "2026-10-28", "2026-11-04")
    assert sent("step_expected", officer.email) == sent("step_expected", chair.email) == 4


def test_an_opinion_adopted_and_not_sent_is_recalled(small, officer, chair, at):
    """Adopted on 10 December, eight days to send it: three days before, then each week."""
    ReferralFactory(body=small, status=Status.OPINION_ADOPTED)
    sweep(at, "2026-12-10", "2026-12-15", "2026-12-19", "2026-12-26")
    assert sent("step_expected", officer.email) == sent("step_expected", chair.email) == 3


def test_stages_of_work_and_hearings_are_recalled_until_done(small, officer, contact, at):
    referral = ReferralFactory(body=small, status=Status.IN_PROGRESS)
    step = WorkStepFactory(referral=referral, owner=contact, due_on=dt.date(2026, 11, 20))
    hearing = HearingFactory(referral=referral, at=dt.datetime(2026, 11, 20, 17, tzinfo=dt.UTC))
    sweep(at, "2026-11-17", "2026-11-21", "2026-11-28")
    assert (sent("step_expected", officer.email), sent("step_expected", contact.email)) == (6, 3)
    lifecycle.complete_work_step(step, by=officer)
    lifecycle.cancel_hearing(hearing, reason="Le service est retenu.", by=officer)
    sweep(at, "2026-12-05")
    assert sent("step_expected", officer.email) == 6


def test_those_who_have_not_voted_hear_that_the_vote_closes(small, officer, at):
    referral = ReferralFactory(body=small, status=Status.OPINION_DRAFTING)
    ready_text(text=referral.text)
    procedure = lifecycle.open_written_vote(referral, closes_on=dt.date(2026, 11, 26), by=officer)
    voted = procedure.votes.first().person
    writing.cast_written_vote(procedure, person=voted, choice="for", by=None)
    sweep(at, "2026-11-16", "2026-11-23")
    assert sent("period_closes", officer.email) == 2
    assert sent("period_closes") == 2 + 2 * 4
    assert sent("period_closes", voted.email) == 0


def test_members_hear_that_the_remarks_close(small, officer, at):
    referral = ReferralFactory(body=small, status=Status.OPINION_DRAFTING)
    VersionFactory(text=referral.text)
    writing.open_comments(referral.text, until=dt.date(2026, 12, 1), by=officer)
    sweep(at, "2026-11-16", "2026-11-28")
    assert sent("period_closes") == 6
