"""Ville de Cerzelles: the whole world of this authority."""

from ..shapes import World
from . import authority, bodies, budgets, coordination, logistics, meetings, people, referrals, working_time

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
    sessions=working_time.SESSIONS,
    trips=working_time.TRIPS,
    budgets=budgets.BUDGETS,
    preparations=logistics.PREPARATIONS,
    need_templates=logistics.NEED_TEMPLATES,
    periods=coordination.PERIODS,
    topics=coordination.TOPICS,
    asked=coordination.ASKED,
    words=coordination.WORDS,
)
