"""Documents written away from the request: they take a second or two."""

from django_tasks import task

from parvis.ground.accounts.models import User
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record

from .lifecycle import papers
from .models import Meeting


@task()
def write_documents(meeting_id, names, user_id, at):
    """Produce these documents of a meeting, dated from the moment of their step (ISO 8601)."""
    meeting = Meeting.objects.for_record().select_related("minutes__text", "authority").get(pk=meeting_id)
    user = User.objects.filter(pk=user_id).first()
    with clock.at(at):
        for name in names:
            try:
                papers.produce(meeting, name, by=user)
            except Refused as refused:
                # The passage that no reader could follow is named in the history of the record.
                record(meeting, "document_refused", by=user, reason=str(refused), facts={"kind": name})
