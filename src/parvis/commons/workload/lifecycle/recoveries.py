"""Time taken back."""

from django.db import transaction

from parvis.commons.workload import hours, queries
from parvis.commons.workload.choices import DAY_MINUTES, UseStatus
from parvis.commons.workload.models import RecoveryUse
from parvis.ground.core import clock
from parvis.ground.core.errors import Caution, Refused
from parvis.ground.journal.acts import heed, move, record


@transaction.atomic
def use_recovery(user, authority, *, by, day, minutes, label="", override=""):
    """Ask for time back on a day; past or present, it counts at once as taken. Warns beyond what is left."""
    if not 0 < minutes <= DAY_MINUTES:
        raise Refused("Indiquez une durée, d’un jour au plus.")
    cautions = heed(_beyond(queries.balance(user, authority, clock.today()), minutes), override)
    use = RecoveryUse.objects.create(authority=authority, user=user, day=day, minutes=minutes, label=label.strip())
    record(use, "use_recovery", by=by, to_state=UseStatus.PLANNED, cautions=cautions)
    if day <= clock.today():
        move(use, "take", by=by)
    return use


@transaction.atomic
def take(use, *, by):
    """The day came, and the time was taken."""
    if use.day > clock.today():
        raise Refused("Ce jour n’est pas encore venu.")
    move(use, "take", by=by)


@transaction.atomic
def give_back(use, *, by):
    """The time was not taken after all: it goes back to the balance."""
    move(use, "give_back", by=by)


def _beyond(balance, minutes):
    if minutes > balance.free:
        left = hours.words(max(balance.free, 0))
        yield Caution("workload.balance", f"Il vous reste {left} à récupérer : cette demande va au-delà.")
