"""What meetings put on paper: D06 to D08 and D11, as content trees."""

from . import convening
from .convening import convening_papers
from .plan import PLAN, plan_sheet

KINDS = (*convening.KINDS, PLAN)
ENCLOSURES = {"meetings.convocation": convening.enclosed}
"""What is printed after a letter of meetings."""

__all__ = ["ENCLOSURES", "KINDS", "PLAN", "convening_papers", "plan_sheet"]
