"""Writing: a text, its versions, the draft that each person types."""

from django.db import transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.core.html import clean, plain
from parvis.ground.journal.acts import announce, record

from ..anchors import anchor_blocks
from ..choices import OPEN, TextKind
from ..models import (
    Text,
    TextDraft,
    Version,
)

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
