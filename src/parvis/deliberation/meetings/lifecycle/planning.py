"""Setting a date, moving it, giving it up."""

import datetime as dt

from django.db import transaction

from parvis.ground.core import french
from parvis.ground.core.dates import public_holidays
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.journal.acts import heed, move, record

from ..choices import UPCOMING, MeetingStatus
from ..models import Meeting

USUAL_LENGTH = dt.timedelta(hours=2)
"""How long a meeting without an end is taken to last when looking for conflicts."""


@transaction.atomic
def plan(scheme, *, by, kind, title, starts_at, override="", **fields):
    """Set a date. Warned on a public holiday, or when another meeting of the authority takes place meanwhile."""
    meeting = Meeting(
        authority_id=scheme.authority_id, scheme_id=scheme.pk, kind=kind, title=title, starts_at=starts_at
    )
    for name, value in fields.items():
        setattr(meeting, name, value)
    _need_order(meeting)
    cautions = heed(date_cautions(meeting), override)
    meeting.save()
    record(
        meeting, "plan", by=by, to_state=meeting.status, cautions=cautions, reason=override, facts={"scheme": scheme.pk}
    )
    return meeting


@transaction.atomic
def change(meeting, *, by, override="", **fields):
    """Move the meeting or correct what is said of it; a convened one counts one more sending (iCalendar SEQUENCE)."""
    if meeting.status not in UPCOMING:
        raise Refused("Une réunion tenue ou annulée ne se modifie plus.")
    moved = "starts_at" in fields and fields["starts_at"] != meeting.starts_at
    changed = [name for name, value in fields.items() if getattr(meeting, name) != value]
    for name in changed:
        setattr(meeting, name, fields[name])
    _need_order(meeting)
    cautions = heed(date_cautions(meeting) if moved else (), override)
    if meeting.status == MeetingStatus.CONVENED:
        meeting.sequence += 1
    meeting.save()
    record(meeting, "change", by=by, cautions=cautions, reason=override, facts={"fields": sorted(changed)})


@transaction.atomic
def cancel(meeting, *, by, reason):
    """The meeting does not take place; those convened must be told."""
    if not reason.strip():
        raise Refused("Écrivez pourquoi la réunion est annulée.")
    move(meeting, "cancel", by=by, reason=reason, sequence=meeting.sequence + 1)


def date_cautions(meeting):
    """What makes this date a difficult one (B.3)."""
    day = meeting.day
    if holiday := public_holidays(day.year, meeting.authority.alsace_moselle).get(day):
        yield Caution("meeting.holiday", f"Le {french.plain_date(day)} est un jour férié : {holiday}.")
    for other in _at_the_same_time(meeting):
        yield Caution(
            "meeting.conflict",
            f"Une autre réunion a lieu au même moment : {other.title} ({french.full_datetime(other.starts_at)}).",
        )


def _at_the_same_time(meeting):
    start, end = meeting.starts_at, meeting.ends_at or meeting.starts_at + USUAL_LENGTH
    rows = Meeting.objects.filter(authority=meeting.authority_id, status__in=UPCOMING).exclude(pk=meeting.pk)
    near = rows.filter(starts_at__lt=end, starts_at__gt=start - dt.timedelta(days=1))
    return [other for other in near if (other.ends_at or other.starts_at + USUAL_LENGTH) > start]


def _need_order(meeting):
    if meeting.ends_at and meeting.ends_at <= meeting.starts_at:
        raise Refused("La fin de la réunion précède son début.")
