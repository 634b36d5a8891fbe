"""The delays of meetings: dated rows that the product ships and that an authority may replace by its own."""

import datetime as dt

from parvis.ground.authorities.choices import RuleStanding, RuleUnit

PROPOSAL = "Réglage par défaut, modifiable par le règlement intérieur"
_ALWAYS = dt.date(2000, 1, 1)


def _promise(code, label, value, unit):
    return {
        "code": code, "label": label, "value": value, "unit": unit, "valid_from": _ALWAYS, "source": PROPOSAL,
        "standing": RuleStanding.PROPOSAL,
    }  # fmt: skip


MINUTES_DUE = "meeting.minutes_within"
MINUTES_REVIEW = "meeting.minutes_review"

LEGAL_RULES = (
    _promise(MINUTES_DUE, "Compte rendu d’une réunion, après la séance", 10, RuleUnit.WORKING_DAYS),
    _promise(MINUTES_REVIEW, "Relecture du compte rendu par les membres", 8, RuleUnit.DAYS),
)
