"""Département de la Haute-Verzone: the whole world of this authority."""

from .. import periods
from ..shapes import World
from . import authority, bodies, budgets, meetings, people, referrals, working_time

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
    personas=people.PERSONAS,
    bodies=bodies.BODIES,
    colleges=bodies.COLLEGES,
    memberships=bodies.MEMBERSHIPS,
    renewals=bodies.RENEWALS,
    meetings=meetings.MEETINGS,
    series=meetings.SERIES,
    referrals=referrals.REFERRALS,
    commitments=referrals.COMMITMENTS,
    trips=working_time.TRIPS,
    budgets=budgets.BUDGETS,
    periods=periods.school("A"),
)
