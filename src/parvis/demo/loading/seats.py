"""Who sits where: composed together for an installation, or one by one."""

import datetime as dt
from functools import partial
from itertools import groupby

from parvis.commons.people.models import Organisation
from parvis.commons.schemes.choices import Source
from parvis.commons.schemes.models import SchemeRole
from parvis.deliberation.bodies import lifecycle
from parvis.deliberation.bodies.access import open_access
from parvis.deliberation.bodies.choices import LEADING, Channel, EndReason, MembershipStatus
from parvis.deliberation.bodies.models import Body, College, Membership
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import LegalAct
from parvis.ground.core import clock

from ..data import shapes
from .bulk import record_many
from .stage import heeding
from .timeline import SEATS, Act, on

INSTALLATIONS = ("install", "install_renewed")
ALL_MEMBERS = "membres"
MANY = 10
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
    _propose_all(stage, row, members, by, is_retained=True)
    heeding(lifecycle.appoint_retained, row, by=by, act=stage.get(LegalAct, act), reason=KNOWN_GAPS)


def _propose_all(stage, body, members, by, **more):
    """What `propose` writes, for many people at once."""
    rows = [_candidate(stage, body, facts, **more) for facts in members]
    Membership.objects.bulk_create(rows)
    record_many(
        rows, "propose", by=by, to_state=MembershipStatus.PROPOSED,
        facts=lambda m: {"body": m.body_id, "person": m.person_id},
    )  # fmt: skip
    for facts, row in zip(members, rows, strict=True):
        stage.keep(facts.key, row)
    return rows


def _candidate(stage, body, facts, **more):
    college = f"{ALL_MEMBERS}-{body.slug}"
    if facts.college or stage.knows(College, college):
        more["college"] = stage.get(College, facts.college or college)
    return Membership(
        authority_id=body.authority_id, body=body, person=stage.person(facts.person), role=facts.role,
        title=facts.title, organisation=stage.get(Organisation, facts.organisation), **more,
    )  # fmt: skip


def sign_charters(stage, body, day, by):
    """On the day of the installation, those whose mandate starts sign the charter."""
    made = [
        stage.get(Membership, facts.key)
        for facts in stage.world.memberships
        if facts.body == body.key and facts.charter_signed_on == day == facts.start
        if stage.knows(Membership, facts.key)
    ]
    Membership.objects.filter(pk__in=[m.pk for m in made]).update(charter_signed_on=day)
    record_many(made, "sign_charter", by=by, facts=lambda _: {"charter_signed_on": day.isoformat()})


def welcome(stage):
    """Whoever has just taken a seat was invited, by e-mail or by post."""
    waiting = Membership.objects.filter(authority=stage.authority, invited_on=None)
    rows = list(waiting.filter(status=MembershipStatus.ACTIVE).select_related("person"))
    for row in rows:
        row.invited_on, row.invited_by = clock.today(), Channel.EMAIL if row.person.email else Channel.POST
    Membership.objects.bulk_update(rows, ["invited_on", "invited_by"])
    record_many(rows, "invite", by=None, facts=lambda row: {"channel": row.invited_by})


# --- One by one, or all of a group ---


def _one_by_one(world, stage, body, members, alone):
    successors = {s.key for m in members if (s := _successor(members, m))}
    apart = [m for m in members if m.key in alone and m.key not in successors]
    for _, group in groupby(sorted(apart, key=_like), key=_like):
        group = list(group)
        at = _first_moment(world, body, group[0])
        if len(group) >= MANY and _is_plain(body, group[0]):
            yield Act(at, SEATS, partial(_join, stage, body, group))
        else:
            for facts in group:
                yield Act(at, SEATS, partial(_seat, stage, body, facts))


def _like(facts):
    """What members have in common when they join together."""
    return facts.start, facts.end or facts.start, facts.act or "", facts.charter_signed_on or facts.start


def _is_plain(body, facts):
    """A group that one joins without an act, a charter, a college or a condition."""
    return not (facts.act or facts.charter_signed_on or facts.college or body.excludes_elected)


def _join(stage, body, members):
    """What `propose`, `appoint` and `activate` write, for a commission or a group chosen in one sitting."""
    row, by = stage.fresh(Body, body.key), stage.user(body.officer)
    rows = _propose_all(stage, row, members, by)
    dates = {"starts_on": members[0].start, "ends_on": members[0].end}
    changes = {"status": MembershipStatus.ACTIVE, "appointed_by": _named_by(body, members[0]), **dates}
    Membership.objects.filter(pk__in=[m.pk for m in rows]).update(**changes)
    for member in rows:
        for name, value in changes.items():
            setattr(member, name, value)
    record_many(
        rows, "appoint", by=by, from_state=MembershipStatus.PROPOSED, to_state=MembershipStatus.APPOINTED,
        facts=lambda m: {"act": None, "body": m.body_id},
    )  # fmt: skip
    record_many(rows, "activate", by=by, from_state=MembershipStatus.APPOINTED, to_state=MembershipStatus.ACTIVE)
    _open_doors(row, rows, by, dates)


def _open_doors(body, members, by, dates):
    """The roles that follow from the seats: one by one for those who lead, at once for the others."""
    plain = [m for m in members if m.role not in LEADING and m.person.user_id]
    roles = [
        SchemeRole(
            authority_id=body.authority_id, scheme_id=body.pk, user_id=m.person.user_id, persona=Persona.MEMBER,
            title=m.capacity, source=Source.MEMBERSHIP, granted_by=by, **dates,
        )
        for m in plain
    ]  # fmt: skip
    SchemeRole.objects.bulk_create(roles)
    record_many(roles, "seat", by=by, facts=lambda r: {"persona": r.persona, "user": r.user_id, "scheme": r.scheme_id})
    for member in members:
        if member.role in LEADING:
            open_access(member, by=by)


def _first_moment(world, body, facts):
    """The morning of the first day, after what the body and the one it belongs to went through that day."""
    parents = [b for b in world.bodies if b.key in (body.key, body.parent)]
    steps = [s.at for b in parents for s in b.steps if s.since == facts.start]
    return max(steps, default=on(facts.start, SEATS, None, "09:00").at) + dt.timedelta(minutes=1)


def _seat(stage, body, facts):
    row, by = stage.fresh(Body, body.key), stage.user(body.officer)
    (member,) = _propose_all(stage, row, [facts], by)
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
