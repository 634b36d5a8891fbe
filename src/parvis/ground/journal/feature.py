from parvis.ground.core.manifest import Feature

from . import chain


def seal(now):
    """Seal what was written since the last sweep."""
    chain.seal_pending()


feature = Feature(slug="journal", label="Journal", due_jobs=(seal,))
