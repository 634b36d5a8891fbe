from parvis.ground.core.manifest import Feature

from . import due

feature = Feature(slug="documents", label="Documents", due_jobs=(due.forget_orphans,))
