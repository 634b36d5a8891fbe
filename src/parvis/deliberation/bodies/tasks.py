"""Documents written away from the request: they take a second or two."""

from django_tasks import task

from parvis.ground.accounts.models import User
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.documents import lifecycle as files
from parvis.ground.documents.models import ProducedDocument
from parvis.ground.journal.acts import record

from . import documents, welcome_documents
from .models import Membership


@task()
def write_welcome(membership_id, user_id, at):
    """Produce what a member is given with the welcome, dated from the invitation (ISO 8601)."""
    _write(produce_welcome, membership_id, user_id, at)


@task()
def write_certificate(membership_id, user_id, at):
    """Produce the certificate of somebody who leaves, dated from the act (ISO 8601)."""
    _write(produce_certificate, membership_id, user_id, at)


def _write(produce, membership_id, user_id, at):
    member = Membership.objects.for_record().filter(pk=membership_id).first()
    user = User.objects.filter(pk=user_id).first()
    if member is None:
        return
    with clock.at(at):
        try:
            produce(member, by=user)
        except Refused as refused:
            # The passage that no reader could follow is named in the history of the record.
            record(member, "document_refused", by=user, reason=str(refused))


def produce_welcome(member, *, by, formats=None):
    """The charter and the kit of a member."""
    for kind, document, template in welcome_documents.given(member, on=clock.today()):
        _produce_once(member, kind, document, template, by, formats)


def produce_certificate(member, *, by, formats=None):
    """The certificate of somebody who left. `Refused` for a mandate that never began: there is nothing to attest."""
    if member.starts_on is None or member.starts_on > member.last_day:
        raise Refused("Ce mandat n’a pas commencé : il n’y a rien à attester.")
    document, template = documents.certificate(member, on=clock.today())
    _produce_once(member, documents.CERTIFICATE, document, template, by, formats)


def _produce_once(member, kind, document, template, by, formats):
    """One that says the same as before is not written twice."""
    same = ProducedDocument.objects.about(member).filter(kind=kind.code, fingerprint=document.fingerprint)
    if not same.exists():
        files.produce(document, kind=kind.code, about=member, by=by, template=template, formats=formats)
