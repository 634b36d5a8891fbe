"""The vote in writing."""

from django.db import transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import heed, move, record

from .. import letters
from ..choices import AdoptionMode, VoteChoice
from ..models import (
    WrittenProcedure,
    WrittenVote,
)
from .adoption import Vote, no_recommendation_caution, refuse_unready
from .locking import locked_row
from .remarks import group_of_text


@transaction.atomic
def open_written_procedure(text, *, closes_on, electors, quorum, by, override=""):
    """Ask each elector (a person) to vote before a day. `Refused` without a version, or with no elector.

    Warns when the text is an opinion that recommends nothing: nobody may write in it once the vote runs.
    """
    text_now = locked_row(text)
    refuse_unready(text_now)
    if closes_on < clock.today():
        raise Refused("La date de clôture est passée : choisissez-en une autre.")
    if not electors:
        raise Refused("L’instance n’a aucun membre en exercice : personne ne pourrait voter.")
    cautions = heed(no_recommendation_caution(text_now), override)
    procedure = WrittenProcedure.objects.create(
        text=text_now, opens_on=clock.today(), closes_on=closes_on, quorum_required=quorum, opened_by=by
    )
    WrittenVote.objects.bulk_create(WrittenVote(procedure=procedure, person=person) for person in electors)
    facts = {"electors": len(electors)}
    move(
        text_now, "open_written_procedure", by=by, cautions=cautions, reason=override, facts=facts, comments_until=None
    )
    text.status = text_now.status
    letters.WrittenVoteOpened(text_now, until=closes_on).send_to(
        [person.recipient() for person in electors], group=group_of_text(text_now)
    )
    return procedure


@transaction.atomic
def cast_written_vote(procedure, *, person, choice, by):
    """A member votes, or changes their vote, until the closing day. An agent may enter a vote received on paper."""
    if choice not in VoteChoice.values:
        raise Refused("Choisissez pour, contre ou abstention.")
    procedure = WrittenProcedure.objects.select_for_update().get(pk=procedure.pk)
    if procedure.closed_at or procedure.closes_on < clock.today():
        raise Refused(f"Le vote était ouvert jusqu’au {procedure.closes_on:%d/%m/%Y}.")
    rows = WrittenVote.objects.filter(procedure=procedure, person=person)
    if not rows.update(choice=choice, cast_at=clock.now(), cast_by=by):
        raise Refused("Vous n’êtes pas sur la liste des votants de ce texte.")
    record(procedure, "cast_written_vote", by=by, facts={"person": person.pk})


def vote_on(text, *, person, choice, by):
    """Cast a vote in the written procedure that runs on a text. `Refused` when none does, or to an outsider."""
    procedure = text.running_procedure
    if procedure is None:
        raise Refused("Aucun vote n’est en cours sur ce texte.")
    if person is None:
        raise Refused("Votre compte n’est relié à aucun membre de l’instance : signalez-le à la mission participation.")
    cast_written_vote(procedure, person=person, choice=choice, by=by)


@transaction.atomic
def close_written_procedure(text, *, by):
    """End the vote and give its figures as a `Vote`; adopting the text is the next act, if they allow it.

    `Refused` before the closing day while somebody has not voted.
    """
    procedure = WrittenProcedure.objects.select_for_update().filter(text=text, closed_at=None).first()
    if procedure is None:
        raise Refused("Aucune procédure écrite n’est en cours sur ce texte.")
    choices = list(procedure.votes.values_list("choice", flat=True))
    if procedure.closes_on >= clock.today() and "" in choices:
        raise Refused(f"Le vote reste ouvert jusqu’au {procedure.closes_on:%d/%m/%Y} : tout le monde n’a pas répondu.")
    procedure.closed_at = clock.now()
    procedure.save(update_fields=["closed_at"])
    vote = figures(procedure, choices)
    move(text, "close_written_procedure", by=by, facts={"votes": vote.votes, "electors": vote.electors})
    return vote


def figures(procedure, choices):
    """What a written procedure gives: whoever answered is present, there are no proxies."""
    count = choices.count
    answered = len(choices) - count("")
    return Vote(
        mode=AdoptionMode.WRITTEN, on=clock.today(), electors=len(choices), present=answered,
        quorum=procedure.quorum_required, in_favour=count(VoteChoice.FOR), against=count(VoteChoice.AGAINST),
        abstentions=count(VoteChoice.ABSTENTION),
    )  # fmt: skip
