"""What every page receives."""

from functools import partial

from django.conf import settings
from django.urls import reverse

from parvis.ground.core import clock
from parvis.ground.core.manifest import active_features

from .public.account.alive import seconds_left


def page(request):
    """Navigation of the shell one is in, the demonstration banner and the clock."""
    return {
        "demo_mode": settings.DEMO,
        "clock_is_real": clock.is_real(),
        "today": clock.today(),
        "nav": (nav := list(_nav(request))),
        "nav_groups": grouped(nav),
        # Called by the pages that need it only: to ask the session of a visitor would spoil the shared cache.
        "session_seconds": partial(seconds_left, request),
    }


def _nav(request):
    authority = getattr(request, "authority", None)
    if authority is None:
        return
    shell = (
        "desk"
        if request.path.startswith("/gestion/")
        else "member"
        if request.path.startswith("/espace-membre/")
        else "public"
    )
    field = {"desk": "menu", "member": "member_menu", "public": "public_menu"}[shell]
    entries = [e for f in active_features(authority) for e in getattr(f, field)]
    places = [
        (entry.label, reverse(f"{shell}:{entry.url_name}"), entry.group)
        for entry in sorted(entries, key=lambda e: e.order)
        if not entry.permission or request.user.has_perm(entry.permission, authority)
    ]
    # One place may stand inside another (the decisions, among meetings): the closest alone is marked.
    here = max((url for _, url, _ in places if request.path.startswith(url)), key=len, default="")
    for label, url, group in places:
        yield {"label": label, "url": url, "current": url == here, "group": group}


def grouped(entries):
    """The places of a menu, those of one group together where the first of them stands: (name or nothing, places).

    A group of which only one place is open to the person is that place.
    """
    found = {}
    for entry in entries:
        found.setdefault(entry["group"] or entry["url"], []).append(entry)
    return [(rows[0]["group"] if len(rows) > 1 else "", rows) for rows in found.values()]
