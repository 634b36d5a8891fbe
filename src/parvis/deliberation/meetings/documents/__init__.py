"""What meetings put on paper: D06 to D08 and D11, as content trees."""

from . import convening, day, minutes
from .convening import convening_papers
from .day import day_papers
from .minutes import (
    DECISIONS,
    MINUTES,
    MINUTES_DRAFT,
    NOTE,
    PUBLIC_MINUTES,
    approved_minutes,
    councillor_note,
    decision_log,
    draft_minutes,
    public_minutes,
)
from .plan import PLAN, plan_sheet

KINDS = (*convening.KINDS, *day.KINDS, PLAN, *minutes.KINDS)
ENCLOSURES = {"meetings.convocation": convening.enclosed, "meetings.minutes_approved": minutes.enclosed}
"""What is printed after a letter of meetings."""

__all__ = [
    "DECISIONS",
    "ENCLOSURES",
    "KINDS",
    "MINUTES",
    "MINUTES_DRAFT",
    "NOTE",
    "PLAN",
    "PUBLIC_MINUTES",
    "approved_minutes",
    "convening_papers",
    "councillor_note",
    "day_papers",
    "decision_log",
    "draft_minutes",
    "plan_sheet",
    "public_minutes",
]
