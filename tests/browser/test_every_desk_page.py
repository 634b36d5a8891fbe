"""Every page of the desk that its links lead to, and one record of each kind, walked once; see `test_every_page`.

The meetings, their logistics, money and hours have a file of their own, so that two processes share the walk.
"""

import pytest

from .walks import of_shell, walk
from .worlds import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AROUND_MEETINGS = ("reunions", "logistique", "coordination", "budgets", "temps-et-frais")
DESK = {
    f"/gestion/{path}/"
    for path in (
        "saisines", "saisines/#", "instances", "instances/#", "personnes", "personnes/#", "engagements",
        "engagements/#", "textes", "textes/#", "reglages", "reglages/envois",
    )
}  # fmt: skip


def is_around_meetings(path):
    return path.startswith(tuple(f"/gestion/{place}/" for place in AROUND_MEETINGS))


def test_every_page_of_the_desk_that_links_lead_to_is_sound(stand_on, people):
    of_desk = of_shell("/gestion/")
    visitor = people(stand_on(T0)).enter("Maëlle Quintard")
    starts = ["/gestion/", "/gestion/recherche/?q=eau"]
    met, wrong = walk(visitor, starts, lambda path: of_desk(path) and not is_around_meetings(path))
    assert not wrong, "\n".join(wrong)
    assert met >= DESK, DESK - met
