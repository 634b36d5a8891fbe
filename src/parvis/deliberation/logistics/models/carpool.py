"""Rides that members share to come to a meeting; each driver and each passenger know one another, nobody else."""

from django.apps import apps
from django.db import models
from django.db.models import Q
from rules.contrib.models import RulesModel

from parvis.deliberation.meetings.models import Meeting
from parvis.deliberation.meetings.rules import MEETING_PEOPLE
from parvis.ground.core.addresses import address
from parvis.ground.core.models import AuthorityOwned, AuthorityQuerySet
from parvis.ground.core.personal import PersonalData, Retention

from .. import rules

MOST_SEATS = 8


class CarpoolOfferQuerySet(AuthorityQuerySet):
    def visible_to(self, user):
        """Those of the meetings where the person sits, works or is called, and their own."""
        if not user.is_authenticated:
            return self.none()
        called = apps.get_model("meetings", "Convocation").objects.filter(person__user=user)
        return self.filter(
            Q(meeting__scheme__in=user.grants.schemes(*MEETING_PEOPLE))
            | Q(meeting__in=called.values("meeting"))
            | Q(driver__user=user)
        )

    def for_list(self):
        return self.select_related("driver", "meeting__venue").prefetch_related("seat_rows__person")

    def for_record(self):
        return self.select_related("driver", "meeting__scheme__body", "meeting__venue")


class CarpoolOffer(AuthorityOwned):
    """A member drives to a meeting and has seats left."""

    personal = PersonalData(
        purpose="Covoiturage vers les réunions",
        subject="driver",
        basis="consentement",
        retention=Retention(since="meeting__starts_at", months=1),
    )

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="rides", verbose_name="réunion")
    driver = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="rides_offered", verbose_name="au volant"
    )
    leaves_from = models.CharField("départ de", max_length=200)
    leaves_at = models.TimeField("heure de départ")
    seats = models.PositiveSmallIntegerField("places offertes")
    comes_back = models.BooleanField("retour compris", default=True)

    objects = CarpoolOfferQuerySet.as_manager()

    class Meta:
        verbose_name = "trajet partagé"
        verbose_name_plural = "trajets partagés"
        ordering = ["meeting", "leaves_at", "pk"]
        rules_permissions = {
            "view": rules.shares_meeting | rules.drives,
            "list": rules.rides_along,
            "take": rules.shares_meeting,
            "withdraw": rules.drives,
        }
        constraints = [
            models.UniqueConstraint(fields=["meeting", "driver"], name="ride_offered_once"),
            models.CheckConstraint(condition=~Q(leaves_from=""), name="ride_leaves_from_somewhere"),
            models.CheckConstraint(condition=Q(seats__gte=1, seats__lte=MOST_SEATS), name="ride_has_seats"),
        ]

    def __str__(self):
        return f"trajet depuis {self.leaves_from}"

    def get_member_url(self):
        return address("member:logistics:rides", self.meeting_id)

    get_desk_url = get_member_url


class CarpoolSeat(RulesModel):
    """A seat taken in a ride; the passenger and the driver see how to reach one another."""

    personal = PersonalData(
        purpose="Covoiturage vers les réunions",
        subject="person",
        basis="consentement",
        retention=Retention(since="offer__meeting__starts_at", months=1),
    )

    offer = models.ForeignKey(CarpoolOffer, on_delete=models.CASCADE, related_name="seat_rows")
    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="rides_taken", verbose_name="passager ou passagère"
    )
    taken_at = models.DateTimeField("place prise le")

    class Meta:
        verbose_name = "place prise"
        verbose_name_plural = "places prises"
        ordering = ["taken_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["offer", "person"], name="ride_seat_once")]

    def __str__(self):
        return f"place {self.pk}"

    @property
    def authority_id(self):
        return self.offer.authority_id
