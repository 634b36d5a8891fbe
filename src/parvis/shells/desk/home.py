"""« Ce qui est dû »: what every feature says is due, sorted into late, soon, waiting for others, and this month."""

import datetime as dt
from dataclasses import dataclass, field

from django.utils.translation import get_language

from parvis.ground.core import clock
from parvis.ground.core.asking import bare, state, wording
from parvis.ground.core.manifest import contributions, gathered

from .models import DeskVisit

SOON = dt.timedelta(days=10)
MONTH = dt.timedelta(days=31)
ABSENCE = dt.timedelta(hours=1)
RECENT = 12


@dataclass
class Due:
    """The due items of one person, each list in order of dates."""

    late: list = field(default_factory=list)
    week: list = field(default_factory=list)
    waiting: list = field(default_factory=list)
    month: list = field(default_factory=list)

    def add(self, item, today):
        """A thing that waits for somebody else stays apart, even late: it is not mine to do."""
        if item.waiting:
            self.waiting.append(item)
        elif item.when is None or item.when <= today + SOON:
            (self.late if item.when and item.when < today else self.week).append(item)
        elif item.when <= today + MONTH:
            self.month.append(item)


def due_for(user, authority):
    """What is due for this person on this authority today."""
    today, due = clock.today(), Due()
    for item in sorted(_asked("due", user, authority, today), key=lambda i: (i.when or today, i.rest, i.label)):
        due.add(item, today)
    return due


def visit(user, authority):
    """Note that the person is here; returns when they were last here before this visit, or None the first time."""
    now = clock.now()
    row, is_first = DeskVisit.objects.get_or_create(user=user, authority=authority, defaults={"seen_at": now})
    if not is_first and now - row.seen_at > dt.timedelta(minutes=1):
        if now - row.seen_at > ABSENCE:
            row.since = row.seen_at
        row.seen_at = now
        row.save(update_fields=["since", "seen_at"])
    return row.since


def recent_for(user, authority, since):
    """The latest changes on records the person sees; those of before the last visit are left out."""
    changes = [{"label": label, "url": url, "at": at} for label, url, at in _asked("recent", user, authority)]
    entries = [change for change in changes if since is None or change["at"] >= since]
    return sorted(entries, key=lambda e: e["at"], reverse=True)[:RECENT]


def _asked(name, user, authority, *more):
    """The items that every feature gives under this name of its manifest, for this person and today."""
    asker = (state(user), frozenset(user.grants.rows), state(authority), get_language())
    key = (name, *contributions(name, authority), *asker, clock.today(), *more)

    def sources():
        person, place = bare(user), bare(authority)
        person.grants = user.grants
        return gathered(name, place, person, place, *more)

    return wording(key, sources).items()
