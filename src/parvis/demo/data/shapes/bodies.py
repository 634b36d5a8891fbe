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
    steps: tuple[Step, ...] = ()  # create, install, activate, open_renewal, install_renewed, dissolve
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
class Meeting:
    """A meeting, thin: who, when, where, how many, how far."""

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
    agenda: tuple[str, ...] = ()
    outcome: str = ""
    remarks: tuple[tuple[str, datetime, str], ...] = ()  # on the draft of the minutes: who, when, what
    note: str = ""
    warning: str = ""
    steps: tuple[Step, ...] = ()  # plan, draft_agenda, convene, hold, draft_minutes, …, publish_minutes
    state: str = "planned"  # at T0, with the full words of the life cycle

    @property
    def since(self) -> date:
        return self.steps[0].since
