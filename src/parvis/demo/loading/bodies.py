"""The life of each body: created, composed, installed, renewed, dissolved."""

from functools import partial

from parvis.commons.schemes.models import Theme
from parvis.deliberation.bodies import lifecycle
from parvis.deliberation.bodies.choices import INNER_TYPES, BodyType, MembershipStatus
from parvis.deliberation.bodies.lifecycle.memberships import set_dates
from parvis.deliberation.bodies.models import Body, College, Membership, RenewalCampaign
from parvis.ground.authorities.models import Department, LegalAct, Territory

from . import renewals, seats
from .people import person_named
from .stage import heeding
from .timeline import BODIES, Act, on

UNPUBLISHED = (BodyType.STEERING_COMMITTEE, BodyType.COORDINATION_COMMITTEE)
KNOWN_GAPS = "Composition arrêtée par l’assemblée, places restées vacantes comprises."


def acts(world, stage):
    """What happened to each body, then who sat in it."""
    for facts in world.bodies:
        for step in facts.steps:
            if play := STEPS.get(step.verb):
                yield Act(step.at, BODIES, partial(play, stage, facts, step))
        yield from _late_councillor(world, stage, facts)
    yield from renewals.acts(world, stage)
    yield from seats.acts(world, stage)


def _late_councillor(world, stage, facts):
    """A councillor elected after the body was created is written on its record the day the story meets them."""
    person = next((p for p in world.people if p.key == facts.referring_councillor), None)
    if person and person.since > facts.steps[0].since:
        yield on(person.since, BODIES, partial(_refer, stage, facts), "12:00")


def _refer(stage, facts):
    body = stage.fresh(Body, facts.key)
    lifecycle.describe(
        body, by=stage.user(facts.officer), referring_councillor=stage.person(facts.referring_councillor)
    )


def _create(stage, facts, step):
    by = stage.user(step.by)
    body = lifecycle.project(
        stage.authority, name=facts.name, type=facts.type, by=by, slug=facts.key, **_rules(stage, facts)
    )
    stage.keep(facts.key, body)
    body.themes.set(themes(stage, facts.themes))
    heeding(lifecycle.create, body, by=by, act=stage.get(LegalAct, facts.creation_act), reason=KNOWN_GAPS)
    if facts.type not in UNPUBLISHED:
        lifecycle.publish(body, by=by)
    if facts.terms and (colleges := seats.colleges_of(stage.world, facts, facts.terms[0])):
        vote(stage, body, colleges, by, facts.terms[0].act)


def _rules(stage, facts):
    """What the record of a body says, beside its name and its type."""
    quorum = [int(n) for n in facts.quorum_ratio.split("/")] if facts.quorum_ratio else (None, None)
    members = [m for m in stage.world.memberships if m.body == facts.key]
    return {
        "short_name": facts.short_name, "summary": facts.description, "legal_basis": facts.legal_basis,
        "parent": stage.get(Body, facts.parent), "lead_department": stage.get(Department, facts.lead_department),
        "referring_councillor": person_named(stage, facts.referring_councillor),
        "territories": [stage.get(Territory, facts.territory)] if facts.territory else [],
        "term_months": facts.term_months, "gender_gap_max": facts.gender_gap_max,
        "excludes_elected": facts.excludes_elected, "reflects_age_classes": facts.age_check,
        "quorum_numerator": quorum[0], "quorum_denominator": quorum[1],
        "proxies_per_member": facts.proxies_per_member, "convocation_days": facts.convocation_days,
        "self_referral_signatories": facts.self_referral_signatories,
        "self_referral_by_bureau": facts.self_referral_by_bureau, "names_by_consent": True,
        "charter_required": bool(members) and all(m.charter_signed_on for m in members),
    }  # fmt: skip


def themes(stage, names):
    """The subjects of that name, made when missing."""
    return [Theme.objects.get_or_create(authority=stage.authority, name=name)[0] for name in names]


def vote(stage, body, colleges, by, act):
    """The seats of the coming composition."""
    rows = [(c.name, c.key[:10], c.seats, c.mode) for c in colleges]
    made = lifecycle.vote_colleges(body, colleges=rows, by=by, act=stage.get(LegalAct, act))
    for facts, row in zip(colleges, made, strict=True):
        stage.keep(facts.key, row)


def _install(stage, facts, step):
    by, day = stage.user(step.by), step.at.date()
    seats.sign_charters(stage, facts, day, by)
    lifecycle.install(stage.fresh(Body, facts.key), by=by, on=day)
    _settle_end(stage, facts, day, by)


def _activate(stage, facts, step):
    lifecycle.activate_body(stage.fresh(Body, facts.key), by=stage.user(step.by))


def _open_renewal(stage, facts, step):
    renewals.open_campaign(stage, facts, stage.user(step.by))


def _install_renewed(stage, facts, step):
    by, day = stage.user(step.by), step.at.date()
    seats.sign_charters(stage, facts, day, by)
    campaign = stage.fresh(RenewalCampaign, facts.key)
    heeding(lifecycle.install_renewed, campaign, by=by, on=day, reason=KNOWN_GAPS)
    _settle_end(stage, facts, day, by)
    renewals.close_if_done(stage, facts, by)


def _adopt_rules(stage, facts, step):
    lifecycle.adopt_internal_rules(stage.fresh(Body, facts.key), by=stage.user(step.by), on=step.at.date())


def _settle_end(stage, facts, day, by):
    """When the act set another last day than the usual number of months, mandates end on that day."""
    term = next((t for t in facts.terms if t.start == day), None)
    body = stage.fresh(Body, facts.key)
    if term is None or term.seats is None or term.end is None or body.term_ends_on == term.end:
        return
    lifecycle.describe(body, by=by, term_ends_on=term.end)
    College.objects.filter(body=body, starts_on=day).update(ends_on=term.end)
    for member in Membership.objects.filter(body=body, status=MembershipStatus.ACTIVE, starts_on=day):
        set_dates(member, starts_on=day, ends_on=term.end, by=by)


def _dissolve(stage, facts, step):
    body = stage.fresh(Body, facts.key)
    act = body.creation_act if facts.type not in INNER_TYPES else None
    lifecycle.dissolve(
        body, by=stage.user(step.by), on=step.at.date(), act=act, reason="Fin du mandat prévu par l’acte."
    )


STEPS = {
    "create": _create, "install": _install, "activate": _activate, "adopt_rules": _adopt_rules,
    "open_renewal": _open_renewal, "install_renewed": _install_renewed, "dissolve": _dissolve,
}  # fmt: skip
