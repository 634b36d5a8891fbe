"""How often one address may knock on the pages that open without an account, by a private link."""

import time
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render

from parvis.ground.core.net import client_address

MINUTE = 60


def limited(view):
    """429 beyond `PRIVATE_LINKS_A_MINUTE` requests of one address; unguessable keys then stay so for ever."""

    @wraps(view)
    def enter(request, *args, **kwargs):
        if _knocks(request) > settings.PRIVATE_LINKS_A_MINUTE:
            return render(request, "429.html", status=429)
        return view(request, *args, **kwargs)

    return enter


def _knocks(request):
    """How many times this address knocked during this minute, this one included."""
    key = f"knocks:{client_address(request)}:{int(time.time()) // MINUTE}"
    cache.add(key, 0, 2 * MINUTE)
    try:
        return cache.incr(key)
    except ValueError:  # forgotten by the cache between the two lines
        return 1
