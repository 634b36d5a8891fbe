"""On 11 October 2026 the letter on the climate plan is a draft: AS02 starts from there."""

import datetime as dt

import pytest

from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.models import Referral
from parvis.demo import worlds
from parvis.demo.data import WORLDS
from parvis.demo.loading import load_world
from parvis.ground.accounts.models import User
from parvis.ground.core import clock
from parvis.ground.core.errors import Warned

from .conftest import loaded


@pytest.fixture(scope="module")
def orzenne_in_october(django_db_setup, django_db_blocker):
    moment = worlds.moment_of(dt.date(2026, 10, 11))
    with loaded(django_db_blocker, "story-of-orzenne-20261011", lambda: load_world(WORLDS["orzenne"], moment)):
        yield moment


@pytest.fixture
def october(orzenne_in_october, db):
    with clock.at(orzenne_in_october):
        yield


def test_the_letter_on_the_climate_plan_waits_for_its_submission_and_its_number(october):
    climat = Referral.objects.get(title__startswith="Plan climat")
    mireille = User.objects.get(email="mireille.sabathe@exemple.invalid")
    assert climat.status == "draft"
    try:
        lifecycle.submit(climat, by=mireille)
    except Warned:
        lifecycle.submit(climat, by=mireille, override="Calendrier convenu.")
    assert climat.number == "S-2026-01"
    assert Referral.objects.get(title="Accès aux soins").number == "S-2026-02"


def test_the_next_letter_takes_the_next_free_number(october):
    climat = Referral.objects.get(title__startswith="Plan climat")
    luc = User.objects.get(email="luc.casterande@exemple.invalid")
    lifecycle.submit(climat, by=luc)
    another = lifecycle.draft(
        climat.body, kind="referral", title="Une autre", question="Une autre question ?", by=luc,
        expected_on=dt.date(2027, 6, 30),
    )  # fmt: skip
    lifecycle.submit(another, by=luc)
    assert another.number == "S-2026-03"
