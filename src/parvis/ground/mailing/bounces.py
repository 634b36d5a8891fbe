"""Messages that came back, read from a mailbox (RFC 3464 delivery status notifications)."""

import email
import imaplib
import mailbox
import re
from dataclasses import dataclass
from email import policy
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from .choices import Status
from .models import Message, Preference


@dataclass(frozen=True)
class Bounce:
    """What a notification says: `final` when the address does not work at all, else a passing trouble."""

    message_id: str
    address: str
    code: str
    reason: str

    @property
    def final(self):
        return self.code.startswith("5")


def read_notification(raw):
    """The `Bounce` told by an e-mail, or None when it is not a failure notice (an absence reply, for instance)."""
    notice = email.message_from_bytes(raw, policy=policy.default)
    status = next((p for p in notice.walk() if p.get_content_type() == "message/delivery-status"), None)
    if status is None:
        return None
    fields = _fields(status)
    if fields.get("action", "failed").lower() not in {"failed", "delayed"}:
        return None
    code = fields.get("status", "")
    return Bounce(
        message_id=_original_id(notice),
        address=fields.get("final-recipient", "").rpartition(";")[2].strip().lower(),
        code=code,
        reason=fields.get("diagnostic-code", "").rpartition(";")[2].strip()[:200],
    )


def take(bounce):
    """Mark the message that came back and its address; returns the message, or None when it is not ours."""
    message = Message.objects.filter(message_id=bounce.message_id).first() if bounce.message_id else None
    if message is None:
        return None
    if bounce.final:
        reason = f"{bounce.code} {bounce.reason}".strip()
        Message.objects.filter(pk=message.pk).update(status=Status.BOUNCED, error=f"Retour : {reason}"[:300])
        _count(message)
    return message


def read_mailbox(address=None):
    """Read every notification of the mailbox and empty it; returns how many messages came back.

    `address` is `maildir:/path` or `imaps://user:password@host/INBOX` (setting `PARVIS_BOUNCE_MAILBOX`).
    """
    address = address or settings.BOUNCE_MAILBOX
    if not address:
        return 0
    read = _maildir if address.startswith("maildir:") else _imap
    return sum(1 for raw in read(address) if (bounce := read_notification(raw)) and take(bounce))


def _fields(status):
    found = {}
    for block in status.iter_parts() if status.is_multipart() else [status]:
        found |= {key.lower(): str(value) for key, value in block.items()}
    return found


def _original_id(notice):
    """The Message-ID of what we sent: in the returned headers or message, or anywhere as a last resort."""
    for part in notice.walk():
        if part.get_content_type() in {"text/rfc822-headers", "message/rfc822"}:
            text = part.as_string()
            if found := re.search(r"^Message-I[Dd]:\s*(<parvis-[^>]+>)", text, re.MULTILINE):
                return found[1]
    found = re.search(r"<parvis-[\d-]+@[^>]+>", notice.as_string())
    return found[0] if found else ""


def _count(message):
    row, _ = Preference.objects.get_or_create(
        authority_id=message.authority_id, email=message.email.lower(), defaults={"user_id": message.user_id}
    )
    Preference.objects.filter(pk=row.pk).update(bounces=F("bounces") + 1, bounced_at=timezone.now())


def _maildir(address):
    box = mailbox.Maildir(Path(address.removeprefix("maildir:")), create=True)
    for key in list(box.keys()):
        yield box.get_bytes(key)
        box.discard(key)


def _imap(address):
    url = urlsplit(address)
    with imaplib.IMAP4_SSL(url.hostname, url.port or 993) as server:
        server.login(unquote(url.username), unquote(url.password))
        server.select(url.path.strip("/") or "INBOX")
        for number in server.search(None, "ALL")[1][0].split():
            yield server.fetch(number, "(RFC822)")[1][0][1]
            server.store(number, "+FLAGS", "\\Deleted")
        server.expunge()
