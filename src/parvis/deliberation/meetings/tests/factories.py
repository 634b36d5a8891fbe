import datetime as dt
import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.commons.people.tests.factories import PersonFactory
from parvis.commons.writing.choices import TextKind
from parvis.commons.writing.tests.factories import TextFactory
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.meetings import choices, models
from parvis.ground.accounts.tests.factories import UserFactory
from parvis.ground.core import clock
from parvis.ground.documents.tests.factories import StoredFileFactory

STARTS_AT = timezone.make_aware(timezone.datetime(2026, 12, 10, 18, 30))


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = models.Meeting

    scheme = factory.SubFactory(BodyFactory)
    authority = factory.SelfAttribute("scheme.authority")
    kind = choices.MeetingKind.PLENARY
    title = factory.Sequence(lambda n: f"Plénière {n}")
    starts_at = STARTS_AT
    is_public = True


class HeldMeetingFactory(MeetingFactory):
    """A meeting that took place, counted."""

    status = choices.MeetingStatus.HELD
    convened_at = STARTS_AT - dt.timedelta(days=14)
    present = 30


class PartFactory(DjangoModelFactory):
    class Meta:
        abstract = True

    meeting = factory.SubFactory(MeetingFactory)


class AgendaItemFactory(PartFactory):
    class Meta:
        model = models.AgendaItem

    number = factory.Sequence(lambda n: n + 1)
    title = "Plan climat : première lecture"
    minutes = 30


class ItemProposalFactory(PartFactory):
    class Meta:
        model = models.ItemProposal

    proposed_by = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..meeting.authority"))
    proposed_at = STARTS_AT - dt.timedelta(days=20)
    title = "Les horaires des cars le soir"


class SiteFactory(PartFactory):
    class Meta:
        model = models.Site

    label = factory.Sequence(lambda n: f"Site {n}")
    place = "Mairie annexe"


class PlanStepFactory(PartFactory):
    class Meta:
        model = models.PlanStep

    position = factory.Sequence(lambda n: n + 1)
    title = "Accueil"
    minutes = 20


class PlanTemplateFactory(DjangoModelFactory):
    class Meta:
        model = models.PlanTemplate

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    name = factory.Sequence(lambda n: f"Plénière du samedi {n}")


class PlanTemplateStepFactory(DjangoModelFactory):
    class Meta:
        model = models.PlanTemplateStep

    template = factory.SubFactory(PlanTemplateFactory)
    position = 1
    title = "Accueil"
    minutes = 20


class ConvocationFactory(PartFactory):
    class Meta:
        model = models.Convocation

    person = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..meeting.authority"))


class SendingFactory(DjangoModelFactory):
    class Meta:
        model = models.Sending

    convocation = factory.SubFactory(ConvocationFactory)
    sequence = factory.Sequence(lambda n: n)
    kind = choices.SendingKind.CONVOCATION
    queued_at = STARTS_AT - dt.timedelta(days=14)


class ProxyFactory(PartFactory):
    class Meta:
        model = models.Proxy

    giver = factory.SubFactory(ConvocationFactory, meeting=factory.SelfAttribute("..meeting"))
    holder = factory.SubFactory(ConvocationFactory, meeting=factory.SelfAttribute("..meeting"))
    given_at = STARTS_AT - dt.timedelta(days=3)


class NeedFactory(DjangoModelFactory):
    class Meta:
        model = models.Need

    convocation = factory.SubFactory(ConvocationFactory)
    kind = choices.NeedKind.DIET
    code = "vegetarian"
    consented_at = STARTS_AT - dt.timedelta(days=5)


class CheckInDeskFactory(PartFactory):
    class Meta:
        model = models.CheckInDesk

    label = factory.Sequence(lambda n: f"Accueil {n}")
    nonce = factory.Sequence(lambda n: f"nonce-{n}")
    expires_at = STARTS_AT + dt.timedelta(hours=24)
    opened_by = factory.SubFactory(UserFactory)


class AttendanceFactory(PartFactory):
    class Meta:
        model = models.Attendance

    person = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..meeting.authority"))
    state = choices.AttendanceState.PRESENT


class CheckInEntryFactory(DjangoModelFactory):
    class Meta:
        model = models.CheckInEntry

    desk = factory.SubFactory(CheckInDeskFactory)
    client_id = factory.LazyFunction(uuid.uuid4)
    convocation = factory.SubFactory(ConvocationFactory, meeting=factory.SelfAttribute("..desk.meeting"))
    at = STARTS_AT
    received_at = STARTS_AT
    outcome = choices.EntryOutcome.APPLIED


class VoteFactory(PartFactory):
    class Meta:
        model = models.Vote

    question = "Adopter l’avis sur le plan climat ?"


class RecordedBallotFactory(DjangoModelFactory):
    class Meta:
        model = models.RecordedBallot

    vote = factory.SubFactory(VoteFactory, mode=choices.VoteMode.RECORDED)
    person = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..vote.meeting.authority"))
    choice = choices.Ballot.FOR


class SecretVoterFactory(DjangoModelFactory):
    class Meta:
        model = models.SecretVoter

    vote = factory.SubFactory(VoteFactory, mode=choices.VoteMode.SECRET)
    person = factory.SubFactory(PersonFactory, authority=factory.SelfAttribute("..vote.meeting.authority"))


class SecretBallotFactory(DjangoModelFactory):
    class Meta:
        model = models.SecretBallot

    vote = factory.SubFactory(VoteFactory, mode=choices.VoteMode.SECRET)
    choice = choices.Ballot.FOR


class SpeakingTimeFactory(PartFactory):
    class Meta:
        model = models.SpeakingTime

    gender = "f"
    seconds = 600


class MeetingPhotoFactory(PartFactory):
    class Meta:
        model = models.MeetingPhoto

    file = factory.SubFactory(StoredFileFactory, authority=factory.SelfAttribute("..meeting.authority"))


class DecisionFactory(PartFactory):
    class Meta:
        model = models.Decision

    number = factory.Sequence(lambda n: n + 1)
    text = "Le conseil demande les comptages de la voie verte."


class ActionPointFactory(PartFactory):
    class Meta:
        model = models.ActionPoint

    text = "Envoyer les comptages"
    owner_label = "service Mobilités"
    due_on = dt.date(2027, 1, 15)


class MinutesFactory(PartFactory):
    class Meta:
        model = models.Minutes

    meeting = factory.SubFactory(HeldMeetingFactory, status=choices.MeetingStatus.MINUTES_DRAFT)
    text = factory.SubFactory(TextFactory, kind=TextKind.MINUTES, scheme=factory.SelfAttribute("..meeting.scheme"))
    due_on = dt.date(2026, 12, 24)


class MinutesRecipientFactory(DjangoModelFactory):
    class Meta:
        model = models.MinutesRecipient

    minutes = factory.SubFactory(MinutesFactory)
    name = "Dalila Escoudié"


class MeetingSeriesFactory(DjangoModelFactory):
    class Meta:
        model = models.MeetingSeries

    scheme = factory.SubFactory(BodyFactory)
    authority = factory.SelfAttribute("scheme.authority")
    title = "Un samedi par mois"
    rule = "FREQ=MONTHLY;BYDAY=2SA"
    starts_on = dt.date(2027, 1, 1)
    ends_on = dt.date(2027, 6, 30)
    starts_at = dt.time(9)
    ends_at = dt.time(13)


class SeriesExceptionFactory(DjangoModelFactory):
    class Meta:
        model = models.SeriesException

    series = factory.SubFactory(MeetingSeriesFactory)
    day = dt.date(2027, 5, 8)
    reason = "Jour férié"


class ThreadPostFactory(DjangoModelFactory):
    class Meta:
        model = models.ThreadPost

    scheme = factory.SubFactory(BodyFactory)
    authority = factory.SelfAttribute("scheme.authority")
    author = factory.SubFactory(UserFactory)
    body = "Qui vient visiter la station d’épuration samedi ?"
    at = STARTS_AT


class ThreadDigestFactory(DjangoModelFactory):
    class Meta:
        model = models.ThreadDigest

    scheme = factory.SubFactory(BodyFactory)
    authority = factory.SelfAttribute("scheme.authority")
    user = factory.SubFactory(UserFactory)
    told_until = STARTS_AT


def agreed():
    """That the chair approved the minutes, as somebody else types it."""
    return {"agreed_on": clock.today(), "agreed_by": choices.AgreedBy.EMAIL}


def _published(factory_class, **of_meeting):
    """A row of a meeting whose minutes circulate."""
    return lambda: factory_class(
        meeting=HeldMeetingFactory(status=choices.MeetingStatus.MINUTES_PUBLISHED, **of_meeting)
    )


CONVENTIONS = {
    **{
        model: [
            maker,
            _published(maker),
            _published(maker, is_public=False),
            lambda maker=maker: maker(
                meeting=ConvocationFactory(
                    meeting__is_public=False, meeting__status="held", meeting__present=3, person__user=UserFactory()
                ).meeting
            ),
        ]
        for model, maker in (
            (models.Decision, DecisionFactory),
            (models.ActionPoint, ActionPointFactory),
            (models.Minutes, MinutesFactory),
        )
    },
    models.ThreadPost: [
        ThreadPostFactory,
        lambda: ThreadPostFactory(hidden_at=STARTS_AT, hidden_reason="Propos blessants"),
    ],
    models.Meeting: [
        MeetingFactory,
        lambda: MeetingFactory(is_public=False),
        lambda: ConvocationFactory(meeting__is_public=False, person__user=UserFactory()).meeting,
    ],
}
