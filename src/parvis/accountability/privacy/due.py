"""Dated work: requests whose answer is due, accounts that will be erased if nobody uses them."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from parvis.commons.commitments.due import stage_of
from parvis.commons.people.queries import person_of
from parvis.ground.accounts.models import User
from parvis.ground.authorities.legal import alert_days
from parvis.ground.authorities.models import Authority
from parvis.ground.core import clock
from parvis.ground.core.dates import add_months
from parvis.ground.core.jobs import every
from parvis.ground.mailing.recipients import user_recipient

from . import letters
from .models import DataSubjectRequest
from .purging import accounts_of_nobody_else
from .retention import limit_for, months_of

WARNING_MONTHS = 1


@every(hours=6)
def remind(now):
    """Ten and three days before an answer is due, then each week after. May run twice: each reminder goes once."""
    today = timezone.localdate(now)
    for authority in Authority.objects.all():
        # A month is the whole delay: the first alert, thirty days before, would be the receipt itself.
        before = alert_days(authority, today)[:-1]
        rows = DataSubjectRequest.objects.of(authority).open()
        for request in rows.filter(due_on__lte=today + dt.timedelta(days=before[-1])).for_record():
            stage = stage_of(request.due_on, today, before)
            letters.RequestDue(request).send_to(letters.controllers(authority), once=f"{request.pk}:{stage}")


@every(hours=24)
def warn_sleeping_accounts(now):
    """A month before an account may be purged for want of use, its holder is told, once (annex C.4)."""
    for authority in Authority.objects.all():
        for user in sleeping(authority):
            erased_on = add_months(clock.today(), WARNING_MONTHS)
            person = person_of(user, authority)
            letter = letters.AccountWillBeErased(authority, erased_on=erased_on)
            told = person.recipient() if person else user_recipient(user)
            letter.send_to(told, once=f"account:{user.pk}:{user.last_seen_at:%Y-%m-%d}")


def sleeping(authority):
    """Accounts of this authority alone whose last sign-in is older than the warning allows."""
    on = add_months(clock.today(), WARNING_MONTHS)
    limit = limit_for(User, User.personal, authority, on)
    return User.objects.filter(accounts_of_nobody_else(authority), Q(last_seen_at__lt=limit)).order_by("pk")


def warned_months(authority):
    """After how many months without use an account goes, for the public page."""
    return months_of(User, User.personal.retention, authority)
