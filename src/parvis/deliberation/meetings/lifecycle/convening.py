"""Calling people to a meeting."""

from django.db import transaction

from parvis.ground.core import clock, french
from parvis.ground.core.dates import clear_days_between
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.journal.acts import heed, move


@transaction.atomic
def convene(meeting, *, by, override=""):
    """The members are called today, by letters that leave outside the product: their date is kept.

    `Refused` without a place; warned when the notice of the body's rules is not met.
    """
    if not meeting.where:
        raise Refused("Indiquez le lieu de la réunion avant de la convoquer.")
    if meeting.starts_at <= clock.now():
        raise Refused("Cette réunion est déjà passée : enregistrez les présences.")
    cautions = heed(notice_cautions(meeting), override)
    move(
        meeting, "convene", by=by, convened_at=clock.now(), sequence=meeting.sequence + 1, cautions=cautions,
        reason=override,
    )  # fmt: skip


def notice_cautions(meeting):
    """The notice that the body's rules ask, in clear days."""
    days = getattr(meeting.scheme.child, "convocation_days", None)
    if days and (left := clear_days_between(clock.today(), meeting.day)) < days:
        asked = french.plural(days, "jour franc", "jours francs")
        yield Caution(
            "meeting.notice",
            f"Le règlement demande {asked} avant la réunion : il en reste {left}. Indiquez l’urgence.",
        )


def announce_change(meeting, *, by, changed):
    """Tell those who were called what changed."""


def announce_cancellation(meeting, *, by, reason):
    """Tell those who were called that the meeting does not take place."""
