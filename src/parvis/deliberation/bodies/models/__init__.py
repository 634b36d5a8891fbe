"""Bodies, what they are made of, who sits in them, and the campaigns that renew them (K02, B.7, B.8)."""

from .bodies import Body, BodyQuerySet, College, Seat
from .memberships import Membership, MembershipQuerySet
from .renewals import AgeClass, MunicipalOpinion, RenewalCampaign, RenewalItem

__all__ = [
    "AgeClass", "Body", "BodyQuerySet", "College", "Membership", "MembershipQuerySet", "MunicipalOpinion",
    "RenewalCampaign", "RenewalItem", "Seat",
]  # fmt: skip
