import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.commons.workload import choices, models
from parvis.ground.core import clock
from parvis.ground.core.dates import midnight

AUTHORITY = "parvis.ground.authorities.tests.factories.AuthorityFactory"
USER = "parvis.ground.accounts.tests.factories.UserFactory"


def at(day, hour, minute=0):
    """A local moment of a day."""
    return midnight(day).replace(hour=hour, minute=minute)


class OwnHoursFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    authority = factory.SubFactory(AUTHORITY)
    user = factory.SubFactory(USER)
    day = dt.date(2026, 11, 10)


class SessionFactory(OwnHoursFactory):
    """An evening that is planned, from 18 h to 20 h."""

    class Meta:
        model = models.WorkSession

    starts_at = factory.LazyAttribute(lambda row: at(row.day, 18))
    ends_at = factory.LazyAttribute(lambda row: row.starts_at + dt.timedelta(hours=2))
    kind = factory.LazyAttribute(lambda row: {5: "saturday", 6: "sunday"}.get(row.day.weekday(), "evening"))
    label = "Réunion publique"


class UseFactory(OwnHoursFactory):
    class Meta:
        model = models.RecoveryUse

    minutes = 120
    status = choices.UseStatus.TAKEN


class TripFactory(OwnHoursFactory):
    class Meta:
        model = models.Trip

    origin = "Saint-Aubin"
    destination = "Marsanne-d’Orzenne"
    km_tenths = 360
    purpose = "Plénière"


class AgreementFactory(OwnHoursFactory):
    class Meta:
        model = models.SaturdayAgreement

    day = dt.date(2026, 12, 19)
    rank = 11
    reason = "Le forum ne peut pas se tenir un autre jour."
    asked_at = factory.LazyFunction(clock.now)


class WorkMonthFactory(DjangoModelFactory):
    class Meta:
        model = models.WorkMonth

    authority = factory.SubFactory(AUTHORITY)
    user = factory.SubFactory(USER)
    month = dt.date(2026, 11, 1)


class RateFactory(DjangoModelFactory):
    class Meta:
        model = models.RecoveryRate

    authority = factory.SubFactory(AUTHORITY)
    kind = choices.Kind.SATURDAY
    numerator = 4
    denominator = 3
    valid_from = dt.date(2020, 1, 1)
    source = "Délibération du 12 décembre 2019"


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = models.ExpenseClaim

    person = factory.SubFactory("parvis.commons.people.tests.factories.PersonFactory")
    authority = factory.SelfAttribute("person.authority")
    meeting = "Plénière du 10 novembre"
    day = dt.date(2026, 11, 10)


class SubmittedClaimFactory(ClaimFactory):
    status = choices.ClaimStatus.SUBMITTED
    submitted_at = factory.LazyFunction(clock.now)


class ClaimLineFactory(DjangoModelFactory):
    class Meta:
        model = models.ClaimLine

    claim = factory.SubFactory(SubmittedClaimFactory)
    kind = choices.LineKind.MEAL
    label = "Repas avant la plénière"
    cents = 1450


CONVENTIONS = {
    models.ExpenseClaim: [SubmittedClaimFactory, ClaimFactory],
    models.ClaimLine: [ClaimLineFactory, lambda: ClaimLineFactory(claim=ClaimFactory())],
}
