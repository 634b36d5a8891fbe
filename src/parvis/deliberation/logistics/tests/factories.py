import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.deliberation.logistics import models
from parvis.deliberation.logistics.choices import SECURED, Kind, Status

ASKED = (Status.REQUESTED, *SECURED, Status.REFUSED)
DAY = dt.date(2026, 11, 16)


class EventLogisticsFactory(DjangoModelFactory):
    class Meta:
        model = models.EventLogistics

    meeting = factory.SubFactory("parvis.deliberation.meetings.tests.factories.MeetingFactory")
    authority = factory.SelfAttribute("meeting.authority")
    told_starts_at = factory.SelfAttribute("meeting.starts_at")


class LogisticNeedFactory(DjangoModelFactory):
    """A need not asked of anybody yet, unless told how far it went."""

    class Meta:
        model = models.LogisticNeed

    sheet = factory.SubFactory(EventLogisticsFactory)
    authority = factory.SelfAttribute("sheet.authority")
    kind = Kind.CATERING
    label = factory.Sequence(lambda n: f"Repas {n}")
    due_on = dt.date(2026, 11, 30)
    requested_on = factory.LazyAttribute(lambda n: DAY if n.status in ASKED else None)
    confirmed_on = factory.LazyAttribute(lambda n: DAY if n.status in SECURED else None)
    delivered_on = factory.LazyAttribute(lambda n: DAY if n.status in (Status.DELIVERED, Status.SETTLED) else None)
    settled_on = factory.LazyAttribute(lambda n: DAY if n.status == Status.SETTLED else None)
    why = factory.LazyAttribute(
        lambda n: "Complet ce jour-là." if n.status in (Status.REFUSED, Status.CANCELLED) else ""
    )
    status = Status.DRAFT


class OrderedNeedFactory(LogisticNeedFactory):
    """Asked of a service, whose agents answer."""

    department = factory.SubFactory(
        "parvis.ground.authorities.tests.factories.DepartmentFactory", authority=factory.SelfAttribute("..authority")
    )
    status = Status.REQUESTED


class OfNeedFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    need = factory.SubFactory(LogisticNeedFactory)


class CateringOrderFactory(OfNeedFactory):
    class Meta:
        model = models.CateringOrder

    headcount = 46


class MealCountFactory(DjangoModelFactory):
    class Meta:
        model = models.MealCount

    order = factory.SubFactory(CateringOrderFactory)
    kind = "diet"
    code = "vegetarian"
    count = 9


class SpeakerFactory(DjangoModelFactory):
    class Meta:
        model = models.Speaker

    person = factory.SubFactory("parvis.commons.people.tests.factories.PersonFactory")
    authority = factory.SelfAttribute("person.authority")


class SpeakerBookingFactory(OfNeedFactory):
    class Meta:
        model = models.SpeakerBooking

    need = factory.SubFactory(LogisticNeedFactory, kind=Kind.SPEAKER, label="Où va la pluie ?")
    speaker = factory.SubFactory(SpeakerFactory, person__authority=factory.SelfAttribute("...need.authority"))
    topic = "Où va la pluie ?"


class EquipmentLoanFactory(OfNeedFactory):
    class Meta:
        model = models.EquipmentLoan

    need = factory.SubFactory(LogisticNeedFactory, kind=Kind.EQUIPMENT, label="Vingt tables")
    out_on = dt.date(2026, 12, 9)
    back_on = dt.date(2026, 12, 11)


class NeedTemplateFactory(DjangoModelFactory):
    class Meta:
        model = models.NeedTemplate

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    name = factory.Sequence(lambda n: f"Plénière du soir {n}")


class TemplateNeedFactory(DjangoModelFactory):
    class Meta:
        model = models.TemplateNeed

    template = factory.SubFactory(NeedTemplateFactory)
    kind = Kind.CATERING
    label = "Repas"
    days_before = 10


class CarpoolOfferFactory(DjangoModelFactory):
    class Meta:
        model = models.CarpoolOffer

    meeting = factory.SubFactory("parvis.deliberation.meetings.tests.factories.MeetingFactory")
    authority = factory.SelfAttribute("meeting.authority")
    driver = factory.SubFactory(
        "parvis.commons.people.tests.factories.PersonFactory", authority=factory.SelfAttribute("..authority")
    )
    leaves_from = "Tournabelle, place de la mairie"
    leaves_at = dt.time(17, 45)
    seats = 3


class CarpoolSeatFactory(DjangoModelFactory):
    class Meta:
        model = models.CarpoolSeat

    offer = factory.SubFactory(CarpoolOfferFactory)
    person = factory.SubFactory(
        "parvis.commons.people.tests.factories.PersonFactory", authority=factory.SelfAttribute("..offer.authority")
    )
    taken_at = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


CONVENTIONS = {models.LogisticNeed: [LogisticNeedFactory, OrderedNeedFactory]}
