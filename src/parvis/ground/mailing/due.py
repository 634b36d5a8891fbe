"""What time does to the outbox: messages leave, summaries gather, bounces are read, codes are forgotten."""

import datetime as dt

from django.utils import timezone

from parvis.ground.authorities.choices import RuleUnit
from parvis.ground.authorities.defaults import proposed
from parvis.ground.authorities.legal import rule_in_force
from parvis.ground.authorities.models import Authority
from parvis.ground.core.jobs import every

from . import bounces, delivery, digest
from .models import Message

KEEP_CODES = "confidential_messages.kept"
RULES = (
    proposed(
        KEEP_CODES, "Conservation de la trace des codes envoyés", 30, RuleUnit.DAYS,
        source="Réglage proposé : minimisation (RGPD, article 5), des adresses sans compte y figurent",
    ),
)  # fmt: skip


def deliver(now):
    """Send what waits, and take up again what a dead worker left."""
    delivery.deliver_waiting()


def gather(now):
    """Send the summaries of the day."""
    digest.send_digests()


def read_bounces(now):
    """Read what came back."""
    bounces.read_mailbox()


@every(hours=24)
def forget_codes(now):
    """Erase the rows of letters that carried a code: somebody may have typed the address of anybody."""
    today = timezone.localdate(now)
    for authority in Authority.objects.all():
        kept = dt.timedelta(days=rule_in_force(authority, KEEP_CODES, today).number)
        Message.objects.of(authority).filter(confidential=True, created_at__date__lt=today - kept).delete()


JOBS = (deliver, gather, read_bounces, forget_codes)
