"""Topics raised, entrusted, shared, closed; solicitations noted; the word of the month on a body."""

from django.db import transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import move, record

from .models import BoardNote, Solicitation, Topic


@transaction.atomic
def raise_topic(authority, *, by, title, schemes, details="", owner=None):
    """Note a subject on which one or several bodies work. `Refused` without any."""
    schemes = list(schemes)
    if not title.strip():
        raise Refused("Nommez le sujet en quelques mots.")
    if not schemes:
        raise Refused("Choisissez au moins une instance qui travaille sur ce sujet.")
    topic = Topic.objects.create(
        authority=authority, title=title.strip(), details=details, owner=owner, raised_on=clock.today()
    )
    topic.schemes.set(schemes)
    record(topic, "raise_topic", by=by, to_state=topic.status, facts={"schemes": sorted(s.pk for s in schemes)})
    return topic


@transaction.atomic
def amend_topic(topic, *, by, title, schemes, details=""):
    """Correct the words or the bodies of a topic."""
    schemes = list(schemes)
    if not title.strip() or not schemes:
        raise Refused("Un sujet a un nom et au moins une instance.")
    topic.title, topic.details = title.strip(), details
    topic.save(update_fields=["title", "details"])
    topic.schemes.set(schemes)
    record(topic, "amend_topic", by=by, facts={"schemes": sorted(s.pk for s in schemes)})


def assign_topic(topic, *, by, owner):
    """Somebody answers for the topic."""
    if owner is None:
        raise Refused("Choisissez qui porte ce sujet.")
    move(topic, "assign_topic", by=by, owner=owner)


def share_topic(topic, *, by, outcome):
    """The bodies concerned know of each other and have agreed how they work."""
    if not outcome.strip():
        raise Refused("Écrivez ce dont les instances ont convenu.")
    move(topic, "share_topic", by=by, outcome=outcome.strip())


def close_topic(topic, *, by, outcome):
    """The topic needs no more coordination."""
    if not outcome.strip():
        raise Refused("Écrivez ce qui a été convenu avant de clore le sujet.")
    move(topic, "close_topic", by=by, outcome=outcome.strip())


def reopen_topic(topic, *, by, reason):
    """The topic comes back."""
    if not reason.strip():
        raise Refused("Écrivez pourquoi le sujet revient.")
    move(topic, "reopen_topic", by=by, reason=reason)


@transaction.atomic
def note_solicitation(authority, *, by, on, what, scheme=None, territory=None, audience=""):
    """People were asked something. `Refused` without saying whom."""
    if territory is None and not audience.strip():
        raise Refused("Indiquez qui a été sollicité : un territoire ou un public.")
    row = Solicitation.objects.create(
        authority=authority, on=on, what=what.strip(), scheme=scheme, territory=territory, audience=audience.strip()
    )
    record(row, "note_solicitation", by=by)
    return row


@transaction.atomic
def say(scheme, *, by, risk="", help=""):
    """Write the risk and the help needed by a body on the board; empty words take the former ones off."""
    note = BoardNote.objects.create(
        authority_id=scheme.authority_id, scheme_id=scheme.pk, written_on=clock.today(), risk=risk.strip(),
        help=help.strip(),
    )  # fmt: skip
    record(note, "say", by=by, facts={"scheme": scheme.pk})
    return note
