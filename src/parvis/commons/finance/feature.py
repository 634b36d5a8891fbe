from parvis.ground.core.manifest import Feature

from . import triggers
from .choices import LEGAL_RULES

feature = Feature(
    slug="finance", label="Budgets", path="budgets", module=True, extra={"legal_rules": LEGAL_RULES, "guards": triggers}
)
