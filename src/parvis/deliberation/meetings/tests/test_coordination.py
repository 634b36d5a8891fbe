"""The monthly coordination: who is called, and what the macro board tells of meetings."""

import datetime as dt

from parvis.commons.people.tests.factories import PersonFactory
from parvis.deliberation.bodies.choices import MemberRole
from parvis.deliberation.bodies.tests.factories import BodyFactory, MembershipFactory
from parvis.deliberation.meetings import lifecycle, queries
from parvis.deliberation.meetings.choices import MeetingKind
from parvis.deliberation.meetings.contributions import board_rows, board_schemes
from parvis.deliberation.meetings.tests.factories import HeldMeetingFactory, MeetingFactory
from parvis.ground.core import clock


def test_it_calls_those_who_preside_the_bodies_and_no_quorum_is_asked(officer, council):
    other = BodyFactory(authority=council.authority)
    chair = MembershipFactory(body=other, person=PersonFactory(authority=council.authority), role=MemberRole.CHAIR)
    MembershipFactory(body=other, person=PersonFactory(authority=council.authority))
    monthly = MeetingFactory(scheme=council, kind=MeetingKind.COORDINATION)
    lifecycle.call(monthly, by=officer)
    called = set(monthly.convocations.values_list("person_id", flat=True))
    assert chair.person_id in called
    assert called == set(presiding(council, other)), "simple members are not called"
    assert queries.counts_on(monthly) == (None, None)


def presiding(*bodies):
    for body in bodies:
        yield from body.memberships.filter(role__in=("chair", "co_chair")).values_list("person_id", flat=True)


def test_the_board_tells_the_own_next_meeting_of_a_body_and_the_minutes_that_are_late(council):
    today = clock.today()
    MeetingFactory(scheme=council, kind=MeetingKind.COORDINATION, starts_at=clock.now() + dt.timedelta(days=2))
    own = MeetingFactory(scheme=council, title="Plénière", starts_at=clock.now() + dt.timedelta(days=20))
    quiet = BodyFactory(authority=council.authority)
    HeldMeetingFactory(scheme=quiet, starts_at=clock.now() - dt.timedelta(days=90))
    rows = {row.scheme_id: row for row in board_rows(council.authority, today)}
    assert rows[council.pk].milestone == own.title
    assert rows[quiet.pk].label.startswith("Compte rendu de")
    assert rows[quiet.pk].risk.startswith("Compte rendu en retard de")
    assert {quiet.pk, council.pk} <= set(board_schemes(council.authority).values_list("scheme", flat=True))
