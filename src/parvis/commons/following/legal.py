"""How long an address that never answered is kept: a dated row that an authority may replace by its own."""

import datetime as dt

from parvis.ground.authorities.choices import RuleStanding, RuleUnit

UNCONFIRMED = "following.unconfirmed_kept"

LEGAL_RULES = (
    {
        "code": UNCONFIRMED,
        "label": "Conservation d’une demande de suivi par courriel non confirmée",
        "value": 7,
        "unit": RuleUnit.DAYS,
        "valid_from": dt.date(2000, 1, 1),
        "source": "Réglage proposé : minimisation (RGPD, article 5), l’adresse a pu être tapée par quelqu’un d’autre",
        "standing": RuleStanding.PROPOSAL,
    },
)
