"""Who plays a scenario: each person at one browser, opened when they first come in; strangers hold a private link."""

import re

from django.urls import reverse

from parvis.ground.accounts.models import DemoPersona, User


class Cast:
    """The people of one authority, by name."""

    def __init__(self, people, base, slug):
        self.people, self.base, self.slug, self.seats = people, base, slug, {}

    def __call__(self, name=""):
        """Somebody at their browser; without a name, somebody who has no account."""
        if name not in self.seats:
            self.seats[name] = self.people(self.base)
            if name:
                self._offer(name)
                self.seats[name].enter(name)
        return self.seats[name]

    def _offer(self, name):
        """Let in somebody whom the sign-in page of the demonstration does not offer to be."""
        authority = DemoPersona.objects.filter(authority__slug=self.slug).first().authority
        known = {"title": "Membre", "can_do": "Venir", "landing": "/espace-membre/", "rank": 99}
        DemoPersona.objects.get_or_create(user=User.objects.get(name=name), authority=authority, defaults=known)


def desk(name, *args):
    return reverse(f"desk:{name}", args=args)


def link(name, key):
    """The address of a private link."""
    return reverse(f"public:{name}", args=[key])


def figure(text):
    """A text of a page with its spaces made alike."""
    return re.sub(r"\s+", " ", text).strip()


def rows(visitor, caption):
    """The rows of a table as lists of texts, one a cell."""
    table = visitor.page.get_by_role("table", name=caption)
    return [
        [figure(cell.inner_text()) for cell in row.locator("th, td").all()] for row in table.locator("tbody tr").all()
    ]


def fact(visitor, name):
    """What stands in front of a name in the facts of a page."""
    pair = visitor.page.locator("dl.facts > div", has=visitor.page.get_by_text(name, exact=True))
    return figure(pair.first.locator("dd").inner_text())
