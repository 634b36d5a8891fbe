"""The electoral reserve: from the sixth month before that of the election until its last round."""

import datetime as dt

import pytest

from parvis.ground.authorities import defaults
from parvis.ground.authorities.legal import reserves_between

from .factories import AuthorityFactory, ElectionFactory, LegalRuleFactory

pytestmark = pytest.mark.django_db

TERM = dt.date(2026, 7, 1), dt.date(2027, 12, 31)


@pytest.fixture
def authority():
    defaults.load_rules()
    return AuthorityFactory()


@pytest.fixture
def election(authority):
    return ElectionFactory(authority=authority, first_round=dt.date(2028, 3, 12), second_round=dt.date(2028, 3, 19))


def test_a_mandate_of_eighteen_months_crosses_the_reserve_of_september(authority, election):
    assert reserves_between(authority, *TERM) == [(election, dt.date(2027, 9, 1), dt.date(2028, 3, 19))]


def test_days_before_and_after_it_cross_nothing(authority, election):
    assert reserves_between(authority, dt.date(2026, 7, 1), dt.date(2027, 8, 31)) == []
    assert reserves_between(authority, dt.date(2028, 3, 20), dt.date(2028, 12, 31)) == []


def test_the_rule_of_the_authority_comes_first(authority, election):
    LegalRuleFactory(
        authority=authority, code="electoral_reserve.months_before", value=12, unit="months",
        valid_from=dt.date(2020, 1, 1),
    )  # fmt: skip
    (found,) = reserves_between(authority, *TERM)
    assert found[1] == dt.date(2027, 3, 1)


def test_another_authority_has_its_own_elections(authority, election):
    assert reserves_between(AuthorityFactory(), *TERM) == []
