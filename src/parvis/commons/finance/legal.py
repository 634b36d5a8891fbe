"""When an invoice is due, and an estimate confirmed: dated rows that an authority may replace by its own."""

from parvis.ground.authorities.choices import RuleStanding, RuleUnit

PAYMENT_RULE = "finance.payment"
ESTIMATE_RULE = "finance.estimate"
_SINCE = "2020-01-01"

LEGAL_RULES = (
    {
        "code": PAYMENT_RULE, "label": "Délai de paiement d’une facture", "value": 30, "unit": RuleUnit.DAYS,
        "valid_from": _SINCE, "source": "Code de la commande publique, R2192-10", "standing": RuleStanding.LAW,
    },
    {
        "code": ESTIMATE_RULE, "label": "Estimation à confirmer ou à abandonner", "value": 60, "unit": RuleUnit.DAYS,
        "valid_from": _SINCE, "source": "Usage proposé : une estimation se confirme en deux mois",
        "standing": RuleStanding.PROPOSAL,
    },
)  # fmt: skip
