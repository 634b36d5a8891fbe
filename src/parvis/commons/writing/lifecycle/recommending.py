"""Recommendations, numbered without a gap."""

from django.db import transaction

from parvis.ground.journal.acts import announce, record

from ..models import (
    Recommendation,
)
from .locking import locked_row


@transaction.atomic
def add_recommendation(text, *, statement, by, addressee=None, addressee_label="", explanation=""):
    """Add the next numbered recommendation."""
    text = locked_row(text)
    last = text.recommendations.order_by("-number").values_list("number", flat=True).first() or 0
    row = Recommendation.objects.create(
        text=text, number=last + 1, statement=statement, explanation=explanation, addressee=addressee,
        addressee_label=addressee_label,
    )  # fmt: skip
    record(row, "add_recommendation", by=by, facts={"text": text.pk, "number": row.number})
    announce(text)
    return row


@transaction.atomic
def revise_recommendation(row, *, by, **changes):
    """Change the words or the addressee of a recommendation of an open text."""
    locked_row(row.text)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    record(row, "revise_recommendation", by=by, facts={"text": row.text_id, "number": row.number})
    announce(row.text)


@transaction.atomic
def remove_recommendation(row, *, by):
    """Take a recommendation out of an open text; the following ones move up."""
    text = locked_row(row.text)
    record(row, "remove_recommendation", by=by, facts={"text": text.pk, "number": row.number})
    number = row.number
    row.delete()
    for following in text.recommendations.filter(number__gt=number).order_by("number"):
        following.number -= 1
        following.save(update_fields=["number"])
    announce(text)
