"""Messages about meetings: to whom, why, and what they lead to."""

from parvis.commons.schemes.queries import group_of as group_of_scheme

from . import convening, minutes
from .minutes import (
    ActionExpected,
    CouncillorNote,
    MinutesApproved,
    MinutesExpected,
    MinutesToReview,
    PostHidden,
    PromisesReminder,
    ThreadSummary,
)

LETTERS = (*convening.LETTERS, *minutes.LETTERS)

__all__ = [
    "LETTERS", "ActionExpected", "CouncillorNote", "MinutesApproved", "MinutesExpected", "MinutesToReview",
    "PostHidden", "PromisesReminder", "ThreadSummary", "group_of",
]  # fmt: skip


def group_of(meeting):
    """The heading under which a digest gathers what concerns a meeting: its scheme."""
    return group_of_scheme(meeting.scheme)
