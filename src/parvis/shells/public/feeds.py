"""Atom (RFC 4287) and iCalendar (RFC 5545) feeds of what is public."""

import datetime as dt
import hashlib
from functools import lru_cache

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import http_date, parse_etags, parse_http_date_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event, Timezone, vText

from parvis.ground.core import clock, french
from parvis.ground.core.manifest import gathered
from parvis.shells.entry import public_view

from .views import entries

NEWS = 50
END = b"END:VCALENDAR\r\n"
BEHIND, AHEAD = dt.timedelta(days=183), dt.timedelta(days=730)


@public_view()
@require_safe
def news_feed(request):
    """What the authority published lately, latest first."""
    title = _("{name} : participation").format(name=request.authority.name)
    return atom_response(request, news(request.authority), title, "actualite")


def news(authority, scheme_id=None):
    """News entries of every feature, latest first."""
    found = gathered("news", authority, authority)
    kept = [n for n in found if scheme_id is None or n.scheme_id == scheme_id]
    return sorted(kept, key=lambda n: n.updated, reverse=True)[:NEWS]


def atom_response(request, items, title, name):
    """An Atom document with stable ids (tag URIs), validators, and absolute links."""
    updated = max((i.updated for i in items), default=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    if since is not None and int(updated.timestamp()) <= since:
        return HttpResponse(status=304)
    context = {
        "authority": request.authority, "items": items, "title": title, "updated": updated,
        "host": request.authority.primary_host(), "name": name,
        "self_url": request.authority.address_of(request.path), "home": request.authority.address_of("/"),
        "root": request.authority.address_of(""),
    }  # fmt: skip
    body = render_to_string("public/feed.xml", context)
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    response["Last-Modified"] = http_date(updated.timestamp())
    return response


@public_view()
@require_safe
def calendar_feed(request):
    """Every public date from six months ago to two years ahead."""
    return ics_response(request.authority, window(request.authority), request.authority.name, request=request)


@public_view()
@require_safe
def scheme_feed(request, pk):
    """The public dates of one body, or of another scheme; 404 when it has nothing public."""
    dated = window(request.authority, scheme_id=pk)
    if not dated:
        raise Http404
    return ics_response(request.authority, dated, request.authority.name, request=request)


def window(authority, *, user=None, scheme_id=None):
    """Calendar entries from six months ago to two years ahead: the public ones, or those that somebody may see."""
    return entries(authority, clock.today() - BEHIND, days=(BEHIND + AHEAD).days, user=user, scheme_id=scheme_id)


def ics_response(authority, dated, name, *, request=None):
    """An iCalendar file whose events keep their UID and SEQUENCE; with `request`, 304 to whoever has it already."""
    etag = f'W/"{hashlib.sha256(repr((authority.pk, name, dated)).encode()).hexdigest()[:32]}"'
    if request is not None and etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(_calendar(authority, dated, name), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="agenda.ics"'
    response["ETag"] = etag
    return response


def _calendar(authority, dated, name):
    root = authority.address_of("")
    return b"".join((_head(name), *(_event(root, entry) for entry in dated), END))


@lru_cache(maxsize=256)
def _head(name):
    """What comes before the events of a calendar."""
    calendar = Calendar()
    calendar.add("prodid", "-//Parvis//Participation citoyenne//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add_component(
        Timezone.from_tzid("Europe/Paris", first_date=dt.date(2024, 1, 1), last_date=dt.date(2038, 1, 1))
    )
    return calendar.to_ical().removesuffix(END)


@lru_cache(maxsize=10_000)
def _event(root, entry):
    """One event in bytes; written once, since it says the same, its stamp included, until the entry changes."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", clock.now().astimezone(dt.UTC))
    event.add("summary", french.spaced(entry.title))
    event.add("dtstart", _local(entry.start))
    if entry.end:
        event.add("dtend", _local(entry.end))
    event.add("sequence", entry.sequence)
    event.add("status", entry.state.upper())
    if entry.place:
        event["location"] = vText(french.spaced(entry.place))
    if entry.url:
        event.add("url", f"{root}{entry.url}")
    if entry.kind:
        event.add("categories", [entry.kind])
    return event.to_ical()


def _local(moment):
    return clock.local(moment) if isinstance(moment, dt.datetime) else moment
