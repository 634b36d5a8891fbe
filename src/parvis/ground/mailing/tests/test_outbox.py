import datetime as dt
from pathlib import Path
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.mailing import bounces, delivery, digest, stopping
from parvis.ground.mailing.choices import Channel, Frequency, Status
from parvis.ground.mailing.letters import Letter
from parvis.ground.mailing.models import Message, Preference
from parvis.ground.mailing.recipients import Recipient

from .factories import MessageFactory

pytestmark = pytest.mark.django_db
DSN = Path(__file__).parent / "dsn"


class Welcome(Letter):
    key = "welcome"
    label = "Bienvenue"
    audience = "Les membres nommés."
    why = "Vous êtes membre du conseil."
    subject = "Bienvenue à {about.name}"
    template = "mailing/tests/welcome.txt"

    def body_for(self, recipient):
        return f"Bonjour {recipient.name}"


@pytest.fixture
def authority():
    return AuthorityFactory(slug="orzenne", name="Val d’Orzenne")


def person(n=1, **fields):
    return Recipient(
        **{"name": f"Personne {n}", "email": f"p{n}@exemple.invalid", "ref": f"people.person:{n}", **fields}
    )


def test_a_rollback_sends_nothing(authority):
    def fail_after_sending():
        with transaction.atomic():
            Welcome(authority).send_to([person()])
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_sending()
    assert Message.objects.count() == 0


def test_the_same_person_is_told_once_for_the_same_occasion(authority):
    Welcome(authority).send_to([person(1), person(1), person(2)], once="sequence-0")
    Welcome(authority).send_to([person(1), person(2), person(3)], once="sequence-0")
    assert sorted(Message.objects.values_list("name", flat=True)) == ["Personne 1", "Personne 2", "Personne 3"]


def test_a_person_without_email_goes_to_the_post_batch(authority):
    (row,) = Welcome(authority).send_to([person(email="", postal="1 rue du Lavoir\n47000 Virazelle")])
    assert (row.channel, row.status) == (Channel.POST, Status.TO_PRINT)


def test_a_person_whom_nothing_can_reach_is_shown_as_such(authority):
    (row,) = Welcome(authority).send_to([person(email="")])
    assert row.status == Status.CANCELLED
    assert "joindre" in row.error


def test_links_lead_to_the_primary_host_and_one_click_stops_the_message(authority, settings):
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT = "https", ""
    Welcome(authority).send_to([person()])
    assert delivery.deliver_waiting() == 1
    sent = mail.outbox[0]
    assert sent.extra_headers["List-Unsubscribe"].startswith("<https://orzenne.localhost/")
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Vous êtes membre du conseil." in sent.body


def test_a_stopped_letter_is_kept_but_never_leaves(authority):
    Welcome(authority).send_to([person()])
    stopping.stop(authority, "p1@exemple.invalid", "welcome")
    Welcome(authority).send_to([person()])
    assert set(Message.objects.values_list("status", flat=True)) == {Status.STOPPED}
    assert delivery.deliver_waiting() == 0


def test_a_failure_waits_longer_each_time_then_gives_up(authority, monkeypatch):
    row = MessageFactory(authority=authority)

    def broken(message, wire):
        raise SMTPServerDisconnected("Connection unexpectedly closed")

    monkeypatch.setitem(delivery.SENDERS, Channel.EMAIL, broken)
    waits = []
    for _ in range(6):
        Message.objects.filter(pk=row.pk).update(next_try_at=timezone.now())
        delivery.deliver_waiting()
        row.refresh_from_db()
        waits.append(round((row.next_try_at - timezone.now()).total_seconds() / 60))
    assert waits == [1, 5, 30, 120, 720, 720]
    assert row.status == Status.FAILED
    assert "unexpectedly closed" in row.error


def test_a_message_that_cannot_be_written_holds_back_no_other_one(authority, monkeypatch):
    Welcome(authority).send_to([person(1), person(2)])
    send = delivery.SENDERS[Channel.EMAIL]

    def stumble(message, wire):
        if message.name == "Personne 1":
            raise AttributeError("name")
        send(message, wire)

    monkeypatch.setitem(delivery.SENDERS, Channel.EMAIL, stumble)
    assert delivery.deliver_waiting() == 1
    assert ['"Personne 2" <p2@exemple.invalid>'] in [letter.to for letter in mail.outbox]
    assert Message.objects.get(name="Personne 1").error == "AttributeError : name"


def test_what_a_dead_worker_was_sending_leaves_again_under_the_same_number(authority, monkeypatch):
    row = MessageFactory(authority=authority)
    sent = []

    def killed_after_the_server_said_yes(message, wire):
        sent.append(message.message_id)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setitem(delivery.SENDERS, Channel.EMAIL, killed_after_the_server_said_yes)
        with pytest.raises(KeyboardInterrupt):
            delivery.deliver_waiting()
    assert delivery.deliver_waiting() == 0, "the lease of the dead worker still runs"
    Message.objects.filter(pk=row.pk).update(claimed_at=timezone.now() - dt.timedelta(minutes=11))
    assert delivery.deliver_waiting() == 1
    assert delivery.deliver_waiting() == 0
    assert mail.outbox[0].extra_headers["Message-ID"] == sent[0]


def test_one_summary_a_day_groups_by_scheme(authority):
    Preference.objects.create(authority=authority, email="p1@exemple.invalid", frequency=Frequency.DAILY)
    for label in ("Conseil de développement", "Fabrique", "Conseil de développement"):
        Welcome(authority).send_to([person()], group=(label, label))
    tomorrow = timezone.localtime() + dt.timedelta(days=1, hours=1)
    assert digest.send_digests(tomorrow.replace(hour=8)) == 1
    assert digest.send_digests(tomorrow.replace(hour=8)) == 0
    assert delivery.deliver_waiting() == 1
    assert mail.outbox[0].subject == "Votre résumé du jour : 3 messages"
    assert mail.outbox[0].body.count("CONSEIL DE DÉVELOPPEMENT") == 1


@pytest.mark.parametrize(
    ("notice", "status"),
    [("postfix", "bounced"), ("exchange", "bounced"), ("delayed", "sent"), ("absence", "sent")],
)
def test_what_comes_back_marks_its_message(authority, tmp_path, notice, status):
    row = MessageFactory(authority=authority)
    delivery.deliver_waiting()
    row.refresh_from_db()
    (tmp_path / "new").mkdir()
    (tmp_path / "cur").mkdir()
    (tmp_path / "tmp").mkdir()
    raw = (DSN / f"{notice}.eml").read_text().replace("MESSAGE_ID", row.message_id)
    (tmp_path / "new" / "1").write_text(raw)
    bounces.read_mailbox(f"maildir:{tmp_path}")
    row.refresh_from_db()
    assert row.status == status
    assert not list((tmp_path / "new").iterdir())


def test_an_address_that_bounced_is_counted(authority):
    row = MessageFactory(authority=authority)
    delivery.deliver_waiting()
    row.refresh_from_db()
    bounces.take(bounces.Bounce(row.message_id, row.email, "5.1.1", "User unknown"))
    assert Preference.objects.get(email=row.email.lower()).bounces == 1
