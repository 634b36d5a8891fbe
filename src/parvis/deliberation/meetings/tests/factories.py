import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.deliberation.meetings import choices, models


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = models.Meeting

    scheme = factory.SubFactory(BodyFactory)
    authority = factory.SelfAttribute("scheme.authority")
    kind = choices.MeetingKind.PLENARY
    title = factory.Sequence(lambda n: f"Plénière {n}")
    starts_at = timezone.make_aware(timezone.datetime(2026, 12, 10, 18, 30))
    is_public = True
