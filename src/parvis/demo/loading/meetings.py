"""Meetings: planned, given their agenda, convened, held; what the story does not tell (minutes) is left aside."""

from functools import partial

from parvis.deliberation.bodies.models import Body
from parvis.deliberation.bodies.queries import electors, quorum_needed
from parvis.deliberation.meetings import lifecycle
from parvis.deliberation.meetings.choices import UPCOMING, MeetingStatus
from parvis.deliberation.meetings.models import AgendaItem, Meeting
from parvis.ground.authorities.models import Venue
from parvis.ground.journal.acts import move, record

from .timeline import ACTS, Act


def acts(world, stage):
    """What happened to each meeting."""
    for facts in world.meetings:
        for step in facts.steps:
            if play := STEPS.get(step.verb):
                yield Act(step.at, ACTS, partial(play, stage, facts, step))


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


STEPS = {"plan": _plan, "draft_agenda": _draft_agenda, "convene": _convene, "hold": _hold, "cancel": _cancel}
