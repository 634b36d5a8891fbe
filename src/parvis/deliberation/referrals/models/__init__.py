"""Referrals: the question, the work on it, the opinion, the answer, and what became of it."""

from .agenda import AgendaLink
from .answers import RecommendationResponse, ServiceDraft
from .referral import Referral, Register, Signatory
from .reviews import FollowUpReview, ReviewLine
from .work import Hearing, HearingContribution, HearingGuest, WorkStep

__all__ = [
    "AgendaLink", "FollowUpReview", "Hearing", "HearingContribution", "HearingGuest", "RecommendationResponse",
    "Referral", "Register", "ReviewLine", "ServiceDraft", "Signatory", "WorkStep",
]  # fmt: skip
