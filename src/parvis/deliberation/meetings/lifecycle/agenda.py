"""What the meeting will speak of and how it will be run: items, proposals of members, the *déroulé*."""

from django.db import transaction
from django.db.models import F, Max

from parvis.ground.core import clock, french
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import heed, move, record

from ..choices import UPCOMING, MeetingStatus, ProposalStatus
from ..models import AgendaItem, ItemProposal, PlanStep, PlanTemplate, PlanTemplateStep
from . import convening
from .planning import tell_features

ALIVE = (*UPCOMING, MeetingStatus.IN_SESSION)
STEP_FIELDS = ("title", "minutes", "method", "material", "who", "notes")
APART = 10_000
"""Rows that change places wait up there: numbers are unique at every moment."""


@transaction.atomic
def draft_agenda(meeting, *, by):
    """The agenda is being written; the features that follow meetings open their sheets (K05)."""
    move(meeting, "draft_agenda", by=by)
    tell_features(meeting, "draft_agenda", by)


@transaction.atomic
def add_item(meeting, *, by, title, override="", **fields):
    """Add an item at the end of the agenda. The first one opens the agenda.

    Warned once the convocation has left and its notice has run out (B.3: substantial change).
    """
    _need_alive(meeting)
    if not title.strip():
        raise Refused("Donnez un titre à ce point.")
    cautions = heed(_late(meeting), override)
    if meeting.status == MeetingStatus.PLANNED:
        draft_agenda(meeting, by=by)
    last = meeting.items.aggregate(last=Max("number"))["last"] or 0
    item = AgendaItem.objects.create(meeting=meeting, number=last + 1, title=title.strip(), **fields)
    record(meeting, "add_item", by=by, cautions=cautions, reason=override, facts={"item": item.pk})
    return item


@transaction.atomic
def revise_item(item, *, by, override="", **fields):
    """Change the words, the rapporteur, the length or the document of an item."""
    _need_alive(item.meeting)
    changed = [name for name, value in fields.items() if getattr(item, name) != value]
    cautions = heed(_late(item.meeting) if {"title", "expected"} & set(changed) else (), override)
    for name in changed:
        setattr(item, name, fields[name])
    if not item.title.strip():
        raise Refused("Donnez un titre à ce point.")
    item.save()
    if changed:
        record(
            item.meeting, "revise_item", by=by, cautions=cautions, reason=override,
            facts={"item": item.pk, "fields": sorted(changed)},
        )  # fmt: skip


@transaction.atomic
def place_item(item, number, *, by):
    """Give an item another place; the others close up."""
    _need_alive(item.meeting)
    order = [pk for pk in item.meeting.items.order_by("number").values_list("pk", flat=True) if pk != item.pk]
    order.insert(max(min(number, len(order) + 1), 1) - 1, item.pk)
    _number(item.meeting.items, order)
    record(item.meeting, "place_item", by=by, facts={"item": item.pk, "number": number})


@transaction.atomic
def remove_item(item, *, by, override=""):
    """Take an item off the agenda; the following ones move up. `Refused` once decisions or votes hang on it."""
    meeting, number = item.meeting, item.pk
    _need_alive(meeting)
    if item.decisions.exists() or item.vote_rows.exists():
        raise Refused("Ce point porte une décision ou un vote : il reste à l’ordre du jour.")
    cautions = heed(_late(meeting), override)
    item.delete()
    _number(meeting.items, list(meeting.items.order_by("number").values_list("pk", flat=True)))
    record(meeting, "remove_item", by=by, cautions=cautions, reason=override, facts={"item": number})


def _number(rows, order, field="number"):
    """Number rows from one in this order, in two passes so that no number is ever held twice."""
    rows.update(**{field: F(field) + APART})
    for place, pk in enumerate(order, start=1):
        rows.filter(pk=pk).update(**{field: place})


# --- What members ask -----------------------------------------------------------------------------


@transaction.atomic
def propose_item(meeting, *, by, person, title, reason=""):
    """A member asks for an item, until the day set by the rules."""
    if meeting.status not in UPCOMING:
        raise Refused("Cette réunion ne reçoit plus de propositions.")
    if meeting.proposals_until and clock.today() > meeting.proposals_until:
        until = french.plain_date(meeting.proposals_until)
        raise Refused(f"Les propositions étaient reçues jusqu’au {until} : écrivez au bureau pour la séance suivante.")
    if not title.strip():
        raise Refused("Dites en une ligne ce dont la réunion devrait parler.")
    proposal = ItemProposal.objects.create(
        meeting=meeting, proposed_by=person, proposed_at=clock.now(), title=title.strip(), reason=reason
    )
    record(meeting, "propose_item", by=by, facts={"proposal": proposal.pk})
    return proposal


@transaction.atomic
def take_up_proposal(proposal, *, by, answer="", **fields):
    """Put what a member asked on the agenda."""
    item = add_item(proposal.meeting, by=by, title=proposal.title, **fields)
    _answer(proposal, ProposalStatus.TAKEN_UP, by, answer=answer, item=item)
    return item


@transaction.atomic
def decline_proposal(proposal, *, by, answer):
    """Say why an item is not taken: its author reads it."""
    if not answer.strip():
        raise Refused("Écrivez pourquoi ce point n’est pas retenu : son auteur le lira.")
    _answer(proposal, ProposalStatus.DECLINED, by, answer=answer)


def _answer(proposal, status, by, **changes):
    waiting = ItemProposal.objects.filter(pk=proposal.pk, status=ProposalStatus.PROPOSED)
    if not waiting.update(status=status, **changes):
        raise Refused("Cette proposition a déjà reçu une réponse. Rechargez la page.")
    proposal.refresh_from_db()
    record(proposal.meeting, "answer_proposal", by=by, facts={"proposal": proposal.pk, "outcome": str(status)})


# --- The déroulé ----------------------------------------------------------------------------------


@transaction.atomic
def add_step(meeting, *, by, **fields):
    """Add a sequence at the end of the *déroulé*."""
    _need_alive(meeting)
    last = meeting.plan_steps.aggregate(last=Max("position"))["last"] or 0
    step = PlanStep.objects.create(meeting=meeting, position=last + 1, **fields)
    record(meeting, "add_plan_step", by=by, facts={"step": step.pk})
    return step


@transaction.atomic
def revise_step(step, *, by, **fields):
    """Change a sequence."""
    _need_alive(step.meeting)
    for name, value in fields.items():
        setattr(step, name, value)
    step.save()
    record(step.meeting, "revise_plan_step", by=by, facts={"step": step.pk})


@transaction.atomic
def place_step(step, position, *, by):
    """Give a sequence another place."""
    _need_alive(step.meeting)
    order = [pk for pk in step.meeting.plan_steps.values_list("pk", flat=True) if pk != step.pk]
    order.insert(max(min(position, len(order) + 1), 1) - 1, step.pk)
    _number(step.meeting.plan_steps, order, "position")
    record(step.meeting, "place_plan_step", by=by, facts={"step": step.pk})


@transaction.atomic
def remove_step(step, *, by):
    """Take a sequence out."""
    meeting, number = step.meeting, step.pk
    _need_alive(meeting)
    step.delete()
    _number(meeting.plan_steps, list(meeting.plan_steps.values_list("pk", flat=True)), "position")
    record(meeting, "remove_plan_step", by=by, facts={"step": number})


@transaction.atomic
def clone_plan(meeting, source, *, by):
    """Add to a meeting the sequences of a template, or of another meeting."""
    _need_alive(meeting)
    steps = list(source.steps.all() if isinstance(source, PlanTemplate) else source.plan_steps.all())
    if not steps:
        raise Refused("Ce modèle ne contient aucune séquence.")
    last = meeting.plan_steps.aggregate(last=Max("position"))["last"] or 0
    PlanStep.objects.bulk_create(
        PlanStep(meeting=meeting, position=last + place, **_copied(step)) for place, step in enumerate(steps, start=1)
    )
    record(meeting, "clone_plan", by=by, facts={"steps": len(steps)})


@transaction.atomic
def keep_plan(meeting, *, by, name):
    """Keep the *déroulé* of a meeting as a template under a name."""
    steps = list(meeting.plan_steps.all())
    if not steps:
        raise Refused("Ce déroulé est vide : ajoutez ses séquences avant de le garder comme modèle.")
    if PlanTemplate.objects.of(meeting.authority).filter(name=name).exists():
        raise Refused(f"Un modèle « {name} » existe déjà : choisissez un autre nom.")
    template = PlanTemplate.objects.create(authority=meeting.authority, name=name, kind=meeting.kind)
    PlanTemplateStep.objects.bulk_create(
        PlanTemplateStep(template=template, position=place, **_copied(step))
        for place, step in enumerate(steps, start=1)
    )
    record(meeting, "keep_plan", by=by, facts={"template": template.pk})
    return template


def _copied(step):
    return {name: getattr(step, name) for name in STEP_FIELDS}


def _need_alive(meeting):
    if meeting.status not in ALIVE:
        raise Refused("Cette réunion est passée ou annulée : son ordre du jour ne change plus.")


def _late(meeting):
    return convening.notice_cautions(meeting) if meeting.status == MeetingStatus.CONVENED else ()
