"""What people need in order to come: said by them, with their consent, counted without names, soon forgotten.

Nothing of it enters the journal, an e-mail or a log: only the erasure is written there, with its count.
"""

import datetime as dt

from django.db import transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record

from ..choices import NEEDS
from ..models import Meeting, Need
from .answers import need_answerable

KEPT_DAYS = 15
"""K04: needs are erased fifteen days after the meeting."""
MOST = 20


@transaction.atomic
def say_needs(convocation, wanted, *, consents, details=None):
    """Replace what somebody needs: `wanted` maps (kind, code) to how many, `details` a kind to a precision.

    `Refused` without the person's consent, which is asked each time (GDPR, article 9: diets and disabilities).
    """
    need_answerable(convocation)
    if wanted and not consents:
        raise Refused("Votre accord est nécessaire pour garder ces informations jusqu’à la réunion.")
    details, now = details or {}, clock.now()
    rows = [
        Need(
            convocation=convocation, kind=kind, code=code, quantity=quantity, consented_at=now,
            detail=details.get(kind, "").strip() if code == "other" else "",
        )
        for (kind, code), quantity in wanted.items()
        if code in NEEDS[kind] and 1 <= quantity <= MOST
    ]  # fmt: skip
    convocation.needs.all().delete()
    Need.objects.bulk_create(rows)
    return len(rows)


@transaction.atomic
def erase_needs(convocation):
    """The person takes back what they said; at any time."""
    return convocation.needs.all().delete()[0]


def forget(now):
    """Erase the needs of the meetings that took place fifteen days ago, with a trace of how many."""
    last = clock.local(now).date() - dt.timedelta(days=KEPT_DAYS)
    past = Need.objects.filter(convocation__meeting__starts_at__date__lt=last)
    for meeting in Meeting.objects.filter(pk__in=past.values("convocation__meeting")):
        _forget_one(meeting)


@transaction.atomic
def _forget_one(meeting):
    erased, _ = Need.objects.filter(convocation__meeting=meeting).delete()
    if erased:
        record(meeting, "erase_needs", by=None, facts={"erased": erased})
