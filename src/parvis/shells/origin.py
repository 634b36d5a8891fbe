"""Forms that anybody may send without a cookie: where they were sent from takes the place of a token.

A token is worth the cookie it is compared with, and the public side leaves none before sign-in. Browsers say which site
a form was sent from (Fetch Metadata, RFC 6454), and no page can make them say otherwise.
"""

from urllib.parse import urlsplit

from django.shortcuts import render

READS = {"GET", "HEAD", "OPTIONS"}
THEMSELVES = "none"
"""What the browser says when the person asked for the page themselves."""


def comes_from_elsewhere(request):
    """Whether a form was sent from another site, or from nobody knows where; reading is open to all."""
    # Django's own checks stand back in the same way before its test client.
    if request.method in READS or getattr(request, "_dont_enforce_csrf_checks", False):
        return False
    here = f"{request.scheme}://{request.get_host()}"
    said = request.headers.get("Sec-Fetch-Site")
    if said == THEMSELVES:
        return request.headers.get("Origin", here) != here
    if said:  # a neighbouring host (« same-site ») may be another authority's
        return said != "same-origin"
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
