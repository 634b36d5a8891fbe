"""What meetings put on paper: D06 to D08 and D11, as content trees."""

from .plan import PLAN, plan_sheet

KINDS = (PLAN,)

__all__ = ["KINDS", "PLAN", "plan_sheet"]
