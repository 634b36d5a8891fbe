import datetime as dt

import factory
from factory.django import DjangoModelFactory

from parvis.commons.following import models

THEN = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)


class FollowFactory(DjangoModelFactory):
    """An address that said yes."""

    class Meta:
        model = models.Follow

    authority = factory.SubFactory("parvis.ground.authorities.tests.factories.AuthorityFactory")
    about = "commitments.commitment:1"
    email = factory.Sequence(lambda n: f"habitante{n}@exemple.invalid")
    asked_at = THEN
    confirmed_at = THEN
    told_at = factory.SelfAttribute("confirmed_at")


class WaitingFollowFactory(FollowFactory):
    """An address that was not heard of yet."""

    confirmed_at = None
