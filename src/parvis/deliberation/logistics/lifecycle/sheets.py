"""Opening the sheet of a meeting from a template, whose dates are counted backwards; keeping one as a template."""

import datetime as dt

from django.db import IntegrityError, transaction

from parvis.deliberation.meetings.choices import FELL_THROUGH
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import announce, record

from ..choices import USUAL_NEEDS
from ..models import EventLogistics, LogisticNeed, NeedTemplate, TemplateNeed

COPIED = ("kind", "label", "details", "quantity", "department_id", "organisation_id", "provider_label")


@transaction.atomic
def open_sheet(meeting, *, by, template=None, usual=False, headcount=None):
    """Prepare a meeting: its needs come from a template, or from the usual list, each with its date before the event.

    `Refused` when its sheet is open already, or when the meeting does not take place.
    """
    if meeting.status in FELL_THROUGH:
        raise Refused("Cette réunion n’a pas lieu : il n’y a rien à préparer.")
    if EventLogistics.objects.filter(meeting=meeting).exists():
        raise Refused("La fiche logistique de cette réunion est déjà ouverte.")
    sheet = EventLogistics.objects.create(
        authority=meeting.authority, meeting=meeting, headcount=headcount, told_starts_at=meeting.starts_at,
        told_where=meeting.where,
    )  # fmt: skip
    needs = LogisticNeed.objects.bulk_create(_needs_of(sheet, template, usual))
    facts = {"meeting": meeting.pk, "needs": len(needs), "template": template.pk if template else None}
    record(sheet, "open_sheet", by=by, facts=facts)
    for need in needs:
        announce(need)
    return sheet


def _needs_of(sheet, template, usual):
    if template is not None:
        for row in template.needs.all():
            yield _need(sheet, row.days_before, **{name: getattr(row, name) for name in COPIED})
    elif usual:
        for kind, label, days in USUAL_NEEDS:
            yield _need(sheet, days, kind=kind, label=label)


def _need(sheet, days_before, **fields):
    return LogisticNeed(
        authority=sheet.authority, sheet=sheet, due_on=sheet.day - dt.timedelta(days=days_before), **fields
    )


@transaction.atomic
def revise_sheet(sheet, *, by, headcount, notes):
    """Say how many people are expected, and what every service must know."""
    sheet.headcount, sheet.notes = headcount, notes
    sheet.save(update_fields=["headcount", "notes"])
    record(sheet, "revise_sheet", by=by, facts={"headcount": headcount})


@transaction.atomic
def keep_template(sheet, *, by, name):
    """Keep the needs of this event, with their delays, for the next ones. `Refused` under a name already taken."""
    needs = list(sheet.needs.standing())
    if not needs:
        raise Refused("Cette fiche n’a aucun besoin à reprendre.")
    try:
        with transaction.atomic():
            template = NeedTemplate.objects.create(authority=sheet.authority, name=name.strip())
    except IntegrityError as error:
        raise Refused("Un autre modèle porte déjà ce nom.") from error
    TemplateNeed.objects.bulk_create(_row(template, need) for need in needs)
    record(template, "keep_template", by=by, facts={"sheet": sheet.pk, "needs": len(needs)})
    return template


def _row(template, need):
    days = max((need.sheet.day - need.due_on).days, 0)
    return TemplateNeed(template=template, days_before=days, **{name: getattr(need, name) for name in COPIED})


@transaction.atomic
def remove_template(template, *, by):
    """Take a template away; the sheets it made stay."""
    record(template, "remove_template", by=by)
    template.delete()
