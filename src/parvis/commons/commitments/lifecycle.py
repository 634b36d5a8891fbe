"""The life of a promise: made, told, reported on, kept or given up, looked at again."""

from django.db import transaction

from parvis.commons.following import lifecycle as following
from parvis.ground.authorities.legal import apply_delay, rule_in_force
from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.core.french import plain_date
from parvis.ground.journal.acts import announce, heed, move, record

from .choices import OPEN, REVIEW_RULES, ReviewState, Status
from .models import Commitment, CommitmentReview, ProgressReport

__all__ = [
    "OPEN", "abandon", "amend", "complete", "hold_review", "postpone", "promise", "publish", "reopen", "report",
    "schedule_reviews", "start", "withdraw",
]  # fmt: skip


@transaction.atomic
def promise(
    authority, *, by, title, due_on, owner=None, department=None, scheme=None, details="", reference="",
    promised_on=None, is_public=False, reviews=False,
):  # fmt: skip
    """Record what the authority says it will do. `Refused` without somebody who answers for it, or with dates astray.

    `reviews` plans its reviews at once; a promise made in a referral is reviewed with the referral instead.
    """
    promised_on = promised_on or clock.today()
    _refuse_unanswered(owner, department)
    _refuse_early(due_on, promised_on)
    if not title.strip():
        raise Refused("Dites en une phrase ce qui est promis.")
    commitment = Commitment.objects.create(
        authority=authority, scheme=scheme, title=title.strip(), details=details, owner=owner, department=department,
        due_on=due_on, promised_on=promised_on, reference=reference, is_public=is_public,
    )  # fmt: skip
    record(commitment, "promise", by=by, to_state=Status.TO_DO, facts={"public": is_public})
    if reviews:
        schedule_reviews(commitment, by=by)
    return commitment


@transaction.atomic
def amend(commitment, *, by, **fields):
    """Correct the words, the owner, the service or the scheme. The date moves by `postpone`, with its reason."""
    _refuse_closed(commitment)
    changed = [name for name, value in fields.items() if getattr(commitment, name) != value]
    for name in changed:
        setattr(commitment, name, fields[name])
    _refuse_unanswered(commitment.owner, commitment.department)
    if changed:
        commitment.updated_at = clock.now()
        commitment.save(update_fields=[*changed, "updated_at"])
        record(commitment, "amend", by=by, facts={"fields": sorted(changed)})
    return changed


@transaction.atomic
def postpone(commitment, *, due_on, reason, by):
    """Give the promise another date, and say why: the journal keeps both dates."""
    _refuse_closed(commitment)
    _refuse_early(due_on, commitment.promised_on)
    if due_on == commitment.due_on:
        raise Refused("C’est déjà l’échéance : indiquez une autre date.")
    if not reason.strip():
        raise Refused("Écrivez pourquoi l’échéance change : ce motif est conservé.")
    facts = {"from": commitment.due_on.isoformat(), "to": due_on.isoformat()}
    _change(commitment, {"due_on": commitment.due_on}, due_on=due_on)
    record(commitment, "postpone", by=by, reason=reason, facts=facts)
    _tell(commitment, "Échéance reportée", f"La nouvelle échéance est le {plain_date(due_on)}.")


@transaction.atomic
def publish(commitment, *, by):
    """Put the promise on the public board (**pub**)."""
    _change(commitment, {"is_public": False}, is_public=True)
    record(commitment, "publish", by=by)


@transaction.atomic
def withdraw(commitment, *, reason, by):
    """Take the promise off the public board, with a reason: what was public is not hidden silently."""
    _change(commitment, {"is_public": True}, is_public=False)
    record(commitment, "withdraw", by=by, reason=reason)


@transaction.atomic
def start(commitment, *, by):
    """Work has begun."""
    move(commitment, "start", by=by, started_on=clock.today(), updated_at=clock.now())


@transaction.atomic
def report(commitment, *, text, by, evidence=None, evidence_url=""):
    """Say where it stands. The first report also says that work has begun."""
    _refuse_closed(commitment)
    if commitment.status == Status.TO_DO:
        start(commitment, by=by)
    row = _write_report(commitment, text, by, evidence, evidence_url)
    _tell(commitment, "Engagement en cours", row.text)
    return row


@transaction.atomic
def complete(commitment, *, by, text="", evidence=None, evidence_url="", done_on=None, override=""):
    """The promise is kept. Warns when nothing proves it."""
    done_on = done_on or clock.today()
    if done_on > clock.today():
        raise Refused("La date à laquelle l’engagement est tenu ne peut pas être à venir.")
    if done_on < commitment.promised_on:
        raise Refused(f"L’engagement a été pris le {plain_date(commitment.promised_on)} : il est tenu après ce jour.")
    cautions = heed(_proof_cautions(commitment, evidence, evidence_url), override)
    if text.strip():
        _write_report(commitment, text, by, evidence, evidence_url)
    move(commitment, "complete", by=by, done_on=done_on, updated_at=clock.now(), cautions=cautions, reason=override)
    _tell(commitment, "Engagement tenu", text.strip())


@transaction.atomic
def abandon(commitment, *, public_reason, by):
    """Give the promise up, and tell everybody why: a promise is never dropped in silence."""
    if not public_reason.strip():
        raise Refused("Écrivez la raison qui sera donnée au public.")
    move(
        commitment, "abandon", by=by, public_reason=public_reason.strip(), abandoned_on=clock.today(),
        updated_at=clock.now(),
    )  # fmt: skip
    _tell(commitment, "Engagement abandonné", commitment.public_reason)


@transaction.atomic
def reopen(commitment, *, reason, by):
    """Take up again a promise said kept or given up too early."""
    if not reason.strip():
        raise Refused("Écrivez pourquoi l’engagement est rouvert.")
    move(
        commitment, "reopen", by=by, reason=reason, done_on=None, abandoned_on=None, public_reason="",
        updated_at=clock.now(),
    )  # fmt: skip
    _tell(commitment, "Engagement rouvert", "")


@transaction.atomic
def schedule_reviews(commitment, *, by, start=None):
    """Plan the reviews from the rules in force on the day of the promise; those already planned stay."""
    start = start or commitment.promised_on
    rules = [rule_in_force(commitment.authority, code, start) for code in REVIEW_RULES]
    days = {apply_delay(rule, start) for rule in rules} - set(commitment.reviews.values_list("due_on", flat=True))
    CommitmentReview.objects.bulk_create(CommitmentReview(commitment=commitment, due_on=day) for day in sorted(days))
    if days:
        record(commitment, "schedule_reviews", by=by, rule=rules[0].version, facts={"reviews": len(days)})
    return sorted(days)


@transaction.atomic
def hold_review(review, *, state, text, by, held_on=None):
    """Say what a review found. It moves nothing by itself: keeping or giving up is its own act."""
    if state not in ReviewState.values or not text.strip():
        raise Refused("Dites ce que la revue a constaté : un constat et une phrase au moins.")
    held_on = held_on or clock.today()
    _refuse_untimely(review.commitment, held_on)
    changes = {"state": state, "text": text.strip(), "held_on": held_on}
    if not CommitmentReview.objects.filter(pk=review.pk, held_on=None).update(**changes):
        raise Refused("Cette revue est déjà faite. Rechargez la page.")
    for name, value in changes.items():
        setattr(review, name, value)
    record(review.commitment, "hold_review", by=by, facts={"review": review.pk, "state": str(state)})


# --- What they share ---


def _tell(commitment, step, text):
    """Whoever follows a public promise by e-mail hears what the public page says now."""
    if commitment.is_public:
        following.tell(commitment, title=f"{step} : {commitment.title}", text=text)


def _write_report(commitment, text, by, evidence, evidence_url):
    if not text.strip():
        raise Refused("Dites en quelques mots où en est l’engagement.")
    row = ProgressReport.objects.create(
        commitment=commitment, by=by, text=text.strip(), evidence=evidence, evidence_url=evidence_url
    )
    _change(commitment, {}, updated_at=row.at)
    record(commitment, "report", by=by, facts={"report": row.pk})
    return row


def _change(commitment, expected, **values):
    """Write fields of a promise that still holds what was expected of it."""
    if not Commitment.objects.filter(pk=commitment.pk, **expected).update(**{"updated_at": clock.now(), **values}):
        raise Refused("Cet engagement vient d’être modifié par quelqu’un d’autre. Rechargez la page.")
    for name, value in values.items():
        setattr(commitment, name, value)
    announce(commitment)


def _proof_cautions(commitment, evidence, evidence_url):
    """Something must prove it: a piece, an address, or an earlier report that has one."""
    proved = evidence or evidence_url or commitment.reports.proved().exists()
    if not proved:
        yield Caution("no_evidence", "Aucune pièce ne prouve que l’engagement est tenu.")


def _refuse_unanswered(owner, department):
    if owner is None and department is None:
        raise Refused("Indiquez qui répond de l’engagement : une personne ou un service.")


def _refuse_early(due_on, promised_on):
    if due_on is None:
        raise Refused("Indiquez l’échéance de l’engagement.")
    if due_on < promised_on:
        raise Refused(f"L’échéance précède le jour de l’engagement ({plain_date(promised_on)}).")


def _refuse_untimely(commitment, held_on):
    if held_on > clock.today():
        raise Refused("La date de la revue est à venir : racontez-la une fois tenue.")
    if held_on < commitment.promised_on:
        raise Refused(f"L’engagement a été pris le {plain_date(commitment.promised_on)} : sa revue vient après.")


def _refuse_closed(commitment):
    if commitment.status not in OPEN:
        raise Refused(f"Cet engagement est {commitment.get_status_display()} : rouvrez-le d’abord.")
