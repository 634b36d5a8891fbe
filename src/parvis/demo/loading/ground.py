"""The authority and its ground: hosts, terms, elections, departments, territories, venues, acts, census."""

import datetime as dt
from itertools import groupby

from parvis.deliberation.bodies.lifecycle import set_census
from parvis.ground.authorities.lifecycle import create_authority, keep
from parvis.ground.authorities.models import Department, Election, LegalAct, Term, Territory, Venue

from ..data.shapes import START
from .timeline import GROUND, on

AUDITED_ON = dt.date(2026, 2, 2)
RATES = {"partial": "82.5", "full": "100"}
CENSUS_YEAR = 2022
ELECTIONS = {"municipal": "Élections municipales", "departmental": "Élections départementales"}


def acts(world, stage):
    """Everything the authority is made of."""
    start = min([START, *(d.since for d in world.departments)])
    yield on(start, GROUND, lambda: _open(world, stage))
    for department in world.departments:
        yield on(department.since, GROUND, lambda d=department: _department(stage, d))
    for territory in world.territories:
        yield on(territory.since, GROUND, lambda t=territory: _territory(stage, t))
    for venue in world.venues:
        yield on(venue.since, GROUND, lambda v=venue: _venue(stage, v))
    for act in world.acts:
        yield on(act.adopted_on, GROUND, lambda a=act: _act(stage, a))
    yield on(start, GROUND, lambda: _census(stage, world.age_classes))
    if rate := RATES.get(world.authority.accessibility_state):
        audited = AUDITED_ON + dt.timedelta(days=stage.moved_by)
        yield on(audited, GROUND, lambda: _audit(stage, rate, audited))


def _open(world, stage):
    facts = world.authority
    director = next(p for p in world.people if p.key == facts.publication_director)
    stage.authority = create_authority(
        host=f"{facts.key}.localhost", slug=facts.key, name=facts.name, short_name=facts.short_name, kind=facts.kind,
        siren=facts.siren, siret=facts.siret, population=facts.population, primary_colour=facts.primary.value,
        accent_colour=facts.secondary.value, email=facts.email, phone=facts.phone, address=facts.address,
        publication_director=f"{director.name}, {facts.publication_title}", dpo_contact=facts.dpo_email,
        accessibility_contact=facts.email, is_fictional=True,
    )  # fmt: skip
    for term in facts.terms:
        _keep(stage, term.label, Term(name=term.label, starts_on=term.start, ends_on=term.end))
    _elections(stage, facts.elections)


def _elections(stage, rounds):
    rounds = sorted(rounds, key=lambda r: (r.kind, r.day.year, r.round))
    for (kind, year), days in groupby(rounds, key=lambda r: (r.kind, r.day.year)):
        first, *second = [r.day for r in days]
        name = f"{ELECTIONS[kind]} {year}"
        _keep(stage, name, Election(name=name, first_round=first, second_round=second[0] if second else None))


def _department(stage, facts):
    parent = stage.get(Department, facts.parent)
    _keep(stage, facts.key, Department(name=facts.name, kind=facts.kind, parent=parent, email=facts.email))


def _territory(stage, facts):
    parent = stage.get(Territory, facts.parent)
    row = Territory(kind=facts.kind, name=facts.name, code=facts.code, population=facts.population, parent=parent)
    _keep(stage, facts.key, row)


def _venue(stage, facts):
    row = Venue(
        name=facts.name, address=facts.address, territory=stage.get(Territory, facts.territory),
        capacity=facts.capacity, step_free=facts.step_free, hearing_loop=facts.hearing_loop,
        equipment=", ".join(facts.equipment), notes=facts.constraints,
    )  # fmt: skip
    _keep(stage, facts.key, row)


def _act(stage, facts):
    row = LegalAct(kind=facts.kind, number=facts.number, date=facts.adopted_on, title=facts.title)
    _keep(stage, facts.key, row)


def _census(stage, classes):
    rows = [(c.label, c.lower, c.upper, c.population) for c in classes if c.in_scope]
    set_census(stage.authority, year=CENSUS_YEAR, rows=rows, source="Recensement de la population (fictif)", by=None)


def _audit(stage, rate, audited):
    authority = stage.authority
    authority.accessibility_rate, authority.accessibility_audited_on = rate, audited
    keep(authority, by=None, changed=["accessibility_rate", "accessibility_audited_on"])


def _keep(stage, key, row):
    row.authority = stage.authority
    keep(row, by=None, changed=[])
    stage.keep(key, row)
