"""The demonstration as plain data: five fictional authorities, no Django, no database."""

from . import cerzelles, estuaire, orzenne, tregonnec, verzone
from .legal import LEGAL_RULES
from .shapes import known_by, shifted
from .when import T0

WORLDS = {
    world.authority.key: world
    for world in (orzenne.WORLD, tregonnec.WORLD, verzone.WORLD, estuaire.WORLD, cerzelles.WORLD)
}

__all__ = ["LEGAL_RULES", "T0", "WORLDS", "known_by", "shifted"]
