"""One authority, and all that happened there."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta

from .bodies import Body, College, Meeting, Membership, Renewal, Series
from .ground import AgeClass, Authority, Department, LegalAct, Territory, Venue
from .hours import Claim, Recovery, RecoveryRate, Trip, WorkSession
from .logistics import NeedTemplate, Preparation
from .money import Budget
from .people import Delegation, Office, Organisation, Person, Persona, Role
from .referrals import Commitment, Referral


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days on which the authority would rather not meet."""

    kind: str  # school | religious | local | other
    label: str
    starts_on: date
    ends_on: date
    zone: str = ""
    source: str = ""

    @property
    def key(self) -> str:
        return f"{self.label} {self.starts_on}"


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A subject on which one or several bodies work."""

    title: str
    bodies: tuple[str, ...]
    raised: date
    details: str = ""
    owner: str | None = None

    @property
    def key(self) -> str:
        return self.title

    @property
    def since(self) -> date:
        return self.raised


@dataclass(frozen=True, kw_only=True)
class Asked:
    """People were asked something."""

    on: date
    what: str
    body: str | None = None
    territory: str | None = None
    audience: str = ""

    @property
    def key(self) -> str:
        return f"{self.what} {self.on} {self.territory}"

    @property
    def since(self) -> date:
        return self.on


@dataclass(frozen=True, kw_only=True)
class BoardWord:
    """What the mission says of a body on the macro board."""

    body: str
    on: date
    risk: str = ""
    help: str = ""

    @property
    def key(self) -> str:
        return f"{self.body} {self.on}"

    @property
    def since(self) -> date:
        return self.on


@dataclass(frozen=True, kw_only=True)
class World:
    """One authority and all that happened there."""

    authority: Authority
    departments: tuple[Department, ...]
    territories: tuple[Territory, ...]
    venues: tuple[Venue, ...]
    acts: tuple[LegalAct, ...]
    age_classes: tuple[AgeClass, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    offices: tuple[Office, ...]
    roles: tuple[Role, ...]
    delegations: tuple[Delegation, ...]
    personas: tuple[Persona, ...]
    bodies: tuple[Body, ...] = ()
    colleges: tuple[College, ...] = ()
    memberships: tuple[Membership, ...] = ()
    renewals: tuple[Renewal, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    series: tuple[Series, ...] = ()
    referrals: tuple[Referral, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    rates: tuple[RecoveryRate, ...] = ()
    sessions: tuple[WorkSession, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    trips: tuple[Trip, ...] = ()
    claims: tuple[Claim, ...] = ()
    budgets: tuple[Budget, ...] = ()
    preparations: tuple[Preparation, ...] = ()
    need_templates: tuple[NeedTemplate, ...] = ()
    periods: tuple[Period, ...] = ()
    topics: tuple[Topic, ...] = ()
    asked: tuple[Asked, ...] = ()
    words: tuple[BoardWord, ...] = ()


def known_by(records, day):
    """The records already known on `day`, in the same order."""
    return tuple(record for record in records if record.since <= day)


def shifted(thing, days):
    """The same record, every date and time moved by `days` days; texts are left as they are."""
    delta = timedelta(days=days)
    if isinstance(thing, date):  # datetime included
        return thing + delta
    if isinstance(thing, tuple):
        return tuple(shifted(item, days) for item in thing)
    if isinstance(thing, Mapping):
        return {name: shifted(value, days) for name, value in thing.items()}
    if is_dataclass(thing):
        return replace(thing, **{f.name: shifted(getattr(thing, f.name), days) for f in fields(thing) if f.init})
    return thing
