"""Dated work on texts: the period for remarks ends by itself."""

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused

from . import lifecycle
from .choices import Status
from .models import Text


def run(now):
    """Close the periods that are over, and the written votes that no other record runs."""
    today = clock.today()
    for text in Text.objects.filter(status=Status.COMMENTING, comments_until__lt=today):
        _try(lifecycle.close_comments, text)
    voting = Text.objects.filter(status=Status.VOTING, origin_desk_url="", written_procedures__closes_on__lt=today)
    for text in voting.filter(written_procedures__closed_at=None).distinct():
        _try(lifecycle.close_written_procedure, text)


def _try(verb, text):
    """Somebody may have pressed the same verb a second earlier: then there is nothing left to do."""
    try:
        verb(text, by=None)
    except Refused:
        text.refresh_from_db()
