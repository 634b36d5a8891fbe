"""The addresses of records, made quickly: a page names dozens of them."""

from functools import cache

from django.urls import reverse

ANY = 1_000_000_007


def address(name, key):
    """The same as `reverse(name, args=[key])`, for a number or a slug: the tree of URLs is looked up once a name."""
    before, after = _around(name)
    return f"{before}{key}{after}"


@cache
def _around(name):
    before, _, after = reverse(name, args=[ANY]).partition(str(ANY))
    return before, after
