"""Every page of the desk that its links lead to, and one record of each kind, walked once; see `test_every_page`."""

import pytest

from .walks import of_shell, walk
from .worlds import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = {
    f"/gestion/{path}/"
    for path in (
        "saisines", "saisines/#", "instances", "instances/#", "personnes", "personnes/#", "engagements",
        "engagements/#", "reunions", "reglages", "reglages/envois",
    )
}  # fmt: skip


def test_every_page_of_the_desk_that_links_lead_to_is_sound(stand_on, people):
    visitor = people(stand_on(T0)).enter("Maëlle Quintard")
    met, wrong = walk(visitor, ["/gestion/", "/gestion/recherche/?q=eau"], of_shell("/gestion/"))
    assert not wrong, "\n".join(wrong)
    assert met >= DESK, DESK - met
