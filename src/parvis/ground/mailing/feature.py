from django.urls import reverse

from parvis.ground.core.gathering import Source
from parvis.ground.core.manifest import DueItem, Feature, MenuEntry

from . import digest, due
from .choices import Status
from .models import Message
from .paper import KIND

ACTS = {
    "message.resend": "Message renvoyé",
    "message.cancel": "Message annulé",
    "message.write_by_post": "Message à envoyer par courrier",
    "postbatch.make_batch": "Courriers imprimés",
    "postbatch.post_batch": "Courriers postés",
}
TROUBLES = {
    Status.TO_PRINT: ("lettre attend d’être imprimée", "lettres attendent d’être imprimées", "Imprimer"),
    Status.BOUNCED: ("message est revenu", "messages sont revenus", "Voir"),
    Status.FAILED: ("message n’a pas pu partir", "messages n’ont pas pu partir", "Voir"),
}


def due_items(user, authority, today):
    """Letters that wait for paper, and messages that did not arrive, for who runs the outbox."""
    if not user.has_perm("mailing.resend_message", authority):
        return []
    return [Source(Message.objects.of(authority).troubles(TROUBLES), ("status", "count"), _trouble)]


def _trouble(row):
    one, many, verb = TROUBLES[row.status]
    url = f"{reverse('desk:settings:message-list')}?status={row.status}"
    return DueItem("Envois", f"{row.count} {one if row.count == 1 else many}", "", None, url, url, verb)


feature = Feature(
    slug="mailing",
    label="Envois",
    due=due_items,
    due_jobs=due.JOBS,
    settings_menu=(
        MenuEntry("Envois", "settings:message-list", 50, "mailing.view_message"),
        MenuEntry("Messages que Parvis peut envoyer", "settings:letter-list", 51, "mailing.view_message"),
        MenuEntry("Courriers groupés", "settings:batch-list", 52, "mailing.view_postbatch"),
    ),
    letters=(digest.DailyDigest,),
    documents=(KIND,),
    extra={"acts": ACTS, "legal_rules": due.RULES},
)
