"""Documents written away from the request: they take a second or two."""

from django_tasks import task

from parvis.ground.accounts.models import User
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.documents import lifecycle as files
from parvis.ground.documents.models import ProducedDocument
from parvis.ground.journal.acts import record

from . import welcome_documents
from .models import Membership


@task()
def write_welcome(membership_id, user_id, at):
    """Produce what a member is given with the welcome, dated from the invitation (ISO 8601)."""
    member = Membership.objects.for_record().filter(pk=membership_id).first()
    user = User.objects.filter(pk=user_id).first()
    if member is None:
        return
    with clock.at(at):
        try:
            produce_welcome(member, by=user)
        except Refused as refused:
            # The passage that no reader could follow is named in the history of the record.
            record(member, "document_refused", by=user, reason=str(refused))


def produce_welcome(member, *, by):
    """The charter and the kit of a member; one that says the same as before is not written twice."""
    for kind, document, template in welcome_documents.given(member, on=clock.today()):
        same = ProducedDocument.objects.about(member).filter(kind=kind.code, fingerprint=document.fingerprint)
        if not same.exists():
            files.produce(document, kind=kind.code, about=member, by=by, template=template)
