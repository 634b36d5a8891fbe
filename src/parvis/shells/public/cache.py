"""Public pages served again without being made again, for visitors only."""

import gzip
import hashlib
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language

SECONDS = 15


def for_visitors(view):
    """Keep the page a few seconds for those who have no session: what a visitor sees, every visitor may see.

    Whoever is signed in, or carries a session, gets a page made for them, which no cache may keep. The page carries a
    validator, so that a browser asks again for a few bytes, and is kept compressed: it holds no secret that its length
    could tell (BREACH). It must not use the CSP nonce.
    """

    @wraps(view)
    def enter(request, *args, **kwargs):
        if request.method not in {"GET", "HEAD"} or request.authority is None or _has_session(request):
            return _private(view(request, *args, **kwargs))
        key = f"page:{request.authority.pk}:{get_language()}:{request.get_full_path()}"
        kept = caches["fragments"].get(key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.cookies:
                return response
            if hasattr(response, "render"):
                response.render()
            kept = (response.content, gzip.compress(response.content, 6, mtime=0), response["Content-Type"])
            caches["fragments"].set(key, kept, SECONDS)
        return _answer(request, *kept)

    return enter


def fragment(request, name, make):
    """A public part of pages that costs much to make, kept a few seconds whatever the address that shows it.

    `make()` must give the same to every visitor. Whoever carries a session gets it made for them.
    """
    if _has_session(request):
        return make()
    key = f"fragment:{request.authority.pk}:{get_language()}:{name}"
    return caches["fragments"].get_or_set(key, make, SECONDS)


def _has_session(request):
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _private(response):
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    return response


def _answer(request, content, compressed, content_type):
    etag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(compressed, content_type=content_type, headers={"Content-Encoding": "gzip"})
    else:
        response = HttpResponse(content, content_type=content_type)
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return response
