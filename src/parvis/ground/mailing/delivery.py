"""Getting messages out: claimed one by one, sent over one connection, each result written at once.

A worker killed between the mail server's yes and the row that says so leaves the message « sending »: the sweep takes
it up again after its lease, so it leaves once more at most, under the same Message-ID, and none is lost. A message that
must leave `never_twice` is handed over at a time that is written first: nobody sends it again in doubt but an officer.
"""

import datetime as dt
import logging
import re
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.module_loading import import_string

from parvis.ground.core import clock, french

from .choices import BACK_OFF_MINUTES, Channel, Status
from .models import Message
from .stopping import stop_url

log = logging.getLogger("parvis.mailing")
BATCH = 500
REFUSED = (SMTPResponseException, SMTPRecipientsRefused)
"""The mail server said no: the message certainly did not leave."""
IN_DOUBT = (
    "L’envoi a été interrompu pendant la remise : on ne sait pas si le message est parti. Demandez à la personne avant "
    "de le renvoyer."
)
CALENDAR_FILE = "invitation.ics"
METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


def deliver_waiting():
    """Send what may leave now; returns how many left. Safe to run in two workers at once."""
    release_abandoned()
    ids = list(Message.objects.deliverable(timezone.now()).values_list("pk", flat=True)[:BATCH])
    if not ids:
        return 0
    with Wire(ids) as wire:
        return sum(_deliver(pk, wire) for pk in ids)


def release_abandoned():
    """Give back to the queue what a dead worker was sending."""
    late = timezone.now() - dt.timedelta(seconds=settings.MAIL_LEASE_SECONDS)
    rows = Message.objects.filter(status=Status.SENDING, claimed_at__lt=late)
    rows.filter(never_twice=True, handed_at__isnull=False).update(status=Status.FAILED, error=IN_DOUBT)
    return rows.update(status=Status.WAITING, next_try_at=timezone.now(), claimed_at=None)


class Wire:
    """What the messages of one batch share: connections opened when first needed, their authorities."""

    def __init__(self, ids):
        joined = Message.attachments.through.objects.filter(message__in=ids)
        self.with_files = set(joined.values_list("message", flat=True))
        self.authorities = {}

    def authority_of(self, message):
        key = message.authority_id
        if key not in self.authorities:
            self.authorities[key] = message.authority
        return self.authorities[key]

    def files_of(self, message):
        return message.attachments.all() if message.pk in self.with_files else ()

    def __enter__(self):
        self._mail = None
        return self

    def __exit__(self, *error):
        self.reset()

    def mail(self):
        if self._mail is None:
            self._mail = get_connection()
            self._mail.open()
        return self._mail

    def reset(self):
        """After a failure the connection is not trusted any more."""
        connection, self._mail = self._mail, None
        if connection is not None:
            try:
                connection.close()
            except (OSError, SMTPException):
                log.info("connection already closed")


def _deliver(pk, wire):
    message = _claim(pk)
    if message is None:
        return False
    message.authority = wire.authority_of(message)
    try:
        SENDERS[message.channel](message, wire)
    except Exception as error:  # a fault of ours in one message, too, must not hold back the others
        wire.reset()
        _failed(message, error)
        return False
    gone = {"body": ""} if message.confidential else {}
    Message.objects.filter(pk=pk).update(status=Status.SENT, sent_at=clock.now(), error="", **gone)
    return True


def _claim(pk):
    """Take one message for this worker, or None when another one has it."""
    message = Message.objects.filter(pk=pk, status=Status.WAITING).first()
    if message is None:
        return None
    message.status, message.claimed_at, message.attempts = Status.SENDING, timezone.now(), message.attempts + 1
    message.message_id = _message_id(message)
    # As it was read: who sends it again or tries it meanwhile makes it another one.
    same = Message.objects.filter(
        pk=pk, status=Status.WAITING, attempts=message.attempts - 1, sendings=message.sendings
    )
    taken = same.update(
        status=message.status, claimed_at=message.claimed_at, attempts=message.attempts, message_id=message.message_id
    )
    return message if taken else None


def _message_id(message):
    """The same each time a worker tries, another one each time an officer sends it again."""
    again = f"-{message.sendings}" if message.sendings else ""
    return f"<parvis-{message.pk}{again}@{settings.MAIL_DOMAIN}>"


def _failed(message, error):
    if _is_in_doubt(message, error):
        Message.objects.filter(pk=message.pk).update(status=Status.FAILED, error=IN_DOUBT)
        log.warning("message perhaps sent", extra={"row": message.pk})
        return
    spent = message.attempts > len(BACK_OFF_MINUTES)
    wait = dt.timedelta(minutes=BACK_OFF_MINUTES[min(message.attempts, len(BACK_OFF_MINUTES)) - 1])
    Message.objects.filter(pk=message.pk).update(
        status=Status.FAILED if spent else Status.WAITING,
        next_try_at=timezone.now() + wait,
        error=f"{type(error).__name__} : {error}"[:300],
        handed_at=None,
    )
    log.warning("message not sent", extra={"row": message.pk, "attempts": message.attempts})


def _is_in_doubt(message, error):
    """The connection fell after the message was handed over, before the server answered."""
    return message.never_twice and message.handed_at is not None and not isinstance(error, REFUSED)


def send_mail(message, wire):
    """One e-mail, text and HTML, with the headers that let one stop it in one click (RFC 8058)."""
    told = {"message": message, "stop_url": stop_url(message)}
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=render_to_string("mailing/message.txt", told),
        from_email=_sender(message.authority),
        to=[f"{_quoted(message.name)} <{message.email}>" if message.name else message.email],
        headers=_headers(message),
        connection=wire.mail(),
    )
    mail.attach_alternative(render_to_string("mailing/message.html", told), "text/html")
    if message.calendar:
        _join_calendar(mail, message.calendar)
    for stored in wire.files_of(message):
        with stored.file.open("rb") as content:
            mail.attach(stored.download_name, content.read(), stored.content_type)
    _hand_over(message)
    mail.send()


def _join_calendar(mail, calendar):
    """The date as calendars take it: a part of the message, with its method (RFC 6047), and a file for the others."""
    found = METHOD.search(calendar)
    method = found[1] if found else "PUBLISH"
    mail.attach_alternative(calendar, f"text/calendar; method={method}")
    mail.attach(CALENDAR_FILE, calendar.encode(), "application/ics")


def _hand_over(message):
    if message.never_twice:
        message.handed_at = timezone.now()
        Message.objects.filter(pk=message.pk).update(handed_at=message.handed_at)


def _headers(message):
    headers = {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "X-Parvis-Message": str(message.pk),
    }
    if not message.essential:
        headers["List-Unsubscribe"] = f"<{stop_url(message)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _sender(authority):
    return f"{_quoted(authority.name)} <{settings.DEFAULT_FROM_EMAIL}>"


def _quoted(name):
    return '"' + name.replace("\\", "").replace('"', "").replace("\n", " ") + '"'


def send_sms(message, wire):
    """One text message through the provider named in the settings."""
    # The alphabet of text messages (GSM 03.38) has no no-break space: one would halve the length of a message.
    address = message.authority.address_of(message.about_url) if message.about_url else ""
    text = french.spaced(f"{message.subject} {address}".strip())
    import_string(settings.SMS_PROVIDER)().send(message.phone, text)


SENDERS = {Channel.EMAIL: send_mail, Channel.SMS: send_sms}
