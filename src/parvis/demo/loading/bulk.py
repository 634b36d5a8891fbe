"""Hundreds of like acts of one moment, written at once: the same rows and the same journal as one by one."""

from django.contrib.contenttypes.models import ContentType

from parvis.ground.core import clock
from parvis.ground.journal.models import JournalLine


def record_many(rows, verb, *, by, facts=lambda row: {}, from_state="", to_state=""):
    """One line of the journal for each row, as `record` writes it."""
    JournalLine.objects.bulk_create(
        JournalLine(
            authority_id=row.authority_id, at=clock.now(), actor=by, verb=verb, object_id=row.pk,
            content_type=ContentType.objects.get_for_model(row), from_state=from_state, to_state=to_state,
            rule=getattr(row, "RULES", ""), facts=facts(row),
        )
        for row in rows
    )  # fmt: skip
