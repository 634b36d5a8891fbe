"""What the demonstration says of meals, speakers and loans has its printed figures."""

import datetime as dt

import pytest

from parvis.commons.finance import queries as finance
from parvis.commons.finance.models import Budget
from parvis.deliberation.logistics.choices import Kind, Status
from parvis.deliberation.logistics.models import EventLogistics, NeedTemplate


def sheet(slug):
    return EventLogistics.objects.get(authority__slug=slug)


def counts(need):
    return {count.code: count.count for count in need.catering.counts.all()}


@pytest.mark.usefixtures("at_t0")
def test_the_plenary_of_the_fabrique_waits_for_46_meals():
    need = sheet("cerzelles").needs.get(kind=Kind.CATERING)
    assert counts(need) == {"vegetarian": 9, "halal": 3, "gluten_free": 2, "nuts": 1}
    assert (need.catering.headcount, need.due_on, need.estimated_cents) == (46, dt.date(2026, 12, 2), 69_000)
    assert need.status == Status.DRAFT
    speech = sheet("cerzelles").needs.get(kind=Kind.SPEAKER).booking
    assert (speech.need.estimated_cents, speech.travel.estimated_cents) == (35_000, 6_200)
    assert (speech.slides_right, speech.image_right) == ("granted", "granted")
    assert sheet("cerzelles").needs.get(kind=Kind.CHILDCARE).quantity == 5
    assert sheet("cerzelles").needs.exclude(pk=need.pk).exclude(status=Status.CONFIRMED).count() == 0


@pytest.mark.usefixtures("at_t0")
def test_what_is_committed_holds_the_speaker_and_not_the_meals():
    for slug, committed in (("cerzelles", 1_587_000), ("orzenne", 3_409_000)):
        budget = Budget.objects.get(authority__slug=slug, year=2026)
        assert finance.total(finance.figures(budget)).committed == committed
    mission = finance.total(finance.figures(Budget.objects.get(authority__slug="orzenne", year=2026)))
    assert mission.available_after_estimates == 791_000


@pytest.mark.usefixtures("at_t0")
def test_the_rencontres_have_a_buffet_for_120_and_the_loans_of_four_communes():
    needs = sheet("tregonnec").needs
    buffet = needs.get(kind=Kind.CATERING)
    assert (buffet.catering.headcount, counts(buffet)) == (120, {"vegetarian": 18, "gluten_free": 4})
    assert needs.filter(loan__isnull=False).values("provider_label").distinct().count() == 4
    assert needs.filter(booking__isnull=False).count() == 3
    assert needs.get(label="Stands des associations").quantity == 62
    assert sheet("tregonnec").headcount == 340


@pytest.mark.usefixtures("at_t0")
def test_an_evening_plenary_has_its_template_of_seven_needs():
    template = NeedTemplate.objects.get(authority__slug="orzenne")
    assert template.needs.count() == 7
    assert template.needs.get(kind=Kind.CATERING).days_before == 10


@pytest.mark.usefixtures("at_t0")
def test_the_plenary_of_december_is_prepared_for_55_meals_and_nothing_is_estimated_yet():
    needs = sheet("orzenne").needs
    meals = needs.get(kind=Kind.CATERING)
    assert (meals.catering.headcount, meals.due_on, meals.status) == (55, dt.date(2026, 11, 30), Status.DRAFT)
    assert needs.count() == 7
    assert not needs.exclude(estimated_cents=None).exists()
