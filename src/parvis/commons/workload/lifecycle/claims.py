"""The expenses of a member: written down by them, checked by the mission, accepted or refused with a reason."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Sum

from parvis.commons.finance import lifecycle as finance
from parvis.commons.workload import hours, letters, queries
from parvis.commons.workload.choices import ClaimStatus, LineKind
from parvis.commons.workload.models import ClaimLine, ExpenseClaim
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.documents import lifecycle as documents
from parvis.ground.documents.models import StoredFile
from parvis.ground.journal.acts import move, record


@dataclass(frozen=True)
class Spent:
    """One expense as it is written: kilometres for a journey in one's own car, cents for the rest."""

    kind: str
    label: str = ""
    cents: int = 0
    km_tenths: int | None = None


@transaction.atomic
def open_claim(person, *, by, meeting, day, lines, scheme=None):
    """Start a claim for a meeting; it is read by nobody else until it is handed over. `lines` are `Spent` values."""
    claim = ExpenseClaim(authority=person.authority, person=person)
    _fill(claim, meeting, day, scheme)
    claim.save()
    _write_lines(claim, lines)
    record(claim, "open_claim", by=by, to_state=ClaimStatus.DRAFT)
    return claim


@transaction.atomic
def write_claim(claim, *, by, meeting, day, lines, scheme=None):
    """Change a claim that is still a draft."""
    _refuse_unless_draft(claim)
    _fill(claim, meeting, day, scheme)
    claim.save(update_fields=["meeting", "day", "scheme"])
    claim.lines.all().delete()
    _write_lines(claim, lines)
    record(claim, "write_claim", by=by)


def add_receipt(claim, upload, *, title, by):
    """Join a receipt: a private file, read by the member and by those who check the claim."""
    _refuse_unless_draft(claim)
    return documents.store(upload, authority=claim.authority, by=by, owner=claim, title=title)


@transaction.atomic
def submit(claim, *, by):
    """Hand the claim over to the mission. `Refused` when it asks for nothing."""
    if not claim.lines.exists():
        raise Refused("Ajoutez au moins une dépense avant de transmettre l’état de frais.")
    move(claim, "submit", by=by, submitted_at=clock.now())


@transaction.atomic
def take_back(claim, *, by):
    """The member takes the claim back, to put something right."""
    move(claim, "take_back", by=by)


@transaction.atomic
def accept(claim, *, by, line=None, override=""):
    """The mission found it right. With a budget line, the sum is committed there, without the member's name.

    Warns when the line has not enough left (`override` gives the reason).
    """
    _refuse_own(claim, by)
    expense = _commit(claim, line, by=by, override=override) if line is not None else None
    move(claim, "accept", by=by, decided_by=by, decided_at=clock.now(), expense=expense)
    _tell(claim)


@transaction.atomic
def refuse(claim, *, by, answer):
    """The mission does not pay it, and says why: the member reads the reason."""
    _refuse_own(claim, by)
    if not answer.strip():
        raise Refused("Écrivez pourquoi cet état de frais est refusé : le membre lira ce motif.")
    move(claim, "refuse", by=by, decided_by=by, decided_at=clock.now(), answer=answer.strip())
    _tell(claim)


@transaction.atomic
def remove_claim(claim, *, by):
    """Throw a draft away, with its receipts."""
    _refuse_unless_draft(claim)
    for stored in StoredFile.objects.about(claim):
        documents.remove(stored, by=by)
    record(claim, "remove_claim", by=by)
    claim.delete()


# --- What they share ---


def _fill(claim, meeting, day, scheme):
    if not meeting.strip():
        raise Refused("Indiquez la réunion, ou pourquoi vous êtes venu.")
    if day > clock.today():
        raise Refused("Cette réunion n’a pas encore eu lieu.")
    claim.meeting, claim.day, claim.scheme = meeting.strip(), day, scheme


def _write_lines(claim, lines):
    rate = queries.kilometre_rate(claim.authority, claim.day)
    rows = [_line(claim, spent, rate) for spent in lines]
    if any(row.cents <= 0 for row in rows):
        raise Refused("Une dépense est sans montant : complétez-la ou retirez-la.")
    ClaimLine.objects.bulk_create(rows)


def _line(claim, spent, rate):
    """Kilometres at the rate of the day, other expenses as they were paid."""
    if spent.kind != LineKind.MILEAGE:
        return ClaimLine(claim=claim, kind=spent.kind, label=spent.label.strip(), cents=spent.cents)
    cents = hours.mileage_cents(spent.km_tenths or 0, rate)
    return ClaimLine(claim=claim, kind=spent.kind, label=spent.label.strip(), km_tenths=spent.km_tenths, cents=cents)


def _refuse_unless_draft(claim):
    if claim.status != ClaimStatus.DRAFT:
        raise Refused("Cet état de frais est transmis : reprenez-le d’abord pour le modifier.")


def _refuse_own(claim, by):
    if by is None or by.pk == claim.person.user_id:
        raise Refused("Vos propres frais sont vérifiés par quelqu’un d’autre.")


def _commit(claim, line, *, by, override):
    """Many people read a budget: the expense says which meeting, never who came."""
    if line.budget.authority_id != claim.authority_id:
        raise Refused("Cette ligne est d’un autre budget.")
    cents = claim.lines.aggregate(sum=Sum("cents"))["sum"] or 0
    label = f"Frais de membre : {claim.meeting}"[:200]
    expense = finance.estimate(line, by=by, label=label, cents=cents, source=f"claim:{claim.pk}")
    finance.commit(expense, by=by, override=override)
    return expense


def _tell(claim):
    letters.ClaimSettled(claim).send_to([claim.person.recipient()], once=f"{claim.pk}:{claim.status}")
