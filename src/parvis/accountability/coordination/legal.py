"""When people are asked too often: dated rows that an authority may replace by its own."""

from parvis.ground.authorities.choices import RuleUnit
from parvis.ground.authorities.defaults import proposed

FATIGUE_DAYS = "coordination.solicitation_days"
FATIGUE_COUNT = "coordination.solicitation_count"

# fmt: off
LEGAL_RULES = (
    proposed(FATIGUE_DAYS, "Période pendant laquelle on compte les sollicitations d’un même public", 60, RuleUnit.DAYS),
    proposed(FATIGUE_COUNT, "Nombre de sollicitations à partir duquel un public est trop sollicité", 4, RuleUnit.COUNT),
)
# fmt: on
