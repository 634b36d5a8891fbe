import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.accountability.coordination import models
from parvis.deliberation.bodies.tests.factories import BodyFactory
from parvis.ground.authorities.tests.factories import AuthorityFactory


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = models.Topic
        skip_postgeneration_save = True

    authority = factory.SubFactory(AuthorityFactory)
    title = factory.Sequence(lambda n: f"Sujet {n}")
    raised_on = dt.date(2026, 11, 2)

    @factory.post_generation
    def schemes(self, create, extracted, **kwargs):
        if create and extracted:
            self.schemes.set(extracted)


class SolicitationFactory(DjangoModelFactory):
    class Meta:
        model = models.Solicitation

    authority = factory.SubFactory(AuthorityFactory)
    on = dt.date(2026, 11, 2)
    what = "Enquête « Ma rue quand il fait 38 °C »"
    audience = "Hauts-Pins"


class BoardNoteFactory(DjangoModelFactory):
    class Meta:
        model = models.BoardNote

    scheme = factory.SubFactory(BodyFactory)
    authority = factory.SelfAttribute("scheme.authority")
    written_on = dt.date(2026, 11, 2)
    risk = "Départ de l’animatrice"
