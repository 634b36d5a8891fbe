"""Every page of the desk around meetings that its links lead to, walked once; see `test_every_desk_page`."""

import pytest

from .test_every_desk_page import is_around_meetings
from .walks import of_shell, walk
from .worlds import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STARTS = ("reunions", "logistique", "coordination", "budgets", "temps-et-frais/ma-journee", "temps-et-frais/frais")
MET = {f"/gestion/{path}/" for path in (*STARTS, "reunions/#", "budgets/#")}


def test_every_page_around_meetings_that_links_lead_to_is_sound(stand_on, people):
    of_desk = of_shell("/gestion/")
    visitor = people(stand_on(T0)).enter("Maëlle Quintard")
    starts = [f"/gestion/{place}/" for place in STARTS]
    met, wrong = walk(visitor, starts, lambda path: of_desk(path) and is_around_meetings(path))
    assert not wrong, "\n".join(wrong)
    assert met >= MET, MET - met


def test_the_columns_of_the_list_of_meetings_stand_in_an_ordinary_screen(stand_on, people):
    page = people(stand_on(T0)).enter("Maëlle Quintard").go("/gestion/reunions/", examine=False).page
    widths = page.locator(".table-wrap").evaluate("frame => [frame.scrollWidth, frame.clientWidth]")
    assert widths[0] <= widths[1]
