"""Who is in the room: read from the desks' entries, counted with the proxies that the rules allow.

The presence of a person is a function of all the entries about them, whatever the order in which the desks sent them
and however often: that is why two desks that check in the same member give one attendance.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from parvis.deliberation.bodies import queries as bodies

from . import queries
from .choices import AttendanceState, CheckInChannel, ConvocationKind, EntryOutcome
from .models import Attendance, Convocation, Proxy

PARTIES = tuple(f"{who}__person__{name}" for who in ("giver", "holder") for name in ("given_name", "family_name"))
BY_HAND = (CheckInChannel.HAND, CheckInChannel.PAPER)


# --- One person, from the entries -----------------------------------------------------------------


@dataclass(frozen=True)
class Presence:
    """What the entries about one person say: when they came and left, where, and which entries disagree."""

    arrived_at: dt.datetime | None = None
    left_at: dt.datetime | None = None
    site_id: int | None = None
    outcomes: dict = field(default_factory=dict)


def read(entries):
    """The presence that entries tell, in order of time; `outcomes` says what became of each, by client identifier.

    A conflict: two sites for the same arrival, or a departure before any arrival. The first arrival holds meanwhile.
    """
    kept, outcomes = _sorted_out(entries)
    arrivals = [entry for entry in kept if not entry.leaves]
    departures = [entry for entry in kept if entry.leaves]
    outcomes |= {entry.client_id: EntryOutcome.KNOWN for entry in kept}
    if not arrivals:
        return Presence(outcomes=outcomes | {entry.client_id: EntryOutcome.CONFLICT for entry in departures})
    first = next((entry for entry in arrivals if _was_settled(entry)), arrivals[0])
    outcomes[first.client_id] = EntryOutcome.APPLIED
    last = departures[-1] if departures and departures[-1].at >= arrivals[-1].at else None
    if last:
        outcomes[last.client_id] = EntryOutcome.APPLIED
    outcomes |= dict.fromkeys(_disputed(first, arrivals, departures), EntryOutcome.CONFLICT)
    left_at = last.at if last and last.at >= first.at else None
    return Presence(first.at, left_at, first.desk.site_id, outcomes)


def _sorted_out(entries):
    """(entries that say something, outcome of the others).

    Those taken back and those set aside say nothing, nor do those that came after the closing and wait.
    """
    entries = sorted(entries, key=lambda entry: (entry.at, entry.client_id.hex))
    silent = {entry.client_id: EntryOutcome.LATE for entry in entries if _waits(entry)}
    silent |= {entry.client_id: EntryOutcome.KNOWN for entry in entries if _was_set_aside(entry)}
    heard = [entry for entry in entries if entry.client_id not in silent]
    undone = {entry.undoes for entry in heard if entry.undoes}
    silent |= {entry.client_id: EntryOutcome.KNOWN for entry in heard if entry.client_id in undone}
    silent |= {entry.client_id: EntryOutcome.APPLIED for entry in heard if entry.undoes}
    return [entry for entry in entries if entry.client_id not in silent], silent


def _waits(entry):
    return entry.settled_by_id is None and entry.outcome == EntryOutcome.LATE


def _was_settled(entry):
    return entry.settled_by_id is not None and entry.outcome == EntryOutcome.APPLIED


def _was_set_aside(entry):
    return entry.settled_by_id is not None and entry.outcome == EntryOutcome.KNOWN


def _disputed(first, arrivals, departures):
    if not _was_settled(first):
        elsewhere = [entry.client_id for entry in arrivals if entry.desk.site_id != first.desk.site_id]
        if elsewhere:
            yield first.client_id
            yield from elsewhere
    for entry in departures:
        if entry.at < arrivals[0].at and not _was_settled(entry):
            yield entry.client_id


def apply(attendance, presence, otherwise):
    """Write on a row what the desks say; whoever was marked present by hand stays so, and may still leave.

    `otherwise` is the state of somebody of whom the desks, in the end, say nothing.
    """
    if attendance.state == AttendanceState.PRESENT and attendance.channel in BY_HAND:
        if presence.left_at and (attendance.arrived_at is None or presence.left_at >= attendance.arrived_at):
            attendance.left_at = presence.left_at
        return attendance
    if presence.arrived_at is None:
        if attendance.channel == CheckInChannel.DESK and attendance.state == AttendanceState.PRESENT:
            _leave_the_list(attendance, otherwise)
        return attendance
    attendance.state, attendance.channel = AttendanceState.PRESENT, CheckInChannel.DESK
    attendance.arrived_at, attendance.left_at = presence.arrived_at, presence.left_at
    attendance.site_id = presence.site_id
    return attendance


def _leave_the_list(attendance, otherwise):
    attendance.state, attendance.channel = otherwise, CheckInChannel.HAND
    attendance.arrived_at = attendance.left_at = attendance.site_id = None


# --- The whole room -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Voice:
    """The voice of an elector in the room: by themselves, or in the hand of another."""

    person_id: int
    by_id: int

    @property
    def is_proxy(self):
        return self.person_id != self.by_id


@dataclass(frozen=True)
class Counts:
    """Voices in the room now, against the voices there are and the quorum; `sites` counts who is where."""

    present: int
    proxies: int
    electors: int | None
    quorum: int | None
    sites: tuple = ()
    gone: int = 0
    guests: int = 0

    @property
    def votes(self):
        return self.present + self.proxies

    @property
    def has_quorum(self):
        """None when no rule asks for one."""
        return None if self.quorum is None else self.votes >= self.quorum

    @property
    def missing(self):
        return max((self.quorum or 0) - self.votes, 0)


def counts(meeting):
    """What the room holds at this moment (`Counts`)."""
    return Room(meeting).counts()


def quorum_of(meeting):
    """(electors, quorum) of the day; no quorum for a second convocation that the rules free from it."""
    electors, quorum = queries.counts_on(meeting)
    return electors, None if meeting.quorum_waived else quorum


def voices(meeting):
    """The voices in the room (`Voice`), each elector once."""
    return Room(meeting).voices()


class Room:
    """Who is in the room, and for whom each may vote."""

    def __init__(self, meeting):
        self.meeting = meeting
        self.rows = list(Attendance.objects.filter(meeting=meeting).select_related("site"))
        came = [row for row in self.rows if row.state == AttendanceState.PRESENT]
        self.inside = {row.person_id for row in came if row.left_at is None}
        self.gone = {row.person_id for row in came} - self.inside

    def counts(self):
        """What the room holds (`Counts`)."""
        electors, quorum = self.quorum()
        voices = self.voices()
        proxies = sum(voice.is_proxy for voice in voices)
        return Counts(
            present=len(voices) - proxies, proxies=proxies, electors=electors, quorum=quorum, sites=self.by_site(),
            gone=len(self.gone), guests=len(self.inside - {voice.by_id for voice in voices}),
        )  # fmt: skip

    def quorum(self):
        """The same as `quorum_of`, from what is read already."""
        body = self.meeting.scheme.child
        if body.kind != "body":
            return None, None
        electors = len(self.sitting.electors)
        quorum = None if self.meeting.quorum_waived else bodies.quorum_needed(body, self.meeting.day, electors)
        return electors, quorum

    def voices(self):
        """Members first; then substitutes of those who are away; then proxies, as many a holder as the rules allow."""
        electors, seats = self.sitting.electors, self.sitting.seats
        found = [Voice(person, person) for person in sorted(electors & self.inside)]
        taken = {voice.person_id for voice in found}
        for substitute, holder in seats:
            sits = substitute in self.inside and substitute not in electors | taken
            if sits and holder in electors - taken:
                found.append(Voice(substitute, substitute))
                taken |= {holder, substitute}
        return found + self._proxies(electors, taken)

    def _proxies(self, electors, taken):
        allowed = getattr(self.meeting.scheme.child, "proxies_per_member", None)
        held, found = Counter(), []
        for proxy in self.proxies:
            giver, holder = proxy.giver.person_id, proxy.holder.person_id
            full = allowed is not None and held[holder] >= allowed
            if giver in electors - taken and holder in electors & self.inside and not full:
                held[holder] += 1
                taken.add(giver)
                found.append(Voice(giver, holder))
        return found

    @cached_property
    def sitting(self):
        """Who may vote and who sits for whom: by the rules of the body, else whoever is called as a member."""
        body = self.meeting.scheme.child
        if body.kind == "body":
            return bodies.sitting(body, self.meeting.day)
        called = Convocation.objects.filter(meeting=self.meeting, kind=ConvocationKind.MEMBER, withdrawn_at=None)
        return bodies.Sitting(frozenset(called.values_list("person", flat=True)), ())

    @cached_property
    def proxies(self):
        """The proxies of the meeting, in the order in which they were given."""
        rows = Proxy.objects.filter(meeting=self.meeting).select_related("giver__person", "holder__person")
        return list(rows.only(*PARTIES).order_by("given_at", "pk"))

    def by_site(self):
        """(name of the site, people inside), for a meeting held in several places."""
        inside = Counter(row.site.label if row.site_id else "" for row in self.rows if row.person_id in self.inside)
        return tuple(sorted(inside.items())) if set(inside) - {""} else ()
