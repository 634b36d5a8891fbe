"""Journeys: written down, put right, taken away."""

from django.db import transaction

from parvis.commons.workload.choices import Vehicle
from parvis.commons.workload.models import Trip
from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record

LONGEST = 20_000
"""Tenths of a kilometre: two thousand kilometres in a day are a slip of the keyboard."""


@transaction.atomic
def record_trip(
    user, authority, *, by, day, origin, destination, km_tenths, purpose, vehicle=Vehicle.PERSONAL, scheme=None,
    source="",
):  # fmt: skip
    """Write a journey in the mileage list. A `source` (« session:8 ») writes it once, then puts it right."""
    values = {
        "day": day, "origin": origin.strip(), "destination": destination.strip(), "km_tenths": km_tenths,
        "purpose": purpose.strip(), "vehicle": vehicle, "scheme": scheme,
    }  # fmt: skip
    _check(values)
    known = Trip.objects.of(authority).of_user(user).filter(source=source).first() if source else None
    if known:
        amend_trip(known, by=by, **values)
        return known
    trip = Trip.objects.create(authority=authority, user=user, source=source, **values)
    record(trip, "record_trip", by=by)
    return trip


@transaction.atomic
def amend_trip(trip, *, by, **fields):
    """Put right what a journey says."""
    changed = [name for name, value in fields.items() if getattr(trip, name) != value]
    for name in changed:
        setattr(trip, name, fields[name])
    _check({name: getattr(trip, name) for name in ("day", "origin", "destination", "km_tenths", "purpose")})
    if changed:
        trip.save(update_fields=changed)
        record(trip, "amend_trip", by=by, facts={"fields": sorted(changed)})
    return changed


@transaction.atomic
def remove_trip(trip, *, by):
    """Take away a journey that was not made."""
    record(trip, "remove_trip", by=by)
    trip.delete()


def _check(values):
    if not (values["origin"].strip() and values["destination"].strip() and values["purpose"].strip()):
        raise Refused("Un trajet dit d’où, vers où et pourquoi.")
    if not 0 < values["km_tenths"] <= LONGEST:
        raise Refused("Vérifiez la distance : elle est nulle, ou dépasse deux mille kilomètres.")
    if values["day"] > clock.today():
        raise Refused("Ce trajet n’est pas encore fait : notez-le le jour venu.")
