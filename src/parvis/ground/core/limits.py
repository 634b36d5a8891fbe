"""How often something may be tried: counters in the shared cache, no personal data kept."""

import hashlib

from django.conf import settings
from django.core.cache import cache

from .net import client_address


def allow_attempt(what, who, *, most, seconds):
    """Count an attempt; False once `who` has made more than `most` within `seconds`."""
    key = f"limit:{what}:{hashlib.sha256(f'{settings.SECRET_KEY}{who}'.encode()).hexdigest()[:32]}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:
        cache.set(key, 1, seconds)
        return True


def client_key(request):
    """The network address of the client, as far as the declared proxies can be believed."""
    return client_address(request)
