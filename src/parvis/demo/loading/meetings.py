"""Meetings: planned, given their agenda, convened, held; their minutes, from the draft to the last reader."""

import datetime as dt
from functools import partial

from parvis.commons.writing import lifecycle as writing
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.bodies.queries import electors, quorum_needed
from parvis.deliberation.meetings import lifecycle, presence
from parvis.deliberation.meetings.choices import (
    UPCOMING,
    AgreedBy,
    AttendanceState,
    Ballot,
    CheckInChannel,
    MeetingStatus,
    VoteMode,
)
from parvis.deliberation.meetings.lifecycle.planning import dates_of
from parvis.deliberation.meetings.minutes_queries import likely_recipients
from parvis.deliberation.meetings.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingSeries,
    PlanStep,
    SeriesException,
    Site,
    ThreadPost,
)
from parvis.ground.authorities.models import Venue
from parvis.ground.core import clock
from parvis.ground.journal.acts import move, record

from .papers import proof
from .timeline import ACTS, AFTER, Act, on


def acts(world, stage):
    """What comes back, then what happened to each meeting."""
    for facts in world.series:
        yield on(facts.planned_on, ACTS, partial(_series, stage, facts))
    for facts in world.meetings:
        for step in facts.steps:
            if play := STEPS.get(step.verb):
                yield Act(step.at, ACTS, partial(play, stage, facts, step))
        for who, at, words in facts.remarks:
            yield Act(at, ACTS, partial(_remark, stage, facts, who, words))
        for place, (who, at, words) in enumerate(facts.posts):
            yield Act(at, AFTER, partial(_post, stage, facts, place, who, words))


def _series(stage, facts):
    """Whichever group meets that Thursday, the dates are those of one series."""
    by = stage.user(facts.by)
    series = MeetingSeries.objects.create(
        authority=stage.authority, scheme=stage.get(Body, facts.body), title=facts.title, kind=facts.kind,
        rule=facts.rule, starts_on=facts.starts_on, ends_on=facts.ends_on,
        starts_at=dt.time.fromisoformat(facts.starts_at), ends_at=dt.time.fromisoformat(facts.ends_at),
    )  # fmt: skip
    dates = len(dates_of(series)) - len(facts.left_out)
    record(series, "plan_series", by=by, facts={"meetings": dates})
    for day, reason in facts.left_out:
        SeriesException.objects.create(series=series, day=day, reason=reason)
        record(series, "leave_out", by=by, reason=reason, facts={"day": day.isoformat()})
    stage.keep(facts.key, series)


def _plan(stage, facts, step):
    """A date that was warned of is planned by the officer, who says why; the others were noted as they were."""
    by = stage.user(step.by)
    told = {
        "kind": facts.kind, "title": facts.title, "starts_at": facts.starts_at, "ends_at": facts.ends_at,
        "venue": stage.get(Venue, facts.venue), "place": "et à distance" if facts.video else "",
        "is_public": facts.public, "video_url": facts.video_url,
    }  # fmt: skip
    if facts.despite:
        meeting = lifecycle.plan(stage.get(Body, facts.body), by=by, override=facts.despite, **told)
    else:
        meeting = _note(stage, facts, told, by)
    stage.keep(facts.key, meeting)
    Site.objects.bulk_create(
        Site(meeting=meeting, label=label, venue=stage.get(Venue, venue)) for label, venue in facts.sites
    )
    if facts.state in UPCOMING:
        _tell(meeting, by)


def _note(stage, facts, told, by):
    series = stage.get(MeetingSeries, facts.series)
    if series:
        told |= {"series": series, "occurrence_on": facts.starts_at.date()}
    meeting = Meeting.objects.create(authority=stage.authority, scheme=stage.get(Body, facts.body), **told)
    record(meeting, "plan", by=by, to_state=meeting.status, facts={"series": series.pk} if series else {})
    return meeting


def _tell(meeting, by):
    """Whoever sits by then keeps the date of a meeting still to come; those of past ones left on paper."""
    if lifecycle.call(meeting, by=by):
        lifecycle.save_the_date(meeting, by=by)


def _save_the_date(stage, facts, step):
    _tell(stage.fresh(Meeting, facts.key), stage.user(step.by))


def _invite(stage, facts, step):
    """People who do not sit in the body are called too, each in their capacity."""
    for who, capacity in facts.guest_people:
        meeting = stage.fresh(Meeting, facts.key)
        lifecycle.add_guest(meeting, stage.person(who), by=stage.user(step.by), reason=capacity)


def _draft_agenda(stage, facts, step):
    meeting, by = stage.fresh(Meeting, facts.key), stage.user(step.by)
    move(meeting, "draft_agenda", by=by)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting, number=number, title=item.title, minutes=item.minutes, expected=item.expected,
            rapporteur=stage.person(item.rapporteur), document_on=item.document_on, notes=item.notes,
            document=proof(stage, title=item.document, about=meeting, by=by) if item.document else None,
        )
        for number, item in enumerate(facts.agenda, start=1)
    )  # fmt: skip
    PlanStep.objects.bulk_create(
        PlanStep(
            meeting=meeting, position=position, title=sequence.title, minutes=sequence.minutes,
            method=sequence.method, material=sequence.material, who=sequence.who,
        )
        for position, sequence in enumerate(facts.sequences, start=1)
    )  # fmt: skip


def _convene(stage, facts, step):
    """The agenda is written by then, even where the story does not say on which day."""
    if stage.fresh(Meeting, facts.key).status == MeetingStatus.PLANNED:
        _draft_agenda(stage, facts, step)
    meeting, by = stage.fresh(Meeting, facts.key), stage.user(step.by)
    if _is_played(facts) and facts.agenda:
        lifecycle.convene(meeting, by=by)
    else:
        move(meeting, "convene", by=by, convened_at=step.at)


def _is_played(facts):
    """Each letter and each arrival, for what is to come and for a session told from its opening."""
    return facts.state in UPCOMING or any(step.verb == "open_session" for step in facts.steps)


def _open_session(stage, facts, step):
    """The doors open: those of the list come, the others sent word."""
    meeting, by = stage.fresh(Meeting, facts.key), stage.user(step.by)
    lifecycle.open_session(meeting, by=by)
    called = {c.person_id: c for c in meeting.convocations.select_related("meeting", "person")}
    for came, keys in ((lifecycle.arrive, facts.present_people), (lifecycle.excuse, facts.excused_people)):
        for key in keys:
            came(called[stage.person(key).pk], by=by)


def _settle(stage, facts, step):
    """What was put to the vote in the room."""
    by = stage.user(step.by)
    for vote in facts.votes:
        meeting = stage.fresh(Meeting, facts.key)
        item = meeting.items.get(number=vote.item)
        row = lifecycle.prepare_vote(meeting, by=by, question=vote.question, mode=vote.mode, item=item)
        if vote.mode == VoteMode.SHOW_OF_HANDS:
            lifecycle.count_hands(
                row, by=by, in_favour=vote.in_favour, against=vote.against, abstentions=vote.abstentions
            )
        else:
            _call_names(meeting, row, vote, by)


def _call_names(meeting, row, vote, by):
    """Each answers to their name."""
    lifecycle.open_vote(row, by=by)
    said = [Ballot.FOR] * vote.in_favour + [Ballot.AGAINST] * vote.against + [Ballot.ABSTENTION] * vote.abstentions
    for voice, choice in zip(presence.voices(meeting), said, strict=True):
        lifecycle.cast(row, voice, choice)
    lifecycle.close_vote(row, by=by)


def _hold(stage, facts, step):
    """Who was there; nobody counts the votes of a meeting that is not the body's own, such as a council session."""
    meeting, by = stage.fresh(Meeting, facts.key), stage.user(step.by)
    if meeting.status == MeetingStatus.IN_SESSION:
        _conclude(stage, facts, meeting, by)
        lifecycle.hold(meeting, by=by)
        return
    counted = {}
    if facts.present is not None:
        body, day = stage.fresh(Body, facts.body), facts.starts_at.date()
        in_office = max(electors(body, day).count(), facts.present + (facts.proxies or 0))
        counted = {"electors": in_office, "quorum_needed": quorum_needed(body, day)}
    move(meeting, "hold", by=by, present=facts.present or 0, proxies=facts.proxies or 0, **counted)
    _sign(stage, facts, meeting)
    _conclude(stage, facts, meeting, by)


def _sign(stage, facts, meeting):
    """The attendance sheet, as it was signed: a member away gave their voice, or asked to be excused."""
    carried = facts.proxies or 0
    states = [
        *((key, AttendanceState.PRESENT) for key in facts.present_people),
        *((key, AttendanceState.REPRESENTED) for key in facts.excused_people[:carried]),
        *((key, AttendanceState.EXCUSED) for key in facts.excused_people[carried:]),
    ]
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, person=stage.person(key), state=state, channel=CheckInChannel.PAPER)
        for key, state in states
    )


def _conclude(stage, facts, meeting, by):
    """What was decided and what somebody promised to do."""
    items = {item.number: item for item in meeting.items.all()}
    votes = {vote.item_id: vote for vote in meeting.vote_rows.all()}
    for number, words in facts.decisions:
        item = items[number]
        lifecycle.decide(meeting, by=by, text=words, item=item, vote=votes.pop(item.pk, None))
    if facts.outcome and not facts.decisions:
        lifecycle.decide(meeting, by=by, text=facts.outcome)
    for todo in facts.todos:
        lifecycle.add_action(meeting, by=by, text=todo.text, due_on=todo.due_on, owner=stage.person(todo.owner))


def _cancel(stage, facts, step):
    move(stage.fresh(Meeting, facts.key), "cancel", by=stage.user(step.by), reason=facts.note)


def _draft_minutes(stage, facts, step):
    """The first draft says what is known."""
    meeting, by = stage.fresh(Meeting, facts.key), stage.user(step.by)
    meeting.items.filter(notes="").update(notes="Présentation, puis échange avec les membres.")
    lifecycle.draft_minutes(meeting, by=by)


def _review_minutes(stage, facts, step):
    lifecycle.review_minutes(stage.fresh(Meeting, facts.key), by=stage.user(step.by))


def _remark(stage, facts, who, words):
    meeting, account = stage.fresh(Meeting, facts.key), stage.user(who)
    writing.comment(
        meeting.minutes.text, body=words, by=account or stage.user(facts.steps[0].by),
        person=None if account else stage.person(who),
    )  # fmt: skip


def _approve_minutes(stage, facts, step):
    lifecycle.approve_minutes(
        stage.fresh(Meeting, facts.key), by=stage.user(step.by), agreed_on=clock.today(), agreed_by=AgreedBy.EMAIL
    )


def _publish_minutes(stage, facts, step):
    """The minutes go to whoever receives them, each with the proof of it."""
    meeting = stage.fresh(Meeting, facts.key)
    lifecycle.publish_minutes(meeting, by=stage.user(step.by), recipients=likely_recipients(meeting))


def _post(stage, facts, place, who, words):
    """A message of the thread; those that follow the first answer it."""
    key = f"{facts.key}-{place}"
    scheme = stage.get(Body, facts.body)
    answers = stage.fresh(ThreadPost, f"{facts.key}-0") if place else None
    stage.keep(key, lifecycle.post(scheme, by=stage.user(who), body=words, answers=answers))


STEPS = {
    "plan": _plan, "save_the_date": _save_the_date, "draft_agenda": _draft_agenda, "invite": _invite,
    "convene": _convene,
    "open_session": _open_session, "settle": _settle, "hold": _hold, "cancel": _cancel,
    "draft_minutes": _draft_minutes, "review_minutes": _review_minutes, "approve_minutes": _approve_minutes,
    "publish_minutes": _publish_minutes,
}  # fmt: skip
