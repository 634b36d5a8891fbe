"""Orders that say more: meals in counts, a speaker with their journey and rights, a loan of equipment."""

from django.db import transaction

from parvis.ground.core import french
from parvis.ground.core.errors import Refused
from parvis.ground.journal.acts import record

from ..choices import COUNTED, ORDERED, Kind, Right, Status
from ..models import CateringOrder, EquipmentLoan, MealCount, Speaker, SpeakerBooking
from .answers import ask_again
from .needs import add_need


@transaction.atomic
def order_meals(need, *, by, headcount, counts, served_at=None, instructions=""):
    """How many meals, how many of each kind: {(kind, code): count}, never a name. `Refused` beyond the headcount.

    An order that somebody works on is asked again: what was confirmed was another one.
    """
    if need.kind != Kind.CATERING or need.status not in (Status.DRAFT, *ORDERED):
        raise Refused("Cette commande de repas ne se modifie plus.")
    counts = {key: count for key, count in counts.items() if count}
    for (kind, code), count in counts.items():
        if count > headcount:
            raise Refused(f"« {COUNTED[kind][code]} » : {count} pour {headcount} repas. Vérifiez le nombre.")
    values = {"headcount": headcount, "served_at": served_at, "instructions": instructions}
    former = getattr(need, "catering", None)
    what = _changes(former, values, counts) if former else ""
    order, _ = CateringOrder.objects.update_or_create(need=need, defaults=values)
    order.counts.all().delete()
    MealCount.objects.bulk_create(
        MealCount(order=order, kind=kind, code=code, count=count) for (kind, code), count in counts.items()
    )
    need.quantity, need.catering = headcount, order
    need.save(update_fields=["quantity"])
    record(need, "order_meals", by=by, facts={"headcount": headcount})
    if need.status in ORDERED and what:
        ask_again(need, by=by, what=what)
    return order


def _changes(order, values, counts):
    """What an order of meals says now that it did not say, in one sentence; empty when it says the same."""
    same = {(row.kind, row.code): row.count for row in order.counts.all()} == counts
    told = [
        f"{french.plural(values['headcount'], 'repas', 'repas')} au lieu de {order.headcount}"
        if values["headcount"] != order.headcount else "",
        "" if same else "d’autres régimes ou allergies",
        "" if values["served_at"] == order.served_at else "une autre heure",
        "" if values["instructions"] == order.instructions else "d’autres consignes",
    ]  # fmt: skip
    told = [words for words in told if words]
    return f"La commande a changé : {', '.join(told)}." if told else ""


@transaction.atomic
def book_speaker(
    sheet, *, by, person, topic, due_on, fee_cents=None, fee_line=None, travel_cents=None, travel_line=None,
    speaks_at=None, minutes=None,
):  # fmt: skip
    """Invite somebody to speak; the fee and the journey are two needs, each on its line."""
    speaker, _ = Speaker.objects.get_or_create(person=person, defaults={"authority": sheet.authority})
    need = add_need(
        sheet, by=by, kind=Kind.SPEAKER, label=f"Intervention : {topic}"[:200], due_on=due_on, line=fee_line,
        estimated_cents=fee_cents,
    )  # fmt: skip
    travel = None
    if travel_cents:
        travel = add_need(
            sheet, by=by, kind=Kind.TRANSPORT, label=f"Voyage : {topic}"[:200], due_on=due_on, line=travel_line,
            estimated_cents=travel_cents,
        )  # fmt: skip
    booking = SpeakerBooking.objects.create(
        need=need, speaker=speaker, travel=travel, topic=topic, speaks_at=speaks_at, minutes=minutes
    )
    record(need, "book_speaker", by=by, facts={"speaker": speaker.pk})
    return booking


@transaction.atomic
def settle_rights(booking, *, by, slides_right, image_right):
    """What the speaker lets the authority show, as they answered."""
    booking.slides_right, booking.image_right = Right(slides_right), Right(image_right)
    booking.save(update_fields=["slides_right", "image_right"])
    record(booking.need, "settle_rights", by=by, facts={"slides": slides_right, "image": image_right})


@transaction.atomic
def lend(sheet, *, by, what, due_on, out_on, back_on, quantity=1, organisation=None, lender_label="", details=""):
    """Borrow equipment from a commune or an association: when it leaves, when it must be back."""
    if back_on < out_on:
        raise Refused("Le matériel revient après être parti : vérifiez les deux dates.")
    need = add_need(
        sheet, by=by, kind=Kind.EQUIPMENT, label=what, due_on=due_on, quantity=quantity, organisation=organisation,
        provider_label=lender_label, details=details,
    )  # fmt: skip
    return EquipmentLoan.objects.create(need=need, out_on=out_on, back_on=back_on)
