"""The home page of the people who sit in a body, and what they may look for."""

import datetime as dt

import rules
from django.apps import apps
from django.shortcuts import render
from django.urls import resolve
from rules import predicate

from parvis.ground.core.manifest import Block, gathered, placed
from parvis.ground.search.index import search as look_up
from parvis.shells.entry import member_view

MOST_RESULTS = 30
TASKS_AT = 8
"""Where « À faire » stands among the blocks: after the next meetings, before what one reads."""


@predicate
def has_a_place(user, authority):
    """Whoever has an account has a space of their own: somebody appointed signs the charter there before any role."""
    return user.is_authenticated


rules.add_perm("member.enter", has_a_place)


@member_view("member.enter")
def home(request):
    """What awaits the member, then what became of what they said."""
    asked = request.authority, request.user, request.authority
    blocks = [*placed("member_blocks", *asked), *to_do(gathered("member_tasks", *asked))]
    return render(request, "member/home.html", {"blocks": sorted(blocks, key=lambda block: block.order)})


def to_do(tasks):
    """What the member has to do, the nearest date first; no block when there is nothing."""
    if tasks:
        tasks = sorted(tasks, key=lambda task: task.when or dt.date.max)
        yield Block("À faire", "member/tasks.html", {"tasks": tasks}, order=TASKS_AT)


@member_view("member.enter")
def search(request):
    """Look for a word in what the member may read: the texts of their bodies, then what is public."""
    query = request.GET.get("q", "").strip()[:200]
    found = look_up(request.user, request.authority, query, limit=MOST_RESULTS) if query else []
    results = [
        {"kind": entry.label, "title": entry.title, "url": address, "excerpt": entry.excerpt}
        for entry, address in zip(found, addresses(found, request.user), strict=True)
        if address
    ]
    context = {"search_query": query, "results": results, "total": len(results)}
    template = "core/includes/search_results.html" if request.htmx else "member/search.html"
    return render(request, template, context)


def addresses(entries, user):
    """For each entry the page of the member space that this person may open, else the public page, else nothing."""
    ids = {}
    for entry in entries:
        if hasattr(apps.get_model(entry.model), "get_member_url"):
            ids.setdefault(entry.model, []).append(entry.object_id)
    rows = {model: apps.get_model(model).objects.in_bulk(found) for model, found in ids.items()}
    return [_member_page(rows.get(e.model, {}).get(e.object_id), user) or e.public_url for e in entries]


def _member_page(row, user):
    if row is None:
        return ""
    address = row.get_member_url()
    return address if user.has_perm(resolve(address).func.permission, row) else ""
