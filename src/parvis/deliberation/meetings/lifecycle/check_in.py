"""The desks at the door: each has its own link, works off line, and sends what it noted when the network is back."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.db.models import Q

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record

from .. import presence
from ..choices import TO_SETTLE, TOOK_PLACE, AttendanceState, EntryOutcome
from ..models import Attendance, CheckInDesk, CheckInEntry, Meeting
from . import corrections
from .session import ON_THE_DAY, blank, expected_state, prepare_list

SALT = "parvis.meetings.check_in"
KEPT_AFTER = dt.timedelta(hours=24)
MOST_ENTRIES = 500
"""In one sending; a desk that noted more sends them in several times."""


@dataclass(frozen=True)
class Noted:
    """What a desk noted: who (called, or a typed name), when, arrival, departure or taking back of another entry."""

    client_id: object
    at: dt.datetime
    convocation_id: int | None = None
    typed: str = ""
    leaves: bool = False
    undoes: object = None


# --- Desks ----------------------------------------------------------------------------------------


@transaction.atomic
def open_desk(meeting, *, by, label, site=None):
    """Open a desk at the door; its link expires twenty-four hours after the end of the meeting."""
    if meeting.status not in ON_THE_DAY:
        raise Refused("Un accueil s’ouvre une fois la réunion convoquée, et jusqu’à sa clôture.")
    if meeting.desks.filter(label=label.strip()).exists():
        raise Refused("Un accueil porte déjà ce nom : choisissez-en un autre.")
    desk = CheckInDesk.objects.create(
        meeting=meeting, label=label.strip(), site=site, nonce=secrets.token_urlsafe(12), opened_by=by,
        expires_at=meeting.lasts_until + KEPT_AFTER,
    )  # fmt: skip
    prepare_list(meeting)
    record(meeting, "open_desk", by=by, facts={"desk": desk.pk})
    return desk


@transaction.atomic
def close_desk(desk, *, by):
    """The link of a desk checks nobody in any more; the device sends what it kept, then wipes itself."""
    if CheckInDesk.objects.filter(pk=desk.pk, revoked_at=None).update(revoked_at=clock.now()):
        record(desk.meeting, "close_desk", by=by, facts={"desk": desk.pk})


def token_of(desk):
    """What the link of a desk carries: signed, and void as soon as the desk is closed."""
    return signing.Signer(salt=SALT, sep="~").sign(f"{desk.pk}-{desk.nonce}")


def desk_of(token, authority):
    """The desk of a token, None when the token is not one of ours; see `is_open`."""
    try:
        number, _, nonce = signing.Signer(salt=SALT, sep="~").unsign(token).partition("-")
    except signing.BadSignature:
        return None
    rows = CheckInDesk.objects.select_related("meeting__scheme__body", "meeting__authority", "site")
    return rows.filter(pk=int(number), nonce=nonce, meeting__authority=authority).first()


def is_open(desk):
    """Whether a desk may still check people in."""
    return desk.revoked_at is None and is_listening(desk) and desk.meeting.status in ON_THE_DAY


def is_listening(desk):
    """Whether what a desk noted may still arrive: a hall without network sends it after the session is closed."""
    return clock.now() < desk.expires_at


# --- What desks send ------------------------------------------------------------------------------


@transaction.atomic
def receive(desk, noted):
    """Take what a desk noted. The same entry counts once, however often and in whatever order it comes.

    After the session is closed, or once the desk is, entries are kept for the officer to settle and change nothing by
    themselves. Returns the outcome of each, by client identifier.
    """
    # One desk at a time writes on a meeting: each computes presences from all the entries.
    meeting = Meeting.objects.select_for_update().get(pk=desk.meeting_id)
    open_now = desk.revoked_at is None and meeting.status in ON_THE_DAY
    CheckInDesk.objects.filter(pk=desk.pk).update(last_seen_at=clock.now())
    new = _new_rows(desk, meeting, noted, open_now)
    CheckInEntry.objects.bulk_create(new, ignore_conflicts=True)
    _drop_typed(desk, new)
    if new and open_now:
        read_again(meeting, {row.convocation_id for row in new if row.convocation_id})
    if new:
        record(meeting, "receive_entries", by=None, facts={"desk": desk.pk, "entries": len(new)})
    asked = CheckInEntry.objects.filter(client_id__in=[entry.client_id for entry in noted])
    return dict(asked.values_list("client_id", "outcome"))


def _new_rows(desk, meeting, noted, open_now):
    unique = {entry.client_id: entry for entry in noted}
    known = set(CheckInEntry.objects.filter(client_id__in=unique).values_list("client_id", flat=True))
    called = set(meeting.convocations.values_list("pk", flat=True))
    return [
        _row(desk, entry, entry.convocation_id if entry.convocation_id in called else None, open_now)
        for entry in unique.values()
        if entry.client_id not in known and (entry.convocation_id in called or entry.typed.strip())
    ]


def _row(desk, entry, convocation_id, open_now):
    outcome = EntryOutcome.APPLIED if convocation_id else EntryOutcome.UNKNOWN
    return CheckInEntry(
        desk=desk, client_id=entry.client_id, convocation_id=convocation_id,
        typed="" if convocation_id else entry.typed.strip()[:160], leaves=entry.leaves, undoes=entry.undoes,
        at=entry.at, received_at=clock.now(), outcome=outcome if open_now else EntryOutcome.LATE,
    )  # fmt: skip


def _drop_typed(desk, new):
    """A typed name that the desk took back waits for nobody."""
    dropped = [row.undoes for row in new if row.undoes and not row.convocation_id]
    silent = Q(client_id__in=dropped) | Q(undoes__in=dropped)
    if dropped:
        CheckInEntry.objects.filter(silent, desk=desk, convocation=None).update(outcome=EntryOutcome.KNOWN)


def read_again(meeting, convocation_ids):
    """Compute anew the presence of these people from all the entries about them, and say what each entry became."""
    by_person = {pk: [] for pk in convocation_ids}
    entries = CheckInEntry.objects.filter(convocation__in=convocation_ids).select_related("desk")
    for entry in entries:
        by_person[entry.convocation_id].append(entry)
    found = {pk: presence.read(rows) for pk, rows in by_person.items()}
    _write_outcomes(entries, found)
    _write_attendances(meeting, found)


def _write_outcomes(entries, found):
    changed = {}
    for entry in entries:
        outcome = found[entry.convocation_id].outcomes[entry.client_id]
        if entry.outcome != outcome:
            changed.setdefault(outcome, []).append(entry.pk)
    for outcome, numbers in changed.items():
        CheckInEntry.objects.filter(pk__in=numbers).update(outcome=outcome)


def _write_attendances(meeting, found):
    """One writing for all: three hundred rows travel in one statement, those that exist are replaced."""
    called = list(meeting.convocations.filter(pk__in=found))
    known = {row.person_id: row for row in meeting.attendances.filter(person__in=[c.person_id for c in called])}
    rows = []
    for convocation in called:
        row = known.get(convocation.person_id) or blank(convocation)
        rows.append(presence.apply(row, found[convocation.pk], expected_state(convocation)))
        row.pk = None
    Attendance.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["meeting", "person"],
        update_fields=["state", "site", "arrived_at", "left_at", "channel"],
    )  # fmt: skip


# --- What the officer settles ---------------------------------------------------------------------


@transaction.atomic
def settle(entry, *, by, keep):
    """Say whether an entry that waits holds; what it contradicts is set aside when it does.

    After the closing the list is counted again, until the minutes are approved.
    """
    if entry.outcome not in TO_SETTLE or entry.settled_by_id:
        raise Refused("Cette saisie a déjà été départagée. Rechargez la page.")
    _write_settled(entry.meeting, [entry], by, keep=keep)
    record(entry.meeting, "settle_entry", by=by, facts={"entry": entry.pk, "kept": keep})
    entry.refresh_from_db()


@transaction.atomic
def keep_late(desk, *, by):
    """Keep everything that a desk sent after the closing about people who were called. Returns how many entries."""
    late = list(desk.entries.filter(outcome=EntryOutcome.LATE, settled_by=None).exclude(convocation=None))
    if not late:
        raise Refused("Aucune saisie de cet accueil n’attend : rechargez la page.")
    _write_settled(desk.meeting, late, by, keep=True)
    record(desk.meeting, "keep_late_entries", by=by, facts={"desk": desk.pk, "entries": len(late)})
    return len(late)


def _write_settled(meeting, entries, by, *, keep):
    called = {entry.convocation_id for entry in entries if entry.convocation_id}
    if keep and called and meeting.status in TOOK_PLACE:
        corrections.need_correctable(meeting)
    numbers = [entry.pk for entry in entries]
    with corrections.counted_again(meeting, by=by):
        rows = CheckInEntry.objects.filter(pk__in=numbers)
        _settled(rows, by, EntryOutcome.APPLIED if keep else EntryOutcome.KNOWN)
        if keep and called:
            others = CheckInEntry.objects.filter(convocation__in=called, outcome=EntryOutcome.CONFLICT)
            _settled(others.exclude(pk__in=numbers), by, EntryOutcome.KNOWN)
        if called:
            read_again(meeting, called)


def _settled(rows, by, outcome):
    rows.update(outcome=outcome, settled_by=by)


# --- What desks are told --------------------------------------------------------------------------


def roster(meeting):
    """What a desk keeps on the device: a number, a name, the print of the QR code; no address, no need."""
    return [
        {"id": called.pk, "name": called.person.full_name, "mark": mark_of(called.key)}
        for called in meeting.convocations.standing().for_list()
    ]


def mark_of(key):
    """The print by which a device knows a convocation without holding the key of its private page."""
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def who_is_in(meeting):
    """Convocation → 1 in the room, 2 gone; whoever has not come is not there."""
    came = meeting.attendances.filter(state=AttendanceState.PRESENT)
    states = {person: 2 if left else 1 for person, left in came.values_list("person", "left_at")}
    called = meeting.convocations.filter(person__in=states).values_list("pk", "person")
    return {pk: states[person] for pk, person in called}
