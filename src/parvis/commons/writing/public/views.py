"""The public pages of texts that no other record publishes: syntheses, reports, contributions."""

from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.commons.writing import pages, queries
from parvis.commons.writing.arguments import arguments_of
from parvis.commons.writing.choices import TextKind
from parvis.commons.writing.models import Text
from parvis.ground.accounts.visitor import Visitor
from parvis.ground.core.paging import KeyedPaginator
from parvis.ground.documents.queries import documents_of
from parvis.shells.entry import public_view
from parvis.shells.public.cache import for_visitors

PER_PAGE = 30


@public_view()
@require_safe
@for_visitors
def index(request):
    """What the bodies published besides their opinions, latest first."""
    rows = queries.public_texts(request.authority).select_related("scheme").order_by("-published_at", "-pk")
    page = KeyedPaginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "texts": page.object_list, "description": _("Les synthèses et les rapports publiés.")}
    return render(request, "writing/public/list.html", context)


@public_view(Text, lookup="pk")
@require_safe
@for_visitors
def detail(request, text):
    """The words, the table of arguments, every position with the same rank, the documents."""
    if not text.has_public_page:
        raise Http404
    plain = text.plain_version
    context = {
        "text": text, "title": text.title, "version": text.latest, "divergences": pages.divergences(text),
        "themes": arguments_of(text) if text.kind == TextKind.SYNTHESIS else [], "description": text.title,
        "positions": text.minority_positions.annotate(count=Count("holders")), "entries": documents_of(text, Visitor()),
        "plain": plain if plain and plain.has_public_page else None,
    }  # fmt: skip
    return render(request, "writing/public/text.html", context)
