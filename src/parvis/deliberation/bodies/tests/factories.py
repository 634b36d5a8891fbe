import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.commons.people.tests.factories import PersonFactory
from parvis.deliberation.bodies import choices, models
from parvis.ground.authorities.tests.factories import AuthorityFactory, LegalActFactory, TerritoryFactory


class BodyFactory(DjangoModelFactory):
    """A development council in office, created by an act."""

    class Meta:
        model = models.Body

    authority = factory.SubFactory(AuthorityFactory)
    name = factory.Sequence(lambda n: f"Conseil de développement {n}")
    slug = factory.Sequence(lambda n: f"conseil-{n}")
    type = choices.BodyType.DEVELOPMENT_COUNCIL
    status = choices.BodyStatus.ACTIVE
    creation_act = factory.SubFactory(LegalActFactory, authority=factory.SelfAttribute("..authority"))
    term_months = 36
    installed_on = dt.date(2026, 9, 26)
    term_ends_on = dt.date(2029, 9, 25)
    quorum_numerator = 1
    quorum_denominator = 2
    proxies_per_member = 1
    self_referral_signatories = 10
    is_public = True

    class Params:
        projected = factory.Trait(
            status=choices.BodyStatus.PROJECTED, creation_act=None, installed_on=None, term_ends_on=None
        )


class InnerBodyFactory(BodyFactory):
    """A commission of a body; pass `parent`."""

    name = factory.Sequence(lambda n: f"Commission {n}")
    slug = factory.Sequence(lambda n: f"commission-{n}")
    type = choices.BodyType.COMMISSION
    parent = factory.SubFactory(BodyFactory)
    authority = factory.SelfAttribute("parent.authority")
    creation_act = None


class CollegeFactory(DjangoModelFactory):
    class Meta:
        model = models.College

    body = factory.SubFactory(BodyFactory)
    name = factory.Sequence(lambda n: f"Collège {n}")
    seats = 3
    appointing_mode = choices.AppointingMode.VOLUNTEERS
    starts_on = dt.date(2026, 9, 26)


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = models.Seat

    college = factory.SubFactory(CollegeFactory)
    number = factory.Sequence(lambda n: n + 1)


class MembershipFactory(DjangoModelFactory):
    """An active member, appointed by the body's act."""

    class Meta:
        model = models.Membership

    body = factory.SubFactory(BodyFactory)
    authority = factory.SelfAttribute("body.authority")
    person = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..authority"))
    status = choices.MembershipStatus.ACTIVE
    starts_on = dt.date(2026, 9, 26)
    ends_on = dt.date(2029, 9, 25)
    appointed_by = "Délibération 2026-071"
    charter_signed_on = dt.date(2026, 9, 26)

    class Params:
        candidate = factory.Trait(
            status=choices.MembershipStatus.PROPOSED,
            starts_on=None,
            ends_on=None,
            appointed_by="",
            charter_signed_on=None,
        )


class AgeClassFactory(DjangoModelFactory):
    class Meta:
        model = models.AgeClass

    authority = factory.SubFactory(AuthorityFactory)
    label = "16 à 29 ans"
    low = 16
    high = 29
    population = 9_000
    census_year = 2022
    source = "Insee, recensement de la population 2022"


class RenewalCampaignFactory(DjangoModelFactory):
    class Meta:
        model = models.RenewalCampaign

    body = factory.SubFactory(BodyFactory, status=choices.BodyStatus.RENEWING)
    authority = factory.SelfAttribute("body.authority")
    title = "Renouvellement 2026"
    opened_on = dt.date(2026, 4, 1)
    election_date = dt.date(2026, 3, 22)


class RenewalItemFactory(DjangoModelFactory):
    class Meta:
        model = models.RenewalItem

    campaign = factory.SubFactory(RenewalCampaignFactory)
    label = "Point à l’ordre du jour"


class MunicipalOpinionFactory(DjangoModelFactory):
    class Meta:
        model = models.MunicipalOpinion

    campaign = factory.SubFactory(RenewalCampaignFactory)
    commune = factory.SubFactory(TerritoryFactory, authority=factory.SelfAttribute("..campaign.authority"))
    asked_on = dt.date(2026, 10, 5)
    due_on = dt.date(2026, 12, 5)
