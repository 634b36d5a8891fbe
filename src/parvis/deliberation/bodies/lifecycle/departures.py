"""The one way out of a mandate, whatever its cause: the state, the rights, the seats that follow, the thanks (B.7)."""

import datetime as dt

from django.db import transaction

from parvis.deliberation.bodies import letters
from parvis.deliberation.bodies.access import close_access
from parvis.deliberation.bodies.choices import INNER_TYPES, LEFT_BY_STEP, EndReason, MembershipStatus
from parvis.deliberation.bodies.models import Membership
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import move

SITTING = (MembershipStatus.ACTIVE, MembershipStatus.SUSPENDED)


def leave(membership, step, *, by, last_day, reason_code, reason="", at_once=False, **changes):
    """End a membership on `last_day`; what it opened closes the next day, or `at_once` for a sanction.

    Whoever leaves a body leaves its bureau and its commissions too. Those who served are thanked, and given their
    certificate. Nothing is sent about a death, an exclusion has its own letter, and who keeps a seat does not leave.
    `Refused` before the day on which a mandate that runs began.
    """
    _refuse_before_start(membership, last_day, reason_code)
    move(membership, step, by=by, reason=reason, ended_on=last_day, end_reason=reason_code, **changes)
    close_access(membership, by=by, on=clock.today() if at_once else last_day + dt.timedelta(days=1))
    if reason_code == EndReason.NEW_ROLE or _goes_on(membership):
        return
    for part in _parts_of(membership):
        follow = step if part.status in part.STEPS[step][0] else "end"
        # Somebody whose departure is learnt late may have been given another seat since.
        until = max(last_day, part.starts_on or last_day)
        leave(part, follow, by=by, last_day=until, reason_code=reason_code, at_once=at_once, **changes)
    if membership.was_served and not _sits_above(membership):
        _say_goodbye(membership, by)


def _refuse_before_start(membership, last_day, reason_code):
    """A death may be learnt after the installation; any other departure follows the day one sat."""
    if membership.status not in SITTING or reason_code == EndReason.DECEASED:
        return
    if membership.starts_on and last_day < membership.starts_on:
        raise Refused(
            f"Le mandat de {membership.person.full_name} court depuis le {membership.starts_on:%d/%m/%Y} : "
            "il ne prend pas fin avant."
        )


def step_for(reason_code):
    """The step of a mandate that ends for this reason."""
    return LEFT_BY_STEP.get(reason_code, "end")


def _goes_on(membership):
    """Whether the person keeps a seat in the body, or takes another one in its coming composition."""
    rows = Membership.objects.in_office().filter(person=membership.person_id, body=membership.body_id)
    return rows.exclude(pk=membership.pk).exists()


def _parts_of(membership):
    """The seats of the person in the bureau, the commissions and the groups of the body that they leave."""
    if membership.body.type in INNER_TYPES:
        return []
    rows = Membership.objects.in_office().filter(
        person=membership.person_id, body__parent=membership.body_id, body__type__in=INNER_TYPES
    )
    return rows.select_related("body__parent", "person__user")


def _sits_above(membership):
    """Whether the seat was a part of another mandate, for which the person is thanked, or still sits."""
    above = membership.body.parent_id
    return (
        bool(above)
        and Membership.objects.filter(
            person=membership.person_id, body=above, starts_on__lte=membership.ended_on
        ).exists()
    )


def _say_goodbye(membership, by):
    letters.MandateEnded(membership).send_to(membership.person.recipient(), group=letters.group(membership.body))
    moment = clock.now().isoformat()

    def ask():
        # The job imports the verbs' models and documents: it is found when it is needed.
        from ..tasks import write_certificate

        write_certificate.enqueue(membership.pk, by.pk if by else None, moment)

    transaction.on_commit(ask)
