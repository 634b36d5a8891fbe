"""Debate and disagreement: notes, divergences, positions written by their holders."""

from django.db import transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.core.html import clean, plain
from parvis.ground.journal.acts import record

from ..choices import TextKind
from ..models import (
    DebateNote,
    Divergence,
    MinorityPosition,
    Position,
)
from .locking import refuse_locked


@transaction.atomic
def note_debate(scheme, *, kind, body, by, text=None, themes=(), said_by=None, on=None, supporters_count=1):
    """Keep what was said in a debate, under its themes, with how many say it. A synthesis that is locked keeps its own.

    `Refused` on a synthesis already adopted: its table of arguments is part of what was locked.
    """
    if text is not None and text.kind == TextKind.SYNTHESIS:
        refuse_locked(text)
    note = DebateNote.objects.create(
        authority_id=scheme.authority_id, scheme_id=scheme.pk, text=text, kind=kind, body=body, said_by=said_by,
        noted_on=on or clock.today(), recorded_by=by, supporters_count=supporters_count,
    )  # fmt: skip
    note.themes.set(themes)
    record(note, "note_debate", by=by, facts={"kind": str(kind)})
    return note


@transaction.atomic
def note_divergence(text, *, subject, positions, by):
    """Keep a disagreement visible: at least two positions, each with the number of people who hold it."""
    if len(positions) < 2:
        raise Refused("Une divergence a au moins deux positions : écrivez chacune.")
    refuse_locked(text)
    row = Divergence.objects.create(text=text, subject=subject, noted_on=clock.today())
    Position.objects.bulk_create(
        Position(divergence=row, statement=statement, supporters_count=count) for statement, count in positions
    )
    record(row, "note_divergence", by=by, facts={"text": text.pk, "positions": len(positions)})
    return row


@transaction.atomic
def add_minority(text, *, title, html, holders, by, votes=None):
    """Attach a position written by its holders. `votes` is (for, against, abstentions) on the disputed point."""
    refuse_locked(text)
    html = clean(html)
    if not plain(html) or not title.strip():
        raise Refused("Donnez un titre et un texte à la position.")
    if not holders:
        raise Refused("Nommez les personnes qui portent cette position.")
    in_favour, against, abstentions = votes or (None, None, None)
    row = MinorityPosition.objects.create(
        text=text, title=title.strip(), html=html, in_favour=in_favour, against=against, abstentions=abstentions,
        written_by=by, written_at=clock.now(),
    )  # fmt: skip
    row.holders.set(holders)
    record(row, "add_minority", by=by, facts={"text": text.pk, "holders": len(holders)})
    return row


@transaction.atomic
def revise_minority(row, *, title, html, by, holders=None):
    """Its holders change their words or their number, as long as the text is open."""
    refuse_locked(row.text)
    row.title, row.html = title.strip(), clean(html)
    if not plain(row.html) or not row.title:
        raise Refused("Donnez un titre et un texte à la position.")
    row.save(update_fields=["title", "html"])
    if holders is not None:
        if not holders:
            raise Refused("Nommez les personnes qui portent cette position.")
        row.holders.set(holders)
    record(row, "revise_minority", by=by, facts={"text": row.text_id})


@transaction.atomic
def join_minority(row, *, person, by):
    """Somebody else holds this position too."""
    refuse_locked(row.text)
    row.holders.add(person)
    record(row, "join_minority", by=by, facts={"text": row.text_id, "person": person.pk})
