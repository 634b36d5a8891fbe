"""Meetings: planned, given their agenda, convened, held; their minutes, from the draft to the last reader."""

from functools import partial

from parvis.commons.writing import lifecycle as writing
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.bodies.queries import electors, quorum_needed
from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.choices import UPCOMING, AgreedBy, MeetingStatus
from parvis.deliberation.meetings.minutes_queries import likely_recipients
from parvis.deliberation.meetings.models import AgendaItem, Meeting, MinutesRecipient
from parvis.ground.authorities.models import Venue
from parvis.ground.core import clock
from parvis.ground.journal.acts import move, record

from .timeline import ACTS, Act


def acts(world, stage):
    """What happened to each meeting."""
    for facts in world.meetings:
        for step in facts.steps:
            if play := STEPS.get(step.verb):
                yield Act(step.at, ACTS, partial(play, stage, facts, step))
        for who, at, words in facts.remarks:
            yield Act(at, ACTS, partial(_remark, stage, facts, who, words))


def _plan(stage, facts, step):
    meeting = Meeting.objects.create(
        authority=stage.authority, scheme=stage.get(Body, facts.body), kind=facts.kind, title=facts.title,
        starts_at=facts.starts_at, ends_at=facts.ends_at, venue=stage.get(Venue, facts.venue),
        place="et à distance" if facts.video else "", is_public=facts.public,
    )  # fmt: skip
    stage.keep(facts.key, meeting)
    record(meeting, "plan", by=stage.user(step.by), to_state=meeting.status)
    if facts.state in UPCOMING:
        _tell(meeting, stage.user(step.by))


def _tell(meeting, by):
    """Whoever sits by then keeps the date of a meeting still to come; those of past ones left on paper."""
    if lifecycle.call(meeting, by=by):
        lifecycle.save_the_date(meeting, by=by)


def _draft_agenda(stage, facts, step):
    meeting = stage.fresh(Meeting, facts.key)
    move(meeting, "draft_agenda", by=stage.user(step.by))
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, number=number, title=title) for number, title in enumerate(facts.agenda, start=1)
    )


def _convene(stage, facts, step):
    """The agenda is written by then, even where the story does not say on which day."""
    if stage.fresh(Meeting, facts.key).status == MeetingStatus.PLANNED:
        _draft_agenda(stage, facts, step)
    meeting, by = stage.fresh(Meeting, facts.key), stage.user(step.by)
    if facts.state in UPCOMING and facts.agenda:
        lifecycle.convene(meeting, by=by)
    else:
        move(meeting, "convene", by=by, convened_at=step.at)


def _hold(stage, facts, step):
    """Who was there; nobody counts the votes of a meeting that is not the body's own, such as a council session."""
    counted = {}
    if facts.present is not None:
        body, day = stage.fresh(Body, facts.body), facts.starts_at.date()
        in_office = max(electors(body, day).count(), facts.present + (facts.proxies or 0))
        counted = {"electors": in_office, "quorum_needed": quorum_needed(body, day)}
    move(
        stage.fresh(Meeting, facts.key), "hold", by=stage.user(step.by), present=facts.present or 0,
        proxies=facts.proxies or 0, **counted,
    )  # fmt: skip


def _cancel(stage, facts, step):
    move(stage.fresh(Meeting, facts.key), "cancel", by=stage.user(step.by), reason=facts.note)


def _draft_minutes(stage, facts, step):
    """What came of the session is its decision; the first draft says what is known."""
    meeting, by = stage.fresh(Meeting, facts.key), stage.user(step.by)
    if facts.outcome:
        lifecycle.decide(meeting, by=by, text=facts.outcome)
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
    """Minutes of the past were handed out on paper: who received them is known, no message leaves again."""
    meeting = stage.fresh(Meeting, facts.key)
    people = list(likely_recipients(meeting))
    move(meeting, "publish_minutes", by=stage.user(step.by), facts={"recipients": len(people)})
    minutes = meeting.minutes
    minutes.published_at = step.at
    minutes.save(update_fields=["published_at"])
    MinutesRecipient.objects.bulk_create(
        MinutesRecipient(minutes=minutes, person=person, name=person.full_name) for person in people
    )


STEPS = {
    "plan": _plan, "draft_agenda": _draft_agenda, "convene": _convene, "hold": _hold, "cancel": _cancel,
    "draft_minutes": _draft_minutes, "review_minutes": _review_minutes, "approve_minutes": _approve_minutes,
    "publish_minutes": _publish_minutes,
}  # fmt: skip
