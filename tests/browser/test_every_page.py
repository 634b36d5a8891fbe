"""Every page of the site and of the member space, one record of each kind, walked once; the desk has its own file.

On each: nothing in the console, axe at peace, a title and its landmarks, and nothing hidden or sticking out at 320
pixels nor with text at 200 %. The pages are found by their links, so that a feature added later is walked without
anybody writing its name here.
"""

import datetime as dt
import re

import pytest
from django.urls import reverse

from parvis.commons.writing import lifecycle
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.bodies.queries import electors
from parvis.ground.accounts.models import User

from .screens import NARROW, unseen
from .walks import ELSEWHERE, faults, links, of_shell, walk
from .worlds import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def public(path):
    return not re.match(r"/(gestion|espace-membre|compte|static|fichiers)/", path) and not ELSEWHERE.search(path)


PUBLIC = {
    "/", "/saisines/", "/saisines/#/", "/instances/", "/instances/#/", "/engagements/", "/engagements/#/", "/agenda/",
    "/mentions-legales/", "/accessibilite/", "/contact/", "/donnees-personnelles/",
}  # fmt: skip
MEMBER = {"/espace-membre/saisines/#/", "/espace-membre/textes/#/", "/espace-membre/engagements/#/"}


@pytest.mark.parametrize(
    ("who", "starts", "within", "expected"),
    [
        ("", ["/plan-du-site/", "/rechercher/?q=eau"], public, PUBLIC),
        ("Mathilde Larrieu", ["/espace-membre/"], of_shell("/espace-membre/"), MEMBER),
    ],
    ids=["public", "member"],
)
def test_every_page_that_links_lead_to_is_sound(stand_on, people, who, starts, within, expected):
    base = stand_on(T0)
    visitor = people(base).enter(who) if who else people(base)
    met, wrong = walk(visitor, starts, within)
    assert not wrong, "\n".join(wrong)
    assert expected <= met, expected - met
    if not who:
        assert visitor.context.cookies() == [], "a cookie before sign-in"
        assert not faults(visitor, "/compte/connexion/")


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
    lifecycle.open_written_procedure(
        voted, closes_on=until, electors=sitting, quorum=36, by=officer, override="Cet avis ne recommande rien."
    )
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
