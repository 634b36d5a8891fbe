"""The rates of recovery, as the authority sets them."""

from django.db import IntegrityError, transaction

from parvis.commons.workload.models import RecoveryRate
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record


@transaction.atomic
def set_rate(authority, *, by, kind, rate, valid_from, source):
    """From this day, an hour of this kind gives back `rate` (an exact fraction). What is credited stays as it is."""
    if not 0 <= rate <= 10:
        raise Refused("Un taux de récupération va de 0 à 10.")
    if not source.strip():
        raise Refused("Indiquez le texte qui fixe ce taux : délibération, règlement ou note.")
    try:
        with transaction.atomic():
            row = RecoveryRate.objects.create(
                authority=authority, kind=kind, numerator=rate.numerator, denominator=rate.denominator,
                valid_from=valid_from, source=source.strip(),
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("Un taux commence déjà ce jour-là pour cette nature de séance.") from error
    facts = {"kind": str(kind), "rate": str(rate), "from": valid_from.isoformat()}
    record(row, "set_rate", by=by, facts=facts)
    return row


@transaction.atomic
def remove_rate(row, *, by):
    """Take away a rate written by mistake: those before it hold again."""
    record(row, "remove_rate", by=by, facts={"kind": row.kind, "from": row.valid_from.isoformat()})
    row.delete()
