"""Every page of the site map of each shell, and one record of each kind, walked once.

On each: nothing in the console, axe at peace, a title and its landmarks, and nothing hidden or sticking out at 320
pixels nor with text at 200 %. The pages are found by their links, so that a feature added later is walked without
anybody writing its name here.
"""

import datetime as dt
import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

from parvis.commons.writing import lifecycle
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.bodies.queries import electors
from parvis.ground.accounts.models import User

from .screens import NARROW, cut, unseen
from .worlds import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LINKS = "[...document.querySelectorAll('a[href]')].map((link) => link.href)"
# Downloads, feeds, the sign-out and the other shells are no pages of this one.
ELSEWHERE = re.compile(r"\.(xml|atom|ics|csv|json|pdf|docx|odt|xlsx|ods|txt)$|format=|/flux|/deconnexion/")


def kind_of(path):
    """Pages of the same kind: the same address but for numbers and slugs."""
    return re.sub(r"(/(?:saisines|instances)/)[^/]+-[^/]+|[^/]*\d[^/]*", lambda part: f"{part[1] or ''}#", path)


def walk(visitor, starts, within):
    """Visit one page of each kind that links lead to; gives the kinds met, and what is wrong with some."""
    met, wrong, waiting = {kind_of(start) for start in starts}, [], deque(starts)
    while waiting:
        path = waiting.popleft()
        wrong += faults(visitor, path)
        for there in links(visitor):
            if within(there) and (kind := kind_of(there)) not in met:
                met.add(kind)
                waiting.append(there)
    return met, wrong


def faults(visitor, path):
    """What is wrong with a page, one line each."""
    try:
        # All forms have one template: axe examines theirs in the journeys.
        visitor.go(path, forms=False)
    except AssertionError as fault:
        visitor.console.clear()
        return [str(fault)]
    return [f"{path}: {what}" for what in cut(visitor.page)]


def of_shell(prefix):
    return lambda path: path.startswith(prefix) and not ELSEWHERE.search(path)


def public(path):
    return not re.match(r"/(gestion|espace-membre|compte|static|fichiers)/", path) and not ELSEWHERE.search(path)


PUBLIC = {
    "/", "/saisines/", "/saisines/#/", "/instances/", "/instances/#/", "/engagements/", "/engagements/#/", "/agenda/",
    "/mentions-legales/", "/accessibilite/", "/contact/", "/donnees-personnelles/",
}  # fmt: skip
MEMBER = {"/espace-membre/saisines/#/", "/espace-membre/textes/#/", "/espace-membre/engagements/#/"}
DESK = {
    f"/gestion/{path}/"
    for path in (
        "saisines", "saisines/#", "instances", "instances/#", "personnes", "personnes/#", "engagements",
        "engagements/#", "reunions", "reglages", "reglages/envois",
    )
}  # fmt: skip


@pytest.mark.parametrize(
    ("who", "starts", "within", "expected"),
    [
        ("", ["/plan-du-site/", "/rechercher/?q=eau", "/compte/connexion/"], public, PUBLIC),
        ("Mathilde Larrieu", ["/espace-membre/"], of_shell("/espace-membre/"), MEMBER),
        ("Maëlle Quintard", ["/gestion/", "/gestion/recherche/?q=eau"], of_shell("/gestion/"), DESK),
    ],
    ids=["public", "member", "desk"],
)
def test_every_page_that_links_lead_to_is_sound(stand_on, people, who, starts, within, expected):
    base = stand_on(T0)
    visitor = people(base).enter(who) if who else people(base)
    met, wrong = walk(visitor, starts, within)
    assert not wrong, "\n".join(wrong)
    assert expected <= met, expected - met


@pytest.fixture
def asked(stand_on):
    """Two texts that ask the members of the council for something: remarks, and a vote in writing; their pages."""
    base, officer = stand_on(T0), User.objects.get(name="Maëlle Quintard")
    council, until = Body.objects.get(slug="c2d"), T0 + dt.timedelta(days=9)
    commented, voted = (
        lifecycle.create_text(
            council, kind="opinion", title=f"Avis sur {about}", by=officer, html=f"<p>Il manque {about}.</p>"
        )
        for about in ("les haies", "les bus du soir")
    )
    lifecycle.open_comments(commented, until=until, by=officer)
    sitting = [m.person for m in electors(council, T0).select_related("person")]
    lifecycle.open_written_procedure(voted, closes_on=until, electors=sitting, quorum=36, by=officer)
    pages = [f"{reverse('member:writing:detail', args=[commented.pk])}?paragraphe=1"]
    return base, [*pages, *(reverse(f"member:writing:{name}", args=[voted.pk]) for name in ("detail", "vote"))]


def test_what_is_asked_of_a_member_is_sound_and_its_focus_is_seen_in_imposed_colours(asked, people):
    base, pages = asked
    member = people(base).enter("Mathilde Larrieu")
    promise = next(
        url for url in links(member.go("/espace-membre/engagements/")) if re.search(r"engagements/\d+/", url)
    )
    wrong = [fault for path in pages for fault in faults(member, path)]
    narrow = people(base, viewport=NARROW, forced_colors="active").enter("Mathilde Larrieu")
    assert not wrong + hidden_focus(narrow, ["/espace-membre/", *pages, promise])


def test_the_focus_is_seen_on_the_desk_and_in_public_on_a_narrow_screen_in_imposed_colours(stand_on, people):
    base = stand_on(T0)
    visitor = people(base, viewport=NARROW, forced_colors="active")
    officer = people(base, viewport=NARROW, forced_colors="active").enter("Maëlle Quintard")
    paths = ["", "instances/", "personnes/", "saisines/nouvelle/", "reglages/", "reglages/envois/"]
    wrong = hidden_focus(officer, [f"/gestion/{path}" for path in paths])
    assert not wrong + hidden_focus(visitor, ["/", "/saisines/", "/contact/"])


def hidden_focus(visitor, paths):
    """The stops of the keyboard on these pages whose focus is not seen."""
    return [f"{path}: {what}" for path in paths for what in unseen(visitor.go(path, examine=False).page)]


def links(visitor):
    """The addresses of this site that the page leads to."""
    found = [urlsplit(link) for link in visitor.page.evaluate(LINKS)]
    return [there.path for there in found if there.netloc == urlsplit(visitor.base).netloc]
