"""Playing the story of each authority again, through the verbs of the product, up to a chosen moment."""

from .play import load_world

__all__ = ["load_world"]
