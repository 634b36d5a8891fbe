"""A feature introduces itself: what the rest of the product needs to know of it stands in its `feature.py`.

Readers (menu, due list, calendar, search, feeds, privacy, home pages) iterate over `features()` and
import no feature.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps

from . import clock
from .dates import midnight

USUAL_LENGTH = dt.timedelta(hours=2)
"""How long something lasts whose end nobody said."""


@dataclass(frozen=True)
class MenuEntry:
    """A place one goes: `permission` is asked with the authority as object; empty means everybody of the shell.

    In the member space, places of one `group` fold into one menu of that name.
    """

    label: str
    url_name: str
    order: int = 50
    permission: str = ""
    group: str = ""


@dataclass(frozen=True)
class DueItem:
    """One line of « Ce qui est dû »: reads as a sentence; `waiting` when the next move is somebody else's.

    `rest` marks the last line of its kind, which leads to those that are not shown.
    """

    label: str
    what: str
    who: str
    when: dt.date | None
    url: str
    action_url: str = ""
    action_label: str = ""
    waiting: bool = False
    rest: bool = False


@dataclass(frozen=True)
class CalendarEntry:
    """A dated event for the agenda pages and iCalendar feeds; `uid` is stable for ever."""

    uid: str
    title: str
    start: dt.datetime | dt.date
    end: dt.datetime | dt.date | None = None
    place: str = ""
    url: str = ""
    kind: str = ""
    state: str = "confirmed"
    sequence: int = 0
    public: bool = True
    scheme_id: int | None = None

    @property
    def whole_day(self):
        return not isinstance(self.start, dt.datetime)

    @cached_property
    def begins(self):
        """The local moment at which it starts; midnight for a whole day."""
        return _moment(self.start)

    @property
    def ends(self):
        """The local moment at which it ends, or is thought to end when nobody said."""
        return _moment(self.end) if self.end else self.begins + USUAL_LENGTH

    @property
    def day(self):
        """The local day on which it starts."""
        return self.begins.date()

    @property
    def last_day(self):
        return _moment(self.end or self.start).date()


@dataclass(frozen=True)
class NewsEntry:
    """One entry of the public Atom feed; `tag` makes its stable id."""

    tag: str
    title: str
    summary: str
    url: str
    updated: dt.datetime
    scheme_id: int | None = None


@dataclass(frozen=True)
class Block:
    """A part of a home page or of a scheme's page: a template with its context, placed by `order`."""

    title: str
    template: str
    context: dict
    order: int = 50


@dataclass(frozen=True)
class Chapter:
    """What a document handed to a member says of a scheme: one sentence a line, or `none` when there is nothing."""

    title: str
    lines: tuple[str, ...]
    none: str
    order: int = 50


@dataclass(frozen=True)
class OpenQuestion:
    """A question open now, in the words of whoever asked it; `who` is a sentence, `when` the expected day."""

    question: str
    who: str
    url: str
    when: dt.date | None = None
    follow_url: str = ""


@dataclass(frozen=True)
class Promises:
    """What was asked, answered and done, in one sentence and one bar: `rows` are (label, count, tone).

    `latest` is the last answer given: (title, address, day), or nothing before the first.
    """

    sentence: str
    rows: tuple
    caption: str
    url: str = ""
    latest: tuple = ()


@dataclass(frozen=True)
class BoardRow:
    """A line of the macro board: state, next milestone, risk, help needed."""

    scheme_id: int
    label: str
    state: str
    milestone: str = ""
    milestone_on: dt.date | None = None
    risk: str = ""
    help: str = ""
    url: str = ""


@dataclass(frozen=True)
class Indicator:
    """A figure defined once and shown everywhere from there; `value(authority, on)` computes it."""

    code: str
    label: str
    definition: str
    unit: str
    value: Callable


@dataclass(frozen=True)
class SearchSource:
    """How rows of `model` enter the search table.

    `title` and `text` give words, `audience` gives one audience code or several (see `search`), `url` the desk page
    (and `public_url` the public one, when it exists).
    """

    model: str
    label: str
    title: Callable
    text: Callable
    audience: Callable
    url: Callable
    public_url: Callable | None = None
    rows: Callable | None = None


@dataclass(frozen=True)
class FollowSource:
    """What anybody may follow by e-mail: rows of `model` that have a public page.

    `slug` names the kind in addresses, `label` in the middle of a sentence (« cette saisine »); `rows(authority)` gives
    those that everybody reads.
    """

    model: str
    slug: str
    label: str
    rows: Callable


@dataclass(frozen=True)
class Feature:
    """The manifest of an app. `path` is the French noun of its URLs; `*_urls` are dotted modules of URL patterns."""

    slug: str
    label: str
    path: str = ""
    module: bool = False
    desk_urls: str = ""
    public_urls: str = ""
    member_urls: str = ""
    links_urls: str = ""  # private links, opened without an account: short addresses at the root of the site
    menu: tuple[MenuEntry, ...] = ()
    public_menu: tuple[MenuEntry, ...] = ()
    member_menu: tuple[MenuEntry, ...] = ()
    settings_menu: tuple[MenuEntry, ...] = ()
    due: Callable | None = None  # (user, authority, today) → gathering.Source… of DueItem
    recent: Callable | None = None  # (user, authority) → gathering.Source… of (label, url, at)
    calendar: Callable | None = None  # (authority, user or None, start, end, scheme_id=, most=) → CalendarEntry…
    news: Callable | None = None  # (authority) → NewsEntry… (public only)
    open_questions: Callable | None = None  # (authority) → OpenQuestion… (public only)
    promises: Callable | None = None  # (authority) → Promises or None (public only); the home page shows one
    promises_order: int = 50  # who tells the promises first: see `promises_of`
    home_blocks: Callable | None = None  # (authority) → Block… (public only)
    member_blocks: Callable | None = None  # (user, authority) → Block…
    member_tasks: Callable | None = None  # (user, authority) → DueItem…, what a member has to do
    site_map: Callable | None = None  # (authority) → (label, url)…
    scheme_panels: Callable | None = None  # (scheme, user or None) → Block…
    scheme_chapters: Callable | None = None  # (scheme) → Chapter…, written for its members
    person_panels: Callable | None = None  # (person, user) → Block…
    meeting_panels: Callable | None = None  # (meeting, user or None) → Block…, on the record of a meeting
    meeting_moved: Callable | None = None  # (meeting, step, by) → None, in the transaction that moves the meeting
    board_rows: Callable | None = None  # (authority, today, schemes=None: their keys, or all) → BoardRow…
    coordination_round: Callable | None = None  # (authority, user, day) → Chapter…, what a coordination meeting reviews
    board_schemes: Callable | None = None  # (authority) → keys (a queryset) of the schemes that its rows are about
    indicators: tuple[Indicator, ...] = ()
    search: tuple[SearchSource, ...] = ()
    follows: tuple[FollowSource, ...] = ()  # what anybody may follow by e-mail
    letters: tuple[Any, ...] = ()  # Letter classes: every message it can send
    documents: tuple[Any, ...] = ()  # DocumentKind values: every document it produces
    enclosures: dict = field(default_factory=dict)  # letter's key → (message) → documents printed after it by post
    imports: tuple[Any, ...] = ()  # importers of past years
    due_jobs: tuple[Callable, ...] = ()  # each is called by the sweep with (now); may run twice
    demo: str = ""  # dotted path of a loader (world) → None
    extra: dict = field(default_factory=dict)


@cache
def features():
    """Every manifest, in the order of INSTALLED_APPS."""
    found = []
    for config in apps.get_app_configs():
        if config.name.startswith("parvis.") and find_spec(f"{config.name}.feature"):
            found.append(import_module(f"{config.name}.feature").feature)
    return tuple(found)


def active_features(authority):
    """Manifests whose module is switched on for this authority."""
    return tuple(f for f in features() if is_on(authority, f.slug))


def is_on(authority, slug):
    """Whether this authority works with the feature: what is switched off has no page, and nothing leads to it."""
    return authority is None or slug not in authority.modules_off


def promises_of(authority):
    """The one `Promises` of the public home page, or None.

    Features are asked by `promises_order`, the lowest first, and the first that has something to tell tells it: what
    became of the opinions says more than the promises that came of them.
    """
    givers = sorted((f for f in active_features(authority) if f.promises), key=lambda f: f.promises_order)
    return next((told for f in givers if (told := f.promises(authority))), None)


def calendar_of(authority, user, start, end, *, scheme_id=None, most=None):
    """Calendar entries of every feature between two days, in order; `user` is None for a visitor.

    `scheme_id` asks for those of one scheme, `most` for the first ones: each feature is told, and reads no more.
    """
    found = gathered("calendar", authority, authority, user, start, end, scheme_id=scheme_id, most=most)
    return sorted(found, key=lambda entry: (entry.begins, entry.title))[:most]


def placed(name, authority, *asked):
    """The same as `gathered` for blocks and chapters: in the order that they ask for."""
    return sorted(gathered(name, authority, *asked), key=lambda given: given.order)


def gathered(name, authority, *asked, **options):
    """What the active features give when one manifest field is called with what is asked, in one list."""
    return [given for give in contributions(name, authority) for given in give(*asked, **options)]


def contributions(name, authority=None):
    """The non-empty values of one manifest field over the active features."""
    pool = active_features(authority) if authority else features()
    return [value for f in pool if (value := getattr(f, name))]


def _moment(value):
    return clock.local(value) if isinstance(value, dt.datetime) else midnight(value)
