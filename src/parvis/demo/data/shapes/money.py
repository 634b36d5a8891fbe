"""Budgets and what is spent."""

from dataclasses import dataclass
from datetime import date

from .base import START


@dataclass(frozen=True, kw_only=True)
class Spending:
    """One expense, with the day of each step it took; in cents, the amount of its order and of its invoice."""

    key: str
    line: str
    label: str
    supplier: str
    cents: int
    estimated_on: date
    committed_on: date | None = None
    invoiced_on: date | None = None
    paid_on: date | None = None
    estimate: int | None = None  # when the order came to another amount
    number: str = ""

    @property
    def since(self) -> date:
        return self.estimated_on


@dataclass(frozen=True, kw_only=True)
class BudgetLine:
    """One purpose of a budget."""

    key: str
    label: str
    voted: int  # cents
    nature: str = ""
    code: str = ""

    @property
    def since(self) -> date:
        return START


@dataclass(frozen=True, kw_only=True)
class Budget:
    """The budget of a year: of the mission (no scheme) or of a body; who prepares it, who decides."""

    key: str
    label: str
    opens_on: date
    officer: str
    director: str
    prepared_on: date
    voted_on: date
    scheme: str | None = None  # body
    open_to_members: bool = False
    funding: tuple[tuple[str, int], ...] = ()
    lines: tuple[BudgetLine, ...] = ()
    spent: tuple[Spending, ...] = ()
    closed_on: date | None = None

    @property
    def since(self) -> date:
        return self.prepared_on
