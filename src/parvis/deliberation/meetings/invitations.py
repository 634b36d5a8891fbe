"""A meeting as an iCalendar object (RFC 5545), and as an invitation that calendars understand (RFC 5546).

The text is made once for a meeting; what changes from one person to the next (their address, their private link) is
three lines added to it, so that three hundred people are invited in a fraction of a second.
"""

import datetime as dt
import re
from functools import cached_property

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from parvis.ground.core import clock, french

from .choices import FELL_THROUGH, PREPARING

ZONE = "Europe/Paris"
CLOSE = "END:VEVENT\r\n"
OCTETS = 75
NOT_IN_A_NAME = re.compile(r'[\x00-\x1f"]+')


def link_of(convocation):
    """The private page of somebody who is called."""
    return reverse("public:meetings-links:convocation", args=[convocation.key])


class Invitation:
    """The event of a meeting as it stands now; `public` leaves out what only its people may know (the video link).

    `called_off` says that it is given up, be it for one person alone.
    """

    def __init__(self, meeting, *, public=False, called_off=False):
        self.meeting, self.public = meeting, public
        self.called_off = called_off or meeting.status in FELL_THROUGH

    @property
    def state(self):
        """TENTATIVE as long as the date is only to be kept, CONFIRMED once convened, CANCELLED when given up."""
        if self.called_off:
            return "CANCELLED"
        return "TENTATIVE" if self.meeting.status in PREPARING else "CONFIRMED"

    def text(self):
        """For whoever keeps the file: nobody invites, nobody is named."""
        return _with(self._published, [("DESCRIPTION", self._description)])

    def for_person(self, convocation, recipient):
        """For somebody called: their own link, and what their calendar answers to when they have an address."""
        own = self._own(convocation)
        if not recipient.email:
            return _with(self._published, own)
        return _with(self._sent, [*own, (_attendee(recipient.name), f"mailto:{recipient.email}")])

    def kept_by(self, convocation):
        """For somebody called who downloads it from their page."""
        return _with(self._published, self._own(convocation))

    def _own(self, convocation):
        link = self.meeting.authority.address_of(link_of(convocation))
        told = f"{self._description}\\n{_escaped(f'Votre page, pour répondre : {link}')}"
        return [("DESCRIPTION", told), ("URL", link)]

    @cached_property
    def _sent(self):
        return self._frame("CANCEL" if self.called_off else "REQUEST")

    @cached_property
    def _published(self):
        return self._frame("PUBLISH")

    def _frame(self, method):
        """The event without what is said to one person."""
        calendar = Calendar()
        calendar.add("prodid", "-//Parvis//Participation citoyenne//FR")
        calendar.add("version", "2.0")
        calendar.add("method", method)
        calendar.add_component(_zone(clock.local(self.meeting.starts_at).year))
        calendar.add_component(self._event(method))
        return calendar.to_ical().decode()

    def _event(self, method):
        meeting, event = self.meeting, Event()
        event.add("uid", f"{meeting.uid}@parvis")
        event.add("dtstamp", clock.now().astimezone(dt.UTC))
        event.add("dtstart", clock.local(meeting.starts_at))
        if meeting.ends_at:
            event.add("dtend", clock.local(meeting.ends_at))
        event.add("sequence", meeting.sequence)
        event.add("status", self.state)
        event["summary"] = vText(french.spaced(meeting.title))
        if where := meeting.where or ("" if self.public or not meeting.video_url else "à distance"):
            event["location"] = vText(french.spaced(where))
        if method != "PUBLISH":
            event.add("organizer", _organizer(meeting.authority), encode=0)
        return event

    @cached_property
    def _description(self):
        """What the meeting is about, as the value of a property."""
        return _escaped("\n".join(self._lines()))

    def _lines(self):
        meeting = self.meeting
        lines = [f"{meeting.get_kind_display().capitalize()} : {meeting.scheme.name}"]
        if meeting.video_url and not self.public:
            lines.append(f"Visioconférence : {meeting.video_url}")
        lines += [f"{site.label} : {site.where}" for site in meeting.sites.select_related("venue")]
        if self.state == "CONFIRMED" and (not self.public or meeting.agenda_is_public):
            lines += [str(item) for item in meeting.items.order_by("number")]
        return lines


def _zone(year):
    """The rules of local time around that year: an event keeps its local hour across the change of hour."""
    return Timezone.from_tzid(ZONE, first_date=dt.date(year - 1, 1, 1), last_date=dt.date(year + 2, 1, 1))


def _organizer(authority):
    address = vCalAddress(f"mailto:{authority.email or settings.DEFAULT_FROM_EMAIL}")
    address.params["CN"] = vText(authority.name)
    return address


def _attendee(name):
    """Answers are given on the private page: calendars are not asked to send theirs to an address nobody reads."""
    said = NOT_IN_A_NAME.sub(" ", name)
    return f'ATTENDEE;CN="{said}";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE'


def _escaped(text):
    return vText(french.spaced(text)).to_ical().decode()


def _with(frame, properties):
    """The object with more lines in its event, folded by hand: the library takes a second for three hundred people."""
    more = "".join(_folded(f"{name}:{value}") for name, value in properties)
    return frame.replace(CLOSE, more + CLOSE, 1)


def _folded(line):
    """RFC 5545, 3.1: no more than 75 octets a line, and no character cut in two."""
    octets, start, parts = line.encode(), 0, []
    while len(octets) - start > (room := OCTETS - bool(parts)):
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(octets[start:end])
        start = end
    return b"\r\n ".join([*parts, octets[start:]]).decode() + "\r\n"


def calendar_file(text):
    """An iCalendar text as a file to keep."""
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reunion.ics"'
    return response
