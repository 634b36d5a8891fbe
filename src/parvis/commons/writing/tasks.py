"""Documents written away from the request: they take a second or two."""

from django_tasks import task

from parvis.ground.accounts.models import User
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.documents import lifecycle as files
from parvis.ground.documents.models import ProducedDocument
from parvis.ground.journal.acts import record

from . import documents
from .choices import Status
from .models import Text

MAKERS = {documents.SYNTHESIS.code: documents.synthesis, documents.PLAIN.code: documents.plain}


@task()
def write_documents(text_id, user_id, at):
    """Write what a text gives, dated from the moment of its step (ISO 8601)."""
    text = Text.objects.for_record().get(pk=text_id)
    user = User.objects.filter(pk=user_id).first()
    with clock.at(at):
        try:
            produce(text, by=user)
        except Refused as refused:
            # The passage that no reader could follow is named in the history of the record.
            record(text, "document_refused", by=user, reason=str(refused))


def produce(text, *, by):
    """The documents of a text in their formats, public once it is published; returns their kinds.

    One that says the same as before is not written twice.
    """
    public = text.status == Status.PUBLISHED and text.kind in documents.PUBLIC
    kinds = documents.available(text)
    for kind in kinds:
        document, template = MAKERS[kind.code](text)
        same = ProducedDocument.objects.about(text).filter(kind=kind.code, fingerprint=document.fingerprint)
        if not same.filter(stored__is_public=public).exists():
            files.produce(document, kind=kind.code, about=text, by=by, template=template, public=public)
    return kinds
