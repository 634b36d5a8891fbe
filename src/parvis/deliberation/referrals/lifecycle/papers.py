"""The documents that a step produces by itself."""

from django.db import transaction

from parvis.ground.core import clock


def write_later(referral, by, *codes):
    """Ask for these documents once the step is committed; a job writes them, dated from this moment."""
    moment = clock.now().isoformat()

    def ask():
        # The job imports the verbs' models and documents: it is found when it is needed.
        from ..tasks import write_documents

        write_documents.enqueue(referral.pk, list(codes), by.pk if by else None, moment)

    transaction.on_commit(ask)
