"""Every page of the site map of each shell, and one record of each kind: nothing in the console, and axe at peace.

The pages are found by their links, so that a feature added later is walked without anybody writing its name here.
"""

import re
from collections import deque
from urllib.parse import urlsplit

import pytest

from .test_pages import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINKS = "[...document.querySelectorAll('a[href]')].map((link) => link.href)"
# Downloads, feeds, the sign-out and the other shells are no pages of this one.
ELSEWHERE = re.compile(r"\.(xml|atom|ics|csv|json|pdf|docx|odt|xlsx|ods|txt)$|format=|/flux|/deconnexion/")


def kind_of(path):
    """Pages of the same kind: the same address but for numbers and slugs."""
    return re.sub(r"(/(?:saisines|instances)/)[^/]+-[^/]+|[^/]*\d[^/]*", lambda part: f"{part[1] or ''}#", path)


def walk(visitor, start, within):
    """Visit one page of each kind that links lead to; gives the kinds met, and what is wrong with some."""
    met, wrong, waiting = {kind_of(start)}, [], deque([start])
    while waiting:
        path = waiting.popleft()
        try:
            # All forms have one template: axe examines theirs in the journeys.
            visitor.go(path, forms=False)
        except AssertionError as fault:
            wrong.append(str(fault))
            visitor.console.clear()
        for link in visitor.page.evaluate(LINKS):
            there = urlsplit(link)
            kind = kind_of(there.path)
            if there.netloc == urlsplit(visitor.base).netloc and within(there.path) and kind not in met:
                met.add(kind)
                waiting.append(there.path)
    return met, wrong


def of_shell(prefix):
    return lambda path: path.startswith(prefix) and not ELSEWHERE.search(path)


def public(path):
    return not re.match(r"/(gestion|espace-membre|compte|static|fichiers)/", path) and not ELSEWHERE.search(path)


@pytest.mark.parametrize(
    ("who", "start", "within", "expected"),
    [
        ("", "/plan-du-site/", public, {"/", "/saisines/", "/saisines/#/", "/instances/#/", "/engagements/#/"}),
        ("Mathilde Larrieu", "/espace-membre/", of_shell("/espace-membre/"), {"/espace-membre/saisines/#/"}),
        (
            "Maëlle Quintard", "/gestion/", of_shell("/gestion/"),
            {"/gestion/saisines/#/", "/gestion/instances/#/", "/gestion/personnes/#/", "/gestion/reglages/envois/"},
        ),
    ],
    ids=["public", "member", "desk"],
)  # fmt: skip
def test_every_page_that_links_lead_to_is_silent(stand_on, people, who, start, within, expected):
    base = stand_on(T0)
    visitor = people(base).enter(who) if who else people(base)
    met, wrong = walk(visitor, start, within)
    assert not wrong, "\n".join(wrong)
    assert expected <= met, expected - met


def test_error_pages_and_refused_forms_are_silent_too(stand_on, people):
    base = stand_on(T0)
    visitor, member, officer = (
        people(base),
        people(base).enter("Mathilde Larrieu"),
        people(base).enter("Maëlle Quintard"),
    )
    for somebody, path, status in (
        (visitor, "/nulle-part/", 404), (member, "/gestion/reglages/", 403), (officer, "/gestion/nulle-part/", 404),
        (member, "/espace-membre/saisines/999999/", 404),
    ):  # fmt: skip
        somebody.go(path, status)
    officer.go("/gestion/saisines/nouvelle/").press("Enregistrer").sees("à corriger")
