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


SECTIONS = ("La collectivité", "L’organisation", "Le droit et le calendrier", "Les droits d’accès", "Le contrôle")
OTHERS = "Les outils"


def settings_menu(user, authority):
    """The settings pages that this person may open, by section: tens of `order` make the sections."""
    entries = sorted((e for f in active_features(authority) for e in f.settings_menu), key=lambda e: e.order)
    found = {}
    for entry in entries:
        for _, label, url in allowed(user, authority, "", [entry]):
            section = SECTIONS[entry.order // 10] if entry.order // 10 < len(SECTIONS) else OTHERS
            found.setdefault(section, []).append({"label": label, "url": url})
    return [{"label": label, "entries": pages} for label, pages in found.items()]
