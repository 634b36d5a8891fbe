"""The verbs of logistics."""

from .answers import accept, confirm, decline, refuse
from .moving import follow
from .needs import (
    add_need,
    cancel_need,
    deliver,
    estimate_need,
    reconsider,
    remove_need,
    request,
    revise_need,
    settle,
)
from .orders import book_speaker, lend, order_meals, settle_rights
from .rides import leave_seat, offer_ride, take_seat, withdraw_ride
from .sheets import keep_template, open_sheet, remove_template, revise_sheet

__all__ = [
    "accept", "add_need", "book_speaker", "cancel_need", "confirm", "decline", "deliver", "estimate_need", "follow",
    "keep_template", "leave_seat", "lend", "offer_ride", "open_sheet", "order_meals", "reconsider", "refuse",
    "remove_need", "remove_template", "request", "revise_need", "revise_sheet", "settle", "settle_rights", "take_seat",
    "withdraw_ride",
]  # fmt: skip
