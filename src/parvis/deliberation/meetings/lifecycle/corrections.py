"""Attendance once the session is closed: late entries, mistakes, the paper sheet, until the minutes are approved."""

from contextlib import contextmanager

from django.db import transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import announce, heed, record

from ..choices import CORRECTABLE, AttendanceState, CheckInChannel
from ..models import Attendance, CheckInEntry, Meeting
from . import session

STATES = (AttendanceState.PRESENT, AttendanceState.EXCUSED, AttendanceState.ABSENT)
"""What somebody may be corrected to; represented is read from the proxies."""


def need_correctable(meeting):
    """`Refused` before the closing, and once the minutes are approved."""
    if meeting.status in session.ON_THE_DAY:
        raise Refused("La séance n’est pas close : notez les présences dans « Jour J ».")
    if meeting.status not in CORRECTABLE:
        raise Refused("Le compte rendu est approuvé, ou la réunion n’a pas eu lieu : les présences ne changent plus.")


@transaction.atomic
def correct_attendance(meeting, called, *, by, state, reason, present=None, proxies=None, override=""):
    """Say of people that they were there, excused or absent after all, and count again; or correct the numbers typed.

    Warned when the quorum is no longer reached.
    """
    need_correctable(meeting)
    if not reason.strip():
        raise Refused("Écrivez pourquoi les présences sont corrigées.")
    if not called and present is None:
        raise Refused("Choisissez au moins une personne, ou tapez les nombres corrigés.")
    if called and state not in STATES:
        raise Refused("Choisissez présent, excusé ou absent.")
    for convocation in called:
        _put(convocation, state, CheckInChannel.HAND, by)
    before, cautions = _count(meeting, present, proxies, override)
    record(
        meeting, "correct_attendance", by=by, cautions=cautions, reason=reason,
        facts={"people": [one.person_id for one in called], "state": str(state), "before": before, **_told(meeting)},
    )  # fmt: skip


@transaction.atomic
def type_sheet(meeting, signed, *, by):
    """Type the paper sheet: whoever signed it was there. A list that is closed already is counted again.

    Returns how many people it adds.
    """
    if meeting.status not in session.ON_THE_DAY:
        need_correctable(meeting)
    elif meeting.day > clock.today():
        raise Refused("La feuille se saisit le jour de la séance, ou après.")
    there = meeting.attendances.filter(state=AttendanceState.PRESENT).values_list("person", flat=True)
    known = set(there)
    new = [convocation for convocation in signed if convocation.person_id not in known]
    with counted_again(meeting, by=by):
        for convocation in new:
            _put(convocation, AttendanceState.PRESENT, CheckInChannel.PAPER, by)
    record(meeting, "type_sheet", by=by, facts={"people": len(new)})
    return len(new)


@contextmanager
def counted_again(meeting, *, by):
    """Count again after what is done inside, when the session is closed and its numbers come from the list.

    Numbers typed by hand stay as they are: the list never held everybody.
    """
    closed = meeting.status in CORRECTABLE
    if closed:
        Meeting.objects.select_for_update().get(pk=meeting.pk)
    follows = closed and is_from_the_list(meeting)
    yield
    if closed:
        session.settle_absent(meeting)
    if follows:
        before, cautions = _count(meeting, None, None, override="recompté")
        if before != [meeting.present, meeting.proxies]:
            record(meeting, "recount", by=by, cautions=cautions, facts={"before": before, **_told(meeting)})


def is_from_the_list(meeting):
    """Whether the numbers of a closed meeting are those that its list gives."""
    voices = session.ever_there(meeting)
    carried = sum(voice.is_proxy for voice in voices)
    return (len(voices) - carried, carried) == (meeting.present, meeting.proxies)


def _put(convocation, state, channel, by):
    """One line of the list; what the desks said of somebody who was not there is set aside."""
    row = Attendance.objects.filter(meeting=convocation.meeting_id, person=convocation.person_id).first()
    row = row or session.blank(convocation)
    if state != AttendanceState.PRESENT:
        CheckInEntry.objects.filter(convocation=convocation).update(outcome="known", settled_by=by)
        row.arrived_at = row.left_at = row.site = None
    row.state, row.channel = state, channel
    row.save()


def _count(meeting, present, proxies, override):
    """Write what was counted anew; returns what it was before, and the cautions passed over."""
    session.settle_absent(meeting)
    before = [meeting.present, meeting.proxies]
    present, proxies = session.counted(meeting, present, proxies)
    session.need_count(meeting, meeting.electors, present, proxies)
    had, needed = meeting.has_quorum, meeting.quorum_needed
    cautions = heed(session.quorum_cautions(needed, present + proxies) if had else (), override)
    Meeting.objects.filter(pk=meeting.pk).update(present=present, proxies=proxies)
    meeting.present, meeting.proxies = present, proxies
    announce(meeting)
    return before, cautions


def _told(meeting):
    return {"present": meeting.present, "proxies": meeting.proxies}
