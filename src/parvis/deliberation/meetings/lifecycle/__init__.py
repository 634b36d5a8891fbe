"""The life of a meeting (B.3): planning, convening, the session, the minutes."""

from .convening import convene, notice_cautions
from .planning import cancel, change, date_cautions, plan
from .session import hold, quorum_cautions

__all__ = [
    "cancel", "change", "convene", "date_cautions", "hold", "notice_cautions", "plan", "quorum_cautions",
]  # fmt: skip
