"""What happens to a body or a seat never comes before what it follows from."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from parvis.deliberation.bodies import lifecycle
from parvis.deliberation.bodies.choices import EndReason
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.bodies.tests.factories import BodyFactory, InnerBodyFactory, MembershipFactory
from parvis.ground.authorities.tests.factories import LegalActFactory
from parvis.ground.core.errors import Refused

BEFORE = dt.date(2026, 9, 1)


@pytest.fixture
def body(epci, at):
    at("2026-11-16")
    act = LegalActFactory(authority=epci, date=dt.date(2026, 9, 20))
    return BodyFactory(authority=epci, name="Conseil de développement", creation_act=act)


@pytest.mark.parametrize("verb", ["adopt_internal_rules", "record_activity_report", "dissolve"])
def test_a_body_does_nothing_before_the_act_that_creates_it(body, verb):
    more = {"act": body.creation_act} if verb == "dissolve" else {}
    with pytest.raises(Refused, match="créée par un acte du 20/09/2026"):
        getattr(lifecycle, verb)(body, by=None, on=BEFORE, **more)


def test_a_body_is_dissolved_after_its_installation(body):
    with pytest.raises(Refused, match="installée le 26/09/2026"):
        lifecycle.dissolve(body, by=None, on=dt.date(2026, 9, 22), act=body.creation_act)


@pytest.mark.parametrize("verb", ["resign", "end"])
def test_nobody_leaves_before_they_sat(body, verb):
    member = MembershipFactory(body=body)
    with pytest.raises(Refused, match="court depuis le 26/09/2026"):
        getattr(lifecycle, verb)(member, by=None, on=BEFORE)


def test_a_death_may_be_learnt_after_the_installation(body):
    member = MembershipFactory(body=body)
    lifecycle.record_death(member, by=None, on=BEFORE)
    assert (member.ended_on, member.end_reason) == (BEFORE, EndReason.DECEASED)


def test_a_death_or_a_signature_to_come_is_not_recorded(body):
    member = MembershipFactory(body=body)
    for verb in (lifecycle.record_death, lifecycle.sign_charter):
        with pytest.raises(Refused, match="à venir"):
            verb(member, by=None, on=dt.date(2026, 11, 17))


def test_a_seat_is_taken_after_its_holder_left(body, epci):
    member = MembershipFactory(body=body)
    lifecycle.resign(member, by=None, on=dt.date(2026, 11, 10))
    successor = MembershipFactory(body=BodyFactory(authority=epci)).person
    with pytest.raises(Refused, match="occupé jusqu’au 10/11/2026"):
        lifecycle.replace(member, by=None, successor=successor, on=dt.date(2026, 11, 10), act=body.creation_act)


def test_a_departure_learnt_late_closes_a_seat_given_since(body):
    """The seat of the commission began after the last day in the body: it lasts one day, never less than none."""
    member = MembershipFactory(body=body)
    commission = InnerBodyFactory(parent=body, authority=body.authority)
    part = MembershipFactory(body=commission, person=member.person, starts_on=dt.date(2026, 11, 12))
    lifecycle.resign(member, by=None, on=dt.date(2026, 11, 2))
    part.refresh_from_db()
    assert part.ended_on == dt.date(2026, 11, 12)


def test_the_database_refuses_a_dissolution_before_the_installation(body):
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.filter(pk=body.pk).update(dissolved_on=BEFORE)
