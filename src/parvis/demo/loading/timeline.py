"""The story of an authority as dated acts, told in order: each is played at its moment, by the right person."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")

# Inside one minute: the ground before people, people before what they do.
GROUND, PEOPLE, RIGHTS, BODIES, SEATS, ACTS, AFTER = range(7)


@dataclass(frozen=True)
class Act:
    """Something that happened: when, and how it is played again."""

    at: dt.datetime
    rank: int
    play: Callable[[], object]


def on(day, rank, play, clock="00:01"):
    """An act of which only the day is known."""
    hour, minute = map(int, clock.split(":"))
    return Act(dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS), rank, play)


def in_order(acts, until):
    """The acts up to a moment, the earliest first; those of one moment in the order in which they were told."""
    return sorted((act for act in acts if act.at <= until), key=lambda act: (act.at, act.rank))
