"""The desk's own pages: what is due, and the search."""

from django.core.paginator import Paginator
from django.shortcuts import render

from parvis.ground.search.index import search as look_up
from parvis.shells.entry import desk_view

from . import home as due
from .places import matching

MOST_RESULTS = 100
PER_PAGE = 20


@desk_view("desk.enter")
def home(request):
    """What is due, first."""
    user, authority = request.user, request.authority
    since = due.visit(user, authority)
    found = due.due_for(user, authority)
    context = {
        "late": found.late, "week": found.week, "waiting": found.waiting, "month": found.month,
        "recent": due.recent_for(user, authority, since), "since": since,
    }  # fmt: skip
    return render(request, "desk/home.html", context)


@desk_view("desk.enter")
def search(request):
    """Records by their words; asked by Ctrl K (a fragment), also the places and verbs of that name."""
    query = request.GET.get("q", "").strip()[:200]
    entries = look_up(request.user, request.authority, query, limit=MOST_RESULTS) if query else []
    results = [{"kind": e.label, "title": e.title, "url": e.url, "excerpt": e.excerpt} for e in entries]
    context = {"search_query": query, "total": len(results), "many": len(results) >= MOST_RESULTS}
    if request.htmx:
        context["results"] = [*matching(request.user, request.authority, query), *results[:8]]
        return render(request, "core/includes/search_results.html", context)
    page = Paginator(results, PER_PAGE).get_page(request.GET.get("page", 1))
    return render(request, "desk/search.html", {**context, "results": page.object_list, "page": page})
