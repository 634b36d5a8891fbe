"""Forms that anybody may send without a cookie: where they were sent from takes the place of a token.

A token is worth the cookie it is compared with, and the public side leaves none before sign-in. Browsers say which site
a form was sent from (Fetch Metadata, RFC 6454), and no page can make them say otherwise.
"""

from urllib.parse import urlsplit

from django.shortcuts import render

READS = {"GET", "HEAD", "OPTIONS"}
OURS = {"same-origin", "none"}
"""What the browser says of a page of this very host, and of what the person asked for themselves. A neighbouring host
(« same-site ») may be another authority's."""


def comes_from_elsewhere(request):
    """Whether a form was sent from another site, or from nobody knows where; reading is open to all."""
    # Django's own checks stand back in the same way before its test client.
    if request.method in READS or getattr(request, "_dont_enforce_csrf_checks", False):
        return False
    if said := request.headers.get("Sec-Fetch-Site"):
        return said not in OURS
    here = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", _origin_of(request.headers.get("Referer", ""))) != here


def refusal(request):
    """403, in words for the person who pressed the button."""
    return render(request, "403_origin.html", status=403)


def _origin_of(address):
    """Scheme and host of an address; an unreadable one has none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
