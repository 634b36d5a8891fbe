"""Messages about meetings: to whom, why, and what they lead to."""

from parvis.commons.schemes.queries import group_of as group_of_scheme

from . import convening
from .minutes import MinutesApproved, MinutesToReview

LETTERS = (*convening.LETTERS, MinutesToReview, MinutesApproved)

__all__ = ["LETTERS", "MinutesApproved", "MinutesToReview", "group_of"]


def group_of(meeting):
    """The heading under which a digest gathers what concerns a meeting: its scheme."""
    return group_of_scheme(meeting.scheme)
