"""The delays of meetings: dated rows that the product ships and that an authority may replace by its own."""

from parvis.ground.authorities.choices import RuleUnit
from parvis.ground.authorities.defaults import proposed

MINUTES_DUE = "meeting.minutes_within"
MINUTES_REVIEW = "meeting.minutes_review"

LEGAL_RULES = (
    proposed(MINUTES_DUE, "Compte rendu d’une réunion, après la séance", 10, RuleUnit.WORKING_DAYS),
    proposed(MINUTES_REVIEW, "Relecture du compte rendu par les membres", 8, RuleUnit.DAYS),
)
