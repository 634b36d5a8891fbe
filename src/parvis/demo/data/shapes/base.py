"""What every record shares: the first day of all, and one act of a life cycle."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

START = date(2020, 1, 1)  # what has been there for ever, for the demonstration


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act of a life cycle: the verb, when, by whom, and the values the verb asks for."""

    verb: str
    at: datetime
    by: str | None = None  # person; None when the step is computed
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def since(self) -> date:
        return self.at.date()
