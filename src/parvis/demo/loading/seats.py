"""Who sits where: composed together for an installation, or one by one."""

import datetime as dt
from functools import partial
from itertools import groupby

from parvis.commons.people.models import Organisation
from parvis.deliberation.bodies import lifecycle
from parvis.deliberation.bodies.choices import EndReason
from parvis.deliberation.bodies.models import Body, College, Membership
from parvis.ground.authorities.models import LegalAct

from ..data import shapes
from .stage import heeding
from .timeline import SEATS, Act, on

INSTALLATIONS = ("install", "install_renewed")
ALL_MEMBERS = "membres"
KNOWN_GAPS = "Composition arrêtée par l’acte de nomination."


def colleges_of(world, body, term):
    """The colleges of one term; a single one for a body renewed without colleges, so that its seats are counted."""
    told = [c for c in world.colleges if c.body == body.key and c.since <= term.start]
    told = [c for c in told if c.until is None or c.until > term.start]
    if told or not any(step.verb == "open_renewal" for step in body.steps) or term is body.terms[0]:
        return told
    single = shapes.College(
        key=f"{ALL_MEMBERS}-{body.key}", body=body.key, name="Membres", seats=term.seats, mode="election"
    )
    return [single]


def acts(world, stage):
    """Memberships, in the order in which people were named, and how they ended."""
    for body in world.bodies:
        members = [m for m in world.memberships if m.body == body.key]
        together = list(_composed(world, body, members))
        for installed_at, group in together:
            yield from _composition(world, stage, body, installed_at, group)
        alone = {m.key for m in members} - {m.key for _, group in together for m in group}
        yield from _one_by_one(world, stage, body, members, alone)
        for member in members:
            yield from _ending(world, stage, body, members, member)


# --- Together ---


def _composed(world, body, members):
    """(installation, members) for the compositions that have colleges."""
    for step in body.steps:
        term = next((t for t in body.terms if t.start == step.since), None)
        if step.verb in INSTALLATIONS and term and not body.parent and colleges_of(world, body, term):
            yield step.at, [m for m in members if m.start == step.since]


def _composition(world, stage, body, installed_at, group):
    """Proposed and appointed by the act on its day, once everybody is known; mandates start with the installation."""
    known = {p.key: p.since for p in world.people}
    days = {a.key: a.adopted_on for a in world.acts}
    term = next(t for t in body.terms if t.start == installed_at.date())
    for act, members in groupby(sorted(group, key=lambda m: m.act or ""), key=lambda m: m.act or term.act):
        members = list(members)
        day = max(days[act], *(known[m.person] for m in members))
        at = min(on(day, SEATS, None, "21:00").at, installed_at - dt.timedelta(hours=1))
        yield Act(at, SEATS, partial(_appoint_together, stage, body, members, act))


def _appoint_together(stage, body, members, act):
    row, by = stage.fresh(Body, body.key), stage.user(body.officer)
    for facts in members:
        college = stage.get(College, facts.college or f"{ALL_MEMBERS}-{body.key}")
        stage.keep(facts.key, _propose(stage, row, facts, by, college=college, is_retained=True))
    heeding(lifecycle.appoint_retained, row, by=by, act=stage.get(LegalAct, act), reason=KNOWN_GAPS)


def _propose(stage, body, facts, by, **more):
    return lifecycle.propose(
        body, person=stage.person(facts.person), by=by, role=facts.role, title=facts.title,
        organisation=stage.get(Organisation, facts.organisation), **more,
    )  # fmt: skip


def sign_charters(stage, body, day, by):
    """On the day of the installation, those whose mandate starts sign the charter."""
    for facts in stage.world.memberships:
        if facts.body == body.key and facts.charter_signed_on == day == facts.start and _is_made(stage, facts):
            lifecycle.sign_charter(stage.fresh(Membership, facts.key), by=by, on=day)


def _is_made(stage, facts):
    return stage.knows(Membership, facts.key)


# --- One by one ---


def _one_by_one(world, stage, body, members, alone):
    successors = {s.key for m in members if (s := _successor(members, m))}
    for facts in members:
        if facts.key in alone and facts.key not in successors:
            yield Act(_first_moment(world, body, facts), SEATS, partial(_seat, stage, body, facts))


def _first_moment(world, body, facts):
    """The morning of the first day, after what the body and the one it belongs to went through that day."""
    parents = [b for b in world.bodies if b.key in (body.key, body.parent)]
    steps = [s.at for b in parents for s in b.steps if s.since == facts.start]
    return max(steps, default=on(facts.start, SEATS, None, "09:00").at) + dt.timedelta(minutes=1)


def _seat(stage, body, facts):
    row, by = stage.fresh(Body, body.key), stage.user(body.officer)
    college = stage.get(College, facts.college)
    member = stage.keep(facts.key, _propose(stage, row, facts, by, college=college))
    heeding(
        lifecycle.appoint, member, by=by, act=stage.get(LegalAct, facts.act), appointed_by=_named_by(body, facts),
        starts_on=facts.start, ends_on=facts.end, reason=KNOWN_GAPS,
    )  # fmt: skip
    if facts.charter_signed_on:
        lifecycle.sign_charter(member, by=by, on=facts.charter_signed_on)
    if member.status == "appointed":
        lifecycle.activate(member, by=by)


def _named_by(body, facts):
    return "" if facts.act else body.legal_basis[:200]


# --- Leaving ---


def _ending(world, stage, body, members, facts):
    """How a mandate ended; a term that a renewal or a dissolution closes ends with it."""
    if facts.end_reason in ("", "dissolved") or _closed_by_renewal(world, body, facts):
        return
    play = partial(_leave, stage, body, facts)
    if successor := _successor(members, facts):
        day = facts.ended_on + dt.timedelta(days=1)
        yield Act(_first_moment(world, body, successor), SEATS, partial(_replace, stage, body, facts, successor, day))
    else:
        yield on(facts.ended_on, SEATS, play, "18:00")


def _closed_by_renewal(world, body, facts):
    eve = [
        step.since - dt.timedelta(days=1)
        for b in world.bodies
        if b.key in (body.key, body.parent)
        for step in b.steps
        if step.verb == "install_renewed"
    ]
    return facts.end_reason == "term" and facts.ended_on in eve


def _successor(members, facts):
    """Whoever took the seat on the following day."""
    if facts.end_reason != "replaced":
        return None
    return next((m for m in members if m.start == facts.ended_on + dt.timedelta(days=1)), None)


def _replace(stage, body, facts, successor, day):
    new = lifecycle.replace(
        stage.fresh(Membership, facts.key), by=stage.user(body.officer), successor=stage.person(successor.person),
        on=day, act=stage.get(LegalAct, successor.act), appointed_by=_named_by(body, successor),
    )  # fmt: skip
    stage.keep(successor.key, new)


def _leave(stage, body, facts):
    member, by = stage.fresh(Membership, facts.key), stage.user(body.officer)
    if facts.end_reason == "term":
        lifecycle.end(member, by=by, on=facts.ended_on)
    else:
        code = EndReason.MOVED if facts.end_reason == "moved" else EndReason.RESIGNED
        lifecycle.resign(member, by=by, on=facts.ended_on, reason=facts.end_note, reason_code=code)
