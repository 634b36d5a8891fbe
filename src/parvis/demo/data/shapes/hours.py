"""Working time and expenses."""

from dataclasses import dataclass
from datetime import date, datetime

from .base import Step


@dataclass(frozen=True, kw_only=True)
class RecoveryRate:
    """What one hour of a kind of session gives back, from a day on."""

    key: str
    kind: str  # evening | saturday | sunday
    numerator: int
    denominator: int = 1
    valid_from: date
    source: str
    by: str

    @property
    def since(self) -> date:
        return self.valid_from


@dataclass(frozen=True, kw_only=True)
class WorkSession:
    """An evening or a Saturday of an officer; what is past was worked and credited."""

    key: str
    person: str
    starts_at: datetime
    ends_at: datetime
    label: str
    planned_on: date
    meeting: str | None = None
    scheme: str | None = None  # body

    @property
    def since(self) -> date:
        return self.planned_on


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """Time taken back by an officer."""

    key: str
    person: str
    day: date
    minutes: int
    label: str = ""

    @property
    def since(self) -> date:
        return self.day


@dataclass(frozen=True, kw_only=True)
class Trip:
    """A journey of an officer, there and back."""

    key: str
    person: str
    day: date
    origin: str
    destination: str
    km: int
    purpose: str
    vehicle: str = "personal"  # personal | service | shared | transit | bicycle

    @property
    def since(self) -> date:
        return self.day


@dataclass(frozen=True, kw_only=True)
class Claim:
    """The expenses of a member for a meeting; `spent` are (kind, tenths of a kilometre or cents, words)."""

    key: str
    person: str
    body: str
    meeting_label: str
    day: date
    spent: tuple[tuple[str, int, str], ...]
    steps: tuple[Step, ...]  # submit | accept | refuse
    receipt: str = ""  # title of the receipt joined

    @property
    def since(self) -> date:
        return self.day
