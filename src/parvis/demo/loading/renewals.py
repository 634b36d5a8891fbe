"""Renewal campaigns: items of the agenda, composition, recruitment, opinions of the communes."""

import datetime as dt
from functools import partial

from parvis.deliberation.bodies import lifecycle
from parvis.deliberation.bodies.choices import OpinionSense
from parvis.deliberation.bodies.models import Body, MunicipalOpinion, RenewalCampaign
from parvis.ground.authorities.models import LegalAct, Territory
from parvis.ground.core import clock

from . import seats
from .timeline import ACTS, Act, on

ITEMS = {
    "pacte-debat": "governance_pact.debate",
    "modalites": "renewal.participation_debate",
    "pacte-adoption": "governance_pact.adopted_within",
}
FIRST_ANSWER_AFTER = 9  # days


def acts(world, stage):
    """What was done in each campaign; its opening and the installation belong to the life of the body."""
    for facts in world.bodies:
        told = next((r for r in world.renewals if r.body == facts.key), None)
        if told:
            yield from _told(stage, facts, told)
        elif any(step.verb == "open_renewal" for step in facts.steps):
            term = facts.terms[-1]
            yield on(term.voted_on, ACTS, partial(_vote, stage, facts, facts.officer, term.act), "20:30")


def _told(stage, facts, renewal):
    for step in renewal.steps:
        if step.verb == "vote_composition":
            yield Act(step.at, ACTS, partial(_vote, stage, facts, step.by, step.values["act"]))
        elif step.verb == "start_recruitment":
            yield Act(step.at, ACTS, partial(_recruit, stage, facts, step.by))
    for item in renewal.items:
        if item.done_on and item.key in ITEMS:
            yield on(item.done_on, ACTS, partial(_complete, stage, facts, item), "22:00")
    if renewal.opinions_asked_on:
        yield from _opinions(stage, facts, renewal)


def open_campaign(stage, facts, by):
    """The campaign of the template, with the date of the election when the story gives one."""
    told = next((r for r in stage.world.renewals if r.body == facts.key), None)
    title = told.title if told else f"Renouvellement {facts.terms[-1].label[:4]}"
    campaign = lifecycle.open_renewal(
        stage.fresh(Body, facts.key), by=by, title=title, election_date=told.election_date if told else None
    )
    stage.keep(facts.key, campaign)


def close_if_done(stage, facts, by):
    """A campaign of which nothing is left ends with the installation."""
    campaign = stage.fresh(RenewalCampaign, facts.key)
    if not campaign.items.filter(done_on=None).exists():
        lifecycle.close_renewal(campaign, by=by)


def _vote(stage, facts, by, act):
    term = facts.terms[-1]
    colleges = seats.colleges_of(stage.world, facts, term)
    rows = [(c.name, c.key[:10], c.seats, c.mode) for c in colleges]
    campaign = stage.fresh(RenewalCampaign, facts.key)
    lifecycle.vote_composition(
        campaign, by=stage.user(by), act=stage.get(LegalAct, act), colleges=rows, term_months=facts.term_months
    )
    for college, row in zip(colleges, campaign.body.colleges.filter(starts_on=None).order_by("position"), strict=True):
        stage.keep(college.key, row)


def _recruit(stage, facts, by):
    lifecycle.start_recruitment(stage.fresh(RenewalCampaign, facts.key), by=stage.user(by))


def _complete(stage, facts, item):
    campaign = stage.fresh(RenewalCampaign, facts.key)
    row = campaign.items.get(code=ITEMS[item.key])
    act = next((a for a in stage.world.acts if a.adopted_on == item.done_on and _speaks_of(a, item)), None)
    lifecycle.complete_item(
        row, by=stage.user(facts.officer), on=item.done_on, act=stage.get(LegalAct, act.key if act else None)
    )


def _speaks_of(act, item):
    return ("pacte" in act.title.lower()) == item.key.startswith("pacte")


def _opinions(stage, facts, renewal):
    asked = renewal.opinions_asked_on
    yield on(asked, ACTS, partial(_ask, stage, facts, asked), "09:00")
    for rank in range(renewal.opinions_received):
        days = FIRST_ANSWER_AFTER + rank * 32 // renewal.opinions_received
        yield on(asked + dt.timedelta(days=days), ACTS, partial(_answer, stage, facts, rank), "08:30")


def _ask(stage, facts, day):
    communes = list(Territory.objects.filter(authority=stage.authority, kind="commune"))
    lifecycle.ask_municipal_opinions(
        stage.fresh(RenewalCampaign, facts.key), by=stage.user(facts.officer), communes=communes, on=day
    )


def _answer(stage, facts, rank):
    waiting = MunicipalOpinion.objects.filter(campaign=stage.fresh(RenewalCampaign, facts.key), received_on=None)
    opinion = waiting.order_by("commune__code").first()
    sense = OpinionSense.FAVOURABLE
    if rank % 7 == 3:
        sense = OpinionSense.WITH_RESERVES
    elif rank % 11 == 10:
        sense = OpinionSense.UNFAVOURABLE
    lifecycle.record_municipal_opinion(opinion, by=stage.user(facts.officer), on=clock.today(), sense=sense)
