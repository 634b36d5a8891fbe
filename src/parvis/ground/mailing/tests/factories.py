import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from parvis.ground.authorities.tests.factories import AuthorityFactory
from parvis.ground.mailing.choices import Channel, Status
from parvis.ground.mailing.models import Message


class MessageFactory(DjangoModelFactory):
    class Meta:
        model = Message

    authority = factory.SubFactory(AuthorityFactory)
    letter = "welcome"
    channel = Channel.EMAIL
    name = "Maëlle Quintard"
    email = factory.Sequence(lambda n: f"maelle-{n}@exemple.invalid")
    subject = "Bienvenue"
    body = "Bonjour"
    status = Status.WAITING
    created_at = factory.LazyFunction(timezone.now)
    next_try_at = factory.LazyFunction(timezone.now)
