"""A message is a class and its template; sending it writes rows in the caller's transaction."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from parvis.ground.core.manifest import features

from .choices import Channel, Frequency, Status
from .models import Message, Preference


class Letter:
    """A message that the product can send.

    `audience` and `why` are French sentences: to whom it goes, and why they receive it (both are shown on the page that
    lists every message, and `why` stands under each message). An `essential` letter cannot be stopped and never waits
    for the daily digest. The text of a `confidential` letter (a code) is shown to nobody and erased once it left.
    A letter that must leave `never_twice` (a convocation) waits for an officer when nobody knows whether it left.
    `about` is a record of an authority; the template receives `about`, `recipient`, `authority` and the context given.
    """

    key = ""
    label = ""
    audience = ""
    why = ""
    subject = ""
    template = ""
    essential = False
    do_not_call_in_templates = True  # a page lists the classes themselves
    confidential = False
    never_twice = False

    def __init__(self, about, **context):
        self.about = about
        self.authority = about if about._meta.label_lower == "authorities.authority" else about.authority
        self.context = context

    def send_to(self, recipients, *, group=("", ""), once="", attachments=()):
        """Queue one message per distinct recipient; returns the rows.

        `group` is the (key, label) under which a digest gathers it, usually a scheme. With `once`, a recipient never
        receives the same letter twice for that value (a convocation and its sequence, for instance).
        """
        people = list({r.key: r for r in _listed(recipients)}.values())
        known = self._already_told(people, once)
        preferences = _preferences(self.authority, people)
        rows = [
            self._message(person, _preference_of(person, preferences), group, once)
            for person in people
            if person.key not in known
        ]
        created = Message.objects.bulk_create(rows)
        enclosed = Message.attachments.through
        enclosed.objects.bulk_create(enclosed(message=row, storedfile=file) for row in created for file in attachments)
        if created:
            transaction.on_commit(_wake_the_worker)
        return created

    def path(self):
        """Where the message leads: the public page, else the desk page."""
        for name in ("get_absolute_url", "get_desk_url"):
            if (url := getattr(self.about, name, None)) and (path := url()):
                return path
        return "/"

    def path_for(self, recipient):
        """Where it leads for this person: a private page of theirs, when they have one."""
        return self.path()

    def calendar_for(self, recipient):
        """The iCalendar text (RFC 5545) that goes with the e-mail of this person; empty without a date to give."""
        return ""

    @classmethod
    def stop_path_of(cls, message):
        """Where its recipient stops this message alone; empty when one stops its kind (see `stopping`)."""
        return ""

    def subject_for(self, recipient):
        return " ".join(self.subject.format(about=self.about, authority=self.authority, **self.context).split())

    def body_for(self, recipient):
        context = {
            **self.context,
            "about": self.about,
            "recipient": recipient,
            "authority": self.authority,
            "link": self.authority.address_of(self.path_for(recipient)),
        }
        return render_to_string(self.template, context).strip() + "\n"

    def _message(self, person, preference, group, once):
        channel = person.usable_channel(without_email=bool(preference and preference.by_post))
        return Message(
            authority=self.authority, letter=self.key, channel=channel, name=person.name, email=person.email,
            phone=person.phone, postal=person.postal, user_id=person.user_id, ref=person.ref,
            about=f"{self.about._meta.label_lower}:{self.about.pk}", about_url=self.path_for(person),
            group_key=group[0], group_label=group[1], subject=self.subject_for(person)[:300],
            body=self.body_for(person), why=self.why, essential=self.essential,
            confidential=self.confidential, calendar=self.calendar_for(person), never_twice=self.never_twice,
            once=f"{self.key}|{once}|{person.key}"[:200] if once else None,
            created_at=timezone.now(), **self._first_state(channel, preference),
        )  # fmt: skip

    def _first_state(self, channel, preference):
        if channel == Channel.NONE:
            return {"status": Status.CANCELLED, "error": "Aucun moyen de joindre cette personne."}
        if preference and not self.essential and preference.refuses(self.key):
            return {"status": Status.STOPPED}
        if channel == Channel.POST:
            return {"status": Status.TO_PRINT}
        daily = preference and preference.frequency == Frequency.DAILY
        if channel == Channel.EMAIL and daily and not self.essential:
            return {"status": Status.HELD}
        return {"status": Status.WAITING, "next_try_at": timezone.now()}

    def _already_told(self, people, once):
        if not once:
            return set()
        keys = {f"{self.key}|{once}|{p.key}"[:200]: p.key for p in people}
        told = Message.objects.filter(authority=self.authority, once__in=keys).values_list("once", flat=True)
        return {keys[key] for key in told}


def _listed(recipients):
    if recipients is None:
        return []
    return recipients if isinstance(recipients, Iterable) else [recipients]


def _preferences(authority, people):
    """The preferences of these people, by address and by account."""
    emails, users = {p.email.lower() for p in people if p.email}, {p.user_id for p in people if p.user_id}
    rows = Preference.objects.filter(Q(email__in=emails) | Q(user__in=users), authority=authority)
    return {key: row for row in rows for key in (row.user_id, row.email)}


def _preference_of(person, preferences):
    """That of the address, else that of the account: one may be written to elsewhere than where one signs in."""
    return preferences.get(person.email.lower()) or (preferences.get(person.user_id) if person.user_id else None)


def _wake_the_worker():
    from .tasks import deliver

    deliver.enqueue()


def known():
    """Every letter class that the product can send, by key."""
    return {letter.key: letter for feature in features() for letter in feature.letters}


def label_of(key):
    """The words for a letter's key; one that no feature declares any more is shown by its key."""
    letter = known().get(key)
    return letter.label if letter else key
