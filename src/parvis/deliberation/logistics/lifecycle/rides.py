"""Rides between members: offered, taken, left. Who is not in the car learns nothing of who is."""

from django.db import IntegrityError, transaction

from parvis.ground.core import clock
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record

from .. import letters
from ..models import CarpoolOffer, CarpoolSeat


@transaction.atomic
def offer_ride(meeting, person, *, by, leaves_from, leaves_at, seats, comes_back=True):
    """A member drives and has seats left. `Refused` twice for one meeting, or once it has begun."""
    _need_to_come(meeting)
    try:
        with transaction.atomic():
            offer = CarpoolOffer.objects.create(
                authority=meeting.authority, meeting=meeting, driver=person, leaves_from=leaves_from,
                leaves_at=leaves_at, seats=seats, comes_back=comes_back,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("Vous offrez déjà un trajet pour cette réunion : retirez-le pour le changer.") from error
    record(offer, "offer_ride", by=by, facts={"meeting": meeting.pk})
    return offer


@transaction.atomic
def withdraw_ride(offer, *, by):
    """The ride does not take place; those who had a seat are told."""
    riders = [seat.person for seat in offer.seat_rows.select_related("person")]
    letters.RideWithdrawn(offer.meeting, leaves_from=offer.leaves_from).send_to([p.recipient() for p in riders])
    record(offer, "withdraw_ride", by=by, facts={"meeting": offer.meeting_id, "seats": len(riders)})
    offer.delete()


@transaction.atomic
def take_seat(offer, person, *, by):
    """Sit in somebody's car; both see how to reach one another. `Refused` when it is full."""
    _need_to_come(offer.meeting)
    held = CarpoolOffer.objects.select_for_update().get(pk=offer.pk)
    if held.driver_id == person.pk:
        raise Refused("C’est votre voiture.")
    if held.seat_rows.filter(person=person).exists():
        raise Refused("Vous avez déjà une place dans cette voiture.")
    if held.seat_rows.count() >= held.seats:
        raise Refused("Cette voiture est complète.")
    seat = CarpoolSeat.objects.create(offer=held, person=person, taken_at=clock.now())
    record(offer, "take_seat", by=by, facts={"meeting": offer.meeting_id})
    letters.SeatTaken(offer.meeting, leaves_from=offer.leaves_from).send_to(offer.driver.recipient())
    return seat


@transaction.atomic
def leave_seat(offer, person, *, by):
    """Give a seat back; the driver is told."""
    deleted, _ = offer.seat_rows.filter(person=person).delete()
    if not deleted:
        raise Refused("Vous n’avez pas de place dans cette voiture.")
    record(offer, "leave_seat", by=by, facts={"meeting": offer.meeting_id})
    letters.SeatLeft(offer.meeting, leaves_from=offer.leaves_from).send_to(offer.driver.recipient())


def _need_to_come(meeting):
    if meeting.starts_at <= clock.now():
        raise Refused("La réunion a commencé.")
