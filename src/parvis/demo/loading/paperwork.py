"""The documents of past referrals, asked of the worker: it writes them once the product runs."""

from parvis.deliberation.referrals import documents
from parvis.deliberation.referrals.models import Referral
from parvis.deliberation.referrals.tasks import write_documents


def ask_for_documents(authority):
    """Queue, for each referral, the documents that its steps would have produced."""
    for referral in Referral.objects.of(authority).exclude(submitted_at=None).order_by("pk"):
        write_documents.enqueue(referral.pk, list(_codes(referral)), referral.drafted_by_id)


def _codes(referral):
    yield documents.LETTER.code
    if referral.context_html:
        yield documents.CONTEXT.code
    if referral.transmitted_on:
        yield from (documents.OPINION.code, documents.TRANSMISSION.code)
    if referral.answered_on:
        yield documents.ANSWERS.code
    if referral.reviews.exclude(held_on=None).exists():
        yield documents.FOLLOW_UP.code
