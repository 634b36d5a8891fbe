"""What leaves for the people called to a meeting: the date, the convocation, what changes, what is given up.

Each leads to the private page of the person; nothing of what they need is ever written in them.
"""

from functools import cached_property

from parvis.ground.core import french
from parvis.ground.mailing.letters import Letter

from ..choices import MeetingStatus
from ..invitations import Invitation, link_of

WORDS = {
    "starts_at": "la date ou l’heure",
    "ends_at": "l’heure de fin",
    "venue": "le lieu",
    "place": "le lieu",
    "video_url": "le lien de visioconférence",
    "sites": "les sites",
}
"""What may change, as one says it."""


def ref_of(convocation):
    """How a recipient names the person called."""
    return f"people.person:{convocation.person_id}"


class CallLetter(Letter):
    """A message about a meeting to those called; `called` are their convocations, with their people."""

    essential = True
    never_twice = True

    def __init__(self, meeting, called, **context):
        super().__init__(meeting, **context)
        self.called = {ref_of(convocation): convocation for convocation in called}
        self.invitation = Invitation(meeting)

    def path_for(self, recipient):
        return link_of(self.called[recipient.ref])

    def calendar_for(self, recipient):
        return self.invitation.for_person(self.called[recipient.ref], recipient)

    def body_for(self, recipient):
        self.context |= self.facts | {"convocation": self.called[recipient.ref]}
        return super().body_for(recipient)

    @cached_property
    def facts(self):
        """The meeting in words, the same for everybody."""
        meeting = self.about
        return {
            "meeting": meeting, "scheme": meeting.scheme.name, "starts": french.full_datetime(meeting.starts_at),
            "ends": french.hour(meeting.ends_at) if meeting.ends_at else "",
            "items": list(meeting.items.order_by("number")), "sites": list(meeting.sites.select_related("venue")),
            "proxies": bool(getattr(meeting.scheme.child, "proxies_per_member", 0)),
        }  # fmt: skip


class SaveTheDate(CallLetter):
    key = "meetings.save_the_date"
    label = "Date à retenir"
    audience = "les membres de l’instance et les personnes invitées, par le moyen choisi par chaque personne"
    why = "Vous êtes membre de cette instance ou invité à cette réunion."
    subject = "Date à retenir : {about.title}"
    template = "meetings/letters/save_the_date.txt"


class Called(CallLetter):
    key = "meetings.convocation"
    label = "Convocation à une réunion"
    audience = "les membres de l’instance, les suppléants appelés à siéger et les personnes invitées"
    why = "Vous êtes membre de cette instance ou invité à cette réunion."
    subject = "Convocation : {about.title}"
    template = "meetings/letters/convocation.txt"


class Changed(CallLetter):
    key = "meetings.changed"
    label = "Changement d’une réunion"
    audience = "les personnes à qui la date ou la convocation a été envoyée"
    why = "Vous aviez reçu la date de cette réunion."
    subject = "Changement : {about.title}"
    template = "meetings/letters/changed.txt"

    @cached_property
    def facts(self):
        changed = dict.fromkeys(WORDS[name] for name in self.context["changed"])
        convened = self.about.status == MeetingStatus.CONVENED
        return super().facts | {"what_changes": ", ".join(changed), "convened": convened}


class CalledOff(CallLetter):
    key = "meetings.called_off"
    label = "Annulation ou report d’une réunion"
    audience = "les personnes à qui la date ou la convocation a été envoyée ; celles qui ne sont plus invitées"
    why = "Vous aviez reçu la date de cette réunion."
    subject = "{words} : {about.title}"
    template = "meetings/letters/called_off.txt"

    def __init__(self, meeting, called, **context):
        super().__init__(meeting, called, **context)
        self.invitation = Invitation(meeting, called_off=True)


class ProxyLost(Letter):
    key = "meetings.proxy_lost"
    label = "Pouvoir à donner à quelqu’un d’autre"
    audience = "le membre dont le pouvoir ne peut plus être porté, parce que son porteur ne vient plus"
    why = "Vous aviez donné pouvoir pour cette réunion."
    subject = "Votre pouvoir n’est plus porté : {about.meeting.title}"
    template = "meetings/letters/proxy_lost.txt"
    essential = True

    def path_for(self, recipient):
        return link_of(self.about)

    def body_for(self, recipient):
        meeting = self.about.meeting
        self.context |= {"meeting": meeting, "starts": french.full_datetime(meeting.starts_at)}
        return super().body_for(recipient)


LETTERS = (SaveTheDate, Called, Changed, CalledOff, ProxyLost)
