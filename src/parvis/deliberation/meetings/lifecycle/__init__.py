"""The life of a meeting (B.3): planning, agenda, convening, the session, the minutes."""

from .agenda import (
    add_item,
    add_step,
    clone_plan,
    decline_proposal,
    draft_agenda,
    keep_plan,
    place_item,
    place_step,
    propose_item,
    remove_item,
    remove_step,
    revise_item,
    revise_step,
    take_up_proposal,
)
from .convening import convene, notice_cautions
from .planning import (
    add_site,
    cancel,
    change,
    date_cautions,
    leave_out,
    plan,
    plan_series,
    postpone,
    remove_site,
    resume,
)
from .session import hold, quorum_cautions

__all__ = [
    "add_item", "add_site", "add_step", "cancel", "change", "clone_plan", "convene", "date_cautions",
    "decline_proposal", "draft_agenda", "hold", "keep_plan", "leave_out", "notice_cautions", "place_item",
    "place_step", "plan", "plan_series", "postpone", "propose_item", "quorum_cautions", "remove_item", "remove_site",
    "remove_step", "resume", "revise_item", "revise_step", "take_up_proposal",
]  # fmt: skip
