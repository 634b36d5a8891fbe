"""What officers do with the outbox: send again, cancel, write by post instead; print a batch of letters and post it."""

from django.db import transaction
from django.utils import timezone

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.documents import lifecycle as documents
from parvis.ground.journal.acts import move, record

from . import paper
from .choices import MOST_LETTERS, Channel, Status
from .models import Message, PostBatch, Preference


@transaction.atomic
def resend(message, *, by, email=""):
    """Put a message back in the queue, to a corrected address when one is given.

    `Refused` for a confidential text, which was erased when it left, and for what went on paper.
    """
    if not message.has_its_text:
        raise Refused("Ce texte confidentiel a été effacé après l’envoi : la personne doit refaire sa demande.")
    if message.channel not in {Channel.EMAIL, Channel.SMS}:
        raise Refused("Ce message est parti par courrier : préparez un nouvel envoi postal.")
    changes = {"email": email} if email and message.channel == Channel.EMAIL else {}
    move(
        message, "resend", by=by, next_try_at=timezone.now(), attempts=0, error="", claimed_at=None, handed_at=None,
        sendings=message.sendings + 1, facts={"corrected": bool(changes and email != message.email)}, **changes,
    )  # fmt: skip


@transaction.atomic
def cancel(message, *, by):
    """The message will not leave."""
    move(message, "cancel", by=by)


@transaction.atomic
def write_by_post(message, *, by, postal, always=False):
    """Print on paper what could not be sent; with `always`, the next messages to this address too."""
    if not message.has_its_text:
        raise Refused("Ce texte confidentiel a été effacé après l’envoi : il ne peut pas être imprimé.")
    if not postal.strip():
        raise Refused("Indiquez l’adresse postale.")
    address = message.email.lower()
    move(message, "write_by_post", by=by, channel=Channel.POST, postal=postal, facts={"always": always})
    if always and address:
        Preference.objects.update_or_create(
            authority_id=message.authority_id, email=address, defaults={"by_post": True, "user_id": message.user_id}
        )


# --- Letters on paper -----------------------------------------------------------------------------


def make_batch(authority, *, by):
    """Gather the letters that wait into one PDF, each on its own page. `Refused` when none waits.

    The letters are taken first, so that two officers never print the same one; if the PDF cannot be made they go back.
    """
    batch = _take_letters(authority, by)
    try:
        _print(batch, by)
    except BaseException:
        _give_back(batch)
        raise
    return batch


def print_again(batch, *, by):
    """Make the PDF of a batch that has none: the server stopped while it was being made."""
    if batch.document_id:
        raise Refused("Le PDF de ce courrier existe déjà.")
    _print(batch, by)


@transaction.atomic
def post(batch, *, by, on):
    """The letters are in the post. `Refused` for a day before they were printed, or to come."""
    if on > clock.today():
        raise Refused("Ce jour n’est pas encore venu.")
    if on < timezone.localdate(batch.made_at):
        raise Refused("Ces lettres n’étaient pas encore imprimées ce jour-là.")
    if not PostBatch.objects.filter(pk=batch.pk, posted_on=None).update(posted_on=on):
        raise Refused("Ce courrier est déjà marqué comme posté. Rechargez la page.")
    batch.posted_on = on
    sent = batch.messages.filter(status=Status.PRINTED).update(status=Status.SENT, sent_at=clock.now())
    record(batch, "post_batch", by=by, facts={"letters": sent, "on": on.isoformat()})


@transaction.atomic
def _take_letters(authority, by):
    waiting = Message.objects.of(authority).filter(status=Status.TO_PRINT).order_by("group_label", "name", "pk")
    ids = list(waiting.values_list("pk", flat=True)[:MOST_LETTERS])
    batch = PostBatch.objects.create(authority=authority, made_at=clock.now(), made_by=by)
    taken = Message.objects.filter(pk__in=ids, status=Status.TO_PRINT).update(status=Status.PRINTED, batch=batch)
    if not taken:
        raise Refused("Aucune lettre n’attend d’être imprimée.")
    return batch


def _print(batch, by):
    tree = paper.letters(batch)
    (produced,) = documents.produce(tree, kind=paper.KIND.code, about=batch, by=by, formats=("pdf",))
    with transaction.atomic():
        PostBatch.objects.filter(pk=batch.pk).update(document=produced)
        batch.document = produced
        record(batch, "make_batch", by=by, facts={"letters": batch.messages.count()})


@transaction.atomic
def _give_back(batch):
    batch.messages.update(status=Status.TO_PRINT, batch=None)
    batch.delete()
