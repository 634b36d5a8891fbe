"""Where a request comes from, without naming a household."""

import ipaddress

from django.conf import settings


def client_address(request):
    """The address of the client, as far as the declared proxies can be believed."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if settings.PROXIES and len(forwarded) >= settings.PROXIES and forwarded[-settings.PROXIES].strip():
        return forwarded[-settings.PROXIES].strip()
    return request.META.get("REMOTE_ADDR", "")


def network(address):
    """The network of an address (/24 or /48): enough to see an attack, not enough to name a household."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((known, 24 if known.version == 4 else 48), strict=False))
