"""The period that members have for their remarks: a dated row that an authority may replace by its own."""

from parvis.ground.authorities.choices import RuleUnit
from parvis.ground.authorities.defaults import proposed

COMMENT_PERIOD = "writing.comment_period"

LEGAL_RULES = (
    proposed(COMMENT_PERIOD, "Durée ouverte aux remarques des membres sur un projet d’avis", 15, RuleUnit.DAYS),
)
