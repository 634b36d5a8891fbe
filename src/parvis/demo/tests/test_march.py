"""On 16 March 2026 the renewal has not begun: AS01 starts from there."""

import datetime as dt

import pytest

from parvis.deliberation.bodies import lifecycle as bodies
from parvis.deliberation.bodies import queries
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.referrals.models import Referral
from parvis.ground.accounts.models import DemoPersona, User
from parvis.ground.authorities.models import LegalAct
from parvis.ground.core import clock
from parvis.ground.journal.models import JournalLine

ELECTION = dt.date(2026, 3, 22)


@pytest.fixture
def council(in_march, orzenne):
    return Body.objects.get(authority=orzenne, slug="c2d")


def test_the_former_council_sits_with_two_seats_vacant(council):
    assert (council.status, council.term_ends_on) == ("active", dt.date(2026, 9, 30))
    assert queries.members_on(council, clock.today()).count() == 58
    assert queries.open_renewal(council) is None


def test_nothing_of_what_comes_later_is_known(in_march):
    assert not LegalAct.objects.filter(number="2026-071").exists()
    assert not Referral.objects.filter(number__startswith="S-2026").exists()
    assert not JournalLine.objects.filter(at__gt=clock.now()).exists()
    assert set(Referral.objects.values_list("number", flat=True)) == {"S-2024-02", "S-2025-01", "S-2025-03"}


def test_the_chair_of_the_day_is_offered_on_the_sign_in_page(in_march):
    chairs = DemoPersona.objects.filter(landing="/espace-membre/").values_list("user__name", flat=True)
    assert list(chairs) == ["Ginette Roquelaine"]


def test_the_officer_opens_the_renewal_from_the_template(council):
    officer = User.objects.get(email="maelle.quintard@exemple.invalid")
    campaign = bodies.open_renewal(council, by=officer, title="Renouvellement 2026", election_date=ELECTION)
    due = campaign.items.get(code="governance_pact.adopted_within").due_on
    assert campaign.items.filter(source__contains="L5211-11-2").count() == 3
    assert due == dt.date(2026, 12, 22)
