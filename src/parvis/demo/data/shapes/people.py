"""Who is who: organisations, people, offices, roles, delegations."""

from dataclasses import dataclass
from datetime import date

from .base import START


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """An association, a company, a public body."""

    key: str
    name: str
    kind: str  # association | company | public_body | local_authority
    siret: str = ""
    rna: str = ""
    email: str = ""
    territory: str | None = None
    about: str = ""
    since: date = START


@dataclass(frozen=True, kw_only=True)
class Consent:
    """A consent given by a person, for one purpose."""

    purpose: str  # name | photo | contact
    given_on: date


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody the authority knows; sensitive facts are kept to what the composition rules need."""

    key: str
    first_name: str
    last_name: str
    gender: str  # F | M
    birth_date: date | None = None
    email: str | None = None
    phone: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    territory: str | None = None
    occupation: str = ""
    organisation: str | None = None
    kind: str = "resident"  # agent | elected | member | external | resident
    department: str | None = None  # agents
    title: str = ""  # job or office, as written on a door
    has_account: bool = True
    consents: tuple[Consent, ...] = ()
    since: date = START

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, kw_only=True)
class Office:
    """An elected member's office in the deliberating assembly."""

    key: str
    person: str
    function: str  # president | mayor | vice_president | deputy | councillor
    title: str
    delegation: str  # matters delegated, "" when none
    start: date
    end: date
    territory: str | None = None
    is_community_councillor: bool = False

    @property
    def since(self) -> date:
        return self.start


@dataclass(frozen=True, kw_only=True)
class Role:
    """A role (persona code) granted to a person on a scope, between two dates.

    The roles of members and chairs follow from their memberships and are not repeated here.
    """

    key: str
    person: str
    role: str
    scope: str = "authority"  # authority | department | body
    scope_key: str | None = None
    start: date = START
    end: date | None = None
    granted_by: str | None = None

    @property
    def since(self) -> date:
        return self.start


@dataclass(frozen=True, kw_only=True)
class Delegation:
    """An elected member lets a named agent do some acts in his or her place."""

    key: str
    giver: str
    agent: str
    verbs: tuple[str, ...]
    act: str | None
    start: date
    end: date | None

    @property
    def since(self) -> date:
        return self.start


@dataclass(frozen=True, kw_only=True)
class Persona:
    """A person offered by name on the sign-in page of the demonstration."""

    key: str
    person: str
    role: str
    sentence: str
    start: date = START
    end: date | None = None

    @property
    def since(self) -> date:
        return self.start
