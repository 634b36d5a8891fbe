"""What one does with a text: write, comment, disagree, adopt, lock. A host feature may run the adoption for its own."""

from dataclasses import dataclass

from django.db import transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.core.html import clean, plain
from parvis.ground.journal.acts import announce, heed, move, record
from parvis.ground.mailing.recipients import user_recipient

from . import letters
from .anchors import anchor_blocks
from .choices import OPEN, AdoptionMode, Outcome, Status, TextKind, VoteChoice
from .models import (
    Adoption,
    Comment,
    DebateNote,
    Divergence,
    MinorityPosition,
    Position,
    Recommendation,
    Text,
    TextDraft,
    Version,
    WrittenProcedure,
    WrittenVote,
)
from .sealing import fingerprint_of

MAX_LENGTH = 600_000
"""A text of two hundred pages: beyond it, something was pasted by mistake."""


class Conflict(Refused):
    """Somebody saved first: `theirs` is the version they wrote, `mine` the words typed here. Nothing is lost."""

    def __init__(self, mine, theirs):
        self.mine, self.theirs = mine, theirs
        super().__init__(
            f"{theirs.created_by or 'Quelqu’un'} a enregistré la version {theirs.number} pendant que vous écriviez. "
            "Comparez les deux textes, puis enregistrez celui qui réunit vos mots et les siens."
        )


# --- Writing --------------------------------------------------------------------------------------


@transaction.atomic
def create_text(scheme, *, kind, title, by, rapporteur=None, readers=(), origin=("", ""), html=""):
    """Open a text in a scheme. `origin` gives the desk and member pages of the record that will run its adoption."""
    text = Text.objects.create(
        authority_id=scheme.authority_id, scheme_id=scheme.pk, kind=kind, title=title, rapporteur=rapporteur,
        origin_desk_url=origin[0], origin_member_url=origin[1], created_by=by, created_at=clock.now(),
    )  # fmt: skip
    text.readers.set(readers)
    record(text, "create_text", by=by, to_state=text.status, facts={"kind": str(kind)})
    if plain(html):
        save_version(text, html=html, base=0, by=by)
    return text


@transaction.atomic
def create_plain_version(text, *, by):
    """Open the easy-to-read version (FALC) of a text. `Refused` when it exists."""
    if Text.objects.filter(plain_of=text).exists():
        raise Refused("La version facile à lire existe déjà : ouvrez-la pour l’écrire.")
    plain_text = Text.objects.create(
        authority_id=text.authority_id, scheme_id=text.scheme_id, kind=TextKind.PLAIN_LANGUAGE,
        title=f"En clair : {text.title}"[:200], plain_of=text, created_by=by, created_at=clock.now(),
    )  # fmt: skip
    record(plain_text, "create_text", by=by, to_state=plain_text.status, facts={"plain_of": text.pk})
    return plain_text


@transaction.atomic
def save_version(text, *, html, base, by, note=""):
    """Write the next version on top of version `base`; returns it, or the last one when no word changed.

    `Conflict` when somebody saved in between (both versions travel with it), `Refused` when the text is locked.
    """
    html = _cleaned(html)
    before = text.versions.filter(number=base).first()
    if before and before.html == html and base == _head(text):
        return before
    anchors, last = anchor_blocks(html, before.blocks if before else (), _last_anchor(text))
    taken = Text.objects.filter(pk=text.pk, head=base, status__in=OPEN)
    if not taken.update(head=base + 1, last_anchor=last):
        raise _why_not_saved(text, html)
    version = Version.objects.create(
        text=text, number=base + 1, html=html, anchors=anchors, note=note, created_by=by, created_at=clock.now()
    )
    text.head, text.last_anchor = base + 1, last
    text.__dict__.pop("latest", None)
    TextDraft.objects.filter(text=text, user=by).delete()
    record(text, "save_version", by=by, facts={"version": version.number})
    announce(text)
    return version


def keep_draft(text, *, html, base, by):
    """Keep what somebody is typing; not a version, seen by nobody else."""
    if len(html) > MAX_LENGTH:
        raise Refused("Ce texte est trop long pour être gardé. Enregistrez-le en plusieurs textes.")
    draft, _ = TextDraft.objects.update_or_create(
        text=text, user=by, defaults={"html": clean(html), "base": base, "saved_at": clock.now()}
    )
    return draft


@transaction.atomic
def rename(text, *, title, by):
    """Change the title of an open text."""
    if not Text.objects.filter(pk=text.pk, status__in=OPEN).update(title=title):
        raise Refused("Ce texte est arrêté : son titre ne change plus.")
    text.title = title
    record(text, "rename_text", by=by)
    announce(text)


def _cleaned(html):
    if len(html) > MAX_LENGTH:
        raise Refused("Ce texte dépasse 600 000 signes. Coupez-le en plusieurs textes.")
    html = clean(html)
    if not plain(html):
        raise Refused("Écrivez au moins une phrase avant d’enregistrer.")
    return html


def _head(text):
    return Text.objects.values_list("head", flat=True).get(pk=text.pk)


def _last_anchor(text):
    return Text.objects.values_list("last_anchor", flat=True).get(pk=text.pk)


def _why_not_saved(text, html):
    now = Text.objects.get(pk=text.pk)
    if not now.is_open:
        return Refused("Ce texte est soumis au vote ou adopté : aucune version ne peut plus s’y ajouter.")
    return Conflict(html, now.latest) if now.latest else Refused("Rechargez la page avant d’enregistrer.")


# --- Remarks --------------------------------------------------------------------------------------


@transaction.atomic
def open_comments(text, *, until, by, recipients=()):
    """Ask the members for their remarks until a day. `Refused` without a version or with a day that is past."""
    if text.latest is None:
        raise Refused("Écrivez une première version avant d’ouvrir les commentaires.")
    if until < clock.today():
        raise Refused("La date de fin des commentaires est passée : choisissez-en une autre.")
    move(text, "open_comments", by=by, comments_until=until, facts={"version": text.head})
    letters.CommentsOpened(text, until=until).send_to(recipients, group=_group(text))


def close_comments(text, *, by):
    """End the period for remarks: the rapporteur's version is being written."""
    move(text, "close_comments", by=by)


def return_to_drafting(text, *, by, reason):
    """Take the text back to the workshop (rule 4 of part B)."""
    move(text, "return_to_drafting", by=by, reason=reason, comments_until=None)


@transaction.atomic
def comment(text, *, body, by, anchor=None, quote="", person=None):
    """Leave a remark on a paragraph of the last version, or on the whole text. `Refused` outside the period."""
    text.refresh_from_db(fields=["status", "comments_until", "head"])
    _refuse_comment(text)
    version = text.latest
    if anchor is not None and anchor not in version.anchors:
        raise Refused("Ce paragraphe n’existe plus dans la dernière version : rechargez la page.")
    if not body.strip():
        raise Refused("Écrivez votre remarque.")
    row = Comment.objects.create(
        text=text, version=version, author=by, person=person, anchor=anchor, quote=quote[:300], body=body.strip(),
        at=clock.now(),
    )  # fmt: skip
    record(row, "comment", by=by, to_state=row.outcome, facts={"text": text.pk, "version": version.number})
    return row


def _refuse_comment(text):
    if text.status != Status.COMMENTING:
        raise Refused("Les commentaires ne sont pas ouverts sur ce texte.")
    if text.comments_until < clock.today():
        raise Refused(f"Les commentaires étaient ouverts jusqu’au {text.comments_until:%d/%m/%Y}.")


@transaction.atomic
def settle_comment(row, *, outcome, by, reason=""):
    """Say what becomes of a remark, once; its author is told. A refusal gives its reason."""
    if outcome not in (Outcome.TAKEN_UP, Outcome.REFUSED):
        raise Refused("Dites si la remarque est reprise ou non.")
    if outcome == Outcome.REFUSED and not reason.strip():
        raise Refused("Donnez la raison : l’auteur de la remarque la lira.")
    now = clock.now()
    changes = {"outcome": outcome, "outcome_reason": reason.strip(), "settled_by": by, "settled_at": now}
    if not Comment.objects.filter(pk=row.pk, outcome=Outcome.OPEN).update(**changes):
        raise Refused("Quelqu’un a déjà donné suite à cette remarque. Rechargez la page.")
    for name, value in changes.items():
        setattr(row, name, value)
    record(row, "settle_comment", by=by, from_state=Outcome.OPEN, to_state=outcome, facts={"text": row.text_id})
    letters.CommentSettled(row.text, comment=row).send_to(_author(row), group=_group(row.text))


def _author(row):
    if row.person_id:
        return row.person.recipient()
    return user_recipient(row.author)


def _group(text):
    return (f"scheme:{text.scheme_id}", text.scheme.name)


# --- Debate and disagreement ----------------------------------------------------------------------


@transaction.atomic
def note_debate(scheme, *, kind, body, by, text=None, themes=(), said_by=None, on=None):
    """Keep what was said in a debate, under its themes."""
    note = DebateNote.objects.create(
        authority_id=scheme.authority_id, scheme_id=scheme.pk, text=text, kind=kind, body=body, said_by=said_by,
        noted_on=on or clock.today(), recorded_by=by,
    )  # fmt: skip
    note.themes.set(themes)
    record(note, "note_debate", by=by, facts={"kind": str(kind)})
    return note


@transaction.atomic
def note_divergence(text, *, subject, positions, by):
    """Keep a disagreement visible: at least two positions, each with the number of people who hold it."""
    if len(positions) < 2:
        raise Refused("Une divergence a au moins deux positions : écrivez chacune.")
    _refuse_locked(text)
    row = Divergence.objects.create(text=text, subject=subject, noted_on=clock.today())
    Position.objects.bulk_create(
        Position(divergence=row, statement=statement, supporters_count=count) for statement, count in positions
    )
    record(row, "note_divergence", by=by, facts={"text": text.pk, "positions": len(positions)})
    return row


@transaction.atomic
def add_minority(text, *, title, html, holders, by, votes=None):
    """Attach a position written by its holders. `votes` is (for, against, abstentions) on the disputed point."""
    _refuse_locked(text)
    html = clean(html)
    if not plain(html) or not title.strip():
        raise Refused("Donnez un titre et un texte à la position.")
    if not holders:
        raise Refused("Nommez les personnes qui portent cette position.")
    in_favour, against, abstentions = votes or (None, None, None)
    row = MinorityPosition.objects.create(
        text=text, title=title.strip(), html=html, in_favour=in_favour, against=against, abstentions=abstentions,
        written_by=by, written_at=clock.now(),
    )  # fmt: skip
    row.holders.set(holders)
    record(row, "add_minority", by=by, facts={"text": text.pk, "holders": len(holders)})
    return row


@transaction.atomic
def revise_minority(row, *, title, html, by, holders=None):
    """Its holders change their words or their number, as long as the text is open."""
    _refuse_locked(row.text)
    row.title, row.html = title.strip(), clean(html)
    if not plain(row.html) or not row.title:
        raise Refused("Donnez un titre et un texte à la position.")
    row.save(update_fields=["title", "html"])
    if holders is not None:
        if not holders:
            raise Refused("Nommez les personnes qui portent cette position.")
        row.holders.set(holders)
    record(row, "revise_minority", by=by, facts={"text": row.text_id})


@transaction.atomic
def join_minority(row, *, person, by):
    """Somebody else holds this position too."""
    _refuse_locked(row.text)
    row.holders.add(person)
    record(row, "join_minority", by=by, facts={"text": row.text_id, "person": person.pk})


# --- Recommendations ------------------------------------------------------------------------------


@transaction.atomic
def add_recommendation(text, *, statement, by, addressee=None, addressee_label="", explanation=""):
    """Add the next numbered recommendation."""
    text = _locked_row(text)
    last = text.recommendations.order_by("-number").values_list("number", flat=True).first() or 0
    row = Recommendation.objects.create(
        text=text, number=last + 1, statement=statement, explanation=explanation, addressee=addressee,
        addressee_label=addressee_label,
    )  # fmt: skip
    record(row, "add_recommendation", by=by, facts={"text": text.pk, "number": row.number})
    announce(text)
    return row


@transaction.atomic
def revise_recommendation(row, *, by, **changes):
    """Change the words or the addressee of a recommendation of an open text."""
    _locked_row(row.text)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    record(row, "revise_recommendation", by=by, facts={"text": row.text_id, "number": row.number})
    announce(row.text)


@transaction.atomic
def remove_recommendation(row, *, by):
    """Take a recommendation out of an open text; the following ones move up."""
    text = _locked_row(row.text)
    record(row, "remove_recommendation", by=by, facts={"text": text.pk, "number": row.number})
    number = row.number
    row.delete()
    for following in text.recommendations.filter(number__gt=number).order_by("number"):
        following.number -= 1
        following.save(update_fields=["number"])
    announce(text)


def _locked_row(text):
    """The text, its row locked against a concurrent adoption; `Refused` when it is already adopted."""
    text = Text.objects.select_for_update().get(pk=text.pk)
    _refuse_locked(text)
    return text


def _refuse_locked(text):
    if Text.objects.filter(pk=text.pk, status__in=OPEN).exists():
        return
    if Text.objects.filter(pk=text.pk, status=Status.VOTING).exists():
        raise Refused("Ce texte est soumis au vote : il ne change plus jusqu’à la clôture.")
    raise Refused("Ce texte est adopté : il ne change plus.")


# --- Adoption -------------------------------------------------------------------------------------


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
    text_now = _locked_row(text)
    _refuse_vote(vote)
    _refuse_unready(text_now)
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
    text_now = _locked_row(text)
    _refuse_unready(text_now)
    heeded = heed(_open_comments_caution(text_now), override)
    return _lock(text, text_now, by=by, cautions=heeded, reason=override)


@transaction.atomic
def publish(text, *, by):
    """Let everybody read an adopted text (**pub**)."""
    move(text, "publish_text", by=by, published_at=clock.now())


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
        raise Refused(f"{vote.present} présents et {vote.proxies} pouvoirs font plus que {vote.electors} membres.")
    if vote.proxies_per_member is not None and vote.proxies > vote.present * vote.proxies_per_member:
        raise Refused(
            f"Le règlement intérieur permet {vote.proxies_per_member} pouvoir par membre présent : "
            f"{vote.proxies} pouvoirs sont de trop pour {vote.present} présents."
        )
    if not vote.quorum_reached:
        raise Refused(f"Le quorum est de {vote.quorum} : avec {vote.present} présents, l’instance ne peut pas adopter.")
    if vote.votes > vote.voters:
        raise Refused(f"Il y a {vote.votes} votes pour {vote.voters} votants : vérifiez les chiffres.")
    if not vote.by_consensus and vote.in_favour <= vote.against:
        raise Refused("Le texte n’a pas la majorité des suffrages exprimés : il n’est pas adopté.")


def _refuse_unready(text):
    if text.latest is None:
        raise Refused("Rien n’est écrit : enregistrez une version avant l’adoption.")
    for row in text.recommendations.select_related("addressee"):
        if not row.is_complete:
            raise Refused(f"La recommandation {row.code} n’a pas de destinataire : indiquez à qui elle s’adresse.")


def _adoption_cautions(text, vote):
    yield from _open_comments_caution(text)
    silent = vote.voters - vote.votes
    if not vote.by_consensus and silent:
        yield Caution("silent_voters", f"{silent} votants n’ont pas pris part au vote : vérifiez les chiffres.")


def _open_comments_caution(text):
    waiting = text.comments.open().count()
    if waiting:
        yield Caution("open_comments", f"{waiting} remarques n’ont pas encore reçu de suite.")


# --- Written procedure ----------------------------------------------------------------------------


@transaction.atomic
def open_written_procedure(text, *, closes_on, electors, quorum, by):
    """Ask each elector (a person) to vote before a day. `Refused` without a version, or with no elector."""
    text_now = _locked_row(text)
    _refuse_unready(text_now)
    if closes_on < clock.today():
        raise Refused("La date de clôture est passée : choisissez-en une autre.")
    if not electors:
        raise Refused("L’instance n’a aucun membre en exercice : personne ne pourrait voter.")
    procedure = WrittenProcedure.objects.create(
        text=text_now, opens_on=clock.today(), closes_on=closes_on, quorum_required=quorum, opened_by=by
    )
    WrittenVote.objects.bulk_create(WrittenVote(procedure=procedure, person=person) for person in electors)
    move(text_now, "open_written_procedure", by=by, comments_until=None, facts={"electors": len(electors)})
    text.status = text_now.status
    letters.WrittenVoteOpened(text_now, until=closes_on).send_to(
        [person.recipient() for person in electors], group=_group(text_now)
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
