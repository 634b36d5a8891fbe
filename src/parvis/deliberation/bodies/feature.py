"""What the rest of the product knows of bodies."""

from parvis.ground.core.manifest import Feature

from . import due, legal, letters

feature = Feature(
    slug="bodies",
    label="Instances",
    path="instances",
    letters=letters.LETTERS,
    due_jobs=due.JOBS,
    extra={"legal_rules": legal.LEGAL_RULES},
)
