"""The statements of a month, made on demand and kept with it: their owner and the director alone read them."""

from parvis.ground.documents import lifecycle as files
from parvis.ground.documents.models import ProducedDocument

from . import documents
from .models import WorkMonth


def produce_month(user, authority, month, *, by):
    """Write both statements of a month (D37), in PDF, DOCX and ODT, and keep them with the month."""
    made = [
        (documents.HOURS, *documents.hours_statement(user, authority, month)),
        (documents.MILEAGE, *documents.mileage_statement(user, authority, month)),
    ]
    owner, _ = WorkMonth.objects.get_or_create(authority=authority, user=user, month=month)
    for kind, document, template in made:
        files.produce(document, kind=kind.code, about=owner, by=by, template=template)
    return owner


def produce_claim(claim, *, by):
    """Write the claim of a member (D10) and keep it with the claim."""
    document, template = documents.claim_statement(claim)
    files.produce(document, kind=documents.CLAIM.code, about=claim, by=by, template=template)


def of_month(user, authority, month):
    """The statements of a month, latest first."""
    owner = WorkMonth.objects.of(authority).filter(user=user, month=month).first()
    return list(ProducedDocument.objects.about(owner).for_list()) if owner else []


def of_team(authority, month):
    """The PDF of each officer's latest statements of hours for a month: {user id: document}."""
    owners = {m.pk: m.user_id for m in WorkMonth.objects.of(authority).filter(month=month)}
    rows = ProducedDocument.objects.of(authority).filter(
        owner_type__app_label="workload", owner_type__model="workmonth", owner_id__in=owners,
        kind=documents.HOURS.code, format="pdf",
    )  # fmt: skip
    return {owners[row.owner_id]: row for row in rows.for_list().order_by("produced_at", "pk")}
