"""The words of minutes: the draft made from what is known, and the version that everybody may read."""

import re

from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.html import escape

from parvis.commons.people.choices import Gender
from parvis.commons.people.models import Person
from parvis.ground.core import french
from parvis.ground.core.manifest import placed

from . import queries
from .choices import AttendanceState, MeetingKind, VoteStatus

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
        "loose_votes": list(meeting.vote_rows.filter(item=None, status=VoteStatus.CLOSED)),
        "actions": list(meeting.actions.select_related("owner", "department")),
        "speaking": speaking_times(meeting),
        "chapters": round_of(meeting, by),
    }
    return render_to_string("meetings/minutes.html", context)


def round_of(meeting, user):
    """What each scheme is at, for the minutes of a coordination meeting, which run from the macro board (K28)."""
    if meeting.kind != MeetingKind.COORDINATION:
        return []
    return placed("coordination_round", meeting.authority, meeting.authority, user, meeting.day)


SPEAKERS = {Gender.FEMALE: "Femmes", Gender.MALE: "Hommes", Gender.OTHER: "Autres personnes"}


def speaking_times(meeting):
    """(who, « 12 min 30 s », how many times) by gender, for what was counted."""
    rows = meeting.speaking_times.filter(seconds__gt=0).order_by("gender")
    return [(SPEAKERS.get(row.gender, "Non précisé"), french.minutes(row.seconds), row.turns) for row in rows]


PRESENT_GUESTS = "guests"
LISTS = {
    AttendanceState.PRESENT: ("Présents", "membre présent", "membres présents"),
    PRESENT_GUESTS: ("Invités présents", "personne invitée présente", "personnes invitées présentes"),
    AttendanceState.REPRESENTED: ("Représentés", "membre représenté", "membres représentés"),
    AttendanceState.EXCUSED: ("Excusés", "personne excusée", "personnes excusées"),
}
"""The lists of people: their label, and how they are counted where the names are masked."""


def attendance_groups(meeting):
    """(label, names) for those present, guests set apart, represented and excused; empty groups are left out."""
    rows = meeting.attendances.select_related("person").order_by("person__family_name", "person__given_name")
    found = {}
    for row in rows:
        is_guest = row.state == AttendanceState.PRESENT and not row.counts
        found.setdefault(PRESENT_GUESTS if is_guest else row.state, []).append(row.person.full_name)
    return [(label, found[group]) for group, (label, *_) in LISTS.items() if group in found]


def readers(meeting):
    """Who is sent the draft for remarks: those who were there."""
    present = meeting.attendances.filter(state=AttendanceState.PRESENT).values("person")
    return [person.recipient() for person in Person.objects.filter(pk__in=present)]


def masked(meeting, html):
    """The same text without the names of people who are not public figures of the meeting (chair, rapporteurs).

    Full names go, and « Mme Escoudié » too; a family name alone is a common word too often to be taken out blindly.
    Lists of presences keep their number, with the names that stay.
    """
    shown = public_figures(meeting)
    named = Q(pk__in=meeting.attendances.values("person")) | Q(pk__in=meeting.convocations.values("person"))
    named |= Q(pk__in=meeting.actions.values("owner"))
    words = {word for person in Person.objects.filter(named).exclude(pk__in=shown) for word in _names(person)}
    words -= {word for person in Person.objects.filter(pk__in=shown) for word in _names(person)}
    if not words:
        return html
    longest_first = sorted(words, key=len, reverse=True)
    return _lists_counted(re.sub(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)", MASK, html))


def public_figures(meeting):
    """Who acts as such in the meeting and is named: the chair, the secretary, the rapporteurs."""
    usual = None if meeting.chair_id else queries.usual_chair(meeting)
    chair = meeting.chair_id or (usual.pk if usual else None)
    return {chair, meeting.secretary_id, *meeting.items.values_list("rapporteur_id", flat=True)} - {None}


def _lists_counted(html):
    """« Présents (66) : [nom masqué], … » says « 66 membres présents », and those of them who are named."""
    for label, one, many in LISTS.values():
        html = re.sub(
            rf"<p>\s*<strong>{label} \((\d+)\)</strong>(?:\s|&nbsp;)*:\s*([^<]*{re.escape(MASK)}[^<]*?)\.?\s*</p>",
            lambda found, one=one, many=many: _counted(found, one, many), html,
        )  # fmt: skip
    return html


def _counted(found, one, many):
    named = [name.strip() for name in found[2].split(",") if name.strip() not in ("", MASK)]
    told = french.plural(int(found[1]), one, many)
    return f"<p>{told}{', dont ' if named else ''}{', '.join(named)}.</p>"


def _names(person):
    """Patterns of the names of somebody, as they stand in HTML."""
    full = f"{person.given_name} {person.family_name}".strip()
    for name in {full, escape(full)}:
        yield r"(?:\s|&nbsp;)+".join(map(re.escape, name.split()))
    family = re.escape(person.family_name)
    yield rf"(?:M\.|Mme|Monsieur|Madame)(?:\s|&nbsp;)+{family}"
