"""Val d'Orzenne Agglomération: the whole world of this authority."""

from ..shapes import World
from . import authority, bodies, budgets, logistics, meetings, people, referrals, working_time

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
    referrals=referrals.REFERRALS,
    commitments=referrals.COMMITMENTS,
    rates=working_time.RATES,
    sessions=working_time.SESSIONS,
    recoveries=working_time.RECOVERIES,
    trips=working_time.TRIPS,
    claims=working_time.CLAIMS,
    budgets=budgets.BUDGETS,
    need_templates=logistics.NEED_TEMPLATES,
    preparations=logistics.PREPARATIONS,
    periods=meetings.PERIODS,
)
