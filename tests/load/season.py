"""The meetings of the bench: a season of them, with who was called, who came, what was said, decided and written."""

import datetime as dt
import itertools

from parvis.commons.writing.choices import Status as TextStatus
from parvis.commons.writing.choices import TextKind
from parvis.commons.writing.models import Text, Version
from parvis.deliberation.bodies.choices import BodyStatus, BodyType, MembershipStatus
from parvis.deliberation.bodies.models import Body, Membership
from parvis.deliberation.meetings.choices import (
    Answer,
    AttendanceState,
    CheckInChannel,
    Expected,
    MeetingStatus,
    NeedKind,
    SendingKind,
    VoteStatus,
)
from parvis.deliberation.meetings.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    CheckInDesk,
    Convocation,
    Decision,
    Meeting,
    Minutes,
    MinutesRecipient,
    Need,
    PlanStep,
    Proxy,
    Sending,
    Site,
    SpeakingTime,
    Vote,
)

CALLED, STEPS, QUESTIONS, DECIDED = 25, 9, 3, 4
WRITTEN = (MeetingStatus.MINUTES_REVIEW, MeetingStatus.MINUTES_PUBLISHED, MeetingStatus.CLOSED)
SHOWN = (
    MeetingStatus.CONVENED,
    MeetingStatus.IN_SESSION,
    MeetingStatus.MINUTES_REVIEW,
    MeetingStatus.MINUTES_PUBLISHED,
)
"""The first meetings, whose pages are measured: one in each of these states."""


class Season:
    """Meetings of an authority that `Filling` fills: nine out of ten were held, the others are to come."""

    def __init__(self, filling):
        self.filling, self.sizes, self.moment = filling, filling.sizes, filling.moment
        self.authority, self.draw, self.many = filling.authority, filling.draw, filling.many

    def run(self):
        self.meetings = self.many(Meeting, (self._meeting(n) for n in range(self.sizes["meetings"])))
        self.many(AgendaItem, itertools.islice(self._items(), self.sizes["items"]))
        self.calls = self.many(Convocation, self._calls())
        self.many(Attendance, itertools.islice(self._attendances(), self.sizes["attendances"]))
        self._outcomes()
        self._minutes()
        for meeting in self.meetings[: len(SHOWN)]:
            self._whole(meeting)
        self._feed()
        self._assembly()

    # --- Each meeting ---------------------------------------------------------------------------

    def _meeting(self, n):
        """One meeting of each body after the other; the first ones are those whose pages are measured."""
        held = n % 10 < 9
        shown = SHOWN[n] if n < len(SHOWN) else None
        status = shown or (self._past_status(n) if held else MeetingStatus.PLANNED)
        day = dt.timedelta(days=-1 - n % 600 if held else 1 + n % 200)
        counted = status not in (MeetingStatus.PLANNED, MeetingStatus.CONVENED, MeetingStatus.IN_SESSION)
        start = self.moment + (dt.timedelta(hours=2) if shown and not counted else day)
        return Meeting(
            authority=self.authority, scheme=self.filling.body_of(n), title=f"Séance {n} : {self.filling.word()}",
            starts_at=start, ends_at=start + dt.timedelta(hours=3), place="Maison des habitants",
            is_public=bool(shown) or n % 2 == 0, status=status, electors=CALLED if counted else None,
            present=18 if counted else None, held_at=start if counted else None,
            convened_at=None if status == MeetingStatus.PLANNED else start - dt.timedelta(days=20),
            opened_at=start if status == MeetingStatus.IN_SESSION else None, quorum_needed=13,
            sequence=0 if status == MeetingStatus.PLANNED else 1,
        )  # fmt: skip

    def _past_status(self, n):
        """Most are closed; one in thirty waits for its minutes."""
        if n % 3 == 0:
            return WRITTEN[n // 3 % len(WRITTEN)]
        return MeetingStatus.HELD if n % 30 == 1 else MeetingStatus.CLOSED

    def _items(self):
        for meeting, number in itertools.product(self.meetings, range(1, self.items_each + 1)):
            yield AgendaItem(
                meeting=meeting, number=number, title=self.filling.sentence(5), minutes=15,
                rapporteur=self.filling.persons[number], expected=Expected.DEBATE, notes=self.filling.sentence(20),
            )  # fmt: skip

    @property
    def items_each(self):
        return -(-self.sizes["items"] // self.sizes["meetings"])

    def _calls(self):
        for n, meeting in enumerate(self.meetings):
            for rank, person in enumerate(self.filling.members_of(n)):
                answer = (Answer.YES, Answer.EXCUSED, Answer.NONE)[rank % 3]
                yield Convocation(
                    meeting=meeting, person=person, answer=answer, answered_at=self.moment if answer else None
                )

    def _attendances(self):
        """Of the meetings held, and of the one that sits."""
        sat = {m.pk for m in self.meetings if m.took_place or m.status == MeetingStatus.IN_SESSION}
        for rank, call in enumerate(c for c in self.calls if c.meeting_id in sat):
            here = rank % 4 < 3
            yield Attendance(
                meeting_id=call.meeting_id, person_id=call.person_id, channel=CheckInChannel.DESK,
                state=AttendanceState.PRESENT if here else AttendanceState.ABSENT,
                arrived_at=self.moment if here else None,
            )  # fmt: skip

    # --- What came of them ----------------------------------------------------------------------

    def _outcomes(self):
        held = [m for m in self.meetings if m.took_place or m in self.meetings[: len(SHOWN)]]
        self.many(
            Decision,
            (
                Decision(meeting=m, number=number, text=self.filling.sentence(15))
                for m in held
                for number in range(1, DECIDED + 1)
            ),
        )
        self.many(
            ActionPoint,
            (
                ActionPoint(
                    meeting=m, text=self.filling.sentence(6), department=self.filling.department,
                    due_on=m.starts_at.date() + dt.timedelta(days=30 * rank), status="done" if rank % 2 else "open",
                    done_on=m.starts_at.date() if rank % 2 else None,
                )
                for m in held
                for rank in range(DECIDED)
            ),
        )  # fmt: skip

    def _minutes(self):
        written = [m for n, m in enumerate(self.meetings) if m.status in WRITTEN and (n % 3 == 0 or n < len(SHOWN))]
        texts = self.many(Text, (self._text(m) for m in written))
        self.many(
            Version,
            (
                Version(
                    text=t, number=1, html=f"<p>{self.filling.sentence(120)}</p>", anchors=["p1"],
                    created_at=self.moment,
                )
                for t in texts
            ),
        )  # fmt: skip
        self.many(Minutes, (self._record(m, t) for m, t in zip(written, texts, strict=True)))

    def _text(self, meeting):
        return Text(
            authority=self.authority, scheme_id=meeting.scheme_id, kind=TextKind.MINUTES,
            title=f"Compte rendu : {meeting.title}", status=TextStatus.COMMENTING, head=1, last_anchor=1,
            created_at=self.moment, comments_until=self.moment.date() + dt.timedelta(days=10),
        )  # fmt: skip

    def _record(self, meeting, text):
        out = meeting.status != MeetingStatus.MINUTES_REVIEW
        day = meeting.starts_at.date()
        return Minutes(
            meeting=meeting, text=text, due_on=day + dt.timedelta(days=14), handed_on=day + dt.timedelta(days=10),
            comments_until=day + dt.timedelta(days=20), approved_on=day + dt.timedelta(days=30) if out else None,
            public_html=f"<p>{self.filling.sentence(120)}</p>" if out else "",
            published_at=meeting.starts_at if out else None,
        )  # fmt: skip

    # --- A meeting with everything that a meeting may hold --------------------------------------

    def _whole(self, meeting):
        calls = [c for c in self.calls if c.meeting_id == meeting.pk]
        messages = self.filling.messages_for(meeting, calls)
        Sending.objects.bulk_create(
            Sending(convocation=c, sequence=1, kind=SendingKind.CONVOCATION, queued_at=self.moment, message=m)
            for c, m in zip(calls, messages, strict=True)
        )
        site = Site.objects.create(meeting=meeting, label="Salle du bas", place="Maison des habitants")
        PlanStep.objects.bulk_create(
            PlanStep(meeting=meeting, position=n, title=self.filling.sentence(3), minutes=20, material="paperboard")
            for n in range(1, STEPS + 1)
        )
        Need.objects.bulk_create(
            Need(convocation=c, kind=NeedKind.DIET, code="vegetarian", consented_at=self.moment) for c in calls
        )
        Vote.objects.bulk_create(
            Vote(
                meeting=meeting, question=self.filling.sentence(6), status=VoteStatus.CLOSED, in_favour=12, against=3,
                abstentions=1, closed_at=self.moment,
            )
            for _ in range(QUESTIONS)
        )  # fmt: skip
        SpeakingTime.objects.create(meeting=meeting, gender="f", seconds=900, turns=12)
        self.open_desk(meeting, site)
        if len(calls) > 1:
            Proxy.objects.create(meeting=meeting, giver=calls[1], holder=calls[0], given_at=self.moment)
        if hasattr(meeting, "minutes"):
            MinutesRecipient.objects.bulk_create(
                MinutesRecipient(minutes=meeting.minutes, person=c.person, name=c.person.full_name, message=m)
                for c, m in zip(calls, messages, strict=True)
            )

    def open_desk(self, meeting, site=None):
        return CheckInDesk.objects.create(
            meeting=meeting, label="Porte nord", site=site, nonce="banc", expires_at=meeting.ends_at + dt.timedelta(1),
            opened_by=self.filling.officer,
        )  # fmt: skip

    # --- What the other promises need -----------------------------------------------------------

    def _body(self, name, slug):
        body = Body(
            authority=self.authority, name=name, slug=slug, is_public=True, summary=self.filling.sentence(20),
            type=BodyType.NEIGHBOURHOOD_COUNCIL, status=BodyStatus.ACTIVE, installed_on=dt.date(2024, 1, 1),
            creation_act=self.filling.act, convocation_days=5,
        )  # fmt: skip
        body.save()
        return body

    def _feed(self):
        """A body whose calendar holds as many public dates as the promise says."""
        self.busy = self._body("Comité du calendrier", "comite-du-calendrier")
        held, place = MeetingStatus.HELD, "Maison des habitants"
        days = [dt.timedelta(days=n - 180) for n in range(self.sizes["dates"])]
        self.many(
            Meeting,
            (
                Meeting(
                    authority=self.authority, scheme=self.busy, title=self.filling.sentence(4), place=place,
                    starts_at=self.moment + day, ends_at=self.moment + day + dt.timedelta(hours=2), is_public=True,
                    status=held if day.days < 0 else MeetingStatus.PLANNED, present=12 if day.days < 0 else None,
                )
                for day in days
            ),
        )  # fmt: skip

    def _assembly(self):
        """A body to convene, and its meeting of this morning, with a desk at the door."""
        self.assembly = self._body("Assemblée du territoire", "assemblee-du-territoire")
        people = self.filling.persons[-self.sizes["assembly"] :]
        self.many(
            Membership,
            (
                Membership(
                    authority=self.authority, body=self.assembly, person=person, status=MembershipStatus.ACTIVE,
                    starts_on=dt.date(2024, 1, 1), ends_on=dt.date(2027, 6, 30), act=self.filling.act,
                    charter_signed_on=dt.date(2024, 1, 1),
                )
                for person in people
            ),
        )  # fmt: skip
        start = self.moment + dt.timedelta(hours=1)
        self.morning = Meeting.objects.create(
            authority=self.authority, scheme=self.assembly, title="Assemblée du matin", starts_at=start,
            ends_at=start + dt.timedelta(hours=3), place="Salle des fêtes", status=MeetingStatus.CONVENED,
            convened_at=self.moment - dt.timedelta(days=20),
        )  # fmt: skip
        self.many(Convocation, (Convocation(meeting=self.morning, person=person) for person in people))
        self.door = self.open_desk(self.morning)

    def told(self):
        shown = dict(zip(("convened", "in_session", "review", "published"), self.meetings, strict=False))
        return {
            **{name: meeting.pk for name, meeting in shown.items()},
            "public": str(shown["published"].uid), "feed": self.busy.pk, "dates": self.sizes["dates"],
            "assembly": self.assembly.pk, "door": self.door.pk, "morning": self.morning.pk,
        }  # fmt: skip
