"""What one would rather avoid, the topics that bodies share, who was asked how often, a word on each body."""

from functools import partial

from parvis.accountability.coordination import lifecycle
from parvis.commons.people.models import Person
from parvis.deliberation.bodies.models import Body
from parvis.ground.authorities.models import AvoidedPeriod, Territory

from ..data.shapes import START
from .timeline import ACTS, GROUND, on

OFFICER = "officer"


def acts(world, stage):
    """The calendar of the season comes with the ground; the rest on its day."""
    yield on(START, GROUND, partial(_periods, stage, world.periods))
    for topic in world.topics:
        yield on(topic.raised, ACTS, partial(_raise, stage, topic), "10:00")
    for asked in world.asked:
        yield on(asked.on, ACTS, partial(_ask, stage, asked), "10:00")
    for word in world.words:
        yield on(word.on, ACTS, partial(_say, stage, word), "10:00")


def _periods(stage, periods):
    AvoidedPeriod.objects.bulk_create(
        AvoidedPeriod(
            authority=stage.authority, kind=period.kind, label=period.label, zone=period.zone,
            starts_on=period.starts_on, ends_on=period.ends_on, source=period.source,
        )
        for period in periods
    )  # fmt: skip


def _raise(stage, topic):
    row = lifecycle.raise_topic(
        stage.authority, by=_keeper(stage), title=topic.title, details=topic.details,
        schemes=[stage.get(Body, key) for key in topic.bodies],
    )  # fmt: skip
    if topic.owner:
        lifecycle.assign_topic(row, by=_keeper(stage), owner=stage.get(Person, topic.owner))


def _ask(stage, asked):
    lifecycle.note_solicitation(
        stage.authority, by=_keeper(stage), on=asked.on, what=asked.what, scheme=stage.get(Body, asked.body),
        territory=stage.get(Territory, asked.territory), audience=asked.audience,
    )  # fmt: skip


def _say(stage, word):
    lifecycle.say(stage.get(Body, word.body), by=_keeper(stage), risk=word.risk, help=word.help)


def _keeper(stage):
    """The mission of the authority."""
    return stage.user(next(role.person for role in stage.world.roles if role.role == OFFICER))
