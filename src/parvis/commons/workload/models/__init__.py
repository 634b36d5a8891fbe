"""The hours that an officer gives in the evening and at week-ends, what they take back, where they go, what it costs.

Durations are whole minutes, distances tenths of a kilometre, money cents.
"""

from .agreements import SaturdayAgreement, WorkMonth
from .base import SATURDAY
from .claims import ClaimLine, ExpenseClaim
from .rates import RecoveryRate
from .sessions import RecoveryUse, WorkSession
from .trips import Trip

__all__ = [
    "SATURDAY",
    "ClaimLine",
    "ExpenseClaim",
    "RecoveryRate",
    "RecoveryUse",
    "SaturdayAgreement",
    "Trip",
    "WorkMonth",
    "WorkSession",
]  # fmt: skip
