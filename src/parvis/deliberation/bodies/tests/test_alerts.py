"""The deadlines of bodies and of their renewals are told before and after their day (rule 5 of part B)."""

import datetime as dt

import pytest

from parvis.deliberation.bodies import alerts, due, lifecycle
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.tests.factories import LegalRuleFactory
from parvis.ground.core import clock
from parvis.ground.mailing.models import Message

from .factories import BodyFactory, MunicipalOpinionFactory, RenewalCampaignFactory, RenewalItemFactory


@pytest.fixture
def director(epci):
    return user_with("director", epci)


def sweep(at, *days):
    for day in days:
        at(day)
        alerts.send(clock.today())
        alerts.send(clock.today())


def told(user):
    rows = Message.objects.filter(letter="bodies.expected", email=user.email)
    return list(rows.order_by("pk").values_list("subject", flat=True))


@pytest.fixture
def council(epci):
    """Installed on 26 September 2026: six months to adopt its internal rules."""
    return BodyFactory(authority=epci, name="Conseil de développement", installed_on=dt.date(2026, 9, 26))


def test_the_internal_rules_are_recalled_before_their_day_then_each_week(council, officer, director, at):
    sweep(at, "2027-02-23", "2027-02-24", "2027-03-16", "2027-03-23", "2027-03-27", "2027-04-02", "2027-04-03")
    assert len(told(officer)) == 5
    assert told(officer)[0] == "Règlement intérieur à adopter, le 26/03/2027 : Conseil de développement"
    assert told(director) == []


def test_the_director_is_told_of_what_is_a_month_late_each_month(council, officer, director, at):
    sweep(at, "2027-04-25", "2027-04-26", "2027-05-10", "2027-05-26")
    assert len(told(director)) == 2


def test_once_the_internal_rules_are_adopted_nobody_is_told(council, officer, at):
    at("2027-03-01")
    lifecycle.adopt_internal_rules(council, by=officer, on=dt.date(2027, 2, 20))
    sweep(at, "2027-03-16", "2027-03-30")
    assert told(officer) == []


def test_an_authority_that_gives_a_year_is_told_a_year_later(council, officer, at):
    LegalRuleFactory(authority=council.authority, code="body.internal_rules_within", value=12, unit="months")
    sweep(at, "2027-03-30")
    assert told(officer) == []


def test_the_items_of_a_renewal_are_recalled_until_done(epci, officer, director, at):
    campaign = RenewalCampaignFactory(
        body=BodyFactory(authority=epci, status="renewing", internal_rules_adopted_on="2026-10-01")
    )
    item = RenewalItemFactory(campaign=campaign, label="Adoption du pacte de gouvernance", due_on=dt.date(2026, 12, 22))
    sweep(at, "2026-11-22", "2026-12-12", "2026-12-19", "2026-12-23", "2026-12-30", "2027-01-22")
    assert len(told(officer)) == 6
    assert len(told(director)) == 1
    lifecycle.complete_item(item, by=officer, on=dt.date(2027, 1, 22))
    sweep(at, "2027-02-22")
    assert len(told(officer)) == 6


def test_the_opinions_of_all_the_communes_of_a_day_make_one_alert(epci, officer, at):
    campaign = RenewalCampaignFactory(
        body=BodyFactory(authority=epci, status="renewing", internal_rules_adopted_on="2026-10-01")
    )
    MunicipalOpinionFactory.create_batch(3, campaign=campaign)
    sweep(at, "2026-11-25", "2026-12-06")
    assert len(told(officer)) == 2


def test_the_yearly_report_is_recalled(epci, officer, at):
    BodyFactory(authority=epci, activity_report_on=dt.date(2026, 6, 1), internal_rules_adopted_on="2026-10-01")
    sweep(at, "2027-05-22")
    assert told(officer)[0].startswith("Rapport d’activité à débattre, le 01/06/2027")


@pytest.mark.parametrize("count", [1, 3])
def test_a_quiet_hour_costs_the_same_whatever_the_bodies(epci, officer, count, at, django_assert_num_queries):
    BodyFactory.create_batch(count, authority=epci)
    sweep(at, "2027-03-30")
    with django_assert_num_queries(8):
        due.remind(clock.now())
