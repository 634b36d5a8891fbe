"""What the database refuses, whoever asks."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from parvis.deliberation.bodies import choices
from parvis.deliberation.bodies.models import Body, Membership
from parvis.deliberation.bodies.tests.factories import (
    BodyFactory,
    CollegeFactory,
    InnerBodyFactory,
    MembershipFactory,
    RenewalCampaignFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_two_authorities_may_use_the_same_address_one_may_not_use_it_twice():
    body = BodyFactory(slug="c2d")
    BodyFactory(slug="c2d")
    refused(lambda: BodyFactory(slug="c2d", authority=body.authority))


def test_a_body_exists_by_an_act_unless_it_is_part_of_another():
    refused(lambda: BodyFactory(creation_act=None))
    assert InnerBodyFactory().creation_act is None
    refused(lambda: InnerBodyFactory(parent=None, authority=BodyFactory().authority))


def test_quorum_is_a_fraction_or_a_number_never_both():
    refused(lambda: BodyFactory(quorum_fixed=20))
    refused(lambda: BodyFactory(quorum_numerator=3, quorum_denominator=2))
    assert BodyFactory(quorum_fixed=20, quorum_numerator=None, quorum_denominator=None).quorum_words == "20\xa0membres"


def test_a_seat_has_one_holder_and_may_have_a_substitute():
    seat = SeatFactory()
    holder = MembershipFactory(body=seat.college.body, college=seat.college, seat=seat)
    refused(lambda: MembershipFactory(body=seat.college.body, seat=seat))
    MembershipFactory(body=seat.college.body, seat=seat, role="substitute", substitute_of=holder)
    assert seat.memberships.count() == 2


def test_nobody_sits_twice_at_once_but_may_be_appointed_to_the_next_term():
    member = MembershipFactory()
    refused(lambda: MembershipFactory(body=member.body, person=member.person))
    MembershipFactory(
        body=member.body, person=member.person, status="appointed", starts_on=dt.date(2029, 9, 26), ends_on=None
    )
    assert Membership.objects.filter(person=member.person).count() == 2


def test_a_mandate_rests_on_an_act_and_ends_with_a_reason():
    refused(lambda: MembershipFactory(appointed_by=""))
    refused(lambda: MembershipFactory(status="ended"))
    refused(lambda: MembershipFactory(status="disqualified", ended_on=dt.date(2027, 1, 1), end_reason="disqualified"))


def test_a_body_has_one_open_renewal():
    campaign = RenewalCampaignFactory()
    refused(lambda: RenewalCampaignFactory(body=campaign.body))


def test_sitting_on_a_day_counts_the_real_end_before_the_planned_one():
    member = MembershipFactory(ended_on=dt.date(2027, 1, 31), status="resigned", end_reason="resigned")
    MembershipFactory(body=member.body, candidate=True)
    rows = Membership.objects.filter(body=member.body)
    assert list(rows.sitting_on(dt.date(2027, 1, 31))) == [member]
    assert not rows.sitting_on(dt.date(2027, 2, 1)).exists()
    assert not rows.sitting_on(dt.date(2026, 9, 25)).exists()


def test_colleges_keep_their_name_once_a_term():
    college = CollegeFactory(name="Habitants")
    refused(lambda: CollegeFactory(body=college.body, name="Habitants"))


def test_the_scheme_knows_it_is_a_body():
    body = BodyFactory()
    scheme = body.scheme_ptr
    assert scheme.kind == "body"
    assert scheme.child == body
    assert Body.objects.published().get() == body
    assert choices.BodyStatus(body.status).label == "en exercice"
