"""The words of minutes: the draft made from what is known, and the version that everybody may read."""

import re

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.html import escape

from parvis.commons.people.models import Person
from parvis.ground.core.manifest import placed

from .choices import AttendanceState, MeetingKind

MASK = "[nom masqué]"
TO_WRITE = "(à écrire)"
"""Stands in the draft under an item of which nothing is known yet."""


def draft(meeting, by):
    """The HTML of the first draft: who was there, each item with its notes, votes and decisions, the actions."""
    context = {
        "meeting": meeting,
        "to_write": TO_WRITE,
        "groups": attendance_groups(meeting),
        "items": list(
            meeting.items.select_related("rapporteur").prefetch_related("vote_rows", "decisions", "actions__owner")
        ),
        "loose_decisions": list(meeting.decisions.filter(item=None)),
        "loose_votes": list(meeting.vote_rows.filter(item=None)),
        "actions": list(meeting.actions.select_related("owner", "department")),
        "speaking": list(meeting.speaking_times.all()),
        "chapters": round_of(meeting, by),
    }
    return render_to_string("meetings/minutes.html", context)


def round_of(meeting, user):
    """What each scheme is at, for the minutes of a coordination meeting, which run from the macro board (K28)."""
    if meeting.kind != MeetingKind.COORDINATION:
        return []
    return placed("coordination_round", meeting.authority, meeting.authority, user, meeting.day)


def attendance_groups(meeting):
    """(label, names) for those present, represented and excused; empty groups are left out."""
    rows = meeting.attendances.select_related("person").order_by("person__family_name", "person__given_name")
    found = {}
    for row in rows:
        found.setdefault(row.state, []).append(row.person.full_name)
    labels = (
        (AttendanceState.PRESENT, "Présents"),
        (AttendanceState.REPRESENTED, "Représentés"),
        (AttendanceState.EXCUSED, "Excusés"),
    )
    return [(label, found[state]) for state, label in labels if state in found]


def readers(meeting):
    """Who is sent the draft for remarks: those who were there."""
    present = meeting.attendances.filter(state=AttendanceState.PRESENT).values("person")
    return [person.recipient() for person in Person.objects.filter(pk__in=present)]


def masked(meeting, html):
    """The same text without the names of people who are not public figures of the meeting (chair, rapporteurs).

    Full names go, and « Mme Escoudié » too; a family name alone is a common word too often to be taken out blindly.
    """
    shown = {meeting.chair_id, meeting.secretary_id, *meeting.items.values_list("rapporteur_id", flat=True)} - {None}
    named = Q(pk__in=meeting.attendances.values("person")) | Q(pk__in=meeting.convocations.values("person"))
    named |= Q(pk__in=meeting.actions.values("owner"))
    words = {word for person in Person.objects.filter(named).exclude(pk__in=shown) for word in _names(person)}
    if not words:
        return html
    longest_first = sorted(words, key=len, reverse=True)
    return re.sub(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", MASK, html)


def _names(person):
    """Patterns of the names of somebody, as they stand in HTML."""
    full = f"{person.given_name} {person.family_name}".strip()
    for name in {full, escape(full)}:
        yield r"(?:\s|&nbsp;)+".join(map(re.escape, name.split()))
    family = re.escape(person.family_name)
    yield rf"(?:M\.|Mme|Monsieur|Madame)(?:\s|&nbsp;)+{family}"
