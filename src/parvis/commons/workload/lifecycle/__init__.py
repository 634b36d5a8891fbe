"""The verbs of working time: sessions, Saturdays, recoveries, trips, rates, and the claims of members."""

from .claims import accept, add_receipt, open_claim, refuse, remove_claim, submit, take_back, write_claim
from .rates import remove_rate, set_rate
from .recoveries import give_back, take, use_recovery
from .saturdays import ask_saturday, grant_saturday, refuse_saturday, withdraw_request
from .sessions import cancel_session, correct_session, do_session, move_session, note_session, plan_session
from .trips import amend_trip, record_trip, remove_trip

__all__ = [
    "accept", "add_receipt", "amend_trip", "ask_saturday", "cancel_session", "correct_session", "do_session",
    "give_back", "grant_saturday", "move_session", "note_session", "open_claim", "plan_session", "record_trip",
    "refuse", "refuse_saturday", "remove_claim", "remove_rate", "remove_trip", "set_rate", "submit", "take",
    "take_back", "use_recovery", "withdraw_request", "write_claim",
]  # fmt: skip
