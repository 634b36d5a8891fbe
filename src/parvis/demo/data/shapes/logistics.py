"""What meetings need."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Need:
    """What an event needs: who provides it, by when, what it should cost; counts and never names for a meal."""

    key: str
    kind: str
    label: str
    due_on: date
    quantity: int = 1
    details: str = ""
    department: str | None = None
    organisation: str | None = None
    provider: str = ""
    estimate: int | None = None  # cents
    line: tuple[str, str] | None = None  # budget and its line
    served_at: str = ""
    counts: tuple[tuple[str, str, int], ...] = ()  # diet or allergy, code, how many
    speaker: str | None = None  # person
    travel: int | None = None  # cents
    out_on: date | None = None
    back_on: date | None = None
    asked_on: date | None = None
    confirmed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Preparation:
    """The logistics sheet of a meeting."""

    key: str
    meeting: str
    opened_on: date
    by: str  # person
    headcount: int | None = None
    needs: tuple[Need, ...] = ()

    @property
    def since(self) -> date:
        return self.opened_on


@dataclass(frozen=True, kw_only=True)
class NeedTemplate:
    """The usual needs of an event: kind, words, quantity, days before, department."""

    key: str
    name: str
    kept_on: date
    by: str  # person
    needs: tuple[tuple[str, str, int, int, str | None], ...]

    @property
    def since(self) -> date:
        return self.kept_on
