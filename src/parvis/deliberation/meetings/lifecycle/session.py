"""The day itself: the session opens, people come and go, the quorum is there or not, the session is closed (B.3)."""

import datetime as dt

from django.db import transaction
from django.db.models import F, Q

from parvis.commons.workload import lifecycle as workload
from parvis.ground.core import clock, french
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.journal.acts import heed, move, record

from .. import presence, queries
from ..choices import Answer, AttendanceState, CheckInChannel, ConvocationKind, MeetingStatus, VoteStatus
from ..models import AgendaItem, Attendance, CheckInDesk, CheckInEntry, Meeting, Proxy
from . import planning
from .convening import call

SILENT_AFTER = dt.timedelta(minutes=10)
"""A desk exchanges several times a minute: after that long its device may keep what it could not send."""

ON_THE_DAY = (MeetingStatus.CONVENED, MeetingStatus.IN_SESSION)
"""Doors open before the session does."""

EXPECTED_STATES = {
    Answer.EXCUSED: AttendanceState.EXCUSED,
    Answer.NO: AttendanceState.EXCUSED,
    Answer.PROXY: AttendanceState.REPRESENTED,
}
"""What somebody is held for until they come, from what they answered."""


# --- Opening --------------------------------------------------------------------------------------


@transaction.atomic
def open_session(meeting, *, by, chair=None, secretary=None):
    """Open the session: the attendance list is prepared from the convocations, the quorum is counted live from now.

    The chair of the body presides unless somebody else is named.
    """
    if meeting.day > clock.today():
        raise Refused(f"La séance est le {french.full_date(meeting.day)} : elle ne s’ouvre pas avant.")
    call(meeting, by=by)
    prepare_list(meeting)
    electors, quorum = presence.quorum_of(meeting)
    chair = chair or meeting.chair or queries.usual_chair(meeting)
    move(
        meeting, "open_session", by=by, opened_at=clock.now(), electors=electors, quorum_needed=quorum, chair=chair,
        secretary=secretary or meeting.secretary, facts={"chair": chair.pk if chair else None},
    )  # fmt: skip


def prepare_list(meeting):
    """One line for each person called; whoever was checked in already keeps theirs. Returns how many were added."""
    known = set(meeting.attendances.values_list("person", flat=True))
    new = [blank(called) for called in meeting.convocations.standing() if called.person_id not in known]
    Attendance.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def blank(called):
    """The line of somebody of whom nothing is noted yet."""
    return Attendance(
        meeting_id=called.meeting_id, person_id=called.person_id, state=expected_state(called),
        counts=called.kind != ConvocationKind.GUEST,
    )  # fmt: skip


def expected_state(convocation):
    """What somebody is held for as long as they did not come."""
    return EXPECTED_STATES.get(convocation.answer, AttendanceState.ABSENT)


# --- Who comes and goes ---------------------------------------------------------------------------


@transaction.atomic
def arrive(convocation, *, by, site=None, channel=CheckInChannel.HAND):
    """Somebody is there; a second press changes nothing. Whoever had left comes back."""
    row = _row_of(convocation)
    if row.state == AttendanceState.PRESENT and row.left_at is None:
        return row
    back = row.state == AttendanceState.PRESENT
    row.arrived_at = row.arrived_at if back else clock.now()
    row.state, row.left_at, row.channel = AttendanceState.PRESENT, None, channel
    row.site = site or row.site
    return _kept(row, "arrive", by)


@transaction.atomic
def leave(convocation, *, by):
    """Somebody leaves before the end: their voice leaves the count, and the voices they carried with it."""
    row = _row_of(convocation)
    if row.state != AttendanceState.PRESENT:
        raise Refused("Cette personne n’était pas notée présente.")
    if row.left_at is not None:
        return row
    row.left_at, row.channel = max(clock.now(), row.arrived_at or clock.now()), CheckInChannel.HAND
    return _kept(row, "leave", by)


@transaction.atomic
def take_back(convocation, *, by):
    """Somebody was noted present by mistake: what the desks said of them is set aside too."""
    row = _row_of(convocation)
    CheckInEntry.objects.filter(convocation=convocation).update(outcome="known", settled_by=by)
    row.state, row.channel = expected_state(convocation), CheckInChannel.HAND
    row.arrived_at = row.left_at = row.site = None
    return _kept(row, "take_back", by)


@transaction.atomic
def excuse(convocation, *, by):
    """Somebody sends word that they will not come."""
    row = _row_of(convocation)
    if row.state == AttendanceState.PRESENT:
        raise Refused("Cette personne est notée présente : notez son départ.")
    row.state = AttendanceState.EXCUSED
    return _kept(row, "excuse", by)


@transaction.atomic
def hand_proxy(giver, holder, *, by):
    """A proxy handed over at the door. `Refused` beyond what the rules allow, or when the holder has not come."""
    meeting = giver.meeting
    _need_day(meeting)
    allowed = getattr(meeting.scheme.child, "proxies_per_member", 0) or 0
    carried = holder.proxies_held.exclude(giver=giver).count()
    if not allowed or carried >= allowed:
        raise Refused(f"Le règlement permet {french.plural(allowed, 'pouvoir')} par membre.")
    if holder.pk == giver.pk or ConvocationKind.GUEST in (giver.kind, holder.kind):
        raise Refused("Un pouvoir va d’un membre à un autre membre de l’instance.")
    here = Attendance.objects.filter(meeting=meeting, person=holder.person_id, state=AttendanceState.PRESENT)
    if not here.filter(left_at=None).exists():
        raise Refused(f"Notez d’abord l’arrivée de {holder.person.full_name} : qui porte un pouvoir est dans la salle.")
    Proxy.objects.update_or_create(
        giver=giver, defaults={"meeting": meeting, "holder": holder, "given_at": clock.now(), "recorded_by": by}
    )
    absent = Attendance.objects.filter(meeting=meeting, person=giver.person_id).exclude(state=AttendanceState.PRESENT)
    absent.update(state=AttendanceState.REPRESENTED)
    record(meeting, "hand_proxy", by=by, facts={"giver": giver.pk, "holder": holder.pk})


def _row_of(convocation):
    """The line of a person, held until the end so that two presses make one."""
    meeting = convocation.meeting
    _need_day(meeting)
    row, _ = Attendance.objects.select_for_update().get_or_create(
        meeting=meeting, person_id=convocation.person_id,
        defaults={"state": expected_state(convocation), "counts": convocation.kind != ConvocationKind.GUEST},
    )  # fmt: skip
    return row


def _kept(row, verb, by):
    row.save()
    record(row.meeting, verb, by=by, facts={"person": row.person_id})
    return row


def _need_day(meeting):
    if meeting.status not in ON_THE_DAY:
        raise Refused("Les présences se notent le jour de la séance, jusqu’à sa clôture.")


# --- The quorum is not there ----------------------------------------------------------------------


@transaction.atomic
def miss_quorum(meeting, *, by, starts_at=None, ends_at=None, override=""):
    """The quorum is missing: the session ends there. With a date, the same people are called again, linked to it.

    The second meeting needs no quorum when the rules of the body say so. Returns it, or None.
    """
    told = presence.counts(meeting)
    if told.has_quorum is not False:
        raise Refused("Le quorum est atteint, ou aucune règle n’en demande : la séance peut se tenir.")
    move(
        meeting, "miss_quorum", by=by, present=told.present, proxies=told.proxies, electors=told.electors,
        quorum_needed=told.quorum, facts={"votes": told.votes, "quorum": told.quorum},
    )  # fmt: skip
    _close_doors(meeting)
    planning.tell_features(meeting, "miss_quorum", by)
    return call_again(meeting, by=by, starts_at=starts_at, ends_at=ends_at, override=override) if starts_at else None


@transaction.atomic
def call_again(meeting, *, by, starts_at, ends_at=None, override=""):
    """Plan the second meeting of one that missed its quorum, with the same agenda."""
    if meeting.status != MeetingStatus.NOT_QUORATE:
        raise Refused("Une seconde convocation suit une séance sans quorum.")
    if Meeting.objects.filter(second_of=meeting).exists():
        raise Refused("La seconde réunion est déjà prévue.")
    again = planning.plan(
        meeting.scheme, by=by, kind=meeting.kind, title=meeting.title, starts_at=starts_at, ends_at=ends_at,
        venue=meeting.venue, place=meeting.place, is_public=meeting.is_public, video_url=meeting.video_url,
        agenda_is_public=meeting.agenda_is_public, second_of=meeting, override=override,
        quorum_waived=getattr(meeting.scheme.child, "second_without_quorum", False),
    )  # fmt: skip
    AgendaItem.objects.bulk_create(_same(item, again) for item in meeting.items.all())
    if again.items.exists():
        move(again, "draft_agenda", by=by)
    return again


def _same(item, meeting):
    copied = ("number", "title", "rapporteur_id", "minutes", "expected", "document_id", "document_on")
    return AgendaItem(meeting=meeting, **{name: getattr(item, name) for name in copied})


# --- Closing --------------------------------------------------------------------------------------


@transaction.atomic
def hold(meeting, *, by, present=None, proxies=None, nothing_decided=False, override="", **presided):
    """The meeting took place: who was there is counted, from the list when there is one, by hand otherwise.

    A session is closed once its votes are, with decisions or actions typed, or the word that there was none. Warned
    when the quorum was not reached, or when a desk at the door is silent. The officer's hours are credited (K27).
    `presided` names the `chair` and the `secretary` of a meeting that was not opened as a session.
    """
    if meeting.starts_at > clock.now() and meeting.status != MeetingStatus.IN_SESSION:
        raise Refused(
            f"La réunion est prévue le {french.full_datetime(meeting.starts_at)} : attendez qu’elle ait lieu."
        )
    if meeting.status == MeetingStatus.IN_SESSION:
        _need_session_done(meeting, nothing_decided)
    present, proxies = counted(meeting, present, proxies)
    electors, quorum = presence.quorum_of(meeting)
    need_count(meeting, electors, present, proxies)
    cautions = heed([*silent_desks(meeting), *quorum_cautions(quorum, present + proxies)], override)
    move(
        meeting, "hold", by=by, present=present, proxies=proxies, electors=electors, quorum_needed=quorum,
        held_at=max(clock.now(), meeting.opened_at or clock.now()), cautions=cautions, reason=override, **presided,
        facts={"present": present, "proxies": proxies, "quorum": quorum},
    )  # fmt: skip
    _close_doors(meeting)
    _credit_officer(meeting, by)
    planning.tell_features(meeting, "hold", by)


def quorum_cautions(quorum, votes):
    if quorum is not None and votes < quorum:
        yield Caution(
            "meeting.quorum",
            "Le quorum n’est pas atteint : "
            f"{french.plural(votes, 'voix présente ou représentée', 'voix présentes ou représentées')} sur {quorum}.",
        )


def silent_desks(meeting):
    """The desks whose device was heard once and is not any more: it may keep presences that it could not send."""
    silent = meeting.desks.filter(last_seen_at__lt=clock.now() - SILENT_AFTER)
    unheard = Q(revoked_at=None) | Q(last_seen_at__lt=F("revoked_at"))
    for desk in silent.filter(unheard, expires_at__gt=clock.now()).order_by("pk"):
        since = french.hour(desk.last_seen_at)
        yield Caution(
            "meeting.silent_desk",
            f"L’accueil « {desk.label} » n’a rien envoyé depuis {since} : son appareil garde peut-être des présences. "
            "Rapprochez-le du réseau avant d’enregistrer ; plus tard, ce qu’il enverra attendra votre accord.",
        )


def ever_there(meeting):
    """The voices of those present at some time: what the minutes count, whoever left before the end."""
    room = presence.Room(meeting)
    room.inside = room.inside | room.gone
    return room.voices()


def _credit_officer(meeting, by):
    """The hours planned with the meeting are worked (K27); closed before its planned end, it stops there."""
    early = meeting.ends_at is None or meeting.ends_at > clock.now()
    workload.do_session(planning.booking_of(meeting), by=by, ends_at=clock.now() if early else None)


def _need_session_done(meeting, nothing_decided):
    waiting = meeting.vote_rows.filter(status=VoteStatus.OPEN).count()
    if waiting:
        raise Refused(f"{french.plural(waiting, 'vote est ouvert', 'votes sont ouverts')} : fermez-les d’abord.")
    if not (nothing_decided or meeting.decisions.exists() or meeting.actions.exists()):
        raise Refused("Écrivez les décisions et les suites à donner, ou cochez qu’il n’y en a pas.")


def counted(meeting, present, proxies):
    """What was counted: given by hand, else read from the list."""
    if present is not None:
        return present, proxies or 0
    if not meeting.attendances.filter(state=AttendanceState.PRESENT).exists():
        raise Refused("Notez qui est présent, ou tapez le nombre lu sur la feuille d’émargement.")
    voices = ever_there(meeting)
    carried = sum(voice.is_proxy for voice in voices)
    return len(voices) - carried, carried


def _close_doors(meeting):
    """The desks stop, the list says who never came."""
    CheckInDesk.objects.filter(meeting=meeting, revoked_at=None).update(revoked_at=clock.now())
    settle_absent(meeting)


def settle_absent(meeting):
    """Who never came is represented when somebody carried their voice, absent otherwise; excused stays excused."""
    carried = {voice.person_id for voice in ever_there(meeting) if voice.is_proxy}
    away = meeting.attendances.exclude(state=AttendanceState.PRESENT)
    away.filter(person__in=carried).update(state=AttendanceState.REPRESENTED)
    away.filter(state=AttendanceState.REPRESENTED).exclude(person__in=carried).update(state=AttendanceState.ABSENT)


def need_count(meeting, electors, present, proxies):
    """`Refused` beyond the members there are, or the proxies that those present may carry."""
    if electors is not None and present + proxies > electors:
        room = f"{french.plural(present, 'présent')} et {french.plural(proxies, 'pouvoir')}"
        raise Refused(f"L’instance compte {french.plural(electors, 'membre')} : {room} font trop.")
    allowed = getattr(meeting.scheme.child, "proxies_per_member", None)
    if allowed is not None and proxies > present * allowed:
        raise Refused(f"Chaque membre présent porte au plus {french.plural(allowed, 'pouvoir')}.")
