"""Two people at once, each on their own connection."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from parvis.commons.writing import lifecycle as writing
from parvis.commons.writing.sealing import is_intact
from parvis.commons.writing.tests.factories import VersionFactory, ready_text
from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.choices import Status
from parvis.deliberation.referrals.models import Referral, Register
from parvis.ground.accounts.models import User
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.core.errors import Refused
from parvis.ground.journal.models import JournalLine

from .factories import ReferralFactory

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts):
    """Run each act in a thread of its own; returns what each gave, or the refusal it met."""

    def run(act):
        try:
            return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_eight_referrals_submitted_at_once_get_eight_numbers_without_a_gap(small, councillor):
    keys = [ReferralFactory(body=small).pk for _ in range(8)]

    def submit(key):
        return lambda: lifecycle.submit(Referral.objects.get(pk=key), by=User.objects.get(pk=councillor.pk))

    given = together(*map(submit, keys))
    assert given == [None] * 8
    numbers = sorted(Referral.objects.values_list("number", flat=True))
    assert numbers == [f"S-2026-{n:02}" for n in range(1, 9)]
    assert Register.objects.get().last == 8


def test_of_two_people_who_press_the_same_verb_one_wins(small, councillor):
    key = ReferralFactory(body=small).pk

    def submit():
        return lifecycle.submit(Referral.objects.get(pk=key), by=User.objects.get(pk=councillor.pk))

    given = together(submit, submit)
    assert sorted(type(result).__name__ for result in given) == ["NoneType", "Refused"]
    assert JournalLine.objects.filter(verb="submit").count() == 1
    assert Register.objects.get().last == 1


def test_of_two_people_who_save_the_same_text_the_second_keeps_every_word(small):
    text = VersionFactory(text__scheme=small).text
    writers = [UserFactory(name=name).pk for name in ("Karim", "Mathilde")]

    def save(key):
        return lambda: writing.save_version(
            type(text).objects.get(pk=text.pk), html=f"<p>Les mots de {key}.</p>", base=1, by=User.objects.get(pk=key)
        )

    given = together(*map(save, writers))
    conflict = next(result for result in given if isinstance(result, writing.Conflict))
    saved = next(result for result in given if not isinstance(result, Refused))
    assert {conflict.mine, conflict.theirs.html} == {f"<p>Les mots de {key}.</p>" for key in writers}
    assert (saved.number, text.versions.count()) == (2, 2)


def test_nobody_writes_into_a_text_that_is_being_adopted(small, chair):
    referral = ReferralFactory(body=small, status=Status.OPINION_DRAFTING)
    ready_text(text=referral.text)

    def adopt():
        return lifecycle.adopt_opinion(
            Referral.objects.get(pk=referral.pk), on=dt.date(2026, 11, 16), present=4, in_favour=4,
            by=User.objects.get(pk=chair.pk),
        )  # fmt: skip

    def save():
        text = type(referral.text).objects.get(pk=referral.text_id)
        return writing.save_version(text, html="<p>Un mot de plus.</p>", base=1, by=None)

    together(adopt, save)
    text = type(referral.text).objects.get(pk=referral.text_id)
    assert is_intact(text)
