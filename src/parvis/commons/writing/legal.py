"""The period that members have for their remarks: a dated row that an authority may replace by its own."""

import datetime as dt

from parvis.ground.authorities.choices import RuleStanding, RuleUnit
from parvis.ground.authorities.legal import rule_in_force
from parvis.ground.authorities.models import LegalRule

COMMENT_PERIOD = "writing.comment_period"

LEGAL_RULES = (
    {
        "code": COMMENT_PERIOD,
        "label": "Durée ouverte aux remarques des membres sur un projet d’avis",
        "value": 15,
        "unit": RuleUnit.DAYS,
        "valid_from": dt.date(2000, 1, 1),
        "source": "Réglage par défaut, modifiable par le règlement intérieur ou la charte",
        "standing": RuleStanding.PROPOSAL,
    },
)


def comment_period(authority, on):
    """The rule in force for this authority; the row that the product ships when the table says nothing."""
    try:
        return rule_in_force(authority, COMMENT_PERIOD, on)
    except LookupError:
        return LegalRule(**LEGAL_RULES[0])
