"""The hours of officers, what they take back, their journeys, and the claims of members."""

import datetime as dt
from fractions import Fraction
from functools import partial

from django.core.files.base import ContentFile

from parvis.commons.people.models import Person
from parvis.commons.schemes.models import Scheme
from parvis.commons.workload import lifecycle
from parvis.commons.workload.choices import LineKind, SessionStatus
from parvis.commons.workload.lifecycle.claims import Spent
from parvis.commons.workload.models import ExpenseClaim, WorkSession
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.meetings.models import Meeting

from .stage import heeding
from .timeline import AFTER, Act, on

KNOWN = "La direction en a été informée."


def acts(world, stage):
    """What each officer and each member wrote down, on the day they did."""
    for facts in world.rates:
        yield on(facts.valid_from, AFTER, partial(_set_rate, stage, facts))
    for facts in world.sessions:
        yield on(facts.planned_on, AFTER, partial(_plan, stage, facts), "18:00")
        yield Act(facts.ends_at + dt.timedelta(minutes=30), AFTER, partial(_work, stage, facts))
    for facts in world.recoveries:
        yield on(facts.day, AFTER, partial(_recover, stage, facts), "08:00")
    for facts in world.trips:
        yield on(facts.day, AFTER, partial(_travel, stage, facts), "22:30")
    for facts in world.claims:
        yield from _claim_acts(stage, facts)


def _set_rate(stage, facts):
    lifecycle.set_rate(
        stage.authority, by=stage.user(facts.by), kind=facts.kind,
        rate=Fraction(facts.numerator, facts.denominator), valid_from=facts.valid_from, source=facts.source,
    )  # fmt: skip


def _plan(stage, facts):
    officer = stage.user(facts.person)
    session = heeding(
        lifecycle.plan_session, officer, stage.authority, by=officer, starts_at=facts.starts_at, ends_at=facts.ends_at,
        label=facts.label, scheme=_scheme(stage, facts.scheme), source=_source(stage, facts.meeting), reason=KNOWN,
    )  # fmt: skip
    stage.keep(facts.key, session)


def _source(stage, meeting):
    return f"meeting:{stage.get(Meeting, meeting).pk}" if meeting else ""


def _scheme(stage, body):
    return Scheme.objects.get(pk=stage.get(Body, body).pk) if body else None


def _work(stage, facts):
    """The session was held at the hours of the story; one that its meeting credited keeps them too."""
    session, by = stage.fresh(WorkSession, facts.key), stage.user(facts.person)
    hours = {"starts_at": facts.starts_at, "ends_at": facts.ends_at}
    if session.status == SessionStatus.PLANNED:
        lifecycle.do_session(session, by=by, **hours)
    elif (session.starts_at, session.ends_at) != (facts.starts_at, facts.ends_at):
        lifecycle.correct_session(session, by=by, **hours)


def _recover(stage, facts):
    officer = stage.user(facts.person)
    heeding(
        lifecycle.use_recovery, officer, stage.authority, by=officer, day=facts.day, minutes=facts.minutes,
        label=facts.label, reason=KNOWN,
    )  # fmt: skip


def _travel(stage, facts):
    officer = stage.user(facts.person)
    lifecycle.record_trip(
        officer, stage.authority, by=officer, day=facts.day, origin=facts.origin, destination=facts.destination,
        km_tenths=10 * facts.km, purpose=facts.purpose, vehicle=facts.vehicle,
    )  # fmt: skip


def _claim_acts(stage, facts):
    first, *others = facts.steps
    yield Act(first.at, AFTER, partial(_submit, stage, facts))
    for step in others:
        yield Act(step.at, AFTER, partial(ANSWERS[step.verb], stage, facts, step))


def _submit(stage, facts):
    by = stage.user(facts.person)
    claim = lifecycle.open_claim(
        stage.get(Person, facts.person), by=by, meeting=facts.meeting_label, day=facts.day,
        scheme=_scheme(stage, facts.body), lines=[_spent(*line) for line in facts.spent],
    )  # fmt: skip
    if facts.receipt:
        paper = ContentFile(f"{facts.receipt}, pour {facts.meeting_label}.\n".encode(), name="justificatif.txt")
        lifecycle.add_receipt(claim, paper, title=facts.receipt, by=by)
    lifecycle.submit(claim, by=by)
    stage.keep(facts.key, claim)


def _spent(kind, amount, words):
    if kind == LineKind.MILEAGE:
        return Spent(kind, words, km_tenths=amount)
    return Spent(kind, words, cents=amount)


def _accept(stage, facts, step):
    lifecycle.accept(stage.fresh(ExpenseClaim, facts.key), by=stage.user(step.by))


def _refuse(stage, facts, step):
    answer = step.values["answer"]
    lifecycle.refuse(stage.fresh(ExpenseClaim, facts.key), by=stage.user(step.by), answer=answer)


ANSWERS = {"accept": _accept, "refuse": _refuse}
