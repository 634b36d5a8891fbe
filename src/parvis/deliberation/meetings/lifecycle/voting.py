"""Votes of a session: counted by hand, recorded name by name, or secret."""

import secrets

from django.db import IntegrityError, transaction

from parvis.ground.core import clock, french
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import move, record

from .. import presence
from ..choices import UPCOMING, Ballot, MeetingStatus, VoteMode, VoteStatus
from ..models import Meeting, RecordedBallot, SecretBallot, SecretVoter, Vote

PREPARING = (*UPCOMING, MeetingStatus.IN_SESSION)


@transaction.atomic
def prepare_vote(meeting, *, by, question, mode=VoteMode.SHOW_OF_HANDS, item=None):
    """Write the question that will be put to the vote."""
    if meeting.status not in PREPARING:
        raise Refused("Un vote se prépare avant la séance ou pendant.")
    if not question.strip():
        raise Refused("Écrivez la question mise au vote.")
    vote = Vote.objects.create(meeting=meeting, question=question.strip(), mode=mode, item=item)
    record(meeting, "prepare_vote", by=by, facts={"vote": vote.pk, "mode": str(mode)})
    return vote


@transaction.atomic
def open_vote(vote, *, by):
    """Open a recorded or secret vote to the voices in the room. Of a secret vote the journal keeps the closing only."""
    _need_session(vote.meeting)
    if vote.mode == VoteMode.SHOW_OF_HANDS:
        raise Refused("Un vote à main levée ne s’ouvre pas : tapez ce qui a été compté.")
    if not presence.voices(vote.meeting):
        raise Refused("Personne ne peut voter : notez d’abord les présences.")
    if not vote.is_secret:
        move(vote, "open_vote", by=by)
    elif not Vote.objects.filter(pk=vote.pk, status=VoteStatus.PREPARED).update(status=VoteStatus.OPEN):
        raise Refused("Ce vote est déjà ouvert ou clos. Rechargez la page.")
    vote.status = VoteStatus.OPEN


@transaction.atomic
def count_hands(vote, *, by, in_favour, against, abstentions):
    """Type what was counted by show of hands. `Refused` beyond the voices in the room."""
    if vote.mode != VoteMode.SHOW_OF_HANDS:
        raise Refused("Ce vote se compte d’après les bulletins.")
    _need_session(vote.meeting)
    cast, room = in_favour + against + abstentions, room_of(vote.meeting)
    if room is not None and cast > room:
        told, there = (french.plural(count, "voix", "voix") for count in (cast, room))
        raise Refused(f"{told} pour {there} dans la salle : recomptez.")
    _close(vote, by, in_favour, against, abstentions)


def room_of(meeting):
    """The voices that may be cast: those of the list, else the members there are, None when nobody knows."""
    if meeting.attendances.exists():
        return len(presence.voices(meeting))
    return presence.quorum_of(meeting)[0]


# --- Ballots --------------------------------------------------------------------------------------


def ballots_of(vote, person_id):
    """The voices that somebody may cast in this vote: their own and those they carry (`presence.Voice`)."""
    return [voice for voice in presence.voices(vote.meeting) if voice.by_id == person_id]


@transaction.atomic
def cast(vote, voice, choice):
    """One voice votes. Pressing twice gives one vote; a recorded one may be changed until the vote is closed.

    Returns whether it counted: False for a second secret ballot. `Refused` once closed, or for who is not in the room.
    """
    vote = Vote.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=vote.pk)
    if vote.status != VoteStatus.OPEN:
        raise Refused("Ce vote n’est pas ouvert.")
    if choice not in Ballot.values:
        raise Refused("Choisissez pour, contre ou abstention.")
    if voice not in presence.voices(vote.meeting):
        raise Refused("Cette voix n’est pas dans la salle : la présence ou le pouvoir a changé.")
    return _cast_secret(vote, voice, choice) if vote.is_secret else _cast_recorded(vote, voice, choice)


def _cast_recorded(vote, voice, choice):
    RecordedBallot.objects.update_or_create(
        vote=vote, person_id=voice.person_id,
        defaults={"choice": choice, "by_proxy_id": voice.by_id if voice.is_proxy else None},
    )  # fmt: skip
    return True


def _cast_secret(vote, voice, choice):
    """Sign the list, then mix the urn again.

    Every ballot is written anew, in a random order and under a random number, by this one transaction: neither the
    order of the rows nor the number of the transaction that wrote them says which ballot came with which name.
    """
    try:
        with transaction.atomic():
            SecretVoter.objects.create(vote=vote, person_id=voice.person_id)
    except IntegrityError:
        return False
    urn = [*SecretBallot.objects.filter(vote=vote).values_list("choice", flat=True), choice]
    secrets.SystemRandom().shuffle(urn)
    SecretBallot.objects.filter(vote=vote).delete()
    SecretBallot.objects.bulk_create(SecretBallot(vote=vote, choice=dropped) for dropped in urn)
    return True


def signed(vote):
    """The people whose voice was cast: what may be shown while the vote is open."""
    rows = vote.voters if vote.is_secret else vote.recorded
    return set(rows.values_list("person", flat=True))


@transaction.atomic
def close_vote(vote, *, by):
    """Close a vote by ballots and count them: only now does anybody read the result."""
    vote = Vote.objects.select_for_update(of=("self",)).select_related("meeting__scheme__body").get(pk=vote.pk)
    if vote.status != VoteStatus.OPEN:
        raise Refused("Ce vote n’est pas ouvert.")
    rows = vote.ballots if vote.is_secret else vote.recorded
    cast = list(rows.values_list("choice", flat=True))
    _close(vote, by, *(cast.count(choice) for choice in (Ballot.FOR, Ballot.AGAINST, Ballot.ABSTENTION)))
    return vote


def _close(vote, by, in_favour, against, abstentions):
    move(
        vote, "close_vote", by=by, in_favour=in_favour, against=against, abstentions=abstentions,
        closed_at=clock.now(), facts={"for": in_favour, "against": against, "abstentions": abstentions},
    )  # fmt: skip


def _need_session(meeting):
    status = Meeting.objects.values_list("status", flat=True).get(pk=meeting.pk)
    if status != MeetingStatus.IN_SESSION:
        raise Refused("On ne vote que pendant la séance : ouvrez-la d’abord.")


@transaction.atomic
def drop_vote(vote, *, by):
    """Take away a question prepared and never put to the vote."""
    if vote.status != VoteStatus.PREPARED:
        raise Refused("Ce vote a eu lieu : il reste au compte rendu.")
    meeting, number = vote.meeting, vote.pk
    vote.delete()
    record(meeting, "drop_vote", by=by, facts={"vote": number})
