"""tregonnec"""

from ..shapes import World
from . import authority, people

WORLD = World(
    authority=authority.AUTHORITY,
    departments=authority.DEPARTMENTS,
    territories=authority.TERRITORIES,
    venues=authority.VENUES,
    acts=authority.ACTS,
    age_classes=authority.AGE_CLASSES,
    organisations=people.ORGANISATIONS,
    people=people.AGENTS + people.ELECTED + people.OUTSIDERS,
    offices=people.OFFICES,
    roles=people.ROLES,
    delegations=people.DELEGATIONS,
    personas=people.PERSONAS,
)
