"""The macro board, the month of all bodies, and what overlaps: computed from what features contribute."""

import calendar
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import or_

from django.db.models import Q

from parvis.commons.schemes.models import Scheme
from parvis.ground.authorities.defaults import known_rule
from parvis.ground.authorities.models import AvoidedPeriod
from parvis.ground.core import clock, french
from parvis.ground.core.dates import public_holidays
from parvis.ground.core.manifest import BoardRow, calendar_of, contributions, gathered
from parvis.ground.core.paging import KeyedPaginator

from .legal import FATIGUE_COUNT, FATIGUE_DAYS
from .models import BoardNote, Solicitation, Topic

# --- The macro board ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A scheme on the board: its rows, what the mission says of it, its next milestone."""

    scheme: Scheme
    rows: tuple[BoardRow, ...]
    note: BoardNote | None

    @property
    def state(self):
        """Where the scheme itself stands: what is said of it without naming one of its files."""
        return next((row.state for row in self.rows if not row.label), "")

    @property
    def going_on(self):
        """Its files and dates."""
        return [row for row in self.rows if row.label]

    @property
    def next_row(self):
        """The row whose milestone comes first."""
        dated = [row for row in self.rows if row.milestone_on]
        return min(dated, key=lambda row: row.milestone_on, default=None)

    @property
    def risks(self):
        """What features see, then what the mission wrote; each once."""
        said = [row.risk for row in self.rows if row.risk]
        return list(dict.fromkeys([*said, self.note.risk] if self.note and self.note.risk else said))

    @property
    def helps(self):
        said = [row.help for row in self.rows if row.help]
        return list(dict.fromkeys([*said, self.note.help] if self.note and self.note.help else said))


def board(authority, today=None, *, number=1, per_page=None):
    """A page of lines, one a scheme that has something going on, by name; all of them without `per_page`."""
    notes = _latest_notes(authority)
    shown = [notes, *(give(authority) for give in contributions("board_schemes", authority))]
    about = reduce(or_, (Q(pk__in=keys) for keys in shown))
    schemes = Scheme.objects.of(authority).filter(about).with_children().order_by("name", "pk")
    every = list(schemes.values_list("pk", flat=True))
    page = KeyedPaginator(schemes, per_page or max(len(every), 1), every=every).get_page(number)
    rows = defaultdict(list)
    asked = [scheme.pk for scheme in page.object_list]
    for row in gathered("board_rows", authority, authority, today or clock.today(), schemes=asked):
        rows[row.scheme_id].append(row)
    page.object_list = [Line(scheme, tuple(rows[scheme.pk]), notes.get(scheme.pk)) for scheme in page.object_list]
    return page


def _latest_notes(authority):
    found = {}
    for note in BoardNote.objects.of(authority).order_by("pk"):
        found[note.scheme_id] = note
    return {pk: note for pk, note in found.items() if note.risk or note.help}


# --- The month ------------------------------------------------------------------------------------


def entries_between(authority, user, start, end):
    """Calendar entries of every feature between two days, both included, in order."""
    found = calendar_of(authority, user, start, end)
    return [entry for entry in found if start <= entry.day <= end and entry.state != "cancelled"]


def hour_of(entry):
    """« 18 h 30 »; nothing for a whole day."""
    return "" if entry.whole_day else french.hour(entry.start)


def month(authority, user, first):
    """The weeks of a month: lists of seven (day, [(hour in words, entry)], inside, what makes it difficult)."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    by_day, avoided = defaultdict(list), avoided_days(authority, weeks[0][0], weeks[-1][-1])
    for entry in entries_between(authority, user, weeks[0][0], weeks[-1][-1]):
        by_day[entry.day].append((hour_of(entry), entry))
    return [[(day, by_day[day], day.month == first.month, avoided.get(day, "")) for day in week] for week in weeks]


def avoided_days(authority, start, end):
    """Day → why nobody should be convened then: public holidays, and the periods that the authority avoids."""
    found = {
        start + dt.timedelta(days=number): period.label
        for period in AvoidedPeriod.objects.of(authority).touching(start, end)
        for number in range((end - start).days + 1)
        if period.starts_on <= start + dt.timedelta(days=number) <= period.ends_on
    }
    for year in {start.year, end.year}:
        found |= public_holidays(year, authority.alsace_moselle)
    return found


# --- Overlaps -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Overlap:
    """Two things that meet where they should not: a date, a subject, a public."""

    kind: str
    what: str
    who: tuple[str, ...]
    when: dt.date | None = None
    url: str = ""


def overlaps(authority, user, start, end):
    """What overlaps between two days: dates first, then subjects, then publics."""
    names = dict(Scheme.objects.of(authority).values_list("pk", "name"))
    return [
        *_same_hours(authority, user, start, end, names),
        *_same_subjects(authority),
        *_asked_too_often(authority, start, end),
    ]


def _same_hours(authority, user, start, end, names):
    entries = [e for e in entries_between(authority, user, start, end) if not e.whole_day]
    by_day = defaultdict(list)
    for entry in entries:
        by_day[entry.day].append(entry)
    for day, of_day in by_day.items():
        for one, other in combinations(of_day, 2):
            if one.scheme_id != other.scheme_id and _meet(one, other):
                who = tuple(names.get(entry.scheme_id, entry.title) for entry in (one, other))
                yield Overlap("date", f"{one.title} et {other.title}, à {french.hour(one.start)}", who, day, one.url)


def _meet(one, other):
    return one.begins < other.ends and other.begins < one.ends


def _same_subjects(authority):
    for topic in Topic.objects.of(authority).open().for_list():
        schemes = topic.schemes.all()
        if len(schemes) > 1:
            yield Overlap("subject", topic.title, tuple(scheme.name for scheme in schemes), None, topic.get_desk_url())


def _asked_too_often(authority, start, end):
    """The publics whom a day between the two finds asked too often in the period that ends there."""
    days = known_rule(authority, FATIGUE_DAYS, start).number
    most = known_rule(authority, FATIGUE_COUNT, start).number
    period, counted = dt.timedelta(days=days), defaultdict(list)
    rows = Solicitation.objects.of(authority).filter(on__gt=start - period, on__lte=end)
    for row in rows.select_related("territory", "scheme").order_by("on", "pk"):
        counted[row.whom].append(row)
    for whom, asked in counted.items():
        together = max((_ending_with(row, asked, period) for row in asked), key=len)
        if len(together) >= most:
            told = f"{whom} : {french.plural(len(together), 'sollicitation')} en {days} jours"
            who = tuple(dict.fromkeys(str(row.scheme or row.what) for row in together))
            yield Overlap("public", told, who, together[-1].on)


def _ending_with(last, asked, period):
    """What was asked in the period that ends with `last`."""
    return [row for row in asked if last.on - period < row.on <= last.on]


def kept_topics(authority):
    """Topics that run, those shared by several bodies first."""
    topics = list(Topic.objects.of(authority).open().for_list())
    return sorted(topics, key=lambda topic: (-len(topic.schemes.all()), topic.title))


def named(line):
    """The line as it is told in a document: state and next milestone, in words."""
    state = line.state or next((row.state for row in line.going_on), "")
    row = line.next_row
    return (state, row.milestone, row.milestone_on) if row else (state, "", None)
