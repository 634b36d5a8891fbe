import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.writing.tests.factories import RecommendationFactory, TextFactory
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.meetings.tests.factories import AgendaItemFactory
from parvis.deliberation.referrals import models
from parvis.deliberation.referrals.choices import (
    ADOPTED_ON,
    ANSWERED_ON,
    AT_WORK,
    ENDED_ASIDE,
    RECEIVED,
    TRANSMITTED_ON,
    ContributionKind,
    Kind,
    Status,
)
from parvis.ground.core import clock

RECEIVED_AT = dt.datetime(2026, 10, 12, 9, 0, tzinfo=dt.UTC)
FROM_WRITING = (Status.OPINION_DRAFTING, *ADOPTED_ON)
ACKNOWLEDGED_ON = (Status.ACKNOWLEDGED, *ANSWERED_ON)


def once(states, value):
    """A value that the row carries from these states on."""
    return factory.LazyAttribute(lambda r: value(r) if r.status in states else None)


class ReferralFactory(DjangoModelFactory):
    """A referral in any state, with what the database asks of a row in that state."""

    class Meta:
        model = models.Referral

    class Params:
        rank = factory.Sequence(lambda n: n + 1)

    body = factory.SubFactory(BodyFactory)
    authority = factory.SelfAttribute("body.authority")
    kind = Kind.REFERRAL
    status = Status.DRAFT
    title = factory.Sequence(lambda n: f"Plan climat-air-énergie {n}")
    question = "Les efforts demandés aux habitants vous paraissent-ils justement répartis ?"
    slug = factory.LazyAttribute(lambda r: f"plan-climat-{r.rank}")
    drafted_at = RECEIVED_AT
    expected_on = dt.date(2027, 1, 29)
    legal_ground = factory.LazyAttribute(lambda r: "Planification" if r.kind == Kind.COMPULSORY else "")
    year = once(RECEIVED, lambda r: 2026)
    sequence = once(RECEIVED, lambda r: r.rank)
    number = factory.LazyAttribute(lambda r: f"S-2026-{r.rank:02}" if r.status in RECEIVED else "")
    submitted_at = once(RECEIVED, lambda r: RECEIVED_AT)
    admitted_at = once((*AT_WORK, *ADOPTED_ON), lambda r: RECEIVED_AT)
    rapporteur = once((*AT_WORK, *ADOPTED_ON), lambda r: PersonFactory(authority=r.body.authority))
    started_at = once((Status.IN_PROGRESS, *FROM_WRITING), lambda r: RECEIVED_AT)
    drafting_started_at = once(FROM_WRITING, lambda r: RECEIVED_AT)
    text = once(FROM_WRITING, lambda r: TextFactory(scheme=r.body, authority=r.body.authority))
    opinion_adopted_on = once(ADOPTED_ON, lambda r: dt.date(2026, 12, 10))
    transmitted_on = once(TRANSMITTED_ON, lambda r: dt.date(2026, 12, 11))
    answer_due_on = once(TRANSMITTED_ON, lambda r: dt.date(2027, 3, 11))
    opinion_published_at = once(TRANSMITTED_ON, lambda r: clock.now())
    acknowledged_on = once(ACKNOWLEDGED_ON, lambda r: dt.date(2026, 12, 14))
    answered_on = once(ANSWERED_ON, lambda r: dt.date(2027, 3, 22))
    closed_on = once((Status.CLOSED,), lambda r: dt.date(2029, 3, 22))
    ended_on = once(ENDED_ASIDE, lambda r: dt.date(2026, 11, 2))
    end_reason = factory.LazyAttribute(lambda r: "Le sujet est retiré." if r.status in ENDED_ASIDE else "")
    put_in_position_on = factory.LazyAttribute(
        lambda r: dt.date(2026, 10, 12) if r.kind == Kind.COMPULSORY and r.status != Status.DRAFT else None
    )


class SignatoryFactory(DjangoModelFactory):
    class Meta:
        model = models.Signatory

    referral = factory.SubFactory(ReferralFactory, kind=Kind.SELF_REFERRAL)
    person = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..referral.authority"))
    signed_on = dt.date(2026, 10, 1)


class WorkStepFactory(DjangoModelFactory):
    class Meta:
        model = models.WorkStep

    referral = factory.SubFactory(ReferralFactory)
    title = "Lire le projet de plan"
    due_on = dt.date(2026, 11, 20)


class HearingFactory(DjangoModelFactory):
    class Meta:
        model = models.Hearing

    referral = factory.SubFactory(ReferralFactory)
    at = dt.datetime(2026, 11, 5, 17, 30, tzinfo=dt.UTC)
    subject = "Le projet de plan climat"


class HearingGuestFactory(DjangoModelFactory):
    class Meta:
        model = models.HearingGuest

    hearing = factory.SubFactory(HearingFactory)
    name = "Mme Ardouin, CAUE"
    email = factory.Sequence(lambda n: f"ardouin{n}@exemple.invalid")


class HearingContributionFactory(DjangoModelFactory):
    class Meta:
        model = models.HearingContribution

    referral = factory.SubFactory(ReferralFactory)
    kind = ContributionKind.RESIDENT
    author_name = "Une habitante de Virazelle"
    body_html = "<p>Ma chaudière a trente ans.</p>"
    received_on = dt.date(2026, 11, 6)


class ResponseFactory(DjangoModelFactory):
    class Meta:
        model = models.RecommendationResponse

    recommendation = factory.SubFactory(RecommendationFactory)
    referral = factory.SubFactory(
        ReferralFactory, status=Status.TRANSMITTED, text=factory.SelfAttribute("..recommendation.text"),
        body=factory.LazyAttribute(lambda r: BodyFactory(authority=r.factory_parent.recommendation.text.authority)),
    )  # fmt: skip


class FollowUpReviewFactory(DjangoModelFactory):
    class Meta:
        model = models.FollowUpReview

    referral = factory.SubFactory(ReferralFactory, status=Status.UNDER_FOLLOW_UP)
    months = 6
    due_on = dt.date(2027, 9, 22)


class AgendaLinkFactory(DjangoModelFactory):
    class Meta:
        model = models.AgendaLink

    referral = factory.SubFactory(ReferralFactory, status=Status.ADMITTED)
    item = factory.SubFactory(AgendaItemFactory, meeting__scheme=factory.SelfAttribute("...referral.body"))
