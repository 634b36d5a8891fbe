"""The shapes of the demonstration: frozen records, no Django, references by key.

Every record has a `key`, unique among its kind inside one authority, and a `since`: the first day on which
the fact is known. A loader that stops at a given day keeps what is `since` that day or earlier, and, inside
a record, the dated parts (`steps`, `progress`, `comments`…) up to that day.
"""

from .base import START, Step
from .bodies import Body, BodyTerm, College, Meeting, Membership, Renewal, RenewalItem
from .ground import AgeClass, Authority, Colour, Department, Election, LegalAct, LegalRule, Term, Territory, Venue
from .hours import Claim, Recovery, RecoveryRate, Trip, WorkSession
from .logistics import Need, NeedTemplate, Preparation
from .money import Budget, BudgetLine, Spending
from .people import Consent, Delegation, Office, Organisation, Person, Persona, Role
from .referrals import (
    Adoption,
    Comment,
    Commitment,
    Contribution,
    DebateNote,
    Divergence,
    DraftResponse,
    FollowUpReview,
    Hearing,
    MinorityPosition,
    Opinion,
    Paragraph,
    Progress,
    Recommendation,
    Referral,
    Response,
    ReviewLine,
    Version,
    WorkStage,
)
from .world import Asked, BoardWord, Period, Topic, World, known_by, shifted

__all__ = [
    "START",
    "Adoption",
    "AgeClass",
    "Asked",
    "Authority",
    "BoardWord",
    "Body",
    "BodyTerm",
    "Budget",
    "BudgetLine",
    "Claim",
    "College",
    "Colour",
    "Comment",
    "Commitment",
    "Consent",
    "Contribution",
    "DebateNote",
    "Delegation",
    "Department",
    "Divergence",
    "DraftResponse",
    "Election",
    "FollowUpReview",
    "Hearing",
    "LegalAct",
    "LegalRule",
    "Meeting",
    "Membership",
    "MinorityPosition",
    "Need",
    "NeedTemplate",
    "Office",
    "Opinion",
    "Organisation",
    "Paragraph",
    "Period",
    "Person",
    "Persona",
    "Preparation",
    "Progress",
    "Recommendation",
    "Recovery",
    "RecoveryRate",
    "Referral",
    "Renewal",
    "RenewalItem",
    "Response",
    "ReviewLine",
    "Role",
    "Spending",
    "Step",
    "Term",
    "Territory",
    "Topic",
    "Trip",
    "Venue",
    "Version",
    "WorkSession",
    "WorkStage",
    "World",
    "known_by",
    "shifted",
]
