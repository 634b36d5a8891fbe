"""The summary of the day: what somebody chose to receive once a day, in one message grouped by scheme."""

import datetime as dt

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from .choices import DIGEST, Channel, Status
from .letters import Letter
from .models import Message

HOUR = 7
"""Local hour from which the summary of the day before leaves."""


class DailyDigest(Letter):
    """The summary itself, so that it is named where every message is."""

    key = DIGEST
    label = "Résumé du jour"
    audience = "Les personnes qui ont choisi un seul message par jour."
    why = "Vous avez demandé un seul message par jour."


def send_digests(now=None):
    """Gather what was held before this morning; returns how many summaries were queued. May run every minute."""
    now = timezone.localtime(now)
    morning = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if now < morning:
        morning -= dt.timedelta(days=1)
    held = Message.objects.filter(status=Status.HELD, created_at__lt=morning)
    addresses = held.order_by().values_list("authority_id", "email").distinct()
    return sum(_send_one(authority, email, morning) for authority, email in addresses)


@transaction.atomic
def _send_one(authority_id, email, before):
    rows = Message.objects.select_for_update().filter(
        authority=authority_id, email=email, status=Status.HELD, created_at__lt=before
    )
    rows = list(rows.order_by("group_label", "pk"))
    if not rows:
        return 0
    digest = _summary(rows)
    Message.objects.filter(pk__in=[r.pk for r in rows]).update(status=Status.DIGESTED, digest=digest)
    return 1


def _summary(rows):
    first = rows[0]
    count = f"{len(rows)} message" + ("s" if len(rows) > 1 else "")
    return Message.objects.create(
        authority_id=first.authority_id, letter=DIGEST, channel=Channel.EMAIL, name=first.name, email=first.email,
        user_id=first.user_id, ref=first.ref, about_url="/", subject=f"Votre résumé du jour : {count}",
        body=render_to_string("mailing/digest.txt", {"rows": rows, "authority": first.authority}),
        why=DailyDigest.why, created_at=timezone.now(), next_try_at=timezone.now(),
    )  # fmt: skip
