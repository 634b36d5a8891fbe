"""What is written to suppliers, to services, to officers, and between members who share a ride."""

from django.urls import reverse

from parvis.commons.schemes.queries import group_of, recipients
from parvis.ground.accounts.models import User
from parvis.ground.authorities.choices import Persona
from parvis.ground.authorities.models import Role
from parvis.ground.core import clock
from parvis.ground.core.addresses import address
from parvis.ground.mailing.letters import Letter
from parvis.ground.mailing.recipients import Recipient


def providers(need):
    """Who receives the order: the address given for it; else the agents of the service that have an account."""
    if need.order_email:
        return [Recipient(need.provider_words, email=need.order_email, ref=f"logistics.logisticneed:{need.pk}")]
    if need.department_id is None:
        return []
    roles = Role.objects.filter(persona=Persona.AGENT, department=need.department_id).in_force(clock.today())
    return recipients(User.objects.filter(pk__in=roles.values("user"), is_active=True), need.authority_id)


def group_of_need(need):
    return group_of(need.sheet.meeting.scheme)


class ToProvider(Letter):
    """Leads to the private page of one order."""

    audience = "au service ou au fournisseur à qui la commande est demandée"
    why = "Vous êtes le service ou le fournisseur de cette commande."
    essential = True

    def path(self):
        return reverse("public:logistics:order", args=[self.about.key]) if self.about.key else "/"


class Order(ToProvider):
    key = "logistic_order"
    label = "Commande à un service ou à un fournisseur"
    subject = "À confirmer avant le {about.due_on:%d/%m/%Y} : {about.label}"
    template = "logistics/letters/order.txt"


class OrderChanged(ToProvider):
    key = "logistic_order_changed"
    label = "Commande modifiée"
    subject = "Changement : {about.label}"
    template = "logistics/letters/order_changed.txt"


class OrderCancelled(ToProvider):
    key = "logistic_order_cancelled"
    label = "Commande annulée"
    subject = "Annulation : {about.label}"
    template = "logistics/letters/order_cancelled.txt"


class OrderAnswered(Letter):
    key = "logistic_order_answered"
    label = "Réponse d’un fournisseur"
    audience = "à la mission participation"
    why = "Vous préparez cette réunion."
    subject = "{about.provider_words} {words} : {about.label}"
    template = "logistics/letters/order_answered.txt"


class NeedDue(Letter):
    key = "logistic_need_due"
    label = "Besoin à confirmer"
    audience = "à la mission participation, puis à la direction quand il tarde d’un mois"
    why = "Vous préparez cette réunion."
    subject = "À confirmer avant le {about.due_on:%d/%m/%Y} : {about.label}"
    template = "logistics/letters/need_due.txt"


class EventNotSecured(Letter):
    key = "logistic_event_not_secured"
    label = "Réunion dont tout n’est pas confirmé"
    audience = "à la mission participation"
    why = "Vous préparez cette réunion."
    subject = "{missing} sans confirmation : {about.meeting.title}"
    template = "logistics/letters/event_not_secured.txt"


class Ride(Letter):
    """Leads to the shared rides of a meeting. It names nobody: the page does, to those in the car."""

    why = "Vous partagez une voiture pour venir à cette réunion."

    def path(self):
        return address("member:logistics:rides", self.about.pk)


class SeatTaken(Ride):
    key = "ride_seat_taken"
    label = "Place prise dans une voiture"
    audience = "au membre qui conduit"
    subject = "Une place est prise dans votre voiture"
    template = "logistics/letters/seat_taken.txt"


class SeatLeft(Ride):
    key = "ride_seat_left"
    label = "Place rendue dans une voiture"
    audience = "au membre qui conduit"
    subject = "Une place de votre voiture est de nouveau libre"
    template = "logistics/letters/seat_left.txt"


class RideWithdrawn(Ride):
    key = "ride_withdrawn"
    label = "Trajet retiré"
    audience = "aux membres qui y avaient une place"
    subject = "Le trajet depuis {leaves_from} n’a plus lieu"
    template = "logistics/letters/ride_withdrawn.txt"


LETTERS = (
    Order, OrderChanged, OrderCancelled, OrderAnswered, NeedDue, EventNotSecured, SeatTaken, SeatLeft, RideWithdrawn,
)  # fmt: skip
