"""On paper: what one prints holds every word of the page, leads somewhere, and leaves the navigation on the screen."""

import io

import pytest
from pypdf import PdfReader

from parvis.deliberation.referrals.models import Referral

from .screens import CUT, OFF_PAPER, WORDS_TO_FIND
from .worlds import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A sheet of A4 without its margins, in pixels.
SHEET = {"width": 672, "height": 1000}


@pytest.fixture
def base(stand_on):
    return stand_on(T0)


@pytest.fixture
def pages(base, people):
    """Who prints what: a public referral whose steps are told, a record of the desk, a list."""
    story = Referral.objects.get(number="S-2025-03")
    resident, officer = people(base, color_scheme="dark"), people(base).enter("Maëlle Quintard")
    return {
        "public": (resident, story.get_absolute_url()),
        "record": (officer, story.get_desk_url()),
        "list": (officer, "/gestion/engagements/"),
    }


@pytest.mark.parametrize("name", ["public", "record", "list"])
def test_paper_holds_the_words_and_leaves_the_navigation_on_the_screen(pages, name):
    visitor, path = pages[name]
    page = visitor.go(path, examine=False).page
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)
    assert page.evaluate(OFF_PAPER) == []
    assert page.evaluate(CUT) == []
    words = page.evaluate(WORDS_TO_FIND)
    printed, addresses = read(page.pdf(prefer_css_page_size=True))
    assert [word for word in words if word not in printed] == []
    assert len(words) > 40
    assert any(address.startswith(page.url.split("/", 3)[0]) for address in addresses), "links stay links"


def read(content):
    """The words of a PDF, without spaces, and the addresses that it leads to."""
    pages = PdfReader(io.BytesIO(content)).pages
    links = [note.get_object().get("/A", {}).get("/URI", "") for page in pages for note in page.get("/Annots") or []]
    return "".join("".join(page.extract_text() for page in pages).split()), links
