"""Documents written away from the request: they take a second or two."""

from django_tasks import task

from parvis.ground.accounts.models import User
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.documents import lifecycle as files
from parvis.ground.documents.models import ProducedDocument
from parvis.ground.journal.acts import record

from . import documents
from .models import Referral

MAKERS = {
    documents.LETTER.code: documents.letter,
    documents.CONTEXT.code: documents.context_note,
    documents.OPINION.code: documents.opinion,
    documents.TRANSMISSION.code: documents.transmission,
    documents.ANSWERS.code: documents.answers,
    documents.FOLLOW_UP.code: documents.follow_up,
}
PUBLIC = {documents.LETTER.code, documents.CONTEXT.code, documents.ANSWERS.code, documents.FOLLOW_UP.code}
"""They say what the public page says: the question once received, the answer once given."""
WITH_THE_OPINION = {documents.OPINION.code, documents.TRANSMISSION.code}


@task()
def write_documents(referral_id, codes, user_id, at):
    """Produce these documents of a referral, dated from the moment of their step (ISO 8601).

    One that says the same as before is not written twice.
    """
    referral = Referral.objects.for_record().get(pk=referral_id)
    user = User.objects.filter(pk=user_id).first()
    with clock.at(at):
        for code in codes:
            try:
                produce(referral, code, by=user)
            except Refused as refused:
                # The passage that no reader could follow is named in the history of the record.
                record(referral, "document_refused", by=user, reason=str(refused), facts={"kind": code})


def produce(referral, code, *, by):
    """One document in its formats; returns the rows, or the ones that already say the same."""
    document, template = MAKERS[code](referral)
    public = code in PUBLIC or (code in WITH_THE_OPINION and referral.opinion_is_public)
    same = ProducedDocument.objects.about(referral).filter(kind=code, fingerprint=document.fingerprint)
    same = list(same.filter(stored__is_public=public))
    if same:
        return same
    return files.produce(document, kind=code, about=referral, by=by, template=template, public=public)
