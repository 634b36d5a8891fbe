"""A message that carries a date for calendars, and one that never leaves twice in doubt."""

import datetime as dt
from email import message_from_bytes, policy
from smtplib import SMTPDataError, SMTPServerDisconnected

import pytest
from django.core import mail
from django.utils import timezone

from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.mailing import delivery, lifecycle
from parvis.ground.mailing.choices import Channel, Status
from parvis.ground.mailing.letters import Letter
from parvis.ground.mailing.models import Message
from parvis.ground.mailing.recipients import Recipient

from .factories import MessageFactory

pytestmark = pytest.mark.django_db
CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{}\r\nSUMMARY:Plénière d’été\r\nEND:VCALENDAR\r\n"


class Invitation(Letter):
    key = "invitation"
    subject = "Invitation"
    essential = True
    never_twice = True

    def body_for(self, recipient):
        return f"Bonjour {recipient.name}"

    def calendar_for(self, recipient):
        return CALENDAR.format("REQUEST")

    def path_for(self, recipient):
        return f"/convocation/{recipient.ref}/"


def person(n):
    return Recipient(name=f"Personne {n}", email=f"p{n}@exemple.invalid", ref=f"people.person:{n}")


def sending(**fields):
    """A message that a worker was sending when it died, ten minutes ago and more."""
    long_ago = timezone.now() - dt.timedelta(minutes=11)
    return MessageFactory(status=Status.SENDING, claimed_at=long_ago, never_twice=True, **fields)


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_the_date_goes_with_the_message_as_a_part_and_as_a_file(method):
    MessageFactory(calendar=CALENDAR.format(method))
    assert delivery.deliver_waiting() == 1
    sent = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    parts = {part.get_content_type(): part for part in sent.walk()}
    assert parts["text/calendar"]["Content-Type"].params["method"] == method
    assert "Plénière d’été" in parts["text/calendar"].get_content()
    assert parts["application/ics"].get_filename() == "invitation.ics"
    assert parts["application/ics"].get_content().decode() == CALENDAR.format(method)


def test_a_message_without_a_date_carries_none():
    MessageFactory()
    delivery.deliver_waiting()
    assert "calendar" not in mail.outbox[0].message().as_string()


def test_each_person_has_their_own_page_and_their_own_date():
    Invitation(AuthorityFactory()).send_to([person(1), person(2)])
    rows = Message.objects.order_by("pk")
    assert [row.about_url for row in rows] == ["/convocation/people.person:1/", "/convocation/people.person:2/"]
    assert all(row.calendar and row.never_twice for row in rows)


def test_three_hundred_messages_are_queued_in_a_few_queries(django_assert_max_num_queries):
    authority = AuthorityFactory()
    with django_assert_max_num_queries(16):
        assert len(Invitation(authority).send_to([person(n) for n in range(300)], once="12:1")) == 300


def test_a_worker_killed_while_handing_over_sends_nothing_again_by_itself():
    row = sending(handed_at=timezone.now())
    assert delivery.deliver_waiting() == 0
    row.refresh_from_db()
    assert (row.status, row.error) == (Status.FAILED, delivery.IN_DOUBT)
    assert not mail.outbox


def test_a_worker_killed_before_handing_over_loses_nothing():
    row = sending()
    assert delivery.deliver_waiting() == 1
    row.refresh_from_db()
    assert row.status == Status.SENT
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("error", "status"),
    [(SMTPServerDisconnected("closed"), Status.FAILED), (SMTPDataError(451, b"later"), Status.WAITING)],
)
def test_a_connection_that_falls_leaves_a_doubt_and_a_refusal_leaves_none(monkeypatch, error, status):
    row = MessageFactory(never_twice=True)

    def broken(message, wire):
        delivery._hand_over(message)
        raise error

    monkeypatch.setitem(delivery.SENDERS, Channel.EMAIL, broken)
    delivery.deliver_waiting()
    row.refresh_from_db()
    assert row.status == status


def test_an_officer_sends_again_what_was_in_doubt():
    row = sending(handed_at=timezone.now())
    delivery.deliver_waiting()
    row.refresh_from_db()
    lifecycle.resend(row, by=None)
    assert delivery.deliver_waiting() == 1


def test_a_text_message_leads_to_a_whole_address(settings, monkeypatch):
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = "https", ""
    told = []
    monkeypatch.setattr("parvis.ground.mailing.sms.ConsoleProvider.send", lambda self, phone, text: told.append(text))
    settings.SMS_PROVIDER = "parvis.ground.mailing.sms.ConsoleProvider"
    authority = AuthorityFactory(slug="orzenne")
    MessageFactory(authority=authority, channel=Channel.SMS, phone="0600000000", about_url="/convocation/cle/")
    assert delivery.deliver_waiting() == 1
    assert told == ["Bienvenue https://orzenne.localhost/convocation/cle/"]
