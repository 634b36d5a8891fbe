"""A question on the agenda of a meeting: each leads to the other, for those who may know of both."""

import pytest

from parvis.deliberation.meetings.tests.factories import AgendaItemFactory
from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.choices import Status
from parvis.deliberation.referrals.contributions import meeting_panels
from parvis.deliberation.referrals.models import AgendaLink
from parvis.deliberation.referrals.tests.factories import ReferralFactory
from parvis.ground.core.errors import Refused
from parvis.ground.journal.models import JournalLine

from .test_pages import url


@pytest.fixture
def referral(small):
    return ReferralFactory(body=small, status=Status.ADMITTED)


@pytest.fixture
def item(small):
    return AgendaItemFactory(meeting__scheme=small, title="Avis sur le plan climat")


def test_the_officer_puts_it_on_an_item_of_the_bodys_meetings_and_takes_it_off(visit, officer, referral, item):
    desk = visit(officer)
    assert "Avis sur le plan climat" in desk.get(url("put_on_agenda", referral.pk)).content.decode()
    desk.post(url("put_on_agenda", referral.pk), {"item": item.pk})
    link = AgendaLink.objects.get()
    assert (link.referral, link.item) == (referral, item)
    assert item.meeting.get_desk_url() in desk.get(url("work", referral.pk)).content.decode()
    assert referral.get_desk_url() in desk.get(item.meeting.get_desk_url()).content.decode()
    desk.post(url("take_off_agenda", link.pk))
    assert not AgendaLink.objects.exists()
    verbs = JournalLine.objects.filter(object_id=referral.pk).values_list("verb", flat=True)
    assert {"put_on_agenda", "take_off_agenda"} <= set(verbs)


def test_it_is_put_once_on_an_item_and_only_once_received(officer, referral, item, small):
    lifecycle.put_on_agenda(referral, item=item, by=officer)
    with pytest.raises(Refused, match="déjà inscrite"):
        lifecycle.put_on_agenda(referral, item=item, by=officer)
    with pytest.raises(Refused, match="reçue par l’instance"):
        lifecycle.put_on_agenda(ReferralFactory(body=small, status=Status.DRAFT), item=item, by=officer)


def test_a_visitor_reads_on_the_meeting_the_questions_that_are_public(officer, referral, item):
    lifecycle.put_on_agenda(referral, item=item, by=officer)
    (block,) = meeting_panels(item.meeting, None)
    assert [link.referral for link in block.context["links"]] == [referral]
    assert not block.context["at_desk"]
