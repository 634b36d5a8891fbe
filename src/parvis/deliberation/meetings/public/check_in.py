"""The page of a desk at the door: a signed link, no account, no cookie; it works with the network cut.

The page itself holds no name: the names come with the first synchronisation and stay on the device until the meeting
is closed, the desk is, or its time is past.
"""

import datetime as dt
import hashlib
import json
import uuid
from functools import wraps

from csp.constants import SELF
from csp.decorators import csp_replace
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from parvis.deliberation.meetings import presence
from parvis.deliberation.meetings.lifecycle import check_in
from parvis.ground.core import clock, french
from parvis.ground.core.limits import allow_attempt, client_key
from parvis.shells.entry import public_view

MOST_OCTETS = 256 * 1024
A_MINUTE = 60
MOST_CALLS, MOST_GUESSES = 240, 30
"""In a minute: of one desk, which sends every few seconds; of one network that shows links that are not ours."""

OLDEST = dt.timedelta(hours=36)
"""No device keeps an entry longer: what claims to be older is taken for that old."""

MODULES = ("shelf.js", "names.js", "camera.js", "check-in.js", "qr/decode.js", "qr/index.js")
STYLES = ("core/css/tokens.css", "core/css/base.css", "core/css/components.css", "meetings/check-in.css")
FONT = "core/fonts/atkinson-hyperlegible-next-latin.woff2"
POLICY = {"script-src": [SELF]}
CAMERA = "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"


def desk_page(may_enter, *, from_anywhere=False):
    """Open what belongs to a desk: 404 for a link that is not ours, 410 for a desk that `may_enter` refuses."""

    def decorate(view):
        @public_view(from_anywhere=from_anywhere)
        @csp_replace(POLICY)
        @wraps(view)
        def enter(request, token):
            desk = check_in.desk_of(token, request.authority)
            if desk is None:
                _refuse_guess(request)
            response = view(request, desk) if may_enter(desk) else closed(request, desk)
            response["Cache-Control"] = "no-store"
            response["Referrer-Policy"] = "no-referrer"
            response["X-Robots-Tag"] = "noindex, nofollow"
            response["Permissions-Policy"] = CAMERA
            return response

        return enter

    return decorate


def _refuse_guess(request):
    """404 for a link that is not ours; 403 for a network that tries many."""
    if allow_attempt("check_in_guess", client_key(request), most=MOST_GUESSES, seconds=A_MINUTE):
        raise Http404
    raise PermissionDenied


def closed(request, desk):
    """The desk is closed: people read it; a device that opens the page sends what it kept, then wipes itself."""
    if request.method == "POST":
        return JsonResponse({"closed": True}, status=410)
    return HttpResponse(render_to_string("meetings/check_in/closed.html", _frame(desk)), status=410)


# --- The page and what it keeps -------------------------------------------------------------------


@desk_page(check_in.is_open)
@require_safe
def page(request, desk):
    """The page: a field for names, a camera, what was just noted. Drawn without the request: no cookie, no name."""
    return HttpResponse(render_to_string("meetings/check_in/page.html", _frame(desk)))


@desk_page(check_in.is_open)
@require_safe
def worker(request, desk):
    """The service worker, which keeps the page and its files so that the desk opens without network."""
    kept = [_address(desk), *(static(name) for name in (*STYLES, FONT, "core/favicon.svg")), *modules().values()]
    script = render_to_string("meetings/check_in/worker.js", {"kept": json.dumps(kept), "name": shelf_of(desk)})
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


@desk_page(check_in.is_open)
@require_safe
def manifest(request, desk):
    """What lets a phone keep the page among its applications."""
    return JsonResponse(
        {
            "name": f"{desk.label} : {desk.meeting.title}", "short_name": desk.label, "lang": "fr", "start_url": "./",
            "scope": "./", "display": "standalone",
            "icons": [{"src": static("core/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )  # fmt: skip


def shelf_of(desk):
    """The name under which a device keeps what belongs to this desk."""
    return f"emargement-{desk.pk}"


def modules():
    return {name: static(f"meetings/modules/{name}") for name in MODULES}


def _address(desk, name="check_in"):
    return reverse(f"public:meetings-links:{name}", args=[check_in.token_of(desk)])


def _frame(desk):
    return {
        "desk": desk, "meeting": desk.meeting, "authority": desk.meeting.authority,
        "styles": [static(sheet) for sheet in STYLES],
        "script": static("meetings/modules/check-in.js"), "decoder": static("meetings/modules/qr/decode.js"),
        "shelf": shelf_of(desk), "address": _address(desk), "sync": _address(desk, "check_in_sync"),
        "worker": _address(desk, "check_in_worker"), "manifest": _address(desk, "check_in_manifest"),
        "icon": static("core/favicon.svg"),
    }  # fmt: skip


# --- Synchronisation ------------------------------------------------------------------------------


@desk_page(check_in.is_listening, from_anywhere=True)
@require_POST
def sync(request, desk):
    """Take what the desk noted, and say who is in the room. Sent again, the same entries change nothing.

    A desk that is closed is heard until its time is past: what it kept while the network was cut waits for the officer,
    and the answer says `closed`, without names nor counts.

    In: `{"sent_at": …, "known": …, "entries": [{"client_id", "at", "convocation" or "typed", "leaves", "undoes"}]}`.
    """
    if not allow_attempt("check_in", desk.pk, most=MOST_CALLS, seconds=A_MINUTE):
        return _refused("Trop d’envois : réessayez dans une minute.", 429)
    if len(request.body) > MOST_OCTETS:
        return _refused("L’envoi est trop lourd.", 413)
    try:
        sent = json.loads(request.body)
        entries, sent_at = sent["entries"], _moment(sent["sent_at"])
    except (ValueError, KeyError, TypeError):
        return _refused("L’envoi est illisible.", 400)
    if not isinstance(entries, list) or len(entries) > check_in.MOST_ENTRIES:
        return _refused(f"Un envoi porte au plus {check_in.MOST_ENTRIES} saisies.", 400)
    noted, refused = _noted(entries, clock.now() - sent_at)
    outcomes = check_in.receive(desk, noted)
    # Whoever is not called any more is refused too: a device keeps asking about what nobody answers.
    results = refused | {str(one.client_id): outcomes.get(one.client_id, "refused") for one in noted}
    told = _state(desk, sent.get("known")) if check_in.is_open(desk) else {"closed": True}
    return JsonResponse(told | {"results": results})


def _refused(words, status):
    return JsonResponse({"error": words}, status=status)


def _noted(entries, drift):
    """(entries that can be read, {client identifier: "refused"} of the others), at the product's own hour.

    The hours of a device are worth what its clock is: only the time elapsed since is believed.
    """
    noted, refused = [], {}
    for entry in entries:
        try:
            noted.append(_entry(entry, drift))
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
            refused[str(entry.get("client_id", "") if isinstance(entry, dict) else "")[:40]] = "refused"
    return noted, refused


def _entry(entry, drift):
    at = min(max(_moment(entry["at"]) + drift, clock.now() - OLDEST), clock.now())
    who, undoes = entry.get("convocation"), entry.get("undoes")
    return check_in.Noted(
        client_id=uuid.UUID(entry["client_id"]), at=at, convocation_id=int(who) if who is not None else None,
        typed=_words(entry.get("typed")), leaves=entry.get("leaves") is True,
        undoes=uuid.UUID(undoes) if undoes else None,
    )  # fmt: skip


def _words(typed):
    """A name as it can be kept: no engine takes null characters or halves of a pair."""
    return "".join(letter for letter in str(typed or "")[:160] if letter.isprintable())


def _moment(text):
    moment = parse_datetime(text)
    if moment is None or timezone.is_naive(moment):
        raise ValueError("a moment with its time zone")
    return moment


def _state(desk, known):
    """What a desk is told: names, who is in, the voices in the room, in how many seconds the device forgets.

    Names travel when the list is not the one that the device has `known`.
    """
    meeting = desk.meeting
    told, names = presence.counts(meeting), check_in.roster(meeting)
    roster = hashlib.sha256(json.dumps(names).encode()).hexdigest()[:16]
    return {
        "closed": False,
        "roster": roster,
        "names": None if known == roster else names,
        "inside": check_in.who_is_in(meeting),
        "counts": {"present": told.present, "proxies": told.proxies, "votes": told.votes, "quorum": told.quorum},
        "at": french.hour(clock.now()),
        "forget_in": max(int((desk.expires_at - clock.now()).total_seconds()), 0),
    }
