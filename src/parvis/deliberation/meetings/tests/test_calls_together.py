"""Two people at once, each on their own connection: nobody receives anything twice, no voice too many is carried."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from parvis.deliberation.bodies.tests.factories import BodyFactory, MembershipFactory
from parvis.deliberation.meetings import lifecycle, queries
from parvis.deliberation.meetings.models import Convocation, Meeting, Proxy, Sending
from parvis.ground.accounts.models import User
from parvis.ground.accounts.tests.factories import user_with
from parvis.ground.authorities.defaults import load_rules
from parvis.ground.core.errors import Refused
from parvis.ground.mailing.models import Message

from .factories import AgendaItemFactory, MeetingFactory

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


@pytest.fixture
def plenary(at):
    at("2026-11-16")
    load_rules()
    body = BodyFactory(convocation_days=10, proxies_per_member=1)
    MembershipFactory.create_batch(4, body=body)
    meeting = MeetingFactory(scheme=body, place="Halle", status="agenda_draft")
    AgendaItemFactory(meeting=meeting, number=1)
    return meeting


@pytest.mark.parametrize("verb", [lifecycle.save_the_date, lifecycle.convene])
def test_of_two_people_who_press_at_once_one_sends(plenary, verb):
    officer = user_with("officer", plenary.authority)

    def press():
        return verb(Meeting.objects.get(pk=plenary.pk), by=User.objects.get(pk=officer.pk))

    given = together(press, press)
    assert sorted(type(result).__name__ for result in given) == ["Refused", "int"]
    assert Message.objects.count() == Sending.objects.count() == Convocation.objects.count() == 4


def test_the_last_place_of_a_holder_is_given_once(plenary):
    lifecycle.call(plenary)
    holder, *givers = queries.called(plenary)

    def give(giver):
        return lambda: lifecycle.answer(
            Convocation.objects.get(pk=giver.pk), "proxy", holder=Convocation.objects.get(pk=holder.pk)
        )

    given = together(*map(give, givers))
    assert [type(result).__name__ for result in given].count("Refused") == 2
    assert Proxy.objects.filter(holder=holder).count() == 1
