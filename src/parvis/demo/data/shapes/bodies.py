"""Bodies, their seats and renewals, their meetings."""

# ruff: noqa: E501 – prose

from dataclasses import dataclass
from datetime import date, datetime

from .base import START, Step


@dataclass(frozen=True, kw_only=True)
class BodyTerm:
    """One mandate of a body: the act that set its composition, its seats, from when to when."""

    label: str
    act: str | None
    seats: int | None  # None: open to all
    voted_on: date
    start: date
    end: date | None

    @property
    def since(self) -> date:
        return self.voted_on


@dataclass(frozen=True, kw_only=True)
class Body:
    """A participatory body, its rules and its life."""

    key: str
    type: str
    name: str
    short_name: str
    description: str
    legal_basis: str
    territory: str | None = None
    parent: str | None = None
    lead_department: str | None = None
    referring_councillor: str | None = None
    creation_act: str | None = None
    terms: tuple[BodyTerm, ...] = ()
    term_months: int | None = None
    gender_gap_max: int | None = None
    excludes_elected: bool = False
    excludes_community_councillors: bool = False
    age_check: bool = False
    quorum_ratio: str = ""  # « 1/2 »: share of filled seats that must be present
    proxies_per_member: int = 0
    convocation_days: int | None = None
    self_referral_signatories: int | None = None
    self_referral_by_bureau: bool = False
    officer: str | None = None
    themes: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()  # create, install, activate, adopt_rules, open_renewal, install_renewed, dissolve
    since: date = START


@dataclass(frozen=True, kw_only=True)
class College:
    """A category of seats in a body."""

    key: str
    body: str
    name: str
    seats: int
    mode: str  # sortition | volunteers | nomination | election | ex_officio
    description: str = ""
    since: date = START
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Membership:
    """Who sits, in what capacity, from when to when, by which act."""

    key: str
    person: str
    body: str
    role: str  # chair | co_chair | vice_chair | rapporteur | bureau | member | substitute
    start: date
    end: date | None  # planned or real end
    college: str | None = None
    seat: int | None = None
    territory: str | None = None
    organisation: str | None = None
    title: str = ""
    act: str | None = None
    charter_signed_on: date | None = None
    end_reason: str = ""  # "" | term | resigned | replaced | disqualified | deceased | moved
    ended_on: date | None = None
    end_note: str = ""
    substitute_for: str | None = None  # membership

    @property
    def since(self) -> date:
        return self.start

    def sits_on(self, day: date) -> bool:
        """Is the seat held on that day?"""
        last = self.ended_on or self.end
        return self.start <= day and (last is None or day <= last)


@dataclass(frozen=True, kw_only=True)
class RenewalItem:
    """One agenda item or duty of a renewal campaign, with its source."""

    key: str
    label: str
    due_on: date
    done_on: date | None
    source: str


@dataclass(frozen=True, kw_only=True)
class Renewal:
    """The campaign that renews a body."""

    key: str
    body: str
    title: str
    election_date: date | None
    steps: tuple[Step, ...]
    items: tuple[RenewalItem, ...] = ()
    opinions_asked: int | None = None
    opinions_received: int | None = None
    opinions_asked_on: date | None = None

    @property
    def since(self) -> date:
        return self.steps[0].since


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """A point of an agenda: how long, with whom, to what end, and what was said of it."""

    title: str
    minutes: int | None = None
    expected: str = "information"  # information | debate | opinion | vote
    rapporteur: str | None = None  # person
    document: str = ""  # title of the paper joined to it
    document_on: date | None = None  # when the paper leaves, as long as it is not there
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class Sequence:
    """A sequence of a *déroulé*."""

    title: str
    minutes: int
    method: str = ""
    material: str = ""
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class Vote:
    """What was put to the vote during a session, on which item."""

    question: str
    item: int
    in_favour: int
    against: int = 0
    abstentions: int = 0
    mode: str = "hands"  # hands | recorded


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """What somebody must do before a day, after a meeting."""

    text: str
    owner: str  # person
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Series:
    """Meetings that come back, whichever group holds each, and the days on which nobody meets."""

    key: str
    body: str
    title: str
    kind: str
    rule: str  # RFC 5545
    starts_on: date
    ends_on: date
    starts_at: str
    ends_at: str
    planned_on: date
    by: str  # person
    left_out: tuple[tuple[date, str], ...] = ()

    @property
    def since(self) -> date:
        return self.planned_on


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting: who, when, where, on what, how many, what came of it, how far."""

    key: str
    body: str
    kind: str  # plenary | bureau | commission | working_group | seminar | coordination | committee | public_meeting | forum
    title: str
    starts_at: datetime
    ends_at: datetime | None
    venue: str | None
    video: bool = False
    public: bool = False
    convened: int | None = None
    guests: int = 0
    present: int | None = None
    proxies: int | None = None
    present_people: tuple[str, ...] = ()
    excused_people: tuple[str, ...] = ()
    guest_people: tuple[tuple[str, str], ...] = ()  # person, in which capacity
    agenda: tuple[AgendaItem, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    votes: tuple[Vote, ...] = ()
    outcome: str = ""
    decisions: tuple[tuple[int, str], ...] = ()  # item, words; the outcome alone when there is none
    todos: tuple[ToDo, ...] = ()
    posts: tuple[tuple[str, datetime, str], ...] = ()  # in the thread of the body: who, when, what
    remarks: tuple[tuple[str, datetime, str], ...] = ()  # on the draft of the minutes: who, when, what
    note: str = ""
    warning: str = ""
    despite: str = ""  # why the date was kept, where a warning was passed over
    video_url: str = ""
    sites: tuple[tuple[str, str], ...] = ()  # name, venue
    series: str | None = None
    steps: tuple[Step, ...] = ()  # plan, invite, draft_agenda, convene, hold, draft_minutes, …, publish_minutes
    state: str = "planned"  # at T0, with the full words of the life cycle

    @property
    def since(self) -> date:
        return self.steps[0].since
