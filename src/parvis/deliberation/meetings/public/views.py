"""The meetings that anybody may attend, with their agenda once people are called."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.deliberation.meetings import queries
from parvis.deliberation.meetings.invitations import Invitation, calendar_file
from parvis.deliberation.meetings.models import Meeting
from parvis.shells.entry import public_view
from parvis.shells.public.cache import for_visitors

ON_ONE_PAGE = 25


@public_view()
@require_safe
@for_visitors
def meetings(request):
    """The public meetings to come, a page at a time, then the last ones."""
    coming, past = queries.public_meetings(request.authority)
    page = Paginator(coming, ON_ONE_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": _("Réunions publiques"), "coming": page.object_list, "page": page,
        "past": list(past) if page.number == 1 else [],
        "description": _("Les réunions ouvertes à tout le monde : dates, lieux, ordres du jour."),
    }  # fmt: skip
    return render(request, "meetings/public/list.html", context)


@public_view(Meeting, lookup="uid")
@require_safe
@for_visitors
def detail(request, meeting):
    """A public meeting that was convened: when, where, what it will speak of."""
    _only_public(meeting)
    items = meeting.items.order_by("number") if meeting.agenda_is_public else ()
    context = {
        "title": meeting.title, "meeting": meeting, "items": list(items),
        "sites": list(meeting.sites.select_related("venue")),
        "panels": queries.panels(meeting, None) if meeting.agenda_is_public else [],
        "photos": list(meeting.photos.exclude(published_at=None).select_related("file")),
        "description": _("{title} : date, lieu, ordre du jour.").format(title=meeting.title),
    }  # fmt: skip
    return render(request, "meetings/public/detail.html", context)


@public_view(Meeting, lookup="uid")
@require_safe
def event(request, meeting):
    """The date of a public meeting, for a calendar."""
    _only_public(meeting)
    return calendar_file(Invitation(meeting, public=True).text())


def _only_public(meeting):
    """The page is that of everybody: even who may see a closed meeting finds it elsewhere."""
    if not meeting.has_public_page:
        raise Http404
