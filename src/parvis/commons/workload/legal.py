"""What hours, Saturdays and kilometres are counted by: dated rows that an authority may replace by its own."""

from parvis.ground.authorities.choices import RuleStanding, RuleUnit
from parvis.ground.authorities.defaults import proposed

EVENING_FROM = "workload.evening_from"
SATURDAYS = "workload.saturdays"
KILOMETRE_RATE = "workload.kilometre_rate"

PROPOSAL = "Réglage proposé, à fixer par la collectivité (règlement du temps de travail)"
MILEAGE_ORDER = "Arrêté du 3 juillet 2006 modifié, fixant les taux des indemnités kilométriques (à vérifier)"

LEGAL_RULES = (
    proposed(EVENING_FROM, "Heure à partir de laquelle une séance est du soir", 18, RuleUnit.COUNT, source=PROPOSAL),
    proposed(
        SATURDAYS, "Samedis travaillés par an avant l’accord de la direction", 10, RuleUnit.COUNT, source=PROPOSAL,
    ),
    {
        "code": KILOMETRE_RATE, "label": "Indemnité par kilomètre, véhicule de 5 CV au plus, jusqu’à 2 000 km",
        "value": 32, "unit": RuleUnit.CENTS, "valid_from": "2022-01-01", "source": MILEAGE_ORDER,
        "standing": RuleStanding.KNOWLEDGE,
    },
)  # fmt: skip
