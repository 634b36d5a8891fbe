"""Alerts of deadlines (rule 5 of part B): thirty, ten and three days before, then each week, the director each month.

A feature says what is awaited, by when and whom it concerns, as `Deadline` values; an alert of a day is sent once,
whoever sweeps.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, models, transaction

from parvis.ground.authorities.defaults import shipped_rules
from parvis.ground.authorities.legal import ALERTS, DIRECTOR_ALERT, LATE_ALERT, apply_delay
from parvis.ground.authorities.models import LegalRule

from .models import SentAlert

REMEMBERED = dt.timedelta(days=60)
"""Longer than the longest step between two alerts of one deadline."""


@dataclass(frozen=True)
class Deadline:
    """A day by which something is awaited of a record of an authority, and whom its alerts reach."""

    about: models.Model
    code: str
    """What is awaited, among the deadlines of this record."""
    due: dt.date
    letter: Callable
    """() → the `Letter` to send."""
    people: Callable
    """() → recipients of each alert."""
    directors: Callable | None = None
    """() → recipients told each month, once a month late; nobody without it."""
    group: tuple = ("", "")
    since: dt.date | None = None
    """The day it began to run: no alert that falls before is sent."""
    short: bool = False
    """A period of a few days: the earliest alert does not suit it."""
    late: str = LATE_ALERT
    """The rule that gives the days between two alerts once late."""
    late_for_directors: str = DIRECTOR_ALERT


class Rules:
    """The delays of alerts as each authority has them on a day, read by one query."""

    def __init__(self, today, more=()):
        """`more`: codes of other rules that the deadlines are computed from."""
        codes = (*ALERTS, LATE_ALERT, DIRECTOR_ALERT, *more)
        rows = LegalRule.objects.in_force(today).filter(code__in=codes).order_by("valid_from")
        self.written = {(rule.authority_id, rule.code): rule for rule in rows}
        self.shipped = {row["code"]: LegalRule(**row) for row in shipped_rules() if row["code"] in codes}

    def get(self, authority_id, code):
        """The authority's own rule, else the general one, else what the product ships."""
        return self.written.get((authority_id, code)) or self.written.get((None, code)) or self.shipped[code]

    def before(self, authority_id):
        """How many days before a deadline its owners are told, the nearest first."""
        return tuple(sorted(self.get(authority_id, code).number for code in ALERTS))

    @property
    def longest(self):
        """The earliest that any authority asks to be told."""
        rules = [*self.written.values(), *self.shipped.values()]
        return dt.timedelta(days=max(rule.number for rule in rules if rule.code in ALERTS))


def alert_due(due, today, before, every):
    """The alert that a deadline calls for today, as (code, day it fell on), or None.

    Before: the closest of the days of `before`, nearest first. After: the day after, then every `every` days; only the
    last one counts, so that a sweep that slept sends one message and not ten.
    """
    if today <= due:
        near = (n for n in before if due - dt.timedelta(days=n) <= today)
        return next(((f"before-{n}", due - dt.timedelta(days=n)) for n in near), None)
    count = ((today - due).days - 1) // every
    return ("late", due + dt.timedelta(days=1 + count * every))


def last_month(due, today, rule):
    """The last monthly anniversary of the deadline that has passed, None before the first."""
    last, day = None, apply_delay(rule, due)
    while day <= today:
        last, day = day, apply_delay(rule, day)
    return last


class Alerts:
    """One pass over the deadlines of a family of records (« referrals. », « bodies.body: »).

    What was already sent is read once, so that a quiet minute costs a few queries.
    """

    def __init__(self, today, rules, family):
        self.today, self.rules = today, rules
        recent = SentAlert.objects.filter(about__startswith=family, on__gte=today - REMEMBERED)
        self.told = set(recent.values_list("about", "code", "on"))

    def heed(self, deadline):
        """Before the deadline on the days that the rules give; once late each week, and the director each month."""
        authority = deadline.about.authority_id
        before = self.rules.before(authority)
        before = before[:-1] if deadline.short else before
        every = self.rules.get(authority, deadline.late).number
        alert = alert_due(deadline.due, self.today, before, every)
        if alert and (deadline.since is None or alert[1] >= deadline.since):
            self.tell(deadline, f"{deadline.code}-{alert[0]}", alert[1], deadline.people)
        if deadline.directors:
            self._escalate(deadline)

    def _escalate(self, deadline):
        rule = self.rules.get(deadline.about.authority_id, deadline.late_for_directors)
        month = last_month(deadline.due, self.today, rule)
        if month and (deadline.since is None or month >= deadline.since):
            self.tell(deadline, f"{deadline.code}-late-director", month, deadline.directors)

    def tell(self, deadline, code, on, people):
        """Send an alert once: its mark and its messages are written together."""
        about = deadline.about
        mark = (f"{about._meta.label_lower}:{about.pk}", code, on)
        if mark in self.told:
            return
        self.told.add(mark)
        try:
            with transaction.atomic():
                SentAlert.objects.create(authority_id=about.authority_id, about=mark[0], code=code, on=on)
                deadline.letter().send_to(people(), group=deadline.group)
        except IntegrityError:
            return  # another worker has just sent it
