from django.urls import reverse

from parvis.ground.core.manifest import DueItem, Feature, MenuEntry

from . import digest, due
from .models import Message
from .paper import KIND

ACTS = {
    "message.resend": "Message renvoyé",
    "message.cancel": "Message annulé",
    "message.write_by_post": "Message à envoyer par courrier",
    "postbatch.make_batch": "Courriers imprimés",
    "postbatch.post_batch": "Courriers postés",
}
TROUBLES = (
    ("to_print", "lettre attend d’être imprimée", "lettres attendent d’être imprimées", "Imprimer"),
    ("bounced", "message est revenu", "messages sont revenus", "Voir"),
    ("failed", "message n’a pas pu partir", "messages n’ont pas pu partir", "Voir"),
)


def due_items(user, authority, today):
    """Letters that wait for paper, and messages that did not arrive, for who runs the outbox."""
    if not user.has_perm("mailing.resend_message", authority):
        return
    counts = Message.objects.of(authority).troubles()
    for status, one, many, verb in TROUBLES:
        if count := counts.get(status):
            url = f"{reverse('desk:settings:message-list')}?status={status}"
            what = f"{count} {one if count == 1 else many}"
            yield DueItem("Envois", what, "", None, url, action_url=url, action_label=verb)


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
