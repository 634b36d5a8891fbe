"""What one does with a meeting: plan, change, convene, hold, cancel (the part of B.3 that referrals need)."""

import datetime as dt

from django.db import transaction

from parvis.ground.core import clock, french
from parvis.ground.core.dates import clear_days_between, public_holidays
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.journal.acts import heed, move, record

from . import queries
from .choices import UPCOMING, MeetingStatus
from .models import Meeting

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
def convene(meeting, *, by, override=""):
    """The members are called today, by letters that leave outside the product: their date is kept.

    `Refused` without a place; warned when the notice of the body's rules is not met.
    """
    if not meeting.where:
        raise Refused("Indiquez le lieu de la réunion avant de la convoquer.")
    if meeting.starts_at <= clock.now():
        raise Refused("Cette réunion est déjà passée : enregistrez les présences.")
    cautions = heed(notice_cautions(meeting), override)
    move(
        meeting, "convene", by=by, convened_at=clock.now(), sequence=meeting.sequence + 1, cautions=cautions,
        reason=override,
    )  # fmt: skip


@transaction.atomic
def hold(meeting, *, by, present, proxies=0, override=""):
    """The meeting took place: count who was there. Warned when the quorum of the body's rules was not reached."""
    if meeting.starts_at > clock.now():
        raise Refused(
            f"La réunion est prévue le {french.full_datetime(meeting.starts_at)} : attendez qu’elle ait lieu."
        )
    electors, quorum = queries.counts_on(meeting)
    _need_count(meeting, electors, present, proxies)
    cautions = heed(quorum_cautions(quorum, present + proxies), override)
    move(
        meeting, "hold", by=by, present=present, proxies=proxies, electors=electors, quorum_needed=quorum,
        cautions=cautions, reason=override, facts={"present": present, "proxies": proxies, "quorum": quorum},
    )  # fmt: skip


@transaction.atomic
def cancel(meeting, *, by, reason):
    """The meeting does not take place; those convened must be told."""
    if not reason.strip():
        raise Refused("Écrivez pourquoi la réunion est annulée.")
    move(meeting, "cancel", by=by, reason=reason, sequence=meeting.sequence + 1)


# --- Guards ---------------------------------------------------------------------------------------


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


def notice_cautions(meeting):
    """The notice that the body's rules ask, in clear days."""
    days = getattr(meeting.scheme.child, "convocation_days", None)
    if days and (left := clear_days_between(clock.today(), meeting.day)) < days:
        asked = french.plural(days, "jour franc", "jours francs")
        yield Caution(
            "meeting.notice",
            f"Le règlement demande {asked} avant la réunion : il en reste {left}. Indiquez l’urgence.",
        )


def quorum_cautions(quorum, votes):
    if quorum is not None and votes < quorum:
        yield Caution(
            "meeting.quorum", f"Le quorum n’est pas atteint : {votes} voix présentes ou représentées sur {quorum}."
        )


def _need_order(meeting):
    if meeting.ends_at and meeting.ends_at <= meeting.starts_at:
        raise Refused("La fin de la réunion précède son début.")


def _need_count(meeting, electors, present, proxies):
    if electors is not None and present + proxies > electors:
        room = f"{french.plural(present, 'présent')} et {french.plural(proxies, 'pouvoir')}"
        raise Refused(f"L’instance compte {french.plural(electors, 'membre')} : {room} font trop.")
    allowed = getattr(meeting.scheme.child, "proxies_per_member", None)
    if allowed is not None and proxies > present * allowed:
        raise Refused(f"Chaque membre présent porte au plus {french.plural(allowed, 'pouvoir')}.")
