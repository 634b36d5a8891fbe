"""Where one may go on the desk, and what one may start there: the menu, the settings, and the verbs of features.

A feature names what Ctrl K may start (« Nouvelle saisine ») in `Feature.extra["start"]`, as `MenuEntry` values.
"""

from django.urls import reverse

from parvis.ground.core.manifest import active_features
from parvis.ground.core.text import words

KINDS = (("menu", "Aller à"), ("settings_menu", "Réglages"))


def places(user, authority):
    """(kind, label, address) of everything that this person may open or start."""
    for feature in active_features(authority):
        for field, kind in KINDS:
            yield from allowed(user, authority, kind, getattr(feature, field))
        yield from allowed(user, authority, "Commencer", feature.extra.get("start", ()))


def allowed(user, authority, kind, entries):
    for entry in entries:
        if not entry.permission or user.has_perm(entry.permission, authority):
            yield kind, entry.label, reverse(f"desk:{entry.url_name}")


def matching(user, authority, query):
    """The places whose label holds every word of the query, the last one perhaps unfinished."""
    asked = words(query)
    return [
        {"kind": kind, "title": label, "url": url, "excerpt": ""}
        for kind, label, url in places(user, authority)
        if asked and all(any(w.startswith(a) for w in words(label)) for a in asked)
    ]


def settings_menu(user, authority):
    """The settings pages that this person may open, in order."""
    entries = sorted((e for f in active_features(authority) for e in f.settings_menu), key=lambda e: e.order)
    return [{"label": label, "url": url} for _, label, url in allowed(user, authority, "", entries)]
