"""A text that is adopted or put to the vote does not change."""

from parvis.ground.core.errors import Refused

from ..choices import OPEN, Status
from ..models import (
    Text,
)


def locked_row(text):
    """The text, its row locked against a concurrent adoption; `Refused` when it is already adopted."""
    text = Text.objects.select_for_update().get(pk=text.pk)
    refuse_locked(text)
    return text


def refuse_locked(text):
    if Text.objects.filter(pk=text.pk, status__in=OPEN).exists():
        return
    if Text.objects.filter(pk=text.pk, status=Status.VOTING).exists():
        raise Refused("Ce texte est soumis au vote : il ne change plus jusqu’à la clôture.")
    raise Refused("Ce texte est adopté : il ne change plus.")
