"""The public board of promises: kept, running, late, given up, each with who answers for it."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.commons.commitments import queries
from parvis.commons.commitments.models import Commitment
from parvis.commons.following.queries import follow_url
from parvis.ground.core import clock
from parvis.ground.core.paging import KeyedPaginator
from parvis.ground.core.text import shorten
from parvis.shells.entry import find, public_view
from parvis.shells.public.cache import for_visitors, fragment
from parvis.shells.public.feeds import atom_response

from .filters import BoardFilters

PER_PAGE = 25
SHOWN = ("title", "status", "due_on", "done_on", "owner__given_name", "owner__family_name", "department__name")


@public_view()
@require_safe
@for_visitors
def board(request):
    """Every public promise of the authority, what is still to do first, the nearest date first."""
    public = queries.public_of(request.authority)
    figures = fragment(request, "commitments", lambda: queries.tally(public, clock.today()))
    everything = public.for_board().select_related(None).select_related("owner", "department").only(*SHOWN)
    everything = everything.order_by("-status", "due_on", "pk")  # what is still to do comes first
    filters = BoardFilters(request.GET, everything, request=request)
    rows = filters.qs if filters.is_valid() else everything
    page = KeyedPaginator(rows, PER_PAGE, None if filters.is_used else figures["total"]).get_page(
        request.GET.get("page")
    )
    for row in page.object_list:
        row.url, row.latest = row.get_absolute_url(), shorten(row.latest or "", 280)
    context = {
        "title": _("Ce qui a été promis"), "lede": queries.sentence(figures) if figures["total"] else "",
        "share_rows": queries.share_rows(figures) if figures["total"] else (),
        "share_caption": _("Où en sont les engagements publics"), "filter": filters, "commitments": page, "page": page,
        "description": _("Les engagements de {name} : échéance, état, qui en répond.").format(
            name=request.authority.name
        ),
    }  # fmt: skip
    return render(request, "commitments/public/board.html", context)


@public_view()
@require_safe
@for_visitors
def detail(request, pk):
    """One promise and its story."""
    commitment = find(request, Commitment, pk=pk)
    context = {
        "title": commitment.title, "commitment": commitment,
        "reports": commitment.reports.select_related("evidence"),
        "scheme_url": _scheme_url(request, commitment), "description": shorten(commitment.title, 200),
        "mail_url": follow_url(commitment),
    }  # fmt: skip
    return render(request, "commitments/public/commitment.html", context)


def _scheme_url(request, commitment):
    """The public page of the scheme, when it has one."""
    scheme = commitment.scheme
    if scheme is None or not scheme.is_public:
        return ""
    address = getattr(scheme.child, "get_absolute_url", None)
    return address() if address else ""


@public_view()
@require_safe
def feed(request):
    """What moved lately among the public promises (Atom)."""
    title = _("{name} : engagements").format(name=request.authority.name)
    return atom_response(request, list(queries.news(request.authority)), title, "engagements")
