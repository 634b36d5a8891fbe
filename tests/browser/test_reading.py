"""What a screen reader is told by the ten main pages, compared with the snapshots that somebody has read.

After a change that is meant, `PARVIS_WRITE_SNAPSHOTS=1` writes them again; they are then read as one listens to them.
"""

import os
import re
from pathlib import Path

import pytest

from parvis.commons.writing import lifecycle
from parvis.deliberation.bodies.models import Body
from parvis.deliberation.referrals.models import Referral
from parvis.ground.accounts.models import User

from .worlds import T0

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOLDER = Path(__file__).parent / "snapshots"
WRITE = os.environ.get("PARVIS_WRITE_SNAPSHOTS")


@pytest.fixture
def addresses(stand_on):
    """The ten pages, by the name of their snapshot: who reads them, and where."""
    base = stand_on(T0)
    body, referral = Body.objects.get(slug="c2d"), Referral.objects.get(number="S-2025-03")
    officer = User.objects.get(name="Maëlle Quintard")
    written = lifecycle.create_text(
        body, kind="opinion", title="Avis sur les haies", by=officer, html="<p>Des haies.</p>"
    )
    pages = {
        "public-home": ("", "/"),
        "public-body": ("", body.get_absolute_url()),
        "public-referral": ("", referral.get_absolute_url()),
        "public-commitments": ("", "/engagements/"),
        "public-agenda": ("", "/agenda/"),
        "desk-home": ("Maëlle Quintard", "/gestion/"),
        "desk-referrals": ("Maëlle Quintard", "/gestion/saisines/"),
        "desk-referral": ("Maëlle Quintard", referral.get_desk_url()),
        "desk-writing": ("Maëlle Quintard", f"/gestion/textes/{written.pk}/ecriture/"),
        "member-home": ("Mathilde Larrieu", "/espace-membre/"),
    }
    return base, pages


def test_the_ten_main_pages_read_as_they_were_read(addresses, people):
    base, pages = addresses
    visitors, changed = {"": people(base)}, []
    for name, (who, path) in pages.items():
        reader = visitors.get(who) or visitors.setdefault(who, people(base).enter(who))
        page = reader.go(path).page
        if name == "desk-writing":
            page.get_by_role("toolbar").wait_for()  # the editor stands once its scripts have come
        told = spoken(page)
        kept = FOLDER / f"{name}.yml"
        if WRITE:
            kept.write_text(told)
        elif not kept.exists() or kept.read_text() != told:
            changed.append(name)
    assert not changed, f"These pages read otherwise than in {FOLDER}: {', '.join(changed)}"


def spoken(page):
    """The accessibility tree of the page; identifiers of rows are left out, they change with the order of loading."""
    told = page.locator("body").aria_snapshot()
    return re.sub(r"(/url: .*)", lambda m: re.sub(r"\d+", "#", m[1]), told) + "\n"
