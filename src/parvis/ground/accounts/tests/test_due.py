import datetime as dt

import pytest
from django.utils import timezone

from parvis.ground.accounts import due
from parvis.ground.accounts.models import ConnectionLog
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.authorities.tests.factories import AuthorityFactory, LegalRuleFactory
from parvis.ground.core.dates import add_months

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority():
    load_rules()
    return AuthorityFactory()


def trace(authority, day):
    at = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    return ConnectionLog.objects.create(authority=authority, event="signed_in", at=at)


def kept():
    return set(ConnectionLog.objects.values_list("pk", flat=True))


def months_ago(count, days=0):
    return add_months(timezone.localdate(), -count) - dt.timedelta(days=days)


def test_traces_are_kept_twelve_months(authority):
    young = trace(authority, months_ago(12))
    trace(authority, months_ago(12, days=1))
    nowhere = trace(None, months_ago(11))
    trace(None, months_ago(13))
    due.purge_connection_log(timezone.now())
    assert kept() == {young.pk, nowhere.pk}


def test_an_authority_may_keep_them_less_long(authority):
    LegalRuleFactory(code=due.KEEP_LOG, authority=authority, value=6)
    young = trace(authority, months_ago(6))
    trace(authority, months_ago(7))
    due.purge_connection_log(timezone.now())
    assert kept() == {young.pk}


def test_before_the_first_authority_they_are_kept_as_long():
    trace(None, months_ago(13))
    young = trace(None, months_ago(11))
    due.purge_connection_log(timezone.now())
    assert kept() == {young.pk}
