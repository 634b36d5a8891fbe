"""A meeting as an iCalendar object (RFC 5545), and as an invitation that calendars understand (RFC 5546).

The text is made once for a meeting; what changes from one person to the next (their address, their private link) is
three lines added to it, so that three hundred people are invited in a fraction of a second.
"""

import datetime as dt
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from parvis.ground.core import clock, french

from .choices import FELL_THROUGH, PREPARING

ZONE = "Europe/Paris"
OPEN, CLOSE = "BEGIN:VEVENT\r\n", "END:VEVENT\r\n"


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
        return self._with(self._published, self._told(self._about()))

    def for_person(self, convocation, recipient):
        """For somebody called: their own link, and what their calendar answers to when they have an address."""
        return self._for(self._sent if recipient.email else self._published, convocation, recipient)

    def kept_by(self, convocation):
        """For somebody called who downloads it from their page."""
        return self._for(self._published, convocation, None)

    @cached_property
    def _sent(self):
        return self._frame("CANCEL" if self.called_off else "REQUEST")

    @cached_property
    def _published(self):
        return self._frame("PUBLISH")

    def _for(self, frame, convocation, recipient):
        link = self.meeting.authority.address_of(link_of(convocation))
        own = self._told([*self._about(), f"Votre page, pour répondre : {link}"])
        own["url"] = link
        if recipient and recipient.email:
            own.add("attendee", _attendee(recipient), encode=0)
        return self._with(frame, own)

    def _with(self, frame, own):
        inside = own.to_ical().decode()
        inside = inside[inside.index(OPEN) + len(OPEN) : inside.rindex(CLOSE)]
        return frame.replace(CLOSE, inside + CLOSE, 1)

    def _told(self, lines):
        event = Event()
        event["description"] = vText(french.spaced("\n".join(lines)))
        return event

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

    def _about(self):
        return self._lines

    @cached_property
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


def _attendee(recipient):
    """Answers are given on the private page: calendars are not asked to send theirs to an address nobody reads."""
    address = vCalAddress(f"mailto:{recipient.email}")
    address.params["CN"] = vText(recipient.name)
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION")
    address.params["RSVP"] = vText("FALSE")
    return address
