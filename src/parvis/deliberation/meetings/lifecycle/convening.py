"""Calling people to a meeting: who is called, what leaves for each of them, and the proof of it.

A sending is one row a person and a sequence, written with its message in one transaction: two people who press at once
queue it once, and a worker that dies sends nothing twice (`Message.never_twice`).
"""

from django.db import transaction

from parvis.deliberation.bodies import queries as bodies
from parvis.ground.core import clock, french
from parvis.ground.core.dates import clear_days_between
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.journal.acts import heed, move, record
from parvis.ground.mailing import lifecycle as mailing

from .. import queries
from ..choices import AWAY, PREPARING, UPCOMING, ConvocationKind, Expected, MeetingKind, MeetingStatus, SendingKind
from ..letters import convening as letters
from ..letters import group_of
from ..models import Convocation, Meeting, Sending

NEEDS_A_DOCUMENT = (Expected.OPINION, Expected.VOTE)
"""Nobody gives an opinion or votes on what they could not read before."""


# --- Who is called --------------------------------------------------------------------------------


@transaction.atomic
def call(meeting, *, by=None):
    """Bring the list of those called up to date: electors of the body that day, substitutes of those who are away.

    Whoever left the body is no longer called; guests stay. Returns the convocations added.
    """
    wanted, known = _called_by_right(meeting), {c.person_id: c for c in meeting.convocations.all()}
    for convocation in known.values():
        _settle(convocation, wanted)
    new = [
        Convocation(meeting=meeting, person_id=person, kind=kind)
        for person, kind in wanted.items()
        if person not in known
    ]
    added = Convocation.objects.bulk_create(new)
    if added:
        record(meeting, "call", by=by, facts={"added": len(added)})
    return added


def _called_by_right(meeting):
    """Person → in which capacity; nobody for a scheme without members.

    The monthly coordination calls those who preside the bodies, whichever scheme holds it.
    """
    body, day = meeting.scheme.child, meeting.day
    if meeting.kind == MeetingKind.COORDINATION:
        chairs = bodies.presiding(meeting.authority, day).values_list("person_id", flat=True)
        return dict.fromkeys(chairs, ConvocationKind.MEMBER)
    if body.kind != "body":
        return {}
    electors = list(bodies.electors(body, day).values_list("person_id", flat=True))
    away = set(meeting.convocations.standing().filter(answer__in=AWAY).values_list("person_id", flat=True))
    present = set(electors) - away
    substitutes = [
        row.person_id
        for row in bodies.substitutes_on(body, day)
        if row.substitute_of and row.substitute_of.person_id not in present
    ]
    return dict.fromkeys(substitutes, ConvocationKind.SUBSTITUTE) | dict.fromkeys(electors, ConvocationKind.MEMBER)


def _settle(convocation, wanted):
    """Give a known row the capacity that the body gives its person now; take it back from who left."""
    kind = wanted.get(convocation.person_id)
    if kind is None and convocation.kind != ConvocationKind.GUEST:
        _withdraw(convocation)
    elif kind and (convocation.kind != kind or convocation.withdrawn_at):
        convocation.kind, convocation.withdrawn_at = kind, None
        convocation.save(update_fields=["kind", "withdrawn_at"])


def _withdraw(convocation):
    """No longer called; the row goes when nothing left for the person, and stays as proof otherwise."""
    if convocation.withdrawn_at:
        return
    if not convocation.sendings.exists():
        convocation.delete()
        return
    convocation.withdrawn_at = clock.now()
    convocation.save(update_fields=["withdrawn_at"])


@transaction.atomic
def update_list(meeting, *, by):
    """Call those who joined the body since; they receive at once what the others received. Returns how many."""
    meeting = _locked(meeting)
    _need_upcoming(meeting)
    added = call(meeting, by=by)
    if was_announced(meeting):
        _send_current(meeting, _standing(meeting, [c.pk for c in added]))
    return len(added)


@transaction.atomic
def add_guest(meeting, person, *, by, reason):
    """Invite somebody who is not a member; what the others received leaves for them at once."""
    meeting = _locked(meeting)
    _need_upcoming(meeting)
    _need_reason(reason, "Écrivez à quel titre cette personne est invitée.")
    convocation, created = Convocation.objects.get_or_create(
        meeting=meeting, person=person, defaults={"kind": ConvocationKind.GUEST}
    )
    if not created:
        _call_again(convocation)
    record(meeting, "add_guest", by=by, reason=reason, facts={"convocation": convocation.pk})
    if was_announced(meeting):
        if not created:
            count_sending(meeting)
        _send_current(meeting, [convocation])
    return convocation


def _call_again(convocation):
    if convocation.withdrawn_at is None:
        raise Refused("Cette personne est déjà convoquée.")
    convocation.kind, convocation.withdrawn_at = ConvocationKind.GUEST, None
    convocation.save(update_fields=["kind", "withdrawn_at"])


@transaction.atomic
def remove_guest(convocation, *, by, reason):
    """The person is no longer invited; they are told when they had received something."""
    meeting = _locked(convocation.meeting)
    _need_upcoming(meeting)
    _need_reason(reason, "Écrivez pourquoi cette personne n’est plus invitée : elle le lira si elle était prévenue.")
    if convocation.kind != ConvocationKind.GUEST:
        raise Refused("Un membre est convoqué tant que son mandat court : seule une personne invitée se retire.")
    record(meeting, "remove_guest", by=by, reason=reason, facts={"convocation": convocation.pk})
    dismiss(convocation, meeting, reason)


def dismiss(convocation, meeting, reason):
    """Take somebody off the list, and tell them alone when something had left for them."""
    told = convocation.sendings.exists()
    _withdraw(convocation)
    if told:
        count_sending(meeting)
        _send(
            meeting, SendingKind.CANCELLATION, letters.CalledOff, [convocation], reason=reason, alone=True,
            words="Vous n’êtes plus convoqué",
        )  # fmt: skip


@transaction.atomic
def follow_substitute(convocation, *, by=None):
    """A holder who will be away lets their substitute be called; who comes after all takes their place back."""
    meeting = _locked(convocation.meeting)
    body = meeting.scheme.child
    if body.kind != "body":
        return
    rows = bodies.substitutes_on(body, meeting.day).filter(substitute_of__person=convocation.person_id)
    people = list(rows.values_list("person_id", flat=True))
    if not people:
        return
    if convocation.answer in AWAY:
        update_list(meeting, by=by)
        return
    called = meeting.convocations.standing().filter(person__in=people, kind=ConvocationKind.SUBSTITUTE)
    for substitute in called.select_related("person"):
        dismiss(substitute, meeting, "Le membre que vous suppléez participe à la réunion ou a donné pouvoir.")


# --- What leaves ----------------------------------------------------------------------------------


@transaction.atomic
def save_the_date(meeting, *, by):
    """The date leaves for everybody called who did not receive it (ICS TENTATIVE). Returns how many.

    `Refused` once convened, without anybody to tell, or when everybody was told.
    """
    meeting = _locked(meeting)
    if meeting.status not in PREPARING:
        raise Refused("La date à retenir s’envoie avant la convocation.")
    if meeting.starts_at <= clock.now():
        raise Refused("Cette réunion est déjà passée.")
    call(meeting, by=by)
    called = list(queries.called(meeting))
    _need_people(meeting, called)
    known = set(queries.called(meeting).told().values_list("pk", flat=True))
    told = _send(
        meeting, SendingKind.SAVE_THE_DATE, letters.SaveTheDate, [c for c in called if c.pk not in known]
    )  # fmt: skip
    if not told:
        raise Refused("Tout le monde a déjà reçu cette date.")
    record(meeting, "save_the_date", by=by, facts={"sent": told, "sequence": meeting.sequence})
    return told


@transaction.atomic
def convene(meeting, *, by, override=""):
    """Everybody is called, each by their own channel, with the agenda and what to answer (B.3). Returns how many.

    `Refused` without a place, an agenda or its documents; warned when the notice of the body's rules is not met: the
    reason of the urgency is kept, and printed in the letter.
    """
    _need_ready(meeting)
    cautions = heed(notice_cautions(meeting), override)
    meeting.sequence = _locked(meeting).sequence
    call(meeting, by=by)
    called = list(queries.called(meeting))
    _need_people(meeting, called)
    sequence = next_sequence(meeting)
    move(
        meeting, "convene", by=by, convened_at=clock.now(), sequence=sequence, urgency=override if cautions else "",
        cautions=cautions, reason=override, facts={"called": len(called), "sequence": sequence},
    )  # fmt: skip
    return _send(meeting, SendingKind.CONVOCATION, letters.Called, called)


def announce_change(meeting, *, by, changed):
    """Tell those who received the date or the convocation what changed. Returns how many."""
    called = list(queries.called(meeting).told())
    return _send(meeting, SendingKind.CHANGE, letters.Changed, called, changed=changed)


def announce_cancellation(meeting, *, by, reason):
    """Tell those who received the date that the meeting does not take place that day (ICS CANCELLED)."""
    words = "Report" if meeting.status == MeetingStatus.POSTPONED else "Annulation"
    called = list(queries.called(meeting).told())
    return _send(meeting, SendingKind.CANCELLATION, letters.CalledOff, called, reason=reason, words=words, alone=False)


def was_announced(meeting):
    """Whether something left for somebody."""
    return Sending.objects.filter(convocation__meeting=meeting).exists()


def next_sequence(meeting):
    """The number of what leaves next: zero for the first time, one more each time, never reset (B.3)."""
    announced = meeting.sequence or meeting.convened_at or was_announced(meeting)
    return meeting.sequence + 1 if announced else 0


def _send_current(meeting, called):
    """What the others received, for those who come late."""
    if meeting.status == MeetingStatus.CONVENED:
        return _send(meeting, SendingKind.CONVOCATION, letters.Called, called)
    return _send(meeting, SendingKind.SAVE_THE_DATE, letters.SaveTheDate, called)


def _send(meeting, kind, letter, called, **context):
    """One row and one message a person for the meeting's present sequence; returns how many are new."""
    told = Sending.objects.filter(convocation__meeting=meeting, sequence=meeting.sequence)
    known = set(told.values_list("convocation_id", flat=True))
    called = [convocation for convocation in called if convocation.pk not in known]
    if not called:
        return 0
    recipients = [convocation.person.recipient() for convocation in called]
    once = f"{meeting.pk}:{meeting.sequence}"
    queued = letter(meeting, called, **context).send_to(recipients, group=group_of(meeting), once=once)
    messages, now = {message.ref: message for message in queued}, clock.now()
    Sending.objects.bulk_create(
        Sending(
            convocation=convocation, sequence=meeting.sequence, kind=kind, queued_at=now,
            message=messages.get(letters.ref_of(convocation)),
        )
        for convocation in called
    )  # fmt: skip
    return len(called)


def count_sending(meeting):
    """Give the meeting the number of what leaves next."""
    meeting.sequence = next_sequence(meeting)
    meeting.save(update_fields=["sequence"])


# --- What came back -------------------------------------------------------------------------------


@transaction.atomic
def post_bounced(meeting, *, by):
    """What came back by e-mail goes on paper, with the officer's agreement. Returns how many letters wait."""
    posted = 0
    for sending in queries.bounced(meeting):
        if postal := sending.convocation.person.postal_address:
            mailing.write_by_post(sending.message, by=by, postal=postal)
            posted += 1
    if not posted:
        raise Refused("Aucun message revenu ne peut partir par courrier : complétez les adresses postales des fiches.")
    record(meeting, "post_bounced", by=by, facts={"letters": posted})
    return posted


# --- Guards ---------------------------------------------------------------------------------------


def notice_cautions(meeting):
    """The notice that the body's rules ask, in clear days."""
    days = getattr(meeting.scheme.child, "convocation_days", None)
    if days and (left := clear_days_between(clock.today(), meeting.day)) < days:
        asked = french.plural(days, "jour franc", "jours francs")
        yield Caution(
            "meeting.notice",
            f"Le règlement demande {asked} avant la réunion : il en reste {left}. Indiquez l’urgence.",
        )


def _need_ready(meeting):
    """What B.3 asks before a convocation: a time, a place or a link, a numbered agenda, its documents."""
    if not meeting.where and not meeting.video_url:
        raise Refused("Indiquez le lieu de la réunion, ou son lien de visioconférence, avant de la convoquer.")
    if meeting.starts_at <= clock.now():
        raise Refused("Cette réunion est déjà passée : enregistrez les présences.")
    items = list(meeting.items.select_related("document__produced").order_by("number"))
    if not items:
        raise Refused("Écrivez l’ordre du jour, d’au moins un point numéroté, avant de convoquer.")
    for item in items:
        _need_document(item)


def _need_document(item):
    if item.document_on:
        return
    if item.document is None and item.expected in NEEDS_A_DOCUMENT:
        raise Refused(
            f"Le point {item.number} demande un {item.get_expected_display()} : joignez son document, ou dites quand "
            "il sera envoyé (le jour de la séance s’il est remis sur place)."
        )
    if item.document and not _is_accessible(item.document):
        raise Refused(
            f"Le document du point {item.number} n’a pas d’équivalent accessible : écrivez-le, ou dites quand il sera "
            "envoyé."
        )


def _is_accessible(stored):
    """A document of the product is; a file handed over has its accessible equivalent written beside it."""
    return bool(stored.alternative) or hasattr(stored, "produced") or stored.content_type.startswith("text/")


def _need_people(meeting, called):
    if not called and not meeting.is_public:
        raise Refused("Personne n’est convoqué : ajoutez les personnes invitées à cette réunion.")


def _need_upcoming(meeting):
    if meeting.status not in UPCOMING:
        raise Refused("Cette réunion est passée ou annulée : la liste des personnes convoquées ne change plus.")


def _need_reason(reason, asked):
    if not reason.strip():
        raise Refused(asked)


def _locked(meeting):
    """The meeting as it stands, held until the end of the transaction: its sendings are counted one at a time."""
    return (
        Meeting.objects.select_for_update(of=("self",)).select_related("scheme__body", "authority").get(pk=meeting.pk)
    )


def _standing(meeting, keys):
    return list(queries.called(meeting).filter(pk__in=keys))
