"""One authority, from its first day to the moment at which its story stops."""

from contextlib import contextmanager
from itertools import chain, groupby
from operator import attrgetter

from django.db import connection, transaction

from parvis.ground.core import clock
from parvis.ground.mailing.choices import Status
from parvis.ground.mailing.models import Message

from . import (
    bodies,
    budgets,
    coordination,
    ground,
    logistics,
    meetings,
    people,
    personas,
    referrals,
    residents,
    seats,
    working_time,
)
from .stage import Stage, savepoints
from .timeline import BODIES, SEATS, in_order

PARTS = (ground, people, residents, bodies, meetings, referrals, working_time, budgets, logistics, coordination)


def load_world(world, until, moved_by=0):
    """Play the story of one authority up to a moment, in one transaction; returns its stage.

    An act that fails ends the whole story: savepoints around each, a third of what is asked, would serve nobody.
    """
    stage = Stage(world, moved_by)
    story = in_order(chain.from_iterable(part.acts(world, stage) for part in PARTS), until)
    with transaction.atomic(), nothing_follows(), savepoints(False):
        for moment, acts in groupby(story, key=attrgetter("at")):
            with clock.at(moment):
                for act in acts:
                    act.play()
                    if act.rank in (BODIES, SEATS):
                        seats.welcome(stage)
            _already_sent(stage, moment)
        personas.offer(stage, until)
    return stage


@contextmanager
def nothing_follows():
    """Drop what past acts planned for after the commit: no message leaves, and search is built once at the end."""
    already = len(connection.run_on_commit)
    yield
    del connection.run_on_commit[already:]


def _already_sent(stage, moment):
    """The letters of past acts left that day, printed or by wire: they are never delivered again."""
    new = Message.objects.filter(authority=stage.authority, pk__gt=stage.last_letter)
    if not new.update(created_at=moment):
        return
    left = {"sent_at": moment, "next_try_at": None, "attempts": 1}
    new.filter(status__in=(Status.WAITING, Status.HELD)).update(status=Status.SENT, **left)
    new.filter(status=Status.TO_PRINT).update(status=Status.SENT, sent_at=moment)
    stage.last_letter = new.latest("pk").pk
