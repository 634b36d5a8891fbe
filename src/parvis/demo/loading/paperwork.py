"""The documents of past referrals and mandates, asked of the worker: it writes them once the product runs."""

from itertools import groupby

from parvis.deliberation.bodies.choices import IN_OFFICE, THANKED
from parvis.deliberation.bodies.models import Membership
from parvis.deliberation.bodies.tasks import write_certificate, write_welcome
from parvis.deliberation.referrals import documents
from parvis.deliberation.referrals.models import Referral
from parvis.deliberation.referrals.tasks import write_documents
from parvis.ground.accounts.models import DemoPersona
from parvis.ground.core.dates import midnight

NOON = 12
FEW = 3
"""Certificates written for each authority: the latest departures. Those of hundreds of members would take an hour."""


def ask_for_documents(authority):
    """Queue, for each referral, the documents that its steps would have produced, each at the moment of its step."""
    for referral in Referral.objects.of(authority).exclude(submitted_at=None).order_by("pk"):
        for moment, steps in groupby(_steps(referral), key=lambda step: step[0]):
            codes = [code for _, code in steps]
            author = referral.drafted_by_id if moment == referral.submitted_at else None
            write_documents.enqueue(referral.pk, codes, author, moment.isoformat())


def ask_for_kits(authority):
    """Queue what the people offered by name were given when they took their seat, and the latest certificates."""
    mandates = Membership.objects.of(authority).filter(body__parent=None)
    offered = DemoPersona.objects.filter(authority=authority).values("user")
    known = mandates.filter(status__in=IN_OFFICE, person__user__in=offered)
    for member in known.exclude(invited_on=None).order_by("pk"):
        write_welcome.enqueue(member.pk, None, _noon(member.invited_on).isoformat())
    left = mandates.filter(end_reason__in=THANKED).exclude(starts_on=None).order_by("-ended_on", "pk")
    for member in left[:FEW]:
        write_certificate.enqueue(member.pk, None, _noon(member.ended_on).isoformat())


def _steps(referral):
    """(moment, code of the document) in the order of the story."""
    yield referral.submitted_at, documents.LETTER.code
    if referral.context_html:
        yield referral.submitted_at, documents.CONTEXT.code
    if referral.transmitted_on:
        yield from ((_noon(referral.transmitted_on), d.code) for d in (documents.OPINION, documents.TRANSMISSION))
    if referral.answered_on:
        yield _noon(referral.answered_on), documents.ANSWERS.code
    if held := referral.reviews.exclude(held_on=None).order_by("-held_on").first():
        yield _noon(held.held_on), documents.FOLLOW_UP.code


def _noon(day):
    return midnight(day).replace(hour=NOON)
