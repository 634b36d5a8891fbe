"""Referrals, from the letter to the lapse or to the follow-up: each step of the story is a verb of the product."""

import datetime as dt
from functools import partial

from parvis.commons.people.models import Person
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.meetings.choices import MeetingKind
from parvis.deliberation.meetings.models import Meeting
from parvis.deliberation.referrals import lifecycle
from parvis.deliberation.referrals.choices import ContributionKind, Status
from parvis.deliberation.referrals.models import Hearing, Referral, Register
from parvis.deliberation.referrals.register import set_prefix
from parvis.ground.authorities.models import Department
from parvis.ground.core import clock

from . import answers, opinions
from .papers import html_of
from .people import person_named
from .stage import heeding
from .timeline import ACTS, AFTER, GROUND, Act, on

AGREED = "Calendrier convenu entre la présidence de l’instance et l’exécutif."
NOTED = "Le bureau a pris acte des suites données."
INVITED_BEFORE = dt.timedelta(days=7)
A_MINUTE = dt.timedelta(minutes=1)


def acts(world, stage):
    """The register, then what happened to each question."""
    if world.referrals:
        first = min(r.since for r in world.referrals)
        yield on(first, GROUND, partial(_open_register, stage, first.year))
    for facts in world.referrals:
        yield from _life(stage, facts)
        yield from _work(stage, facts)
        yield from opinions.acts(stage, facts)
        yield from answers.acts(stage, facts)


def _life(stage, facts):
    for step in facts.steps:
        if play := STEPS.get(step.verb):
            yield Act(step.at, ACTS, partial(play, stage, facts, step))


def _open_register(stage, year):
    set_prefix(stage.authority, year=year, prefix=stage.world.authority.register_prefix, by=None)


def officer(stage, facts):
    """The account of whoever runs the body that is asked."""
    return stage.user(body_facts(stage, facts).officer)


def body_facts(stage, facts):
    return next(b for b in stage.world.bodies if b.key == facts.body)


# --- The question ---


def _draft(stage, facts, step):
    referral = lifecycle.draft(
        stage.fresh(Body, facts.body), kind=facts.kind, title=facts.title, question=facts.question,
        by=stage.user(step.by), letter_html=html_of(facts.letter), context_html=html_of(facts.context),
        expected_on=facts.expected_on, legal_ground=facts.legal_ground_text or facts.legal_ground,
        requested_by=stage.get(Person, facts.signed_by), lead_department=stage.get(Department, facts.lead_department),
        referring_councillor=person_named(stage, facts.referring_councillor),
    )  # fmt: skip
    stage.keep(facts.key, referral)


def _submit(stage, facts, step):
    for key in facts.signatories:
        referral = stage.fresh(Referral, facts.key)
        lifecycle.sign(referral, person=stage.person(key), by=stage.user(key) or stage.user(step.by))
    if not stage.moved_by:
        _turn_register(stage, facts)
    heeding(lifecycle.submit, stage.fresh(Referral, facts.key), by=stage.user(step.by), reason=AGREED)
    if not stage.moved_by:
        _hold_numbers(stage, facts)


def _turn_register(stage, facts):
    """The register stands where it stood that day: some numbers were given before the product was there."""
    _, year, rank = facts.number.rsplit("-", 2)
    Register.objects.get_or_create(
        authority=stage.authority, year=int(year), defaults={"prefix": stage.world.authority.register_prefix}
    )
    Register.objects.filter(authority=stage.authority, year=int(year)).update(last=int(rank) - 1)


def _hold_numbers(stage, facts):
    """A lower number is kept for a letter that was announced and arrives later (S-2026-01 comes after S-2026-02)."""
    _, year, rank = facts.number.rsplit("-", 2)
    submitted = facts.step("submit").at
    later = [
        int(r.number.rsplit("-", 1)[1])
        for r in stage.world.referrals
        if f"-{year}-" in r.number and r.step("submit").at > submitted
    ]
    held = [n for n in later if n < int(rank)]
    if held:
        Register.objects.filter(authority=stage.authority, year=int(year)).update(last=min(held) - 1)


# --- The work of the body ---


def _admit(stage, facts, step):
    referral = stage.fresh(Referral, facts.key)
    planned = _adoption_planned_on(facts)
    heeding(
        lifecycle.admit, referral, by=stage.user(step.by), rapporteur=stage.person(facts.rapporteur),
        service_contact=_contact(stage, facts), commission=stage.get(Body, facts.commission),
        plenary=_plenary(stage, facts), adoption_planned_on=planned, reason=AGREED,
    )  # fmt: skip
    for work in facts.work_plan:
        title = f"{work.title}. {work.text}" if work.text else work.title
        lifecycle.add_work_step(
            stage.fresh(Referral, facts.key), title=title[:200], due_on=work.on, by=officer(stage, facts)
        )


def _adoption_planned_on(facts):
    stages = [w.on for w in facts.work_plan if "dopt" in w.title and w.on <= facts.expected_on]
    return max(stages, default=facts.expected_on)


def _contact(stage, facts):
    """Whoever follows the question in the services: named, else an agent of the service, else the officer."""
    service = [p.key for p in stage.world.people if p.department == facts.lead_department and p.department]
    names = (facts.service_contact, *service, body_facts(stage, facts).officer)
    return next(stage.person(key) for key in names if key and stage.knows(Person, key))


def _plenary(stage, facts):
    """The last plenary known before the date on which the opinion is expected."""
    rows = Meeting.objects.filter(scheme=stage.get(Body, facts.body), kind=MeetingKind.PLENARY)
    return rows.filter(starts_at__gte=clock.now(), starts_at__date__lte=facts.expected_on).order_by("starts_at").last()


def _start(stage, facts, step):
    referral = stage.fresh(Referral, facts.key)
    if referral.status == Status.ADMITTED:
        heeding(lifecycle.start, referral, by=stage.user(step.by), reason="Le dossier a été remis en séance.")


def _work(stage, facts):
    """Stages done, people heard, contributions written up."""
    admitted, end = facts.step("admit"), max(s.at for s in facts.steps)
    for work in facts.work_plan if admitted else ():
        moment = on(max(work.on, admitted.since), AFTER, None, "22:00").at
        if not (facts.step("lapse") and moment > end):
            yield Act(moment, AFTER, partial(_complete_stage, stage, facts, work))
    for hearing in facts.hearings:
        held_at = on(hearing.on, ACTS, None, "20:15").at
        invited_at = max(held_at - INVITED_BEFORE, facts.step("submit").at + A_MINUTE)
        yield Act(invited_at, ACTS, partial(_invite, stage, facts, hearing, held_at))
        yield Act(held_at, ACTS, partial(_hear, stage, facts, hearing))
    for contribution in facts.contributions:
        yield on(contribution.on, ACTS, partial(_contribute, stage, facts, contribution), "21:00")
    for day, meeting, number in facts.on_agendas:
        yield on(day, AFTER, partial(_put_on_agenda, stage, facts, meeting, number), "16:00")


def _complete_stage(stage, facts, work):
    referral = stage.fresh(Referral, facts.key)
    row = referral.work_steps.filter(due_on=work.on, done_on=None).first()
    if row:
        lifecycle.complete_work_step(row, by=officer(stage, facts))


def _invite(stage, facts, hearing, held_at):
    row = lifecycle.plan_hearing(
        stage.fresh(Referral, facts.key), at=held_at - dt.timedelta(minutes=75), subject=hearing.capacity,
        guests=[(hearing.guest, "")] if hearing.guest else (), department=stage.get(Department, hearing.department),
        place=hearing.place, by=officer(stage, facts),
    )  # fmt: skip
    stage.keep(f"{facts.key} {hearing.key}", row)


def _hear(stage, facts, hearing):
    row = stage.fresh(Hearing, f"{facts.key} {hearing.key}")
    heeding(
        lifecycle.hold_hearing, row, report_html=html_of(hearing.summary), by=officer(stage, facts),
        reason="Le dossier a été remis en séance.",
    )  # fmt: skip


def _contribute(stage, facts, contribution):
    lifecycle.add_contribution(
        stage.fresh(Referral, facts.key), kind=_kind_of(stage, contribution), author_name=contribution.author_label,
        body_html=html_of(contribution.text), by=officer(stage, facts), received_on=contribution.on,
    )  # fmt: skip


def _put_on_agenda(stage, facts, meeting, number):
    item = stage.fresh(Meeting, meeting).items.select_related("meeting").get(number=number)
    lifecycle.put_on_agenda(stage.fresh(Referral, facts.key), item=item, by=officer(stage, facts))


def _kind_of(stage, contribution):
    if contribution.author and stage.knows(Person, contribution.author):
        return ContributionKind.MEMBER
    written = contribution.channel in ("web", "paper")
    return ContributionKind.WRITTEN if written else ContributionKind.RESIDENT


def _lapse(stage, facts, step):
    lifecycle.lapse(stage.fresh(Referral, facts.key), by=stage.user(step.by), reason=step.values.get("reason", ""))


def _close(stage, facts, step):
    heeding(lifecycle.close, stage.fresh(Referral, facts.key), by=stage.user(step.by), reason=NOTED)


STEPS = {"draft": _draft, "submit": _submit, "admit": _admit, "start": _start, "lapse": _lapse, "close": _close}
