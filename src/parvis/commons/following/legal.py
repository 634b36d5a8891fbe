"""How long an address that never answered is kept: a dated row that an authority may replace by its own."""

from parvis.ground.authorities.choices import RuleUnit
from parvis.ground.authorities.defaults import proposed

UNCONFIRMED = "following.unconfirmed_kept"

LEGAL_RULES = (
    proposed(
        UNCONFIRMED, "Conservation d’une demande de suivi par courriel non confirmée", 7, RuleUnit.DAYS,
        source="Réglage proposé : minimisation (RGPD, article 5), l’adresse a pu être tapée par quelqu’un d’autre",
    ),
)  # fmt: skip
