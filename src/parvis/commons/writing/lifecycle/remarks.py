"""Remarks: asked for, left, settled in front of their author."""

from django.db import transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import move, record
from parvis.ground.mailing.recipients import user_recipient

from .. import letters
from ..choices import Outcome, Status
from ..models import (
    Comment,
)


@transaction.atomic
def open_comments(text, *, until, by, recipients=()):
    """Ask the members for their remarks until a day. `Refused` without a version or with a day that is past."""
    if text.latest is None:
        raise Refused("Écrivez une première version avant d’ouvrir les commentaires.")
    if until < clock.today():
        raise Refused("La date de fin des commentaires est passée : choisissez-en une autre.")
    move(text, "open_comments", by=by, comments_until=until, facts={"version": text.head})
    letters.CommentsOpened(text, until=until).send_to(recipients, group=group_of_text(text))


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
    letters.CommentSettled(row.text, comment=row).send_to(_author(row), group=group_of_text(row.text))


def _author(row):
    if row.person_id:
        return row.person.recipient()
    return user_recipient(row.author)


def group_of_text(text):
    return (f"scheme:{text.scheme_id}", text.scheme.name)
