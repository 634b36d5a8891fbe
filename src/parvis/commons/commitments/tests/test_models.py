import datetime as dt

import pytest
from django.db import IntegrityError

from parvis.commons.commitments.choices import Status
from parvis.commons.commitments.models import Commitment
from parvis.commons.commitments.tests.factories import CommitmentFactory
from parvis.commons.schemes.tests.factories import SchemeRoleFactory
from parvis.ground.core import clock

pytestmark = pytest.mark.django_db


def test_a_promise_is_late_the_day_after_its_date():
    clock.freeze("2026-11-16T09:00")
    due_today = CommitmentFactory(due_on=dt.date(2026, 11, 16))
    late = CommitmentFactory(due_on=dt.date(2026, 11, 15))
    assert not due_today.is_late
    assert late.is_late
    assert list(Commitment.objects.overdue(clock.today())) == [late]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"department": None, "owner": None},
        {"status": Status.DONE},
        {"status": Status.ABANDONED},
        {"status": Status.TO_DO, "done_on": dt.date(2026, 3, 1)},
        {"due_on": dt.date(2026, 1, 1)},
    ],
)
def test_the_database_refuses_a_promise_that_cannot_be_kept_account_of(wrong):
    with pytest.raises(IntegrityError):
        CommitmentFactory(**wrong)


def test_a_role_on_a_scheme_enters_the_grants():
    role = SchemeRoleFactory()
    assert role.user.grants.has_on_scheme(["officer"], role.scheme_id)
