"""How long the session still lasts: a page says it before the end, and one click prolongs it."""

import time

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import JsonResponse
from django.views.decorators.http import require_POST

KEY = "alive_at"


@receiver(user_logged_in)
def note_the_start(sender, request, **kwargs):
    """The session lasts from here."""
    request.session[KEY] = time.time()


def seconds_left(request):
    """Seconds before the session closes; the whole length when nobody noted its start."""
    start = request.session.get(KEY, time.time())
    return max(int(start + settings.SESSION_COOKIE_AGE - time.time()), 0)


@require_POST
def stay(request):
    """Prolong the session; it is saved, so the cookie and the row start anew."""
    request.session[KEY] = time.time()
    return JsonResponse({"seconds": seconds_left(request)})
