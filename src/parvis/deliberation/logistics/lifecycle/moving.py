"""What becomes of the orders when their meeting moves: dates follow, suppliers are told, or all is given up."""

from django.db import transaction

from parvis.ground.core import french
from parvis.ground.journal.acts import record

from .. import letters
from ..choices import ORDERED, TO_CONFIRM, Status
from ..models import EventLogistics, LogisticNeed
from .answers import ask_again
from .needs import cancel_need, tell_provider

GIVEN_UP = (*TO_CONFIRM, Status.CONFIRMED, Status.REFUSED)


def follow(meeting, step, by):
    """Called by meetings in the transaction that moves one."""
    sheet = EventLogistics.objects.filter(meeting=meeting).first()
    if sheet is None:
        return
    sheet.meeting = meeting
    if step in ("change", "resume"):
        move_orders(sheet, by=by)
    elif step == "postpone":
        _tell_all(sheet, "La réunion est reportée à une date qui n’est pas encore connue.")
    elif step == "cancel":
        _give_up(sheet, by)


def _needs(sheet, *statuses):
    rows = LogisticNeed.objects.filter(sheet=sheet, status__in=statuses).for_record()
    for need in rows.select_for_update(of=("self",)):
        need.sheet = sheet
        yield need


@transaction.atomic
def move_orders(sheet, *, by):
    """Orders follow the new date and place: what is due moves by as many days, and each provider confirms anew."""
    meeting, before, where = sheet.meeting, sheet.told_starts_at, sheet.told_where
    if (meeting.starts_at, meeting.where) == (before, where):
        return
    days = meeting.day - type(meeting)(starts_at=before).day
    what = (
        f"La réunion a désormais lieu {french.full_datetime(meeting.starts_at)}, {meeting.where or 'lieu à préciser'}."
    )
    for need in _needs(sheet, *GIVEN_UP):
        if days:
            need.due_on += days
            need.save(update_fields=["due_on"])
        if need.status in ORDERED:
            ask_again(need, by=by, what=what)
    sheet.told_starts_at, sheet.told_where = meeting.starts_at, meeting.where
    sheet.save(update_fields=["told_starts_at", "told_where"])
    record(sheet, "move_orders", by=by, facts={"days": days.days})


def _tell_all(sheet, what):
    for need in _needs(sheet, *ORDERED):
        tell_provider(need, letters.OrderChanged(need, what=what))


def _give_up(sheet, by):
    for need in _needs(sheet, *GIVEN_UP):
        cancel_need(need, by=by, reason="La réunion est annulée.")
