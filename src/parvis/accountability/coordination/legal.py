"""When people are asked too often: dated rows that an authority may replace by its own."""

import datetime as dt

from parvis.ground.authorities.choices import RuleStanding, RuleUnit

FATIGUE_DAYS = "coordination.solicitation_days"
FATIGUE_COUNT = "coordination.solicitation_count"
_SAID = {
    "valid_from": dt.date(2000, 1, 1), "source": "Réglage par défaut, modifiable", "standing": RuleStanding.PROPOSAL,
}  # fmt: skip

LEGAL_RULES = (
    {"code": FATIGUE_DAYS, "label": "Période pendant laquelle on compte les sollicitations d’un même public",
     "value": 60, "unit": RuleUnit.DAYS, **_SAID},
    {"code": FATIGUE_COUNT, "label": "Nombre de sollicitations à partir duquel un public est trop sollicité",
     "value": 4, "unit": RuleUnit.COUNT, **_SAID},
)  # fmt: skip
