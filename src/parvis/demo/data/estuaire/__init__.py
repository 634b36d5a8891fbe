"""Département de l'Estuaire-Maritime: the whole world of this authority."""

from .. import periods
from ..shapes import World
from . import authority, bodies, meetings, people, referrals

WORLD = World(
    authority=authority.AUTHORITY,
    departments=authority.DEPARTMENTS,
    territories=authority.TERRITORIES,
    venues=authority.VENUES,
    acts=authority.ACTS,
    age_classes=authority.AGE_CLASSES,
    organisations=people.ORGANISATIONS,
    people=people.AGENTS + people.ELECTED + people.OUTSIDERS + bodies.PEOPLE,
    offices=people.OFFICES,
    roles=people.ROLES,
    delegations=people.DELEGATIONS,
    personas=people.PERSONAS + bodies.PERSONAS,
    bodies=bodies.BODIES,
    colleges=bodies.COLLEGES,
    memberships=bodies.MEMBERSHIPS,
    renewals=bodies.RENEWALS,
    meetings=meetings.MEETINGS,
    referrals=referrals.REFERRALS,
    commitments=referrals.COMMITMENTS,
    periods=periods.school("B"),
)
