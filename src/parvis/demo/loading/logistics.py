"""Logistics: templates kept, sheets opened, needs asked and confirmed, on their days."""

import datetime as dt
from functools import partial

from parvis.commons.finance.models import BudgetLine
from parvis.commons.people.models import Organisation, Person
from parvis.deliberation.logistics import lifecycle
from parvis.deliberation.logistics.choices import Right
from parvis.deliberation.logistics.models import EventLogistics, LogisticNeed, NeedTemplate, TemplateNeed
from parvis.deliberation.meetings.models import Meeting
from parvis.ground.authorities.models import Department
from parvis.ground.journal.acts import record

from .stage import heeding
from .timeline import AFTER, on

REASON = "Accord donné par écrit."


def acts(world, stage):
    """Templates, then each sheet with its needs, then what was asked and what was confirmed."""
    for facts in world.need_templates:
        yield on(facts.kept_on, AFTER, partial(_template, stage, facts), "10:00")
    for facts in world.preparations:
        yield on(facts.opened_on, AFTER, partial(_open, stage, facts), "10:00")
        for need in facts.needs:
            if need.asked_on:
                yield on(need.asked_on, AFTER, partial(_ask, stage, facts, need), "11:00")
            if need.confirmed_on:
                yield on(need.confirmed_on, AFTER, partial(_confirm, stage, facts, need), "15:00")


def _template(stage, facts):
    template = NeedTemplate.objects.create(authority=stage.authority, name=facts.name)
    TemplateNeed.objects.bulk_create(
        TemplateNeed(
            template=template, kind=kind, label=label, quantity=quantity, days_before=days,
            department=stage.get(Department, department),
        )
        for kind, label, quantity, days, department in facts.needs
    )  # fmt: skip
    record(template, "keep_template", by=stage.user(facts.by), facts={"needs": len(facts.needs)})
    stage.keep(facts.key, template)


def _open(stage, facts):
    by = stage.user(facts.by)
    sheet = lifecycle.open_sheet(stage.fresh(Meeting, facts.meeting), by=by, headcount=facts.headcount)
    stage.keep(facts.key, sheet)
    for need in facts.needs:
        stage.keep(need.key, _add(stage, sheet, need, by))


def _add(stage, sheet, need, by):
    line = stage.get(BudgetLine, need.line)
    if need.speaker:
        return _invite(stage, sheet, need, by, line)
    if need.out_on:
        return lifecycle.lend(
            sheet, by=by, what=need.label, due_on=need.due_on, out_on=need.out_on, back_on=need.back_on,
            quantity=need.quantity, lender_label=need.provider,
        ).need  # fmt: skip
    made = lifecycle.add_need(
        sheet, by=by, kind=need.kind, label=need.label, due_on=need.due_on, quantity=need.quantity,
        details=need.details, department=stage.get(Department, need.department), provider_label=need.provider,
        organisation=stage.get(Organisation, need.organisation), estimated_cents=need.estimate, line=line,
    )  # fmt: skip
    if need.served_at:
        counts = {(kind, code): count for kind, code, count in need.counts}
        served_at = dt.time.fromisoformat(need.served_at)
        lifecycle.order_meals(made, by=by, headcount=need.quantity, served_at=served_at, counts=counts)
    return made


def _invite(stage, sheet, need, by, line):
    return lifecycle.book_speaker(
        sheet, by=by, person=stage.get(Person, need.speaker), topic=need.label, due_on=need.due_on,
        fee_cents=need.estimate, fee_line=line, travel_cents=need.travel, travel_line=line,
        speaks_at=dt.time.fromisoformat(need.served_at) if need.served_at else None,
    ).need  # fmt: skip


def _need(stage, facts, need):
    row = LogisticNeed.objects.for_record().get(pk=stage.get(LogisticNeed, need.key).pk)
    row.sheet = EventLogistics.objects.for_record().get(pk=stage.get(EventLogistics, facts.key).pk)
    return row


def _ask(stage, facts, need):
    lifecycle.request(_need(stage, facts, need), by=stage.user(facts.by))


def _confirm(stage, facts, need):
    """A speaker comes with their rights settled, and with their journey."""
    row, by = _need(stage, facts, need), stage.user(facts.by)
    if booking := getattr(row, "booking", None):
        lifecycle.settle_rights(booking, by=by, slides_right=Right.GRANTED, image_right=Right.GRANTED)
    for confirmed in (row, booking and booking.travel):
        if confirmed:
            heeding(lifecycle.confirm, confirmed, by=by, reason=REASON)
