"""The published minutes of a public meeting: what everybody may read, names masked."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.deliberation.meetings.minutes_queries import minutes_of
from parvis.deliberation.meetings.models import Meeting
from parvis.ground.accounts.visitor import Visitor
from parvis.ground.core.html import plain, shown
from parvis.ground.core.text import shorten
from parvis.ground.documents.queries import documents_of
from parvis.shells.entry import public_view
from parvis.shells.public.cache import for_visitors


@public_view(Meeting, lookup="uid")
@require_safe
@for_visitors
def minutes(request, meeting):
    """The public version, and its document."""
    found = minutes_of(meeting)
    if not meeting.has_public_minutes or found is None:
        raise Http404
    context = {
        "title": _("Compte rendu : {title}").format(title=meeting.title), "meeting": meeting, "minutes": found,
        "html": shown(found.public_html), "entries": documents_of(found, Visitor()),
        "description": shorten(plain(found.public_html), 160),
    }  # fmt: skip
    return render(request, "meetings/public/minutes.html", context)
