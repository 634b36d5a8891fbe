"""Adoption: the figures of a vote, the lock and its fingerprint, publication."""

from dataclasses import dataclass

from django.db import transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.core.french import plural
from parvis.ground.journal.acts import heed, move

from ..choices import TextKind
from ..models import (
    Adoption,
)
from ..sealing import fingerprint_of
from .locking import locked_row


@dataclass(frozen=True)
class Vote:
    """The figures of an adoption, given as values: this app knows neither bodies nor meetings.

    `quorum_counts_proxies` and `proxies_per_member` come from the internal rules of whoever adopts.
    """

    mode: str
    on: object
    electors: int
    present: int
    quorum: int
    proxies: int = 0
    in_favour: int = 0
    against: int = 0
    abstentions: int = 0
    by_consensus: bool = False
    proxies_per_member: int | None = None
    quorum_counts_proxies: bool = False

    @property
    def voters(self):
        return self.present + self.proxies

    @property
    def votes(self):
        return self.in_favour + self.against + self.abstentions

    @property
    def quorum_reached(self):
        counted = self.voters if self.quorum_counts_proxies else self.present
        return counted >= self.quorum


@transaction.atomic
def adopt(text, vote, *, by, override="", cautions=()):
    """Record the vote and lock the last version under its fingerprint. `Refused` without quorum or majority."""
    text_now = locked_row(text)
    _refuse_vote(vote)
    refuse_unready(text_now)
    heeded = heed([*cautions, *_adoption_cautions(text_now, vote)], override)
    Adoption.objects.create(
        text=text_now, mode=vote.mode, on=vote.on, electors=vote.electors, present=vote.present, proxies=vote.proxies,
        quorum_required=vote.quorum, quorum_reached=vote.quorum_reached, by_consensus=vote.by_consensus,
        in_favour=vote.in_favour, against=vote.against, abstentions=vote.abstentions, recorded_by=by,
        recorded_at=clock.now(),
    )  # fmt: skip
    return _lock(text, text_now, by=by, cautions=heeded, reason=override)


@transaction.atomic
def approve(text, *, by, override=""):
    """Lock a text that no vote adopts: minutes, a synthesis, an easy-to-read version."""
    text_now = locked_row(text)
    refuse_unready(text_now)
    heeded = heed(_open_comments_caution(text_now), override)
    return _lock(text, text_now, by=by, cautions=heeded, reason=override)


@transaction.atomic
def publish(text, *, by):
    """Let everybody read an adopted text (**pub**)."""
    move(text, "publish_text", by=by, published_at=clock.now())
    if text.kind in (TextKind.SYNTHESIS, TextKind.PLAIN_LANGUAGE):
        _write_later(text, by)


def _write_later(text, by):
    """Ask for its documents once the step is committed; a job writes them, dated from this moment."""
    moment = clock.now().isoformat()

    def ask():
        # The job imports the models of the verbs: it is found when it is needed.
        from ..tasks import write_documents

        write_documents.enqueue(text.pk, by.pk if by else None, moment)

    transaction.on_commit(ask)


def _lock(text, text_now, *, by, cautions, reason):
    digest = fingerprint_of(text_now)
    facts = {"fingerprint": digest, "version": text_now.head}
    move(
        text_now, "adopt_text", by=by, cautions=cautions, reason=reason, facts=facts,
        locked_at=clock.now(), fingerprint=digest, comments_until=None,
    )  # fmt: skip
    for name in ("status", "locked_at", "fingerprint", "comments_until", "head"):
        setattr(text, name, getattr(text_now, name))
    return text


def _refuse_vote(vote):
    if vote.voters > vote.electors:
        raise Refused(f"{_room(vote)} font plus que {plural(vote.electors, 'membre')}.")
    if vote.proxies_per_member is not None and vote.proxies > vote.present * vote.proxies_per_member:
        raise Refused(
            f"Le règlement intérieur permet {plural(vote.proxies_per_member, 'pouvoir')} par membre présent : "
            f"{plural(vote.proxies, 'pouvoir')}, c’est trop pour {plural(vote.present, 'présent')}."
        )
    if not vote.quorum_reached:
        raise Refused(
            f"Le quorum est de {vote.quorum} : avec {plural(vote.present, 'présent')}, l’instance ne peut pas adopter."
        )
    if vote.votes > vote.voters:
        raise Refused(
            f"Il y a {plural(vote.votes, 'vote')} pour {plural(vote.voters, 'votant')} : vérifiez les chiffres."
        )
    if not vote.by_consensus and vote.in_favour <= vote.against:
        raise Refused("Le texte n’a pas la majorité des suffrages exprimés : il n’est pas adopté.")


def _room(vote):
    return f"{plural(vote.present, 'présent')} et {plural(vote.proxies, 'pouvoir')}"


def refuse_unready(text):
    if text.latest is None:
        raise Refused("Rien n’est écrit : enregistrez une version avant l’adoption.")
    for row in text.recommendations.select_related("addressee"):
        if not row.is_complete:
            raise Refused(f"La recommandation {row.code} n’a pas de destinataire : indiquez à qui elle s’adresse.")


def _adoption_cautions(text, vote):
    yield from _open_comments_caution(text)
    yield from no_recommendation_caution(text)
    silent = vote.voters - vote.votes
    if not vote.by_consensus and silent:
        yield Caution(
            "silent_voters",
            f"{plural(silent, 'votant n’a', 'votants n’ont')} pas pris part au vote : vérifiez les chiffres.",
        )


def _open_comments_caution(text):
    waiting = text.comments.open().count()
    if waiting:
        yield Caution(
            "open_comments", f"{plural(waiting, 'remarque n’a', 'remarques n’ont')} pas encore reçu de suite."
        )


def no_recommendation_caution(text):
    """An opinion without recommendations leaves nothing to answer, one by one, nor to follow."""
    if text.kind == TextKind.OPINION and not text.recommendations.exists():
        yield Caution(
            "no_recommendation",
            "L’avis ne contient aucune recommandation : il n’appellera de réponse, ni de suivi, sur aucun point.",
        )
